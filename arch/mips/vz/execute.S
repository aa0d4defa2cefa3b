/* SPDX-License-Identifier: GPL-2.0 */
/* Instructions that are known only when they are executed. */
#include <linux/linkage.h>

	.set	noreorder
	.text

#define JR_RA			0x03e00008

/*
 * u32 execute(u32 insn, u32 value, unsigned long address)
 * MIPS32, also where all else is microMIPS. The one of the last time is there
 * already; the third word is NOP. Changes t0 and t1, too.
 */
func execute
	addiu	$t0, $gp, %gp_rel(code)
	lw	$t1, 0($t0)
	beq	$t1, $a0, 1f
	 lui	$t1, JR_RA >> 16
	ori	$t1, $t1, JR_RA & 0xffff
	sw	$a0, 0($t0)
	sw	$t1, 4($t0)
	synci	0($t0)
	sync
1:	jr.hb	$t0
	 move	$v0, $a1
endfunc execute

	.section .sbss, "aw", @nobits
	.balign	16
code:	.space	16
