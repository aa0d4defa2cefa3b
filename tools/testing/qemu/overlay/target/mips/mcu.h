/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * MIPS microcontroller features: shadow register sets, external interrupt
 * controller mode and the MCU ASE.
 *
 * For the CPU's own files only; boards use hw/mips/eic.h.
 */

#ifndef MIPS_MCU_H
#define MIPS_MCU_H

#include "cpu.h"

/* Is the guest, the active context, in EIC mode?  (vz_interrupt.c) */
bool mips_vz_eic_mode(const CPUMIPSState *env);

/* Shadow register sets (sysemu/srs.c) */

/**
 * mips_srs_switch:
 * @env: the CPU
 * @set: physical number of the set to make current
 *
 * Moves the live GPRs to their set and loads those of @set.  Changes no
 * CP0 register.
 */
void mips_srs_switch(CPUMIPSState *env, unsigned set);

/*
 * A GPR of a physical set, whether it is the current one or not.  A set
 * that does not exist is taken as the active context's set 0.
 */
target_ulong *mips_srs_gpr(CPUMIPSState *env, unsigned set, unsigned reg);

/*
 * SRSCtl on an exception, or an interrupt with a set of its own: PSS <- CSS,
 * CSS <- @set.  To be called while Status.EXL is still clear.
 */
void mips_srs_enter(CPUMIPSState *env, unsigned set);
void mips_srs_exception(CPUMIPSState *env);

/* SRSCtl on ERET, to be called while Status.ERL and EXL are as they were */
void mips_srs_eret(CPUMIPSState *env);

void mips_srs_reset(CPUMIPSState *env);

/* External interrupt controller mode (sysemu/eic.c) */

/* Status.IPL as the MCU ASE widens it: bit 18 above bits 16:10 */
static inline unsigned mips_status_ipl(const CPUMIPSState *env)
{
    return extract32(env->CP0_Status, CP0St_IPL0, 7) |
           extract32(env->CP0_Status, CP0St_IPL7, 1) << 7;
}

/* Do interrupts of the active context come from an external controller? */
static inline bool mips_eic_mode(const CPUMIPSState *env)
{
    if (env->hflags & MIPS_HFLAG_GUEST) {
        return mips_vz_eic_mode(env);
    }
    return ase_mcu_available(env) && (env->CP0_Config3 & (1 << CP0C3_VEIC));
}

/* Is the core built for one?  Holds whatever context is active. */
bool mips_eic_core(const CPUMIPSState *env);

/* What the active context is asked for, and that it was taken */
const MIPSEICRequest *mips_eic_asked(CPUMIPSState *env);

static inline bool mips_eic_pending(CPUMIPSState *env)
{
    return mips_eic_asked(env)->level > mips_status_ipl(env);
}

/* Config7.WII: does WAIT end on an interrupt that cannot be taken? */
static inline bool mips_wait_ignores_ie(const CPUMIPSState *env)
{
    return ase_mcu_available(env) && (env->CP0_Config7 & (1U << CP0C7_WII));
}

/*
 * Vector of the interrupt that is being taken by the active context, in any
 * interrupt mode, as offset from EBase (or from the BEV base); switches the
 * shadow set.  To be called while Status.EXL is still clear.
 */
uint32_t mips_interrupt_enter(CPUMIPSState *env);

/* Drive the lines to the controller; from the CPU's thread or any other */
void mips_eic_timer(CPUMIPSState *env, int level);
void mips_eic_soft(CPUMIPSState *env, int n, int level);

/* Set or clear CPU_INTERRUPT_HARD by what is asked of the core */
void mips_eic_update(CPUMIPSState *env);

void mips_eic_init(MIPSCPU *cpu);

/* Other registers of the MCU ASE (sysemu/mcu.c) */

/* To be called first when an exception sets EXL (@epc) or ERL */
void mips_nested_exception(CPUMIPSState *env, bool epc);

void mips_mcu_reset(CPUMIPSState *env);

/* When an object is made, and when it is realized */
void mips_mcu_init(MIPSCPU *cpu);
void mips_mcu_realize(MIPSCPU *cpu);

/* CP0 registers of the ASE, by number; of the active context (mcu_cp0.c) */
bool mips_mcu_register(unsigned reg, unsigned sel);
uint32_t mips_mcu_read(CPUMIPSState *env, unsigned reg, unsigned sel);
void mips_mcu_write(CPUMIPSState *env, unsigned reg, unsigned sel,
                    uint32_t value);

/* TLB entry that TLBWR replaces; not CP0_Random, which nothing steps */
uint32_t mips_mcu_random(CPUMIPSState *env);

/*
 * BadInstr and BadInstrP of the MIPS32 or microMIPS instruction at the
 * active PC; cannot fault (tcg/sysemu/badinstr.c)
 */
void mips_set_badinstr(CPUMIPSState *env);

extern const VMStateDescription vmstate_mips_mcu;

#endif /* MIPS_MCU_H */
