/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * MIPS VZ: Guest.Config registers as root writes them
 */

#include "qemu/osdep.h"
#include "cpu.h"
#include "internal.h"
#include "vz.h"
#include "exec/exec-all.h"

/* Root can give a guest what the core has, and what guests can write */
static void vz_write_config(CPUMIPSState *env, int n, int32_t *reg,
                            int32_t root, uint32_t rw, target_ulong val)
{
    uint32_t mask = (env->vz_model->config_dyn[n] & root) | rw;

    *reg = (*reg & ~mask) | (val & mask);
    env->vz.view_stale = true;
}

void mips_vz_write_config0(CPUMIPSState *env, target_ulong val)
{
    vz_write_config(env, 0, mips_guest_Config0(env),
                    *mips_root_Config0(env), 7, val);
}

/* MMUSize can be written where it is among the dynamic bits */
void mips_vz_write_config1(CPUMIPSState *env, target_ulong val)
{
    CPUMIPSTLBContext *tlb = mips_guest_tlb(env);
    unsigned size = MIN(extract32(val, CP0C1_MMU, 6),
                        env->vz_model->guest_tlb - 1);

    val = deposit32(val, CP0C1_MMU, 6, size);
    vz_write_config(env, 1, mips_guest_Config1(env),
                    *mips_root_Config1(env), 0, val);
    tlb->nb_tlb = extract32(*mips_guest_Config1(env), CP0C1_MMU, 6) + 1;
    tlb->tlb_in_use = tlb->nb_tlb;
    *mips_guest_Wired(env) %= tlb->nb_tlb;
    mips_vz_flush_guest(env);
}

void mips_vz_write_config2(CPUMIPSState *env, target_ulong val)
{
    vz_write_config(env, 2, mips_guest_Config2(env),
                    *mips_root_Config2(env), 0, val);
}

void mips_vz_write_config3(CPUMIPSState *env, target_ulong val)
{
    uint32_t rw = env->insn_flags & ASE_MICROMIPS ? 1 << CP0C3_ISA_ON_EXC : 0;

    vz_write_config(env, 3, mips_guest_Config3(env),
                    *mips_root_Config3(env), rw, val);
}

void mips_vz_write_config4(CPUMIPSState *env, target_ulong val)
{
    vz_write_config(env, 4, mips_guest_Config4(env),
                    *mips_root_Config4(env), env->CP0_Config4_rw_bitmask,
                    val);
}

void mips_vz_write_config5(CPUMIPSState *env, target_ulong val)
{
    vz_write_config(env, 5, mips_guest_Config5(env),
                    *mips_root_Config5(env), env->CP0_Config5_rw_bitmask,
                    val);
}
