/* SPDX-License-Identifier: GPL-2.0 */
/* The way into a guest and out of it. */
#include <asm/apic.h>
#include <asm/entry-macro.S>
#include <asm/processor-flags.h>
#include <asm/segment.h>
#include <asm/vmx.h>
#include <generated/asm-offsets.h>
#include <linux/linkage.h>

	.text

/*
 * The last look at the requests, and the entry by \how. An NMI between the labels
 * \how\()_begin and \how\()_end starts again at the first, see trap().
 * In: RSP = struct gprs, also in CPU_ENTRY_RSP; the registers that C functions
 * preserve are the guest's. Falls through when the entry fails.
 */
.macro enter_guest how
	.globl \how\()_begin, \how\()_end
\how\()_begin:
	cmpl	$0, %gs:CPU_REQUEST
	jne	\how\()_service
	load_other_gprs
	\how
\how\()_end:
.endm

.macro serve_requests how
\how\()_service:
	mov	GPRS_SIZE(%rsp), %rdi
	call	vmx_service
	test	%eax, %eax
	jz	\how\()_begin
	jmp	leave
.endm

/*
 * Counts and notes the exit that is answered here, and steps over its instruction.
 * In: RBX = guest. Changes RAX, RBX, RDX.
 */
.macro end_exit reason, counter
	incq	\counter(%rbx)
	movzbl	GUEST_HISTORY_AT(%rbx), %edx
	addb	$EXIT_RECORD_SIZE, GUEST_HISTORY_AT(%rbx)
	add	%rdx, %rbx
	movq	$\reason, GUEST_HISTORY + EXIT_REASON(%rbx)
	mov	$VMCS_GUEST_RIP, %eax
	vmread	%rax, %rdx
	mov	%rdx, GUEST_HISTORY + EXIT_RIP(%rbx)
	mov	$VMCS_EXIT_LENGTH, %ebx
	vmread	%rbx, %rbx
	add	%rbx, %rdx
	vmwrite	%rdx, %rax
	mov	$VMCS_GUEST_INTERRUPTIBILITY, %eax
	vmread	%rax, %rdx
	and	$~BLOCKED_BY_EITHER, %edx
	vmwrite	%rdx, %rax
	mov	$VMCS_GUEST_RFLAGS, %eax
	vmread	%rax, %rdx
	test	$RFLAGS_TF, %edx
	jz	.Lno_step\@
	mov	$VMCS_GUEST_PENDING_DEBUG, %eax
	mov	$PENDING_SINGLE_STEP, %edx
	vmwrite	%rdx, %rax
.Lno_step\@:
.endm

/*
 * int vmx_enter(struct guest *guest)
 * In: RDI = guest, whose VMCS is current and clear.
 * Out: EAX = enum vmx_verdict.
 *
 * Stack while the guest runs, from the top: our caller's registers, the guest
 * pointer, struct gprs. The host RSP of the VMCS points at the guest
 * pointer, so that an exit pushes struct gprs below it.
 */
func vmx_enter
	push	%rbx
	push	%rbp
	push	%r12
	push	%r13
	push	%r14
	push	%r15
	push	%rdi
	mov	$VMCS_HOST_RSP, %eax
	vmwrite	%rsp, %rax
	mov	$VMCS_HOST_RIP, %eax
	lea	vmx_exit_entry(%rip), %rdx
	vmwrite	%rdx, %rax
	sub	$GPRS_SIZE, %rsp
	mov	%rsp, %gs:CPU_ENTRY_RSP
	mov	%rsp, %rsi
	call	vmx_first_regs
	load_preserved_gprs
	enter_guest vmlaunch
	jmp	entry_failed

/*
 * In: host state of the VMCS; GPRs are the guest's. One screen from here to the
 * guest again: save, count and dispatch in vmx_exit(), look at requests, load.
 */
vmx_exit_entry:
	push	%rdx
	mov	$VMCS_EXIT_REASON, %edx
	vmread	%rdx, %rdx
	cmp	$EXIT_IO, %edx
	jne	other_exit
call_handler:
	save_other_gprs
	mov	GPRS_SIZE(%rsp), %rdi
	mov	%edx, %esi
	call	vmx_exit
	test	%eax, %eax
	jnz	other_verdict

	enter_guest vmresume

