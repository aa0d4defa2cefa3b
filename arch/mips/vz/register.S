/* SPDX-License-Identifier: GPL-2.0 */
/*
 * LW and SW of registers that are the guest's own, on a page that is not, and of
 * emulated ones.
 */
#include <asm/cp0.h>
#include <asm/page.h>
#include <generated/asm-offsets.h>
#include <linux/linkage.h>

#include "vz.h"

	.set	noreorder
	.set	noat
	.text

#define RT_SHIFT		16
#define SFR_ALIAS		0xc		/* 4: CLR, 8: SET, both: INV */
#define SFR_CLR			0x4
#define SFR_SET			0x8

/*
 * Any exception but GE. What is not LW or SW of a register with a short way goes
 * to C: a fetch, whose address is that of the program counter; microMIPS, whose
 * instructions of these opcodes have 16 bits, and 0 there; a delay slot.
 * In: t0 = Cause, t2 = BadVAddr, k0, k1, s3 to s8; EXL=1. Only registers that
 * root does not keep change.
 */
func exit_register
	beqz	$k0, exit_guest
	 mfc0	$t4, C0_BADINSTR

	/* The block that find_block() finds: of any address there is one. */
	srl	$t1, $t2, 12
	ins	$s4, $t1, 2, 8
	lw	$a1, 0($s4)
	srl	$t1, $t2, 4
	ins	$a1, $t1, 1, 8
	lhu	$a1, 0($a1)

	/* As ACCESS() has them: BD is bit 0 of a Cause rotated by one. */
	srl	$t3, $t4, ACCESS_OPCODE_SHIFT
	rotr	$t1, $t0, 31
	ins	$t3, $t1, ACCESS_CAUSE, ACCESS_CAUSE_BITS
	srl	$t1, $t2, SFR_SHIFT
	ins	$t3, $t1, ACCESS_PLACE, 32 - SFR_SHIFT
	bne	$t3, $s5, not_store
	 addu	$a1, $s3, $a1

	/* The reader returns to the block's way, with the value in v0. */
	srl	$t4, $t4, RT_SHIFT
	lw	$ra, PART_BLOCK_STORE($a1)
	ins	$s7, $t4, 3, 5
	jr	$s7
	 andi	$t1, $t2, SFR_ALIAS

not_store:
	xori	$t3, $t3, ACCESS_LW ^ ACCESS_SW
	bne	$t3, $s5, exit_guest
	 mfc0	$t3, C0_EPC
	xor	$t1, $t2, $t3
	andi	$t1, $t1, PAGE_SIZE - 1
	beqz	$t1, exit_guest			/* a fetch */
	 lw	$v1, PART_BLOCK_LOAD($a1)
	jr	$v1
	 srl	$a0, $t4, RT_SHIFT
endfunc exit_register

/*
 * Ways of a LW, see part_entry. In: a1 = block, t2 = BadVAddr, t3 = EPC, a0 = bits
 * 31:16 of the instruction.
 */
	.globl	load_own
load_own:
	lui	$v1, KSEG1 >> 16
	or	$v1, $v1, $t2
	b	load_done
	 lw	$a1, 0($v1)

	.globl	load_intstat
load_intstat:				/* as veic_read_intstat() */
	lw	$v1, GUEST_WINNER($k1)
	nor	$a1, $v1, $zero
	ext	$a1, $a1, SRC_IRQ_SHIFT, SRC_IRQ_BITS
	ext	$v1, $v1, SRC_LEVEL_SHIFT, SRC_LEVEL_BITS
	b	load_done
	 ins	$a1, $v1, 8, SRC_LEVEL_BITS

	.globl	load_shadow
load_shadow:
	lw	$v1, PART_BLOCK_SHADOW($a1)
	lw	$a1, 0($v1)
	.globl	load_done
