/* SPDX-License-Identifier: GPL-2.0 */
/* See nested.h. */
#include "nested.h"

#define C0_STATUS	$12
#define C0_EPC		$14
#define ST_EXL_IE	0x3
#define FRAME		104

	.set	noreorder
	.set	noat

	.section .vectors, "ax"
	.balign	NESTED_STUB_SIZE
	.globl	nested_stubs
nested_stubs:
	.set	stub, 0
	.rept	NESTED_STUBS
	j	nested_entry
	 li	$k0, stub
	.balign	NESTED_STUB_SIZE
	.set	stub, stub + 1
	.endr

	.text
	.ent	nested_entry
nested_entry:
	addiu	$sp, $sp, -FRAME
	.set	at_frame, 16
	.irp	r, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 24, 25, 31
	sw	$\r, at_frame($sp)
	.set	at_frame, at_frame + 4
	.endr
	move	$a0, $k0
	mfhi	$t0
	sw	$t0, 88($sp)
	mflo	$t0
	sw	$t0, 92($sp)
	mfc0	$t0, C0_STATUS
	sw	$t0, 96($sp)
	mfc0	$t0, C0_EPC
	sw	$t0, 100($sp)
	la	$t9, nested_interrupt
	jalr	$t9
	 nop
	di
	ehb
	lw	$t0, 88($sp)
	mthi	$t0
	lw	$t0, 92($sp)
	mtlo	$t0
	lw	$t0, 96($sp)		/* as it was: EXL set */
	mtc0	$t0, C0_STATUS
	ehb
	lw	$t0, 100($sp)
	mtc0	$t0, C0_EPC
	.set	at_frame, 16
	.irp	r, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 24, 25, 31
	lw	$\r, at_frame($sp)
	.set	at_frame, at_frame + 4
	.endr
	addiu	$sp, $sp, FRAME
	ehb
	eret
	.end	nested_entry
