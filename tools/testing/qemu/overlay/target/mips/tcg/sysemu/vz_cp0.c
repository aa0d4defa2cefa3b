/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * MIPS VZ: the CP0 registers of the module, and MFGC0 and MTGC0
 *
 * vz_registers lists what a guest context has by number: where it is kept
 * and which bits root can write.  That is more than a guest can write itself.
 */

#include "qemu/osdep.h"
#include "qemu/log.h"
#include "cpu.h"
#include "internal.h"
#include "vz.h"
#include "exec/helper-proto.h"
#include "exec/exec-all.h"

typedef struct VZRegister {
    const char *name;
    uint16_t active, other;     /* offsets in CPUMIPSState */
    uint8_t size;
    uint8_t config, bit;        /* present if this Guest.Config bit is set */
    uint32_t mask;
    void (*write)(CPUMIPSState *env, target_ulong val);
} VZRegister;

static void write_index(CPUMIPSState *env, target_ulong val)
{
    uint32_t mask = pow2ceil(mips_guest_tlb(env)->nb_tlb) - 1;

    *mips_guest_Index(env) = val & (0x80000000 | mask);
}

static uint64_t vz_entrylo(CPUMIPSState *env, target_ulong val)
{
    uint64_t rixi = (val & *mips_guest_PageGrain(env)) >> 30 & 3;

    return (val & (env->PAMask >> 6) & 0x3FFFFFFF) | rixi << CP0EnLo_XI;
}

static void write_entrylo0(CPUMIPSState *env, target_ulong val)
{
    *mips_guest_EntryLo0(env) = vz_entrylo(env, val);
}

static void write_entrylo1(CPUMIPSState *env, target_ulong val)
{
    *mips_guest_EntryLo1(env) = vz_entrylo(env, val);
}

/* Pairs of bits from the bottom; what is not a mask is taken as 4 KiB */
static void write_pagemask(CPUMIPSState *env, target_ulong val)
{
    uint32_t mask = extract32(val, CP0PM_MASK, 16);

    *mips_guest_PageMask(env) = mask & (mask + 1) ? 0 : mask << CP0PM_MASK;
}

static void write_pagegrain(CPUMIPSState *env, target_ulong val)
{
    uint32_t mask = env->CP0_PageGrain_rw_bitmask;
    int32_t *reg = mips_guest_PageGrain(env);

    *reg = (*reg & ~mask) | (val & mask);
}

static void write_wired(CPUMIPSState *env, target_ulong val)
{
    *mips_guest_Wired(env) = val % mips_guest_tlb(env)->nb_tlb;
}

static void write_entryhi(CPUMIPSState *env, target_ulong val)
{
    target_ulong *reg = mips_guest_EntryHi(env);
    target_ulong asid = env->CP0_EntryHi_ASID_mask;

    if ((*reg ^ val) & asid) {
        mips_vz_flush_guest(env);
    }
    *reg = val & (~(target_ulong)0x1FFF | asid | (1 << CP0EnHi_EHINV));
}

static void write_compare(CPUMIPSState *env, target_ulong val)
{
    mips_vz_write_compare(env, val);
}

static void write_status(CPUMIPSState *env, target_ulong val)
{
    uint32_t mask = env->CP0_Status_rw_bitmask;
    int32_t *reg = mips_guest_Status(env);

    *reg = (*reg & ~mask) | (val & mask);
}

/* VS; with the MCU ASE also PF, ICE, StkDec, ClrEXL and UseKStk */
static void write_intctl(CPUMIPSState *env, target_ulong val)
{
    uint32_t mask = ase_mcu_available(env) ? 0x007FA3E0 : 0x000003E0;
    int32_t *reg = mips_guest_IntCtl(env);

    *reg = (*reg & ~mask) | (val & mask);
}

static void write_view_ipl(CPUMIPSState *env, target_ulong val)
{
    int32_t *reg = mips_guest_Status(env);

    *reg = deposit32(*reg, CP0St_IM, 9, val);
    *reg = deposit32(*reg, CP0St_IPL7, 1, extract32(val, 9, 1));
}

