/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Into guests and back, for arch/mips. Context: root, which runs with EXL=1 and to
 * completion; boot and the guests' exits are all there is.
 */
#ifndef _ASM_MIPS_VZ_H
#define _ASM_MIPS_VZ_H

#include <linux/compiler_types.h>
#include <linux/types.h>

struct guest;

/** current - the guest that runs, or whose exit this is; NULL: idle, or boot */
register struct guest *current asm("$27");

/** vz_init() - what no guest changes in its own CP0. Context: boot. */
void vz_init(void);

/** vz_start() - schedule for the first time. Context: boot, when all is set up. */
void __noreturn vz_start(void);

/**
 * vz_exit() - carry out what a guest's exit asks for
 * @guest: the current guest, with EPC in its arch.pc
 * @cause: Cause
 *
 * Called by entry.S; the guest goes on at its arch.pc.
 */
void vz_exit(struct guest *guest, u32 cause);

/** vz_quick_hypercall() - carry out a HYPCALL of the current guest */
void vz_quick_hypercall(struct guest *guest);

/**
 * vz_panic() - the end of the hypervisor
 * @reason: what happened
 */
void __noreturn vz_panic(const char *reason);

/**
 * vz_schedule() - make the guest that is to run the current one, or none
 *
 * The CP0 registers of the guest that was there before stay loaded until another
 * one runs.
 */
void vz_schedule(void);

/** vz_loaded() - whether a guest's CP0 registers are in the CPU, not in memory */
bool vz_loaded(const struct guest *guest);

/** vz_fpu_take() - give the FPU to the current guest, which has PART_GUEST_FPU */
void vz_fpu_take(struct guest *guest);

/** vz_dsp_take() - the same with the DSP registers and PART_GUEST_DSP */
void vz_dsp_take(struct guest *guest);

/** gpr_read() - general register @n, 0 to 31, of the set that Root.SRSCtl.PSS names */
u32 gpr_read(u32 n);

/** gpr_write() - write it; $0 stays 0 */
void gpr_write(u32 n, u32 value);

#endif /* _ASM_MIPS_VZ_H */
