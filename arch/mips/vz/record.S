/* SPDX-License-Identifier: GPL-2.0 */
/* Registers for the crash record: a guest's, or the hypervisor's own. */
#include <asm/cp0.h>
#include <asm/page.h>
#include <asm/sections.h>
#include <linux/linkage.h>

#include "vz.h"

	.set	noreorder
	.set	noat
	.text

/*
 * void __noreturn vz_panic(const char *reason)
 */
func vz_panic
	mtc0	$a0, C0_KSCRATCH2

/* In: KScratch2 = the reason. All registers but k0 are shown. */
	.globl	record_own
record_own:
	la	$k0, crash
#ifdef CONFIG_MICROMIPS
	.irp	r, 0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 30
	swp	$\r, 4 * \r($k0)
	.endr
#else
	.irp	r, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18
	sw	$\r, 4 * \r($k0)
	.endr
	.irp	r, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31
	sw	$\r, 4 * \r($k0)
	.endr
#endif
	li	$sp, STACK_TOP
	la	$gp, _gp
	mfc0	$a0, C0_KSCRATCH2
	j	vz_report_panic
	 move	$k0, $zero
endfunc vz_panic

/* The words of the record, each as what execute() reads it by. */
	.section .rodata
	.set	nomicromips
	.balign	4
	.globl	crash_insns
crash_insns:
	.irp	r, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18
	rdpgpr	$v0, $\r
	.endr
	.irp	r, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31
	rdpgpr	$v0, $\r
	.endr
	mfc0	$v0, C0_CAUSE			/* CRASH_EXCEPTION */
	mfc0	$v0, C0_NESTEDEPC		/* EPC, but of the hypervisor's */
	mfc0	$v0, C0_BADVADDR
	mfc0	$v0, C0_BADINSTR		/* CRASH_INSN */
	mfc0	$v0, C0_CAUSE
	mfc0	$v0, C0_GUESTCTL0		/* CRASH_GUESTCTL0 */
	mfc0	$v0, C0_ERROREPC
	mfgc0	$v0, C0_STATUS			/* CRASH_STATUS */
	mfgc0	$v0, C0_CAUSE
	mfgc0	$v0, C0_EPC
	mfgc0	$v0, C0_BADVADDR
	mfgc0	$v0, C0_ERROREPC
	mfgc0	$v0, C0_EBASE
	mfgc0	$v0, C0_ENTRYHI
	mfgc0	$v0, C0_INTCTL