/* BD TI CE DC PCI IC AP IV WP FDCI RIPL or IP7:2, IP1:0, ExcCode */
static void write_cause(CPUMIPSState *env, target_ulong val)
{
    mips_vz_write_cause(env, val, 0xFFE3FF7C);
}

static void write_view_ripl(CPUMIPSState *env, target_ulong val)
{
    mips_vz_write_cause(env, val << CP0Ca_IP, 3 << CP0Ca_IP);
}

static void write_ebase(CPUMIPSState *env, target_ulong val)
{
    target_ulong mask = 0x3FFFF3FF | env->CP0_EBaseWG_rw_bitmask;
    target_ulong *reg = mips_guest_EBase(env);

    if (val & env->CP0_EBaseWG_rw_bitmask) {
        mask |= ~(target_ulong)0x3FFFFFFF;
    }
    *reg = (*reg & ~mask) | (val & mask);
}

/* LLB, bit 0, can be cleared */
static void write_lladdr(CPUMIPSState *env, target_ulong val)
{
    if (!(val & 1)) {
        *mips_guest_LLbit(env) = 1;
    }
}

static void write_segctl0(CPUMIPSState *env, target_ulong val)
{
    *mips_guest_SegCtl0(env) = val & CP0SC0_MASK;
    mips_vz_flush_guest(env);
}

static void write_segctl1(CPUMIPSState *env, target_ulong val)
{
    *mips_guest_SegCtl1(env) = val & CP0SC1_MASK;
    mips_vz_flush_guest(env);
}

static void write_segctl2(CPUMIPSState *env, target_ulong val)
{
    *mips_guest_SegCtl2(env) = val & CP0SC2_MASK;
    mips_vz_flush_guest(env);
}

#define VZ_ALL      0xFFFFFFFF
#define VZ_WHERE(_name, _path) \
    .name = #_name, .active = offsetof(CPUMIPSState, _path), \
    .other = offsetof(CPUMIPSState, vz.other._name), \
    .size = sizeof_field(MIPSVZContext, _name)
#define VZ_MASKED(_r, _s, _name, _path, _mask) \
    [MIPS_VZ_REG(_r, _s)] = { VZ_WHERE(_name, _path), .mask = _mask }
#define VZ_WRITTEN(_r, _s, _name, _path, _fn) \
    [MIPS_VZ_REG(_r, _s)] = { VZ_WHERE(_name, _path), .write = _fn }
#define VZ_OPTION(_r, _s, _name, _path, _mask, _config, _bit) \
    [MIPS_VZ_REG(_r, _s)] = { VZ_WHERE(_name, _path), .mask = _mask, \
                              .config = _config, .bit = _bit }
#define VZ_SEGCTL(_s, _name, _path, _fn) \
    [MIPS_VZ_REG(5, _s)] = { VZ_WHERE(_name, _path), .write = _fn, \
                             .config = 3, .bit = CP0C3_SC }
#define VZ_KSCRATCH(_n, _name, _path) \
    VZ_OPTION(31, _n, _name, _path, VZ_ALL, 4, CP0C4_KScrExist + _n)

