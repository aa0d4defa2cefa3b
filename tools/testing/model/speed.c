// SPDX-License-Identifier: GPL-2.0
/*
 * For "make bench": the same work in root mode, and in guest mode, as often as a
 * letter asks for it: r, g; and through page tables: R, G.
 */
#include "board.h"
#include "guest.h"
#include "ktap.h"
#include "trap.h"

#define ROUNDS		40000
#define WORDS		512
#define CODE_VA		0x00400000u
#define DATA_VA		0x00800000u

static u32 data[WORDS] __attribute__((section(".bss.page"), aligned(0x2000)));

/*
 * a0: words, a1: rounds, a3: where to go then. Loads, stores, calls and arithmetic.
 * The last words are the end for a guest, a hypercall, and for root.
 */
asm(".section .text\n.balign 0x2000\n.globl work\n"
	".set push\n.set noreorder\n.set noat\n"
	"work:	move	$t8, $ra\n"
	"1:	li	$t0, 512\n"
	"	move	$t1, $a0\n"
	"2:	lw	$t2, 0($t1)\n"
	"	sll	$t3, $t2, 5\n"
	"	srl	$t4, $t2, 27\n"
	"	or	$t2, $t3, $t4\n"
	"	bal	3f\n"
	"	addu	$t2, $t2, $t0\n"
	"	sw	$t2, 0($t1)\n"
	"	addiu	$t0, $t0, -1\n"
	"	bnez	$t0, 2b\n"
	"	addiu	$t1, $t1, 4\n"
	"	addiu	$a1, $a1, -1\n"
	"	bnez	$a1, 1b\n"
	"	nop\n"
	"	jr	$a3\n"
	"	nop\n"
	"3:	xor	$t2, $t2, $a1\n"
	"	jr	$ra\n"
	"	nop\n"
	".globl end_of_guest, end_of_root\n"
	"end_of_guest: .word 0x421ff828\n"
	"end_of_root: jr $t8\n"
	"	nop\n"
	".set pop\n");

extern const u32 work[], end_of_guest[], end_of_root[];

static void map(void)
{
	const u32 flags = LO_V | LO_D | LO_G;
	const struct tlb_entry code_page = {
		CODE_VA, LO((u32)work & 0x1fffffff, flags), LO_G, PAGES_4K
	};
	const struct tlb_entry data_page = {
		DATA_VA, LO((u32)data & 0x1fffffff, flags), LO_G, PAGES_4K
	};

	guest_reset();
	root_tlb_write(FIRST_FREE, 0, &code_page);
	root_tlb_write(FIRST_FREE + 1, 0, &data_page);
	guest_tlb_write(0, GUEST_ID, &code_page);
	guest_tlb_write(1, GUEST_ID, &data_page);
}

/* The address of something in a page, where it is or where it is mapped. */
static u32 address(const u32 *what, bool mapped, u32 va)
{
	return mapped ? va + ((u32)what & 0xfff) : (u32)what;
}

static void run(bool in_guest, bool mapped)
{
	gpr[A0] = address(data, mapped, DATA_VA);
	gpr[A1] = ROUNDS;
	gpr[A3] = address(in_guest ? end_of_guest : end_of_root, mapped, CODE_VA);
	if (in_guest)
		run_guest(address(work, mapped, CODE_VA));
	else
		run_root(address(work, mapped, CODE_VA));
}

void run_tests(void)
{
	u32 c;

	map();
	print("ready\n");
	for (;;) {
		while (!(USTA(4) & USTA_URXDA))
			;
		c = URXREG(4);
		run((c | 0x20) == 'g', c < 'a');
		print("done %c 0x%x\n", (int)c, data[0]);
	}
}
