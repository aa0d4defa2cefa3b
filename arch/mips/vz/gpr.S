/* SPDX-License-Identifier: GPL-2.0 */
/* The current guest's general registers, by number. */
#include <linux/linkage.h>

	.set	noreorder
	.set	noat

	.macro	reader r
	jr	$ra
	 rdpgpr	$v0, $\r
	.balign	8
	.endm

	.macro	writer r
	jr	$ra
	 wrpgpr	$\r, $a1
	.balign	8
	.endm

	.macro	for_each_register entry
	.irp	r, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15
	\entry	\r
	.endr
	.irp	r, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31
	\entry	\r
	.endr
	.endm

	/* A section of their own: one is filled up to a multiple of its alignment. */
	.section .text.gprs, "ax"
	.balign	256
	.globl	readers
readers:
	for_each_register reader
	.globl	writers
writers:
	for_each_register writer

	.text

/* u32 gpr_read(u32 n): bits 4:0 of @n count. Changes t0, too. */
func gpr_read
	la	$t0, readers
	ins	$t0, $a0, 3, 5
	jr	$t0
	 nop
endfunc gpr_read

/* void gpr_write(u32 n, u32 value): likewise */
func gpr_write
	la	$t0, writers
	ins	$t0, $a0, 3, 5
	jr	$t0
	 nop
endfunc gpr_write