static const VZRegister vz_registers[32 << 3] = {
    VZ_WRITTEN(0, 0, Index, CP0_Index, write_index),
    VZ_WRITTEN(2, 0, EntryLo0, CP0_EntryLo0, write_entrylo0),
    VZ_WRITTEN(3, 0, EntryLo1, CP0_EntryLo1, write_entrylo1),
    VZ_MASKED(4, 0, Context, CP0_Context, 0xFFFFFFF0),
    VZ_OPTION(4, 2, UserLocal, active_tc.CP0_UserLocal, VZ_ALL,
              3, CP0C3_ULRI),
    VZ_WRITTEN(5, 0, PageMask, CP0_PageMask, write_pagemask),
    VZ_WRITTEN(5, 1, PageGrain, CP0_PageGrain, write_pagegrain),
    VZ_SEGCTL(2, SegCtl0, CP0_SegCtl0, write_segctl0),
    VZ_SEGCTL(3, SegCtl1, CP0_SegCtl1, write_segctl1),
    VZ_SEGCTL(4, SegCtl2, CP0_SegCtl2, write_segctl2),
    VZ_OPTION(5, 5, PWBase, CP0_PWBase, VZ_ALL, 3, CP0C3_PW),
    VZ_OPTION(5, 6, PWField, CP0_PWField, 0x3FFFFFFF, 3, CP0C3_PW),
    VZ_OPTION(5, 7, PWSize, CP0_PWSize, 0x3FFFFFFF, 3, CP0C3_PW),
    VZ_WRITTEN(6, 0, Wired, CP0_Wired, write_wired),
    VZ_OPTION(6, 6, PWCtl, CP0_PWCtl, 0x800000FF, 3, CP0C3_PW),
    VZ_MASKED(7, 0, HWREna, CP0_HWREna, 0x2000000F),
    VZ_MASKED(8, 0, BadVAddr, CP0_BadVAddr, VZ_ALL),
    VZ_OPTION(8, 1, BadInstr, CP0_BadInstr, VZ_ALL, 3, CP0C3_BI),
    VZ_OPTION(8, 2, BadInstrP, CP0_BadInstrP, VZ_ALL, 3, CP0C3_BP),
    VZ_WRITTEN(10, 0, EntryHi, CP0_EntryHi, write_entryhi),
    [MIPS_VZ_REG(11, 0)] = { .name = "Compare", .write = write_compare },
    VZ_WRITTEN(12, 0, Status, CP0_Status, write_status),
    VZ_WRITTEN(12, 1, IntCtl, CP0_IntCtl, write_intctl),
    VZ_MASKED(12, 2, SRSCtl, CP0_SRSCtl, 0x003CF3CF),
    VZ_MASKED(12, 3, SRSMap, CP0_SRSMap, VZ_ALL),
    [MIPS_VZ_REG(12, 4)] = { .name = "View_IPL", .write = write_view_ipl,
                             .config = 3, .bit = CP0C3_MCU },
    VZ_OPTION(12, 5, SRSMap2, CP0_SRSMap2, 0xFF, 3, CP0C3_MCU),
    VZ_WRITTEN(13, 0, Cause, CP0_Cause, write_cause),
    [MIPS_VZ_REG(13, 4)] = { .name = "View_RIPL", .write = write_view_ripl,
                             .config = 3, .bit = CP0C3_MCU },
    VZ_OPTION(13, 5, NestedExc, CP0_NestedExc, 6, 5, CP0C5_NFExists),
    VZ_MASKED(14, 0, EPC, CP0_EPC, VZ_ALL),
    VZ_OPTION(14, 2, NestedEPC, CP0_NestedEPC, VZ_ALL, 5, CP0C5_NFExists),
    VZ_WRITTEN(15, 1, EBase, CP0_EBase, write_ebase),
    VZ_WRITTEN(16, 0, Config0, CP0_Config0, mips_vz_write_config0),
    VZ_WRITTEN(16, 1, Config1, CP0_Config1, mips_vz_write_config1),
    VZ_WRITTEN(16, 2, Config2, CP0_Config2, mips_vz_write_config2),
    VZ_WRITTEN(16, 3, Config3, CP0_Config3, mips_vz_write_config3),
    VZ_WRITTEN(16, 4, Config4, CP0_Config4, mips_vz_write_config4),
    VZ_WRITTEN(16, 5, Config5, CP0_Config5, mips_vz_write_config5),
    VZ_MASKED(16, 6, Config6, CP0_Config6, 0),
    VZ_MASKED(16, 7, Config7, CP0_Config7, 0),
    VZ_WRITTEN(17, 0, LLAddr, CP0_LLAddr, write_lladdr),
    VZ_MASKED(30, 0, ErrorEPC, CP0_ErrorEPC, VZ_ALL),
    VZ_KSCRATCH(2, KScratch1, CP0_KScratch[0]),
    VZ_KSCRATCH(3, KScratch2, CP0_KScratch[1]),
    VZ_KSCRATCH(4, KScratch3, CP0_KScratch[2]),
    VZ_KSCRATCH(5, KScratch4, CP0_KScratch[3]),
    VZ_KSCRATCH(6, KScratch5, CP0_KScratch[4]),
    VZ_KSCRATCH(7, KScratch6, CP0_KScratch[5]),
};

