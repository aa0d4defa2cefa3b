/* SPDX-License-Identifier: GPL-2.0 */
/*
 * A flat real-mode program, started as a boot sector: prints, tries what real
 * mode offers to escape, and prints again.
 */
	.code16
	.globl	_start
_start:
	mov	%cs, %ax
	mov	%ax, %ds
	mov	%ax, %ss
	mov	$0xfff0, %sp
	mov	$first, %si
	call	print
	mov	$0x64, %dx		/* reset by the keyboard controller */
	mov	$0xfe, %al
	out	%al, %dx
	mov	$0xcf9, %dx		/* reset by the chip set */
	mov	$0x06, %al
	out	%al, %dx
	mov	$0x92, %dx		/* fast reset, gate A20 */
	mov	$0x01, %al
	out	%al, %dx
	mov	$0xffff, %ax		/* memory above 1 MiB is ours too */
	mov	%ax, %es
	movb	$0x5a, %es:0x10
	cmpb	$0x5a, %es:0x10
	jne	1f
	mov	$second, %si
	call	print
1:	hlt
	jmp	1b

print:	lodsb
	test	%al, %al
	jz	3f
	mov	$0x3f8, %dx
	out	%al, %dx
	mov	$1200, %cx
2:	loop	2b
	jmp	print
3:	ret

first:	.asciz	"ok 1 - runs in real mode\n"
second:	.asciz	"ok 2 - still runs\n1..2\n"
