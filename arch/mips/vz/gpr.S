/* SPDX-License-Identifier: GPL-2.0 */
/* The current guest's general registers, by number. */
#include <linux/linkage.h>

	.set	noreorder
	.set	noat

	.macro	read_entry r
	jr	$ra
	 rdpgpr	$v0, $\r
	.balign	8
	.endm

	.macro	write_entry r
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
	for_each_register read_entry
	.globl	writers
writers:
	for_each_register write_entry

	.text

/* Go to entry \index of \table, of two instructions in 8 bytes. Changes t0. */
	.macro	jump_by_register table, index
	la	$t0, \table
	ins	$t0, \index, 3, 5
	jr	$t0
	 nop
	.endm

/* u32 gpr_read(u32 n): 0 to 31 */
func gpr_read
	jump_by_register readers, $a0
endfunc gpr_read

/*
 * void gpr_write(u32 n, u32 value): 0 to 31
 * Changes t0 only.
 */
func gpr_write
	jump_by_register writers, $a0
endfunc gpr_write
