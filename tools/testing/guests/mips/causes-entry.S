/* SPDX-License-Identifier: GPL-2.0 */
/* See causes.h. */
#include "causes.h"

#define C0_COMPARE	$11
#define C0_STATUS	$12
#define C0_SRSCTL	$12, 2
#define C0_CAUSE	$13
#define C0_EPC		$14
#define C0_ERROREPC	$30
#define ST_EXL_ERL	0x6
#define ST_ERL		0x4
#define IFS0_CLR	0xbf810044

	.set	noreorder
	.set	noat

	.macro	record	micro
	la	$k0, causes
	mfc0	$k1, C0_STATUS
	sw	$k1, CAUSES_STATUS($k0)
	mfc0	$k1, C0_SRSCTL
	sw	$k1, CAUSES_SRSCTL($k0)
	li	$k1, \micro
	sw	$k1, CAUSES_MICRO($k0)
	.endm

	.macro	vectors	isa, micro
	.balign	0x1000
	.globl	vectors_\isa
vectors_\isa:
	.org	vectors_\isa + 0x180
	b	exception_\isa
	 nop
	.org	vectors_\isa + CAUSES_OFFSET
	record	\micro
	lw	$k1, CAUSES_TICKS($k0)
	addiu	$k1, $k1, 1
	sw	$k1, CAUSES_TICKS($k0)
	mfc0	$k1, C0_COMPARE
	mtc0	$k1, C0_COMPARE
	li	$k1, 1
	la	$k0, IFS0_CLR
	sw	$k1, 0($k0)
	eret

	.ent	exception_\isa
exception_\isa:
	record	\micro
	la	$k0, attempt_cause
	mfc0	$k1, C0_CAUSE
	sw	$k1, 0($k0)
	la	$k0, attempt_end
	mtc0	$k0, C0_EPC
	mtc0	$k0, C0_ERROREPC
	ehb
	eret
	.end	exception_\isa

	.balign	4
	.globl	move_\isa
	.ent	move_\isa
move_\isa:
	move	$t0, $zero
	wrpgpr	$t0, $a0
	rdpgpr	$v0, $t0
	sw	$t0, 0($a1)
	jr	$ra
	 nop
	.end	move_\isa
	.endm

	.text
	vectors	mips32, 0
	.set	micromips
	vectors	micro, 1
	.set	nomicromips
	.balign	4

	.globl	cache_all
	.ent	cache_all
cache_all:
	.set	op, 0
	.rept	32
	cache	op, 0($a0)
	.set	op, op + 1
	.endr
	jr	$ra
	 nop
	.end	cache_all

	.set	hardfloat
	.irp	insn, lwc1, ldc1, swc1, sdc1
	.globl	\insn
	.ent	\insn
\insn:
	\insn	$f0, 0($a0)
	jr	$ra
	 nop
	.end	\insn
	.endr
	.set	softfloat

	.globl	erl_load
	.ent	erl_load
erl_load:
	li	$t0, ST_ERL
	mtc0	$t0, C0_STATUS
	ehb
	lw	$v0, 0($a0)
	mtc0	$zero, C0_STATUS
	ehb
	jr	$ra
	 nop
	.end	erl_load

	.globl	erl_break
	.ent	erl_break
erl_break:
	li	$t0, ST_ERL
	mtc0	$t0, C0_STATUS
	ehb
	break
	.end	erl_break

	.globl	erl_return
	.ent	erl_return
erl_return:
	la	$t0, 1f
	mtc0	$t0, C0_ERROREPC
	la	$t0, erl_break
	mtc0	$t0, C0_EPC
	li	$t0, ST_EXL_ERL
	mtc0	$t0, C0_STATUS
	ehb
	eret
1:	mfc0	$v0, C0_STATUS
	mtc0	$zero, C0_STATUS
	ehb
	jr	$ra
	 nop
	.end	erl_return
