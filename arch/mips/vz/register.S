/* SPDX-License-Identifier: GPL-2.0 */
/*
 * LW and SW of registers that are the guest's own, on a page that is not, and of
 * emulated ones.
 */
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
#define RT_SHIFT		16
#define SFR_ALIAS		0xc		/* 4: CLR, 8: SET, both: INV */
#define SFR_CLR			0x4
#define SFR_SET			0x8

/* rt of BadInstr in t4, for the tables of gpr.S */
	.macro	jump_by_rt table
	ins	\table, $t4, 3, 5
	jalr	\table
	.endm

/*
 * Any exception but GE. What is not LW or SW of a register with a short way goes
 * to C: a fetch, whose address is that of the program counter; microMIPS, whose
 * instructions of these opcodes have 16 bits, and 0 there; a delay slot.
 * In: t0 = Cause, t2 = BadVAddr, k0, k1, s3 to s7; EXL=1. Only registers that
 * root does not keep change.
 */
func exit_register
	beqz	$k0, exit_guest
	 mfc0	$t3, C0_EPC
	rotr	$t1, $t0, 31			/* BD is bit 0 */
	andi	$t1, $t1, (CAUSE_EXCCODE & ~(1 << CAUSE_EXCCODE_SHIFT)) << 1 | 1
	xori	$t1, $t1, EXC_TLBL << CAUSE_EXCCODE_SHIFT << 1
	bnez	$t1, exit_guest			/* neither TLBL nor TLBS, or BD */
	 xor	$t1, $t2, $t3
	andi	$t1, $t1, PAGE_SIZE - 1
	beqz	$t1, exit_guest
	 srl	$t1, $t2, 20
	xori	$t1, $t1, SFR_BASE >> 20
	bnez	$t1, exit_guest			/* none of SFR_SIZE */
	 ext	$t1, $t2, 12, 8

	/* As find_block() does it; block 0 is nothing. Out: a1. */
	addu	$t1, $s5, $t1
	lbu	$t1, 0($t1)
	ext	$a1, $t2, 4, 8
	ins	$a1, $t1, 8, 8
	addu	$a1, $s4, $a1
	lbu	$a1, 0($a1)
	mfc0	$t6, C0_BADINSTR
	sll	$a1, $a1, PART_BLOCK_SHIFT
	addu	$a1, $s3, $a1

	srl	$t1, $t6, OPCODE_SHIFT
	xori	$t7, $t1, OPCODE_SW
	beqz	$t7, store
	 srl	$t4, $t6, RT_SHIFT
	xori	$t7, $t1, OPCODE_LW
	bnez	$t7, exit_guest
	 lw	$t7, PART_BLOCK_SHADOW($a1)
	bnez	$t7, load
	 lw	$t1, PART_BLOCK_ACCESS($a1)
	lw	$t0, PART_BLOCK_MASK($a1)
	bnez	$t1, exit_guest			/* not the guest's own */
	 lui	$t7, KSEG1 >> 16
	beqz	$t0, exit_guest			/* nothing */
	 or	$t7, $t7, $t2
load:
	lw	$a1, 0($t7)
	jump_by_rt $s6
	 addiu	$t3, $t3, 4
enter:
	mtc0	$t3, C0_EPC
	ehb
	eret

store:
	jump_by_rt $s7
	 lw	$t7, PART_BLOCK_QUICK($a1)
	beqz	$t7, store_own
	 andi	$t1, $t2, SFR_ALIAS
	xori	$t0, $t1, SFR_SET
	beqz	$t0, 1f
	 move	$a2, $zero
	beqz	$t1, 1f
	 nor	$a2, $v0, $zero
	xori	$t0, $t1, SFR_CLR
	bnez	$t0, exit_guest
	 move	$a2, $v0
	move	$v0, $zero

	/* Its registers are here while C runs, and in memory if it must wait. */
1:	addiu	$s0, $t3, 4
	mfhi	$s1
	mflo	$s2
	move	$a0, $k1
	move	$a3, $v0
	jalr	$t7
	 move	$k0, $zero
	lbu	$t0, %gp_rel(sched_pending)($gp)
	bnez	$t0, must_wait
	 mthi	$s1
	mtlo	$s2
	mtc0	$s0, C0_EPC
	mfc0	$k0, C0_KSCRATCH1
	ehb
	eret
must_wait:
	sw	$s0, GUEST_PC($k1)
	sw	$s1, GUEST_HI($k1)
	b	reschedule
	 sw	$s2, GUEST_LO($k1)

/* All bits of a register are written, so a guest must have all of them. */
store_own:
	lw	$t0, PART_BLOCK_ACCESS($a1)
	lw	$t7, PART_BLOCK_MASK($a1)
	bnez	$t0, exit_guest
	 nor	$t0, $t7, $zero
	beqz	$t0, 1f
	 lui	$t4, KSEG1 >> 16
	beqz	$t7, exit_guest			/* nothing */
	 and	$v0, $v0, $t7
	beqz	$t1, exit_guest
	 nop
1:	or	$t4, $t4, $t2
	sw	$v0, 0($t4)
	b	enter
	 addiu	$t3, $t3, 4
endfunc exit_register
