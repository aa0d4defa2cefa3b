/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Start, vectors and a safety net of a bare-metal program. MIPS32; the C code may
 * be MIPS32 or microMIPS, as jumps by register follow bit 0 of the address.
 */
#define C0_COMPARE	$11
#define C0_STATUS	$12
#define C0_INTCTL	$12, 1
#define C0_CAUSE	$13
#define C0_EBASE	$15, 1
#define ST_BEV		0x00400000
#define CA_IV		0x00800000

#define FRAME		96

	.set	noreorder
	.set	noat

/* Keep what C does not, let C handle it, and go back. Not nested: EXL stays 1. */
	.macro	handle	function
	addiu	$sp, $sp, -FRAME
	.set	at_frame, 16
	.irp	r, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 24, 25, 31
	sw	$\r, at_frame($sp)
	.set	at_frame, at_frame + 4
	.endr
	mfhi	$k0
	mflo	$k1
	sw	$k0, 88($sp)
	sw	$k1, 92($sp)
	la	$t9, \function
	jalr	$t9
	 nop
	lw	$k0, 88($sp)
	lw	$k1, 92($sp)
	mthi	$k0
	mtlo	$k1
	.set	at_frame, 16
	.irp	r, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 24, 25, 31
	lw	$\r, at_frame($sp)
	.set	at_frame, at_frame + 4
	.endr
	addiu	$sp, $sp, FRAME
	eret
	.endm

	.section .vectors, "ax"
	.globl	vectors
vectors:
	j	exception_entry		/* TLB refill */
	 nop
	.org	0xf8
	.word	0x9d000000		/* for the boot loader: where this starts, */
	.word	0xffffffff		/* and that it has no header */
	.org	0x180
	j	exception_entry
	 nop
	.org	0x200
	j	interrupt_entry
	 nop

	.section .start, "ax"
	.globl	start
	.ent	start
start:
	li	$t0, ST_BEV
	mtc0	$t0, C0_STATUS
	la	$t0, vectors
	mtc0	$t0, C0_EBASE
	li	$t0, 0x20		/* not 0: vectors of the interrupt controller */
	mtc0	$t0, C0_INTCTL
	li	$t0, CA_IV
	mtc0	$t0, C0_CAUSE
	mtc0	$0, C0_STATUS
	ehb
	la	$sp, stack_top - 16
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
3:	la	$t9, main
	jalr	$t9
	 nop
4:	wait
	b	4b
	 nop
	.end	start

	.text
	.ent	interrupt_entry
interrupt_entry:
	handle	interrupt
	.end	interrupt_entry

	.ent	exception_entry
exception_entry:
	handle	exception
	.end	exception_entry

/*
 * uint32_t attempt(code, a, b): the result of code(a, b). An exception in it ends
 * it: exception() lets EPC be attempt_end, and sp is in attempt_sp.
 */
	.globl	attempt
	.ent	attempt
attempt:
	addiu	$sp, $sp, -56
	.set	at_frame, 16
	.irp	r, 16, 17, 18, 19, 20, 21, 22, 23, 30, 31
	sw	$\r, at_frame($sp)
	.set	at_frame, at_frame + 4
	.endr
	lui	$t0, %hi(attempt_sp)
	sw	$sp, %lo(attempt_sp)($t0)
	lui	$t0, %hi(attempt_cause)
	sw	$0, %lo(attempt_cause)($t0)
	move	$t9, $a0
	move	$a0, $a1
	jalr	$t9
	 move	$a1, $a2
	.globl	attempt_end
attempt_end:
	lui	$t0, %hi(attempt_sp)
	lw	$sp, %lo(attempt_sp)($t0)
	sw	$0, %lo(attempt_sp)($t0)
	.set	at_frame, 16
	.irp	r, 16, 17, 18, 19, 20, 21, 22, 23, 30, 31
	lw	$\r, at_frame($sp)
	.set	at_frame, at_frame + 4
	.endr
	jr	$ra
	 addiu	$sp, $sp, 56
	.end	attempt
