/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * CP0 registers that models with the MCU ASE have or widen
 *
 * Reads and writes act on the active context.  A register of this table
 * takes the place of what the translator knows under the same number.
 */

#include "qemu/osdep.h"
#include "qemu/log.h"
#include "internal.h"
#include "mcu.h"

/* IntCtl: PF, ICE, StkDec, ClrEXL, UseKStk, VS; there is no prologue: APE */
#define INTCTL_MASK     0x007FA3E0
#define NESTEDEXC_MASK  0x00000006  /* ERL, EXL */
#define PERFCTL_MASK    0x0000FFFF  /* without M */

typedef struct MCURegister {
    const char *name;
    uint8_t reg, sel;
    uint32_t mask;      /* bits that can be written */
    ptrdiff_t field;    /* 32 bits in CPUMIPSState, unless by functions */
    uint32_t (*read)(CPUMIPSState *env);
    void (*write)(CPUMIPSState *env, uint32_t value);
} MCURegister;

static unsigned srs_hss(const CPUMIPSState *env)
{
    return extract32(env->CP0_SRSCtl, CP0SRSCtl_HSS, 4);
}

/* A set number that was written: there is none above HSS */
static unsigned srs_clamp(const CPUMIPSState *env, unsigned set)
{
    unsigned hss = srs_hss(env);

    if (set > hss) {
        qemu_log_mask(LOG_GUEST_ERROR,
                      "mips: shadow set %u written, highest is %u\n",
                      set, hss);
    }
    return MIN(set, hss);
}

static void write_srsctl(CPUMIPSState *env, uint32_t value)
{
    unsigned ess = srs_clamp(env, extract32(value, CP0SRSCtl_ESS, 4));
    unsigned pss = srs_clamp(env, extract32(value, CP0SRSCtl_PSS, 4));

    env->CP0_SRSCtl = deposit32(env->CP0_SRSCtl, CP0SRSCtl_ESS, 4, ess);
    env->CP0_SRSCtl = deposit32(env->CP0_SRSCtl, CP0SRSCtl_PSS, 4, pss);
}

static uint32_t srsmap_clamp(const CPUMIPSState *env, uint32_t value)
{
    for (int i = 0; i < 32; i += 4) {
        unsigned set = srs_clamp(env, extract32(value, i, 4));

        value = deposit32(value, i, 4, set);
    }
    return value;
}

static void write_srsmap(CPUMIPSState *env, uint32_t value)
{
    env->CP0_SRSMap = srsmap_clamp(env, value);
}

static void write_srsmap2(CPUMIPSState *env, uint32_t value)
{
    env->CP0_SRSMap2 = srsmap_clamp(env, extract32(value, 0, 8));
}

/* View_IPL: Status.IPL in 9:2 above IM1:0 */
static uint32_t read_view_ipl(CPUMIPSState *env)
{
    return mips_status_ipl(env) << 2 | extract32(env->CP0_Status, CP0St_IM, 2);
}

static void write_view_ipl(CPUMIPSState *env, uint32_t value)
{
    uint32_t status = deposit32(env->CP0_Status, CP0St_IM, 9, value);

    status = deposit32(status, CP0St_IPL7, 1, extract32(value, 9, 1));
    cpu_mips_store_status(env, status);
}

/* View_RIPL: Cause.RIPL in 9:2, read only, above IP1:0 */
static uint32_t read_view_ripl(CPUMIPSState *env)
{
    return extract32(env->CP0_Cause, CP0Ca_IP, 10);
}

static void write_view_ripl(CPUMIPSState *env, uint32_t value)
{
    cpu_mips_store_cause(env, deposit32(env->CP0_Cause, CP0Ca_IP, 2, value));
}

static uint32_t read_nestedepc(CPUMIPSState *env)
{
    return env->CP0_NestedEPC;
}

static void write_nestedepc(CPUMIPSState *env, uint32_t value)
{
    env->CP0_NestedEPC = (int32_t)value;
}

/* Config3.CDMM is 0 */
static uint32_t read_cdmmbase(CPUMIPSState *env)
{
    return 0;
}

#define FIELD32(_name, _reg, _sel, _mask, _field) \
    { .name = _name, .reg = _reg, .sel = _sel, .mask = _mask, \
      .field = offsetof(CPUMIPSState, _field) }

static const MCURegister mcu_registers[] = {
    FIELD32("IntCtl",    12, 1, INTCTL_MASK, CP0_IntCtl),
    { "SRSCtl",          12, 2, ~0, offsetof(CPUMIPSState, CP0_SRSCtl),
      .write = write_srsctl },
    { "SRSMap",          12, 3, ~0, offsetof(CPUMIPSState, CP0_SRSMap),
      .write = write_srsmap },
    { "View_IPL",        12, 4, ~0, -1, read_view_ipl, write_view_ipl },
    { "SRSMap2",         12, 5, ~0, offsetof(CPUMIPSState, CP0_SRSMap2),
      .write = write_srsmap2 },
    { "View_RIPL",       13, 4, ~0, -1, read_view_ripl, write_view_ripl },
    FIELD32("NestedExc", 13, 5, NESTEDEXC_MASK, CP0_NestedExc),
    { "NestedEPC",       14, 2, ~0, -1, read_nestedepc, write_nestedepc },
    { "CDMMBase",        15, 2, 0, -1, read_cdmmbase },
    FIELD32("PerfCtl0",  25, 0, PERFCTL_MASK, CP0_Perf[0]),
    FIELD32("PerfCnt0",  25, 1, 0xFFFFFFFF, CP0_Perf[1]),
    FIELD32("PerfCtl1",  25, 2, PERFCTL_MASK, CP0_Perf[2]),
    FIELD32("PerfCnt1",  25, 3, 0xFFFFFFFF, CP0_Perf[3]),
};

static const MCURegister *mcu_find(unsigned reg, unsigned sel)
{
    for (int i = 0; i < ARRAY_SIZE(mcu_registers); i++) {
        if (mcu_registers[i].reg == reg && mcu_registers[i].sel == sel) {
            return &mcu_registers[i];
        }
    }
    return NULL;
}

static uint32_t *mcu_field(CPUMIPSState *env, const MCURegister *r)
{
    return (uint32_t *)((char *)env + r->field);
}

bool mips_mcu_register(unsigned reg, unsigned sel)
{
    return mcu_find(reg, sel) != NULL;
}

uint32_t mips_mcu_read(CPUMIPSState *env, unsigned reg, unsigned sel)
{
    const MCURegister *r = mcu_find(reg, sel);

    if (!r) {
        return 0;
    }
    return r->read ? r->read(env) : *mcu_field(env, r);
}

void mips_mcu_write(CPUMIPSState *env, unsigned reg, unsigned sel,
                    uint32_t value)
{
    const MCURegister *r = mcu_find(reg, sel);
    uint32_t *field;

    if (!r || !r->mask) {
        return;
    }
    if (r->write) {
        r->write(env, value);
        return;
    }
    field = mcu_field(env, r);
    *field = (*field & ~r->mask) | (value & r->mask);
}