static bool vz_present(CPUMIPSState *env, const VZRegister *r)
{
    uint32_t config = 0;

    switch (r->config) {
    case 0:
        return r->name != NULL;
    case 3:
        config = *mips_guest_Config3(env);
        break;
    case 4:
        config = *mips_guest_Config4(env);
        break;
    case 5:
        config = *mips_guest_Config5(env);
        break;
    }
    return extract32(config, r->bit, 1);
}

static void *vz_field(CPUMIPSState *env, const VZRegister *r)
{
    return (char *)env + (mips_vz_guest(env) ? r->active : r->other);
}

static uint64_t vz_load(CPUMIPSState *env, const VZRegister *r)
{
    return r->size == 8 ? *(uint64_t *)vz_field(env, r)
                        : *(uint32_t *)vz_field(env, r);
}

static void vz_store(CPUMIPSState *env, const VZRegister *r, uint32_t val)
{
    uint32_t new = (vz_load(env, r) & ~r->mask) | (val & r->mask);

    if (r->size == 8) {
        *(uint64_t *)vz_field(env, r) = (int32_t)new;
    } else {
        *(uint32_t *)vz_field(env, r) = new;
    }
}

/* What is computed or kept elsewhere; false if it is neither */
static bool vz_read_special(CPUMIPSState *env, unsigned reg, uint32_t *val)
{
    uint32_t status = *mips_guest_Status(env);

    switch (reg) {
    case MIPS_VZ_REG(1, 0): /* Random: any that is not wired */
        *val = mips_guest_tlb(env)->nb_tlb - 1;
        return true;
    case MIPS_VZ_REG(2, 0):
        *val = *mips_guest_EntryLo0(env) & 0x3FFFFFFF;
        *val |= extract64(*mips_guest_EntryLo0(env), CP0EnLo_XI, 2) << 30;
        return true;
    case MIPS_VZ_REG(3, 0):
        *val = *mips_guest_EntryLo1(env) & 0x3FFFFFFF;
        *val |= extract64(*mips_guest_EntryLo1(env), CP0EnLo_XI, 2) << 30;
        return true;
    case MIPS_VZ_REG(9, 0):
        *val = mips_vz_get_count(env);
        return true;
    case MIPS_VZ_REG(11, 0):
        *val = env->vz.Compare;
        return true;
    case MIPS_VZ_REG(12, 4): /* View_IPL */
        *val = extract32(status, CP0St_IM, 9) |
               extract32(status, CP0St_IPL7, 1) << 9;
        return true;
    case MIPS_VZ_REG(13, 4): /* View_RIPL */
        *val = extract32(*mips_guest_Cause(env), CP0Ca_IP, 10);
        return true;
    case MIPS_VZ_REG(17, 0):
        *val = *mips_guest_LLAddr(env) >> env->CP0_LLAddr_shift;
        return true;
    }
    return false;
}

target_ulong mips_vz_guest_read(CPUMIPSState *env, unsigned reg)
{
    const VZRegister *r = &vz_registers[reg];
    uint32_t val;

    if (reg != MIPS_VZ_REG(1, 0) && reg != MIPS_VZ_REG(9, 0) &&
        !vz_present(env, r)) {
        return 0;
    }
    if (!vz_read_special(env, reg, &val)) {
        val = vz_load(env, r);
    }
    return (int32_t)val;
}

void mips_vz_guest_write(CPUMIPSState *env, unsigned reg, target_ulong val)
{
    const VZRegister *r = &vz_registers[reg];

    if (!vz_present(env, r)) {
        qemu_log_mask(LOG_GUEST_ERROR, "VZ: MTGC0 to register %d.%d, which "
                      "guests do not have\n", reg >> 3, reg & 7);
        return;
    }
    if (r->write) {
        r->write(env, val);
    } else {
        vz_store(env, r, val);
    }
    mips_vz_update_irq(env);
}

target_ulong helper_vz_mfgc0(CPUMIPSState *env, uint32_t reg)
{
    return mips_vz_guest_read(env, reg);
}

void helper_vz_mtgc0(CPUMIPSState *env, target_ulong val, uint32_t reg)
{
    mips_vz_guest_write(env, reg, val);
}
