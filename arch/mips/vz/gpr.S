/* SPDX-License-Identifier: GPL-2.0 */
/* The current guest's general registers, read by number. */
#include <linux/linkage.h>

	.set	noreorder
	.set	noat

	.macro	reader r
	jr	$ra
	 rdpgpr	$v0, $\r
	.balign	8
	.endm

	/* A section of its own: one is filled up to a multiple of its alignment. */
	.section .text.gprs, "ax"
	.balign	256
	.globl	readers
readers:
	.irp	r, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15
	reader	\r
	.endr
	.irp	r, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31
	reader	\r
	.endr

	.text

/* u32 gpr_read(u32 n): 0 to 31. Changes t0, too. */
func gpr_read
	la	$t0, readers
	ins	$t0, $a0, 3, 5
	jr	$t0
	 nop
endfunc gpr_read
