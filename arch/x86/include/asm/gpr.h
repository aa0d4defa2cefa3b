/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The general registers but RSP, as they are saved when a guest exits and at an
 * exception. C functions preserve RBX, RBP and R12 to R15, so that these still are
 * what they were after a call.
 */
#ifndef _ASM_X86_GPR_H
#define _ASM_X86_GPR_H

#ifdef __ASSEMBLY__

#define GPRS_SIZE		(15 * 8)
#define GPRS_PRESERVED_SIZE	(7 * 8)		/* with RDX; what load_other_gprs leaves */

.macro save_other_gprs		/* RDX is on the stack already */
	push	%rbx
	push	%rbp
	push	%r12
	push	%r13
	push	%r14
	push	%r15
	push	%rax
	push	%rcx
	push	%rsi
	push	%rdi
	push	%r8
	push	%r9
	push	%r10
	push	%r11
.endm

.macro load_preserved_gprs
	mov	64(%rsp), %r15
	mov	72(%rsp), %r14
	mov	80(%rsp), %r13
	mov	88(%rsp), %r12
	mov	96(%rsp), %rbp
	mov	104(%rsp), %rbx
.endm

.macro load_other_gprs
	pop	%r11
	pop	%r10
	pop	%r9
	pop	%r8
	pop	%rdi
	pop	%rsi
	pop	%rcx
	pop	%rax
	mov	48(%rsp), %rdx
.endm

#else

#include <linux/types.h>

/** struct gprs - these registers, as they lie on the stack */
struct gprs {
	u64 r11;
	u64 r10;
	u64 r9;
	u64 r8;
	u64 rdi;
	u64 rsi;
	u64 rcx;
	u64 rax;
	u64 r15;
	u64 r14;
	u64 r13;
	u64 r12;
	u64 rbp;
	u64 rbx;
	u64 rdx;
};

/** gprs_show() - log them */
void gprs_show(const struct gprs *gpr);

#endif /* __ASSEMBLY__ */

#endif /* _ASM_X86_GPR_H */
