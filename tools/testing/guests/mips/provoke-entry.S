/* SPDX-License-Identifier: GPL-2.0 */
/* See provoke.h. What comes back may have any general register, but in kernel mode. */
#include "provoke.h"

#define C0_STATUS	$12
#define C0_INTCTL	$12, 1
#define C0_CAUSE	$13
#define C0_EPC		$14
#define C0_EBASE	$15, 1
#define C0_BADVADDR	$8
#define C0_WIRED	$6
#define CA_IV		0x00800000

	.set	noreorder
	.set	noat

	.text
	.balign	0x1000
	.globl	provoke_vectors
provoke_vectors:
	j	provoke_back
	 nop
	.org	provoke_vectors + 0x180
	j	provoke_back
	 nop
	.org	provoke_vectors + 0x200
	j	provoke_back
	 nop

/* void provoke_enter(uint32_t pc) */
	.globl	provoke_enter
	.ent	provoke_enter
provoke_enter:
	la	$k0, provoke
	.set	saved, PROVOKE_SAVED
	.irp	r, 16, 17, 18, 19, 20, 21, 22, 23, 28, 29, 30, 31
	sw	$\r, saved($k0)
	.set	saved, saved + 4
	.endr
	move	$k1, $a0
	lw	$t0, PROVOKE_STATUS($k0)
	mtc0	$t0, C0_STATUS
	ehb
	.irp	r, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19
	lw	$\r, PROVOKE_GPR + 4 * \r($k0)
	.endr
	.irp	r, 20, 21, 22, 23, 24, 25, 28, 29, 30, 31
	lw	$\r, PROVOKE_GPR + 4 * \r($k0)
	.endr
	jr	$k1
	 lw	$k0, PROVOKE_GPR + 4 * 26($k0)

provoke_back:
	la	$k0, provoke
	mfc0	$k1, C0_CAUSE
	sw	$k1, PROVOKE_CAUSE($k0)
	mfc0	$k1, C0_EPC
	sw	$k1, PROVOKE_EPC($k0)
	mfc0	$k1, C0_BADVADDR
	sw	$k1, PROVOKE_BADVADDR($k0)
	mtc0	$0, C0_STATUS
	mtc0	$0, C0_WIRED
	li	$k1, CA_IV
	mtc0	$k1, C0_CAUSE
	li	$k1, 0x20
	mtc0	$k1, C0_INTCTL
	ehb
	.set	saved, PROVOKE_SAVED
	.irp	r, 16, 17, 18, 19, 20, 21, 22, 23, 28, 29, 30, 31
	lw	$\r, saved($k0)
	.set	saved, saved + 4
	.endr
	jr	$ra
	 nop
	.end	provoke_enter
