/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * MIPS VZ: MTC0 in guest mode, where it needs more than in root mode
 *
 * The translator has trapped what GuestCtl0 and GuestCtl0Ext forbid.  Left
 * are fields whose change exits to root before the write (GSFC), the bits
 * that only root can write, and the timer.
 */

#include "qemu/osdep.h"
#include "cpu.h"
#include "internal.h"
#include "vz.h"
#include "vz-model.h"
#include "exec/helper-proto.h"
#include "exec/exec-all.h"

/* Exit to root if @changed has a bit of @fields */
static void vz_field_change(CPUMIPSState *env, uint32_t changed,
                            uint32_t fields, uintptr_t ra)
{
    if ((changed & fields) &&
        !(env->vz.GuestCtl0Ext & (1 << CP0GC0E_FCD))) {
        do_raise_exception_err(env, EXCP_GE, MIPS_GEXC_GSFC, ra);
    }
}

static bool vz_ctl0(CPUMIPSState *env, int bit)
{
    return env->vz.GuestCtl0 & (1U << bit);
}

/* Status bits that the guest can write; SR and NMI it can only clear */
static uint32_t vz_status_mask(CPUMIPSState *env, uint32_t val)
{
    uint32_t mask = env->CP0_Status_rw_bitmask;

    mask &= ~(val & (1 << CP0St_SR | 1 << CP0St_NMI));
    if (!(env->CP0_Config1 & (1 << CP0C1_FP))) {
        mask &= ~(1 << CP0St_CU1 | 1 << CP0St_FR);
    }
    if (!(env->CP0_Config1 & (1 << CP0C1_C2))) {
        mask &= ~(1 << CP0St_CU2);
    }
    if (!(env->CP0_Config3 & (1 << CP0C3_DSPP | 1 << CP0C3_MSAP))) {
        mask &= ~(1 << CP0St_MX);
    }
    return mask;
}

static uint32_t vz_status_fields(CPUMIPSState *env)
{
    uint32_t fields = 1 << CP0St_RP | 1 << CP0St_FR | 1 << CP0St_MX |
                      1 << CP0St_BEV | 1 << CP0St_TS | 1 << CP0St_SR |
                      1 << CP0St_NMI | 1 << CP0St_ERL | 1 << 17;

    if (!vz_ctl0(env, CP0GC0_SFC2)) {
        fields |= 1 << CP0St_CU2;
    }
    if (!vz_ctl0(env, CP0GC0_SFC1)) {
        fields |= 1 << CP0St_CU1;
    }
    if (!(env->CP0_Config3 & (1 << CP0C3_MCU))) {
        fields |= 1 << 16;      /* Impl; IPL with MCU */
    }
    if (vz_ctl0(env, CP0GC0_MC)) {
        fields |= 3 << CP0St_KSU;
        if (MIPS_VZ_EXL_WRITE_GSFC) {
            fields |= 1 << CP0St_EXL;
        }
    }
    return fields;
}

static void guest_status(CPUMIPSState *env, target_ulong val, uintptr_t ra)
{
    uint32_t mask = vz_status_mask(env, val);
    uint32_t changed = (env->CP0_Status ^ val) & mask;

    vz_field_change(env, changed, vz_status_fields(env), ra);
    env->CP0_Status ^= changed;
    compute_hflags(env);
}

static void guest_cause(CPUMIPSState *env, target_ulong val, uintptr_t ra)
{
    uint32_t mask = 1 << CP0Ca_DC | 1 << CP0Ca_IV | 1 << CP0Ca_WP |
                    3 << CP0Ca_IP;

    vz_field_change(env, (env->CP0_Cause ^ val) & mask,
                    1 << CP0Ca_DC | 1 << CP0Ca_IV, ra);
    mips_vz_write_cause(env, val, mask);
}

static void guest_intctl(CPUMIPSState *env, target_ulong val, uintptr_t ra)
{
    vz_field_change(env, env->CP0_IntCtl ^ val, 0x1F << CP0IntCtl_VS, ra);
    if (mips_mcu_register(12, 1) && ase_mcu_available(env)) {
        mips_mcu_write(env, 12, 1, val);
    } else {
        helper_mtc0_intctl(env, val);
    }
}

static void guest_compare(CPUMIPSState *env, target_ulong val, uintptr_t ra)
{
    mips_vz_write_compare(env, val);
}

static void guest_pagegrain(CPUMIPSState *env, target_ulong val, uintptr_t ra)
{
    vz_field_change(env, (env->CP0_PageGrain ^ val) &
                    env->CP0_PageGrain_rw_bitmask, 1 << CP0PG_ELPA, ra);
    helper_mtc0_pagegrain(env, val);
}

static void guest_config0(CPUMIPSState *env, target_ulong val, uintptr_t ra)
{
    helper_mtc0_config0(env, val);
}

static void guest_config3(CPUMIPSState *env, target_ulong val, uintptr_t ra)
{
    helper_mtc0_config3(env, val);
}

static void guest_config4(CPUMIPSState *env, target_ulong val, uintptr_t ra)
{
    helper_mtc0_config4(env, val);
}

static void guest_config5(CPUMIPSState *env, target_ulong val, uintptr_t ra)
{
    uint32_t fields = 1 << CP0C5_MSAEn;

    if (!vz_ctl0(env, CP0GC0_SFC1)) {
        fields |= 1 << CP0C5_UFR | 1 << CP0C5_FRE | 1 << CP0C5_UFE;
    }
    vz_field_change(env, (env->CP0_Config5 ^ val) &
                    env->CP0_Config5_rw_bitmask, fields, ra);
    helper_mtc0_config5(env, val);
}

static const struct {
    uint8_t reg;
    void (*write)(CPUMIPSState *env, target_ulong val, uintptr_t ra);
} vz_guest_registers[] = {
    { MIPS_VZ_REG(5, 1), guest_pagegrain },
    { MIPS_VZ_REG(11, 0), guest_compare },
    { MIPS_VZ_REG(12, 0), guest_status },
    { MIPS_VZ_REG(12, 1), guest_intctl },
    { MIPS_VZ_REG(13, 0), guest_cause },
    { MIPS_VZ_REG(16, 0), guest_config0 },
    { MIPS_VZ_REG(16, 3), guest_config3 },
    { MIPS_VZ_REG(16, 4), guest_config4 },
    { MIPS_VZ_REG(16, 5), guest_config5 },
};

bool mips_vz_guest_register(unsigned reg)
{
    for (int i = 0; i < ARRAY_SIZE(vz_guest_registers); i++) {
        if (vz_guest_registers[i].reg == reg) {
            return true;
        }
    }
    return false;
}

void helper_vz_guest_mtc0(CPUMIPSState *env, target_ulong val, uint32_t reg)
{
    for (int i = 0; i < ARRAY_SIZE(vz_guest_registers); i++) {
        if (vz_guest_registers[i].reg == reg) {
            vz_guest_registers[i].write(env, val, GETPC());
        }
    }
    if (reg >> 3 == 16) {
        env->vz.view_stale = true;
        mips_vz_update_tb_flags(env);
    }
    mips_vz_update_irq(env);
}

target_ulong helper_vz_guest_count(CPUMIPSState *env)
{
    return (int32_t)mips_vz_get_count(env);
}

/* RDHWR of CC, after HWREna has allowed it */
void mips_vz_check_cc(CPUMIPSState *env, uintptr_t ra)
{
    if (mips_vz_guest(env) && !vz_ctl0(env, CP0GC0_GT)) {
        do_raise_exception_err(env, EXCP_GE, MIPS_GEXC_GPSI, ra);
    }
}
