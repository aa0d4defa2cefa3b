/* SPDX-License-Identifier: GPL-2.0 */
/*
 * A kernel of the Linux boot protocol, as far as its loader sees one: a sector of
 * boot code and one of set-up, with the header between them. Its 32-bit entry uses
 * the descriptors that the protocol promises.
 */
#define BOOT_CS		0x10
#define BOOT_DS		0x18
#define HDRS		0x53726448
#define VERSION		0x20a
#define LOADED_HIGH	1
#define KERNEL		0x100000
#define SECTORS		1024		/* of the file, in front of the kernel */
#define UART		0x3f8

	.text
	.code32
	.globl	_start
_start:
	.org	0x1f1
	.byte	1			/* setup_sects */
	.org	0x1fe
	.word	0xaa55
	.byte	0xeb, 0x66		/* jump behind the header */
	.long	HDRS
	.word	VERSION
	.org	0x211
	.byte	LOADED_HIGH
	.org	0x214
	.long	KERNEL
	.org	0x22c
	.long	0x37ffffff		/* initrd_addr_max */
	.org	0x238
	.long	255			/* cmdline_size */
	.org	0x258
	.quad	KERNEL			/* pref_address */
	.long	0x4000			/* init_size */

	.org	SECTORS
kernel:
	mov	$KERNEL + 0x4000, %esp
	mov	$BOOT_DS, %eax
	mov	%eax, %ds
	mov	%eax, %es
	mov	%eax, %fs
	mov	%eax, %gs
	mov	%eax, %ss
	ljmp	$BOOT_CS, $KERNEL + (1f - kernel)
1:	mov	$KERNEL + (text - kernel), %ebx
	mov	$UART, %edx
2:	mov	(%ebx), %al
	test	%al, %al
	jz	3f
	out	%al, %dx
	inc	%ebx
	mov	$1200, %ecx
	loop	.
	jmp	2b
3:	hlt
	jmp	3b
text:	.asciz	"ok 1 - the boot protocol's descriptors\n1..1\n"
