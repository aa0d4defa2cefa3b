/* SPDX-License-Identifier: GPL-2.0 */
/*
 * A boot sector, as a PC's firmware loads it from a disk: 512 bytes at 0x7c00,
 * entered in real mode with the disk's number in DL. It prints through the UART,
 * because it wants to do without a BIOS, goes to protected mode, and prints there.
 */
#define UART		0x3f8
#define LSR		5
#define LSR_THRE	0x20
#define CODE		0x08
#define DATA		0x10
#define CR0_PE		1

	.text
	.code16
	.globl	_start
_start:
	ljmp	$0, $1f			/* some enter at 0x07c0:0000 */
1:	xor	%ax, %ax
	mov	%ax, %ds
	mov	%ax, %es
	mov	%ax, %ss
	mov	$_start, %sp
	cld
	mov	$hello, %si
	call	print
	mov	%dl, %al
	call	print_hex
	mov	$from_real, %si
	call	print
	cli
	lgdt	gdtr
	mov	%cr0, %eax
	or	$CR0_PE, %al
	mov	%eax, %cr0
	ljmp	$CODE, $protected

/* In: AL */
print_hex:
	push	%ax
	shr	$4, %al
	call	1f
	pop	%ax
	and	$15, %al
1:	cmp	$10, %al
	sbb	$0x69, %al
	das				/* '0' to '9', 'A' to 'F' */
	jmp	put

/* In: SI = string */
print:	lodsb
	test	%al, %al
	jz	1f
	call	put
	jmp	print
1:	ret

/* In: AL. Waits until the UART can take it. */
put:	push	%dx
	mov	%al, %ah
	mov	$UART + LSR, %dx
1:	in	%dx, %al
	test	$LSR_THRE, %al
	jz	1b
	mov	%ah, %al
	mov	$UART, %dx
	out	%al, %dx
	pop	%dx
	ret

	.code32
protected:
	mov	$DATA, %eax
	mov	%eax, %ds
	mov	%eax, %ss
	mov	$hello_again, %esi
	mov	$UART, %edx
1:	mov	$UART + LSR, %edx
	in	%dx, %al
	test	$LSR_THRE, %al
	jz	1b
	lodsb
	test	%al, %al
	jz	2f
	mov	$UART, %edx
	out	%al, %dx
	jmp	1b
2:	hlt
	jmp	2b

	.balign	8
gdt:	.quad	0
	.quad	0x00cf9b000000ffff
	.quad	0x00cf93000000ffff
gdtr:	.word	. - gdt - 1
	.long	gdt

hello:	.asciz	"boot sector: disk 0x"
from_real: .asciz ", real mode\r\n"
hello_again: .asciz "boot sector: protected mode\r\n"

	.org	510
	.word	0xaa55
