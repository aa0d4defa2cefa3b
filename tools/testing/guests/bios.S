/* SPDX-License-Identifier: GPL-2.0 */
/* A boot sector that reads a disk by the BIOS, which is not there. */
	.code16
	.globl	_start
_start:
	mov	$0x0201, %ax
	mov	$0x0001, %cx
	int	$0x13
	hlt
