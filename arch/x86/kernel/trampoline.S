/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The way of another core from its start in real mode to C. The code is copied to
 * TRAMPOLINE, so it addresses itself relative to its own start.
 */
#include <asm/msr.h>
#include <asm/processor-flags.h>
#include <asm/sections.h>
#include <asm/segment.h>
#include <generated/asm-offsets.h>
#include <linux/linkage.h>

#define HERE(label) (TRAMPOLINE + (label) - trampoline_begin)

	.section .rodata
	.balign 16
	.code16
func trampoline_begin
	cli
	xor	%ax, %ax
	mov	%ax, %ds
	lgdtl	HERE(trampoline_gdtr)
	mov	%cr0, %eax
	and	$~(CR0_CD | CR0_NW), %eax
	or	$CR0_PE, %eax
	mov	%eax, %cr0
	ljmpl	$SEL_CODE32, $HERE(1f)

	.code32
1:	mov	$SEL_DATA, %eax
	mov	%eax, %ds
	mov	%eax, %ss
	mov	$CR4_PAE, %eax
	mov	%eax, %cr4
	mov	$spaces, %eax
	mov	%eax, %cr3
	mov	$MSR_EFER, %ecx
	mov	$(EFER_LME | EFER_NXE), %eax
	xor	%edx, %edx
	wrmsr
	mov	%cr0, %eax
	or	$(CR0_PG | CR0_WP | CR0_NE), %eax
	mov	%eax, %cr0
	ljmpl	$SEL_CODE, $ap_entry

	.balign 8
trampoline_gdt:
	.quad	0
	.quad	0x00af9b000000ffff
	.quad	0x00cf93000000ffff
	.quad	0
	.quad	0
	.quad	0x00cf9b000000ffff
trampoline_gdtr:
	.word	. - trampoline_gdt - 1
	.long	HERE(trampoline_gdt)
	.globl trampoline_end
trampoline_end:
endfunc trampoline_begin

	.text
	.code64
/* Takes the stack of the core that smp_start() is waiting for. */
ap_entry:
	mov	smp_starting(%rip), %edi

/*
 * void smp_restart(u32 id)
 * In: EDI = index of the executing core, whose stack is empty from here on.
 */
func smp_restart
	mov	%edi, %eax
	imul	$CPU_STACKS_SIZE, %rax, %rax
	lea	cpu_stacks + CPU_STACK_TOP(%rax), %rsp
	xor	%ebp, %ebp
	call	smp_entry
	ud2
endfunc smp_restart
