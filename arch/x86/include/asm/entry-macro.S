/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Saves and loads struct gprs when a guest exits and at an exception. C functions
 * preserve RBX, RBP and R12 to R15, so that these still are what they were.
 */
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