/* In: the way into the guest ended behind VMLAUNCH or VMRESUME. */
entry_failed:
	mov	%gs:CPU_ENTRY_RSP, %rsp
	mov	GPRS_SIZE(%rsp), %rdi
	call	vmx_entry_failed
	jmp	leave

other_exit:
#ifndef CONFIG_X2APIC
	cmp	$EXIT_EPT_VIOLATION, %edx
	je	maybe_eoi
#endif
	cmp	$EXIT_CPUID, %edx
	jne	call_handler

/*
 * CPUID is the one instruction that programs may execute at any rate and that
 * always exits, so it is answered here: the real processor's answer, masked by
 * cpuid_masks. RBX and RDX are free, because it overwrites them.
 * In: RSP = RDX as pushed above, below the guest pointer; other GPRs the guest's.
 */
	mov	8(%rsp), %rbx
	mov	%rax, (%rsp)
	end_exit EXIT_CPUID, GUEST_CPUID_EXITS
	mov	(%rsp), %rax
	mov	%rsi, (%rsp)
	/* Byte offset in the table: 32 for each leaf, 16 more for extended ones. */
	mov	%eax, %esi
	rol	$5, %esi
	test	$~CPUID_MASKS_OFFSETS, %esi
	jnz	cpuid_nothing
1:	cpuid
	and	cpuid_masks(%rsi), %eax
	and	cpuid_masks + 4(%rsi), %ebx
	and	cpuid_masks + 8(%rsi), %ecx
	and	cpuid_masks + 12(%rsi), %edx
	pop	%rsi
	jmp	answered_begin
cpuid_nothing:
	mov	$CPUID_MASKS_NOTHING, %esi
	jmp	1b

#ifndef CONFIG_X2APIC
not_eoi:
	pop	%rbx
	pop	%rax
	mov	$EXIT_EPT_VIOLATION, %edx
	jmp	call_handler

/*
 * Guests end each interrupt by a write to their local APIC, whose page they may
 * only read. The register takes any value, so the instruction is not decoded, if
 * decoding others has shown that the processor tells their length: see mmio.c.
 * In: RSP = RDX as pushed above, below the guest pointer; other GPRs the guest's.
 */
maybe_eoi:
	push	%rax
	push	%rbx
	mov	24(%rsp), %rbx
	cmpb	$LENGTHS_RIGHT, GUEST_LENGTHS(%rbx)
	jne	not_eoi
	mov	$VMCS_GUEST_PHYSICAL, %edx
	vmread	%rdx, %rdx
	mov	$(APIC_BASE + APIC_EOI), %eax
	cmp	%rax, %rdx
	jne	not_eoi
	mov	$VMCS_EXIT_QUALIFICATION, %edx
	vmread	%rdx, %rdx
	and	$EPT_VIOLATION_ACCESS, %edx
	cmp	$EPT_VIOLATION_STORE, %edx
	jne	not_eoi
	movl	$0, (%rax)
	end_exit EXIT_EPT_VIOLATION, GUEST_EPT_EXITS
	pop	%rbx
	pop	%rax
	pop	%rdx
#endif

/*
 * In: all GPRs but RSP are the guest's, RSP = guest pointer.
 * An NMI between the labels starts again at the first, see trap().
 */
	.globl answered_begin, answered_end
answered_begin:
	cmpl	$0, %gs:CPU_REQUEST
	jne	answered_request
	vmresume
answered_end:
	jmp	entry_failed

answered_request:
	push	%rdx
	save_other_gprs
	jmp	vmresume_begin

other_verdict:
	cmp	$VMX_RELOAD, %eax
	jne	leave
	load_preserved_gprs
	jmp	vmresume_begin

	serve_requests vmlaunch
	serve_requests vmresume

leave:
	add	$(GPRS_SIZE + 8), %rsp
	pop	%r15
	pop	%r14
	pop	%r13
	pop	%r12
	pop	%rbp
	pop	%rbx
	ret
endfunc vmx_enter

/*
 * void vmx_reflect_nmi(void)
 * The NMI handler knows by the label that the guest was left for it.
 */
func vmx_reflect_nmi
	int	$VECTOR_NMI
	.globl nmi_reflected
nmi_reflected:
	ret
endfunc vmx_reflect_nmi
