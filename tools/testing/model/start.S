/* SPDX-License-Identifier: GPL-2.0 */
/* Vectors, start, and the ways into a trap, into a guest and back. */
#include "layout.h"

	.set	noreorder
	.set	noat
	.set	virt

/* ERET with the general registers that k1 points to; k1 itself comes last. */
	.macro	eret_with_registers
	.irp	r, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19
	lw	$\r, 4 * \r($k1)
	.endr
	.irp	r, 20, 21, 22, 23, 24, 25, 28, 29, 30, 31, 26, 27
	lw	$\r, 4 * \r($k1)
	.endr
	ehb
	eret
	.endm

/* Keep in root_frame what C expects of guest_enter() and root_call(). */
	.macro	save_root
	la	$t0, root_frame
	.irp	r, 16, 17, 18, 19, 20, 21, 22, 23, 29, 30, 31
	sw	$\r, 4 * \r($t0)
	.endr
	.endm

/*
 * 0 to 0xfe0 behind EBase: every 32 bytes a vector that knows its offset. Two
 * words are what the boot loader of the board reads: where the image starts, and
 * that it has no header.
 */
	.section .vectors, "ax"
	.set	offset, 0
	.rept	128
	mtc0	$k0, $31, 2
	j	trap_entry
	 ori	$k0, $0, offset
	.if	offset == 0xe0
	.org	0xf8
	.word	0x9d000000, 0xffffffff
	.endif
	.balign	32
	.set	offset, offset + 32
	.endr

	.section .start, "ax"
	.globl	start
	.ent	start
start:
	la	$sp, STACK_TOP
	la	$t0, bss_start
	la	$t1, bss_end
1:	sw	$0, 0($t0)
	addiu	$t0, $t0, 4
	bne	$t0, $t1, 1b
	 nop
	la	$t0, data_start
	la	$t1, data_end
	la	$t2, data_load
2:	beq	$t0, $t1, 3f
	 nop
	lw	$t3, 0($t2)
	addiu	$t2, $t2, 4
	sw	$t3, 0($t0)
	b	2b
	 addiu	$t0, $t0, 4
3:
	la	$t9, setup
	jalr	$t9
	 nop
	la	$t9, run_tests
	jalr	$t9
	 nop
	la	$t9, finish
	jalr	$t9
	 nop
	.end	start

	.text

/*
 * Offset of the vector in k0, the old k0 in KScratch1. Any register set, EXL=1.
 * What all registers hold goes to trap_frame, trap() looks, and what it made of
 * them goes back.
 */
	.ent	trap_entry
trap_entry:
	mtc0	$k1, $31, 3
	lui	$k1, %hi(trap_frame)
	addiu	$k1, $k1, %lo(trap_frame)
	sw	$k0, TF_VECTOR($k1)
	.irp	r, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19
	sw	$\r, 4 * \r($k1)
	.endr
	.irp	r, 20, 21, 22, 23, 24, 25, 28, 29, 30, 31
	sw	$\r, 4 * \r($k1)
	.endr
	mfc0	$t0, $31, 2
	sw	$t0, 4 * 26($k1)
	mfc0	$t0, $31, 3
	sw	$t0, 4 * 27($k1)
	mfhi	$t0
	sw	$t0, TF_HI($k1)
	mflo	$t0
	sw	$t0, TF_LO($k1)
	la	$sp, TRAP_STACK_TOP
	la	$t9, trap
	jalr	$t9
	 move	$a0, $k1
	lui	$k1, %hi(trap_frame)
	addiu	$k1, $k1, %lo(trap_frame)
	lw	$t0, TF_HI($k1)
	mthi	$t0
	lw	$t0, TF_LO($k1)
	mtlo	$t0
	eret_with_registers
	.end	trap_entry

/*
 * void guest_enter(const u32 *registers): with GM, EXL and EPC set, become the
 * guest with these general registers. guest_leave() returns from here.
 */
	.globl	guest_enter
	.ent	guest_enter
guest_enter:
	save_root
	move	$k1, $a0
	eret_with_registers
	.end	guest_enter

/*
 * void root_call(u32 pc, u32 *registers): call a function with a0 to t9 as given,
 * and note its v0 and v1. guest_leave() returns from here, too.
 */
	.globl	root_call
	.ent	root_call
root_call:
	save_root
	move	$s0, $a1
	move	$s1, $a0
	.irp	r, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 24, 25
	lw	$\r, 4 * \r($s0)
	.endr
	jalr.hb	$s1
	 nop
	sw	$v0, 4 * 2($s0)
	sw	$v1, 4 * 3($s0)
	.end	root_call

	.globl	guest_leave
	.ent	guest_leave
guest_leave:
	la	$t0, root_frame
	.irp	r, 16, 17, 18, 19, 20, 21, 22, 23, 29, 30, 31
	lw	$\r, 4 * \r($t0)
	.endr
	jr.hb	$ra
	 nop
	.end	guest_leave

	.lcomm	root_frame, 128

/*
 * A guest's vectors: wherever it enters this page it tells root the offset, in
 * words, as the code of a hypercall.
 */
	.section .guest_vectors, "ax"
	.balign	0x1000
	.globl	guest_vectors
guest_vectors:
	.set	offset, 0
	.rept	1024
	hypcall	offset
	.set	offset, offset + 1
	.endr
