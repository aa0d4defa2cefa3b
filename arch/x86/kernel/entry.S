/* SPDX-License-Identifier: GPL-2.0 */
/* Exceptions, NMIs and interrupts of the hypervisor itself. */
#include <asm/apic.h>
#include <asm/entry-macro.S>
#include <asm/segment.h>
#include <generated/asm-offsets.h>
#include <linux/linkage.h>

	.text

/*
 * Exceptions: 16 bytes each.
 * In: the frame that the CPU pushed. Those without an error code get a 0.
 */
	.balign 16
func exception_entries
vector = 0
.rept NR_EXCEPTIONS
	.balign 16
	.if !((1 << vector) & 0x60227d00)	/* SDM vol. 3, table 6-1 */
	push	$0
	.endif
	push	$vector
	jmp	exception
vector = vector + 1
.endr
endfunc exception_entries

/*
 * In: struct trap_regs from vector on. Only NMIs return, on the stack that they
 * came on, to an instruction that trap() may have changed.
 */
exception:
	push	%rdx
	save_other_gprs
	cld
	mov	%rsp, %rdi
	call	trap
	load_other_gprs
	add	$(GPRS_PRESERVED_SIZE + 16), %rsp
	iretq

/*
 * Interrupts: they only end the sleep of core 0, whose loop then looks at all
 * devices; on other cores they are what a stopped guest left behind. A spurious
 * one has nothing to end, and does so without harm, as no other is in service.
 */
func interrupt_entry
	push	%rax
#ifdef CONFIG_X2APIC
	push	%rcx
	push	%rdx
	mov	$X2APIC_MSR(APIC_EOI), %ecx
	xor	%eax, %eax
	xor	%edx, %edx
	wrmsr
	pop	%rdx
	pop	%rcx
#else
	mov	$(APIC_BASE + APIC_EOI), %eax
	movl	$0, (%rax)
#endif
	pop	%rax
	iretq
endfunc interrupt_entry

/*
 * void arch_guest_wait(void)
 * Sleeps until another core leaves a request and sends an NMI. An NMI between
 * the look and the HLT starts the function again, see trap().
 */
func arch_guest_wait
	.globl guest_wait_begin, guest_wait_end
guest_wait_begin:
	cmpl	$0, %gs:CPU_REQUEST
	jne	guest_wait_end
	hlt
	jmp	guest_wait_begin
guest_wait_end:
	ret
endfunc arch_guest_wait
