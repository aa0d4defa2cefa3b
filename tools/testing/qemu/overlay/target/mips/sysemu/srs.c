/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * MIPS shadow register sets
 *
 * The GPRs of the current set live in active_tc.gpr, so that translated
 * code knows nothing of sets; those of the others are in srs[].  A switch
 * copies, which only exceptions, interrupts and ERET do.
 *
 * SRSCtl counts sets as the active context sees them; srs_live and the
 * functions with a "physical" set add srs_base, which is 0 in root mode.
 */

#include "qemu/osdep.h"
#include "internal.h"
#include "mcu.h"
#include "trace/trace-target_mips_tcg.h"

static unsigned srs_highest(const CPUMIPSState *env)
{
    return extract32(env->cpu_model->CP0_SRSCtl, CP0SRSCtl_HSS, 4);
}

void mips_srs_switch(CPUMIPSState *env, unsigned set)
{
    if (set > srs_highest(env)) {
        set = env->srs_base;
    }
    if (set == env->srs_live) {
        return;
    }
    trace_mips_srs_switch(env->srs_live, set);
    memcpy(env->srs[env->srs_live], env->active_tc.gpr, sizeof(env->srs[0]));
    memcpy(env->active_tc.gpr, env->srs[set], sizeof(env->srs[0]));
    env->srs_live = set;
}

target_ulong *mips_srs_gpr(CPUMIPSState *env, unsigned set, unsigned reg)
{
    if (set > srs_highest(env)) {
        set = env->srs_base;
    }
    return set == env->srs_live ? &env->active_tc.gpr[reg]
                                : &env->srs[set][reg];
}

/* Shadow sets are switched by the models with the MCU ASE only */
static bool srs_switches(const CPUMIPSState *env)
{
    return ase_mcu_available(env) && srs_highest(env) > 0 &&
           !(env->CP0_Status & (1 << CP0St_BEV));
}

void mips_srs_enter(CPUMIPSState *env, unsigned set)
{
    uint32_t css = extract32(env->CP0_SRSCtl, CP0SRSCtl_CSS, 4);

    if (!srs_switches(env)) {
        return;
    }
    env->CP0_SRSCtl = deposit32(env->CP0_SRSCtl, CP0SRSCtl_PSS, 4, css);
    env->CP0_SRSCtl = deposit32(env->CP0_SRSCtl, CP0SRSCtl_CSS, 4, set);
    mips_srs_switch(env, env->srs_base + set);
}

void mips_srs_exception(CPUMIPSState *env)
{
    mips_srs_enter(env, extract32(env->CP0_SRSCtl, CP0SRSCtl_ESS, 4));
}

void mips_srs_eret(CPUMIPSState *env)
{
    uint32_t pss = extract32(env->CP0_SRSCtl, CP0SRSCtl_PSS, 4);

    if (!srs_switches(env) || (env->CP0_Status & (1 << CP0St_ERL))) {
        return;
    }
    env->CP0_SRSCtl = deposit32(env->CP0_SRSCtl, CP0SRSCtl_CSS, 4, pss);
    mips_srs_switch(env, env->srs_base + pss);
}
