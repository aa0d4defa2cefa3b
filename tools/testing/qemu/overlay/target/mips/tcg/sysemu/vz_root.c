/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * MIPS VZ: the registers of the module itself, which only root has
 */

#include "qemu/osdep.h"
#include "qemu/log.h"
#include "cpu.h"
#include "internal.h"
#include "vz.h"
#include "exec/helper-proto.h"
#include "exec/exec-all.h"

/* GM may start guest mode; AT can be neither 0 nor 2 */
static void write_guestctl0(CPUMIPSState *env, uint32_t val)
{
    uint32_t mask = env->vz_model->guestctl0_mask;
    unsigned at = extract32(val, CP0GC0_AT, 2);

    if (at != MIPS_AT_ROOT && at != MIPS_AT_GUEST) {
        mask &= ~(3 << CP0GC0_AT);
    }
    env->vz.GuestCtl0 = (env->vz.GuestCtl0 & ~mask) | (val & mask);
    mips_vz_update_irq(env);
    mips_vz_sync(env);
}

static void write_guestctl0ext(CPUMIPSState *env, uint32_t val)
{
    env->vz.GuestCtl0Ext = val & env->vz_model->guestctl0ext_mask;
}

static void write_guestctl1(CPUMIPSState *env, uint32_t val)
{
    uint32_t id = env->vz_model->guestid_mask;

    env->vz.GuestCtl1 = val & (id << CP0GC1_ID | id << CP0GC1_RID);
}

static void write_guestctl2(CPUMIPSState *env, uint32_t val)
{
    env->vz.GuestCtl2 = val & env->vz_model->guestctl2_mask;
    mips_vz_update_irq(env);
}

static void write_guestctl3(CPUMIPSState *env, uint32_t val)
{
    unsigned hss = extract32(env->CP0_SRSCtl, CP0SRSCtl_HSS, 4);
    unsigned glss = val & CP0GC3_GLSS_mask;

    if (glss > hss) {
        qemu_log_mask(LOG_GUEST_ERROR, "VZ: GuestCtl3.GLSS %d, the highest "
                      "register set is %d\n", glss, hss);
    }
    env->vz.GuestCtl3 = MIN(glss, hss);
}

static void write_gtoffset(CPUMIPSState *env, uint32_t val)
{
    env->vz.GTOffset = val & env->vz_model->gtoffset_mask;
    mips_vz_timer_update(env);
}

static const struct {
    uint8_t reg;
    uint16_t field;
    void (*write)(CPUMIPSState *env, uint32_t val);
} vz_root_registers[] = {
    { MIPS_VZ_REG(12, 6), offsetof(MIPSVZState, GuestCtl0), write_guestctl0 },
    { MIPS_VZ_REG(11, 4), offsetof(MIPSVZState, GuestCtl0Ext),
      write_guestctl0ext },
    { MIPS_VZ_REG(10, 4), offsetof(MIPSVZState, GuestCtl1), write_guestctl1 },
    { MIPS_VZ_REG(10, 5), offsetof(MIPSVZState, GuestCtl2), write_guestctl2 },
    { MIPS_VZ_REG(10, 6), offsetof(MIPSVZState, GuestCtl3), write_guestctl3 },
    { MIPS_VZ_REG(12, 7), offsetof(MIPSVZState, GTOffset), write_gtoffset },
};

target_ulong helper_vz_mfc0(CPUMIPSState *env, uint32_t reg)
{
    for (int i = 0; i < ARRAY_SIZE(vz_root_registers); i++) {
        if (vz_root_registers[i].reg == reg) {
            return *(int32_t *)((char *)&env->vz + vz_root_registers[i].field);
        }
    }
    return 0;
}

void helper_vz_mtc0(CPUMIPSState *env, target_ulong val, uint32_t reg)
{
    for (int i = 0; i < ARRAY_SIZE(vz_root_registers); i++) {
        if (vz_root_registers[i].reg == reg) {
            vz_root_registers[i].write(env, val);
        }
    }
}

/* The upper halves, of cores with large physical addresses only */
static uint64_t *vz_wide_register(CPUMIPSState *env, uint32_t reg)
{
    switch (reg) {
    case MIPS_VZ_REG(2, 0):
        return mips_guest_EntryLo0(env);
    case MIPS_VZ_REG(3, 0):
        return mips_guest_EntryLo1(env);
    }
    return NULL;
}

target_ulong helper_vz_mfhgc0(CPUMIPSState *env, uint32_t reg)
{
    uint64_t *wide = vz_wide_register(env, reg);

    return wide ? (int32_t)(*wide >> 32) : 0;
}

void helper_vz_mthgc0(CPUMIPSState *env, target_ulong val, uint32_t reg)
{
    uint64_t *wide = vz_wide_register(env, reg);

    if (wide) {
        *wide = deposit64(*wide, 32, 32, val & (env->PAMask >> 36));
    }
}