load_done:				/* In: a0 = rt, a1 = value, t3 = EPC */
	ins	$s6, $a0, 3, 5
	jalr	$s6
	 addiu	$t3, $t3, 4
	mtc0	$t3, C0_EPC
	ehb
	eret

/*
 * Ways of a SW. In: a1 = block, v0 = value, t1 = which of a register's four words,
 * t2 = BadVAddr.
 *
 * First where others have bits of the register, too: only own ones are written.
 */
	.globl	store_masked
store_masked:
	beqz	$t1, exit_guest
	 lw	$v1, PART_BLOCK_MASK($a1)
	and	$v0, $v0, $v1

	.globl	store_own
store_own:
	lui	$v1, KSEG1 >> 16
	or	$v1, $v1, $t2
	b	store_done
	 sw	$v0, 0($v1)

/*
 * One flag is set, as flag() and arch_inject() do it; all else is for C. The source
 * is no real one, or it has no bit here.
 */
	.globl	store_ifs
store_ifs:
	xori	$a0, $t1, SFR_SET
	bnez	$a0, store_emulated
	 lw	$a0, PART_BLOCK_SOURCES($a1)
	clz	$v1, $v0
	lw	$a3, PART_SOURCES_STATE($a0)
	ins	$a0, $v1, 3, 5
	lw	$v1, PART_SOURCE_BIT($a0)
	bne	$v1, $v0, store_emulated
	 lw	$a0, PART_SOURCE_SRC($a0)
	lw	$v1, VEIC_WORD_FLAGS($a3)
	or	$v1, $v1, $v0
	sw	$v1, VEIC_WORD_FLAGS($a3)
	lw	$a0, 0($a0)
	lw	$v1, GUEST_WINNER($k1)
	sltu	$v1, $v1, $a0
	beqz	$v1, store_done
	 ext	$t1, $a0, SRC_LEVEL_SHIFT, SRC_LEVEL_BITS
	lw	$v1, GUEST_OFFSET($k1)
	sw	$a0, GUEST_WINNER($k1)
	ext	$a0, $a0, 0, GUESTCTL2_FAR_SHIFT + GUESTCTL2_FAR_BITS
	movn	$a0, $v1, $v1
	ins	$a0, $t1, GUESTCTL2_GRIPL_SHIFT, SRC_LEVEL_BITS
	sw	$a0, GUEST_REQUEST($k1)
	ins	$a0, $zero, GUESTCTL2_FAR_SHIFT, GUESTCTL2_FAR_BITS
	mtc0	$a0, C0_GUESTCTL2
	mtc0	$s8, C0_GUESTCTL0EXT
store_done:
	mfc0	$t3, C0_EPC
	addiu	$t3, $t3, 4
	mtc0	$t3, C0_EPC
	ehb
	eret

/* The guest's registers are here while C runs, and in memory if it must wait. */
	.globl	store_emulated
store_emulated:
	xori	$v1, $t1, SFR_SET
	beqz	$v1, 1f
	 move	$a2, $zero
	beqz	$t1, 1f
	 nor	$a2, $v0, $zero
	xori	$v1, $t1, SFR_CLR
	bnez	$v1, exit_guest
	 move	$a2, $v0
	move	$v0, $zero
1:	mfc0	$s0, C0_EPC
	mfhi	$s1
	mflo	$s2
	move	$a0, $k1
	move	$a3, $v0
	jal	sfr_write_bits
	 move	$k0, $zero
	lbu	$t0, %gp_rel(sched_pending)($gp)
	addiu	$s0, $s0, 4
	bnez	$t0, 2f
	 mthi	$s1
	mtlo	$s2
	mtc0	$s0, C0_EPC
	mfc0	$k0, C0_KSCRATCH1
	ehb
	eret
2:	sw	$s0, GUEST_PC($k1)
	sw	$s1, GUEST_HI($k1)
	b	reschedule
	 sw	$s2, GUEST_LO($k1)
endfunc exit_register
