/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * MIPS shadow register set and MCU ASE helpers
 */

#include "qemu/osdep.h"
#include "cpu.h"
#include "internal.h"
#include "mcu.h"
#include "exec/helper-proto.h"
#include "exec/exec-all.h"

/* The previous set's register, of a set number of the active context */
static target_ulong *srs_previous(CPUMIPSState *env, uint32_t reg)
{
    unsigned pss = extract32(env->CP0_SRSCtl, CP0SRSCtl_PSS, 4);

    return mips_srs_gpr(env, env->srs_base + pss, reg);
}

target_ulong helper_rdpgpr(CPUMIPSState *env, uint32_t reg)
{
    return *srs_previous(env, reg);
}

void helper_wrpgpr(CPUMIPSState *env, target_ulong value, uint32_t reg)
{
    *srs_previous(env, reg) = value;
}

target_ulong helper_mfc0_mcu(CPUMIPSState *env, uint32_t regsel)
{
    return (int32_t)mips_mcu_read(env, regsel >> 3, regsel & 7);
}

void helper_mtc0_mcu(CPUMIPSState *env, target_ulong value, uint32_t regsel)
{
    mips_mcu_write(env, regsel >> 3, regsel & 7, value);
}

void helper_mcu_probe(CPUMIPSState *env, target_ulong addr, uint32_t mmu_idx)
{
    probe_write(env, addr, 1, mmu_idx, GETPC());
}
