/* SPDX-License-Identifier: GPL-2.0 */
/* FPU and DSP registers to memory and back. Context: root, Status.CU1, FR or MX 1 */
#include <generated/asm-offsets.h>
#include <linux/linkage.h>

	.set	noreorder
	.set	hardfloat
	.set	fp=64
	.set	dsp
	.text

	.macro	for_each_double insn
	.irp	r, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15
	\insn	$f\r, 8 * \r($a0)
	.endr
	.irp	r, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31
	\insn	$f\r, 8 * \r($a0)
	.endr
	.endm

/* void fpu_save(struct guest_fpu *fpu) */
func fpu_save
	for_each_double sdc1
	cfc1	$t0, $31
	jr	$ra
	 sw	$t0, FPU_FCSR($a0)
endfunc fpu_save

/*
 * void fpu_load(const struct guest_fpu *fpu)
 * Causes that are enabled would be an exception here, and are lost; so is E.
 */
func fpu_load
	for_each_double ldc1
	lw	$t0, FPU_FCSR($a0)
	ext	$t1, $t0, 7, 5			/* Enables */
	ori	$t1, $t1, 1 << 5		/* E has no enable */
	sll	$t1, $t1, 12			/* to Cause */
	and	$t1, $t0, $t1
	xor	$t0, $t0, $t1
	jr	$ra
	 ctc1	$t0, $31
endfunc fpu_load

/* MIPS32, as emulators do not know the DSP ASE of microMIPS. */
	.set	nomicromips

/* void dsp_save(struct guest_dsp *dsp) */
func dsp_save
	.irp	n, 1, 2, 3
	mfhi	$t0, $ac\n
	mflo	$t1, $ac\n
	sw	$t0, DSP_HI + 4 * (\n - 1)($a0)
	sw	$t1, DSP_LO + 4 * (\n - 1)($a0)
	.endr
	rddsp	$t0, 0x3f
	jr	$ra
	 sw	$t0, DSP_CONTROL($a0)
endfunc dsp_save

/* void dsp_load(const struct guest_dsp *dsp) */
func dsp_load
	.irp	n, 1, 2, 3
	lw	$t0, DSP_HI + 4 * (\n - 1)($a0)
	lw	$t1, DSP_LO + 4 * (\n - 1)($a0)
	mthi	$t0, $ac\n
	mtlo	$t1, $ac\n
	.endr
	lw	$t0, DSP_CONTROL($a0)
	jr	$ra
	 wrdsp	$t0, 0x3f
endfunc dsp_load
