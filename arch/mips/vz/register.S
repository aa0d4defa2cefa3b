/* SPDX-License-Identifier: GPL-2.0 */
/* LW and SW of a register that is the guest's own, on a page that is not. */
#include <asm/cp0.h>
#include <asm/page.h>
#include <asm/pic32mz.h>
#include <generated/asm-offsets.h>
#include <linux/linkage.h>

	.set	noreorder
	.set	noat
	.text

#define OPCODE_SHIFT		26
#define OPCODE_LW		0x23
#define OPCODE_SW		0x2b
#define SFR_ALIAS		0xc		/* CLR, SET or INV */

/*
 * Any exception but GE. What is not LW or SW of a real register, by MIPS32 code and
 * not in a delay slot, goes to C; so does a fetch, whose address is that of the
 * program counter, and a write of all bits by a guest that has some only.
 * In: t0 = Cause, k0, k1; EXL=1. Only registers that root does not keep change.
 */
func exit_register
	beqz	$k0, exit_guest
	 andi	$t1, $t0, CAUSE_EXCCODE & ~(1 << CAUSE_EXCCODE_SHIFT)
	xori	$t1, $t1, EXC_TLBL << CAUSE_EXCCODE_SHIFT
	bnez	$t1, exit_guest			/* neither TLBL nor TLBS */
	 mfc0	$t2, C0_BADVADDR
	bltz	$t0, exit_guest			/* BD */
	 mfc0	$t3, C0_EPC
	andi	$t4, $t3, 1			/* microMIPS */
	bnez	$t4, exit_guest
	 xor	$t1, $t2, $t3
	andi	$t1, $t1, PAGE_SIZE - 1
	beqz	$t1, exit_guest
	 lui	$t1, SFR_BASE >> 16
	subu	$t1, $t2, $t1
	srl	$t4, $t1, 20
	bnez	$t4, exit_guest			/* none of SFR_SIZE */
	 lw	$t5, GUEST_PART($k1)

	/* As arch_find_block() does it. Block 0 is nothing, and has no bits. */
	lw	$t6, PART_GUEST_SFR_PAGES($t5)
	srl	$t4, $t1, 12
	addu	$t6, $t6, $t4
	lbu	$t6, 0($t6)
	lw	$t7, PART_GUEST_SFR_MAPS($t5)
	ext	$t4, $t1, 4, 8
	ins	$t4, $t6, 8, 8
	addu	$t7, $t7, $t4
	lbu	$t6, 0($t7)
	lw	$t7, PART_GUEST_BLOCKS($t5)
	sll	$t6, $t6, PART_BLOCK_SHIFT
	addu	$t6, $t6, $t7
	lw	$t7, PART_BLOCK_ACCESS($t6)
	lw	$t4, PART_BLOCK_MASK($t6)
	bnez	$t7, exit_guest
	 mfc0	$t5, C0_BADINSTR
	beqz	$t4, exit_guest

	 srl	$t6, $t5, OPCODE_SHIFT
	xori	$t7, $t6, OPCODE_LW
	beqz	$t7, 3f
	 lui	$t1, KSEG1 >> 16
	xori	$t7, $t6, OPCODE_SW
	bnez	$t7, exit_guest
	 nor	$t6, $t4, $zero
	beqz	$t6, 1f
	 andi	$t6, $t2, SFR_ALIAS
	beqz	$t6, exit_guest			/* all bits of it are written */
1:	 or	$t2, $t2, $t1
	jal	gpr_read
	 ext	$a0, $t5, 16, 5
	and	$v0, $v0, $t4
	b	2f
	 sw	$v0, 0($t2)
3:	or	$t2, $t2, $t1
	lw	$a1, 0($t2)
	jal	gpr_write
	 ext	$a0, $t5, 16, 5
2:	addiu	$t3, $t3, 4
	mtc0	$t3, C0_EPC
	ehb
	eret
endfunc exit_register
