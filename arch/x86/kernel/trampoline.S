/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The way of another core from its start in real mode to C. The code is copied to
 * TRAMPOLINE, so it addresses itself relative to its own start.
 */
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
	or	$CR0_PE, %eax
	mov	%eax, %cr0
	ljmpl	$SEL_CODE32, $ap_protected_mode

	.balign 4
trampoline_gdtr:
	.word	8 * GDT_ENTRIES - 1
	.long	boot_gdt
	.globl trampoline_end
trampoline_end:
endfunc trampoline_begin

	.section .head.text, "ax"
	.code32
ap_protected_mode:
	mov	$spaces, %eax
	mov	$ap_entry, %esi
	jmp	enter_long_mode

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
