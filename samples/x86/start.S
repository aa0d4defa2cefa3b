/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Start of a bare-metal guest: 32-bit protected mode, flat segments, no paging,
 * interrupts off. Gives it a descriptor table and a stack, and calls main() with EAX
 * and EBX, which Multiboot loaders set.
 */
#define CODE	0x08
#define DATA	0x10

	.text
	.globl start
start:
	lgdt	gdtr
	ljmp	$CODE, $1f
1:	mov	$DATA, %ecx
	mov	%ecx, %ds
	mov	%ecx, %es
	mov	%ecx, %fs
	mov	%ecx, %gs
	mov	%ecx, %ss
	mov	$stack_top, %esp
	xor	%ebp, %ebp
	push	%ebp
	push	%ebp
	push	%ebx
	push	%eax
	call	main
2:	cli
	hlt
	jmp	2b

	.section .rodata
	.balign	8
gdt:	.quad	0
	.quad	0x00cf9b000000ffff
	.quad	0x00cf93000000ffff
gdtr:	.word	. - gdt - 1
	.long	gdt

	.bss
	.balign	16
	.skip	8192
stack_top:
