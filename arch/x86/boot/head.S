/* SPDX-License-Identifier: GPL-2.0 */
/* From the Multiboot loader, in 32-bit mode, to C in 64-bit mode. */
#include <asm/msr.h>
#include <asm/multiboot.h>
#include <asm/page.h>
#include <asm/processor-flags.h>
#include <asm/sections.h>
#include <asm/segment.h>
#include <generated/asm-offsets.h>
#include <linux/linkage.h>

#define HEADER_FLAGS \
	(MULTIBOOT_PAGE_ALIGN | MULTIBOOT_MEMORY_INFO | MULTIBOOT_ADDRESSES)
#define EARLY_UART	0x3f8
#define UART_DLL	0
#define UART_DLM	1
#define UART_LCR	3
#define UART_LCR_8N1	0x03
#define UART_LCR_DLAB	0x80
#define UART_LSR	5
#define UART_LSR_THRE	0x20
#define EARLY_UART_WRITES	4

/*
 * The header carries the addresses, so that the loader need not read the ELF
 * file, which is a 64-bit one.
 */
	.section .multiboot, "a"
	.balign 4
header:
	.long	MULTIBOOT_HEADER_MAGIC
	.long	HEADER_FLAGS
	.long	-(MULTIBOOT_HEADER_MAGIC + HEADER_FLAGS)
	.long	header
	.long	LOAD_ADDRESS
	.long	_edata
	.long	_end
	.long	boot_entry

/*
 * In: EAX = MULTIBOOT_LOADED, EBX = struct multiboot_info, flat segments,
 * interrupts off, paging off. The loader has cleared .bss.
 */
	.section .head.text, "ax"
	.code32
func boot_entry
	cli
	cld
	mov	$(cpu_stacks + CPU_STACK_TOP), %esp
	cmp	$MULTIBOOT_LOADED, %eax
	mov	$no_multiboot, %esi
	jne	refuse
	mov	%ebx, %ebp
	mov	$0x80000000, %eax
	cpuid
	cmp	$0x80000001, %eax
	mov	$no_long_mode, %esi
	jb	refuse
	mov	$0x80000001, %eax
	cpuid
	and	$(1 << 29 | 1 << 20), %edx	/* long mode, no-execute */
	cmp	$(1 << 29 | 1 << 20), %edx
	jne	refuse

	/* 4 GiB one to one in large pages, until paging_init(). */
	mov	$boot_directories, %edi
	mov	$(PTE_PRESENT | PTE_WRITE | PTE_LARGE), %eax
1:	mov	%eax, (%edi)
	add	$8, %edi
	add	$LARGE_PAGE_SIZE, %eax
	jnc	1b
	mov	$boot_pdpt, %edi
	mov	$(boot_directories + PTE_PRESENT + PTE_WRITE), %eax
	mov	$4, %ecx
2:	mov	%eax, (%edi)
	add	$8, %edi
	add	$PAGE_SIZE, %eax
	loop	2b
	movl	$(boot_pdpt + PTE_PRESENT + PTE_WRITE), boot_pml4

	lgdtl	boot_gdtr
	mov	$boot_pml4, %eax
	mov	$call_main, %esi

/*
 * In: EAX = page tables, ESI = 64-bit code that they map, GDTR = boot_gdt.
 * Goes there with all data segments loaded. The other cores come here, too.
 */
	.globl enter_long_mode
enter_long_mode:
	mov	%eax, %cr3
	mov	$CR4_PAE, %eax
	mov	%eax, %cr4
	mov	$MSR_EFER, %ecx
	mov	$(EFER_LME | EFER_NXE), %eax
	xor	%edx, %edx
	wrmsr
	mov	$(CR0_PG | CR0_WP | CR0_NE | CR0_ET | CR0_PE), %eax
	mov	%eax, %cr0
	ljmpl	$SEL_CODE, $7f
	.code64
7:	mov	$SEL_DATA, %eax
	mov	%eax, %ss
	mov	%eax, %ds
	mov	%eax, %es
	jmp	*%rsi
	.code32
endfunc boot_entry

/* In: ESI = text. Writes it to COM1, at 115200 and 8N1, and stops. */
refuse:
	mov	$early_uart_setup, %edi
	mov	$EARLY_UART_WRITES, %ecx
3:	movzbl	(%edi), %edx
	add	$EARLY_UART, %edx
	mov	1(%edi), %al
	outb	%al, %dx
	add	$2, %edi
	loop	3b
4:	lodsb
	test	%al, %al
	jz	6f
	mov	%al, %ah
	mov	$(EARLY_UART + UART_LSR), %edx
5:	inb	%dx, %al
	test	$UART_LSR_THRE, %al
	jz	5b
	mov	%ah, %al
	mov	$EARLY_UART, %edx
	outb	%al, %dx
	jmp	4b
6:	hlt
	jmp	6b

	.code64
call_main:
	mov	%ebp, %edi
	xor	%ebp, %ebp
	call	x86_main
	ud2

	.section .rodata
no_multiboot:
	.asciz	"levsha: cannot start: not loaded by a Multiboot loader\r\n"
/* Pairs of register and value: divisor 1, 8 bits, no parity, one stop bit. */
early_uart_setup:
	.byte	UART_LCR, UART_LCR_DLAB, UART_DLL, 1, UART_DLM, 0
	.byte	UART_LCR, UART_LCR_8N1
no_long_mode:
	.asciz	"levsha: cannot start: the CPU has no 64-bit mode with no-execute\r\n"
	.balign 8
	.globl boot_gdt
boot_gdt:
	.quad	0
	.quad	0x00af9b000000ffff	/* SEL_CODE */
	.quad	0x00cf93000000ffff	/* SEL_DATA */
	.quad	0, 0			/* SEL_TSS, each core's own */
	.quad	0x00cf9b000000ffff	/* SEL_CODE32 */
boot_gdtr:
	.word	. - boot_gdt - 1
	.long	boot_gdt

	.section .bss.page, "aw", @nobits
	.balign PAGE_SIZE
boot_pml4:
	.skip	PAGE_SIZE
boot_pdpt:
	.skip	PAGE_SIZE
boot_directories:
	.skip	4 * PAGE_SIZE
