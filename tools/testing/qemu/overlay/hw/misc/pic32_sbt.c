/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * System bus arbiter of Microchip's PIC32MZ: registers and permissions.
 */
#include "qemu/osdep.h"
#include "exec/address-spaces.h"
#include "hw/irq.h"
#include "hw/misc/pic32_sbt.h"
#include "hw/qdev-properties.h"
#include "migration/vmstate.h"
#include "qemu/log.h"
#include "qemu/module.h"
#include "trace.h"

/*
 * Choices that public manuals leave open.
 */
/* what a blocked access of an initiator ends with */
#define SBT_BLOCKED_RESULT  MEMTX_OK
/* CODE of a permission violation */
#define SBT_CODE_PGV        3
/* power-up groups, of the read permissions by the data sheet */
#define SBT_GROUPS_RESET    0x7

#define ELOG1_CMD_WRITE     1
#define ELOG1_CMD_READ      2
#define ELOG1_REGION        4
#define ELOG1_INITID        8
#define ELOG1_CODE          MAKE_64BIT_MASK(24, 4)
#define ELOG1_MULTI         BIT(31)
#define ECON_ERRP           BIT(24)

#define REG_SIZE(v)         extract32(v, 3, 5)
#define REG_PRI             BIT(9)
#define REG_BASE(v)         ((v) & MAKE_64BIT_MASK(10, 22))
#define REG_MASK            (MAKE_64BIT_MASK(10, 22) | REG_PRI | 0xf8)

enum {
    SBFLAG, ELOG1, ELOG2, ECON, ECLRS, ECLRM, FIRST_REGION
};

/* the regions that each target has */
static const struct {
    uint8_t target;
    uint8_t region;
} sbt_regions[] = {
    { 0, 0 }, { 0, 1 },
    { 1, 0 }, { 1, 2 }, { 1, 3 }, { 1, 4 }, { 1, 5 }, { 1, 6 }, { 1, 7 },
    { 1, 8 },
    { 2, 0 }, { 2, 1 }, { 2, 2 }, { 3, 0 }, { 3, 1 }, { 3, 2 },
    { 4, 0 }, { 4, 2 }, { 5, 0 }, { 5, 1 }, { 5, 2 }, { 6, 0 }, { 6, 1 },
    { 7, 0 }, { 7, 1 }, { 8, 0 }, { 8, 1 }, { 9, 0 }, { 9, 1 }, { 10, 0 },
    { 11, 0 }, { 11, 1 }, { 12, 0 }, { 13, 0 },
};

#define REGION_REG(i)   (FIRST_REGION + 3 * (i))
#define REGION_RD(i)    (FIRST_REGION + 3 * (i) + 1)
#define REGION_WR(i)    (FIRST_REGION + 3 * (i) + 2)

const struct PIC32SbtRange pic32_sbt_range[PIC32_SBT_RANGES] = {
    { 0x00000000, 0x0003ffff, 2 }, { 0x00040000, 0x0007ffff, 3 },
    { 0x1d000000, 0x1d1fffff, 1 }, { 0x1fc00000, 0x1fc7ffff, 1 },
    { 0x1f800000, 0x1f81ffff, 5 }, { 0x1f820000, 0x1f83ffff, 6 },
    { 0x1f840000, 0x1f85ffff, 7 }, { 0x1f860000, 0x1f87ffff, 8 },
    { 0x1f880000, 0x1f883fff, 9 }, { 0x1f884000, 0x1f884fff, 10 },
    { 0x1f8e0000, 0x1f8e0fff, 1 }, { 0x1f8e1000, 0x1f8e1fff, 4 },
    { 0x1f8e2000, 0x1f8e2fff, 11 }, { 0x1f8e3000, 0x1f8e4fff, 10 },
    { 0x1f8e5000, 0x1f8e5fff, 12 }, { 0x1f8e6000, 0x1f8e6fff, 13 },
    { 0x1f8f0000, 0x1f8fffff, 0 }, { 0x20000000, 0x23ffffff, 4 },
    { 0x30000000, 0x33ffffff, 11 },
};

static int sbt_target(hwaddr addr)
{
    for (unsigned i = 0; i < PIC32_SBT_RANGES; i++) {
        if (addr >= pic32_sbt_range[i].first &&
            addr <= pic32_sbt_range[i].last) {
            return pic32_sbt_range[i].target;
        }
    }
    return -1;
}

static unsigned sbt_group(PIC32SbtState *s, PIC32Initiator init)
{
    static const uint8_t field[] = {
        [PIC32_INIT_CPU] = PIC32_PG_CPU,
        [PIC32_INIT_DMA_READ] = PIC32_PG_DMA,
        [PIC32_INIT_DMA_WRITE] = PIC32_PG_DMA,
        [PIC32_INIT_USB] = PIC32_PG_USB,
        [PIC32_INIT_ETH_READ] = PIC32_PG_ETH,
        [PIC32_INIT_ETH_WRITE] = PIC32_PG_ETH,
        [PIC32_INIT_SQI] = PIC32_PG_SQI,
        [PIC32_INIT_FC] = PIC32_PG_FC,
    };
    PIC32CfgState *cfg = PIC32_SFR(s)->cfg;

    return cfg ? pic32_cfg_group(cfg, field[init]) : 0;
}

static bool sbt_region_holds(uint32_t reg, hwaddr addr)
{
    unsigned size = REG_SIZE(reg);

    return size && addr >= REG_BASE(reg) &&
           addr - REG_BASE(reg) < 1ull << (size + 9);
}

/*
 * The region that decides: of those that hold the address the first with
 * PRI, else the first; region 0 stands for all that no other one holds.
 */
static unsigned sbt_find_region(PIC32SbtState *s, unsigned target,
                                hwaddr addr)
{
    unsigned found = 0, rank = 0;

    for (unsigned i = 0; i < ARRAY_SIZE(sbt_regions); i++) {
        uint32_t reg = *pic32_sfr(PIC32_SFR(s), REGION_REG(i));
        unsigned this_rank = 1;

        if (sbt_regions[i].target != target) {
            continue;
        }
        if (sbt_regions[i].region) {
            this_rank = !sbt_region_holds(reg, addr) ? 0 :
                        reg & REG_PRI ? 3 : 2;
        }
        if (this_rank > rank) {
            found = i;
            rank = this_rank;
        }
    }
    return found;
}

static void sbt_update_irq(PIC32SbtState *s)
{
    PIC32SfrState *sfr = PIC32_SFR(s);
    bool level = false;

    for (unsigned t = 0; t < PIC32_SBT_TARGETS; t++) {
        level |= *pic32_sfr_at(sfr, ELOG1, t) & ELOG1_CODE &&
                 *pic32_sfr_at(sfr, ECON, t) & ECON_ERRP;
    }
    qemu_set_irq(s->irq, level);
}

static void sbt_violation(PIC32SbtState *s, unsigned target, unsigned region,
                          PIC32Initiator init, bool is_write)
{
    PIC32SfrState *sfr = PIC32_SFR(s);
    uint32_t *elog1 = pic32_sfr_at(sfr, ELOG1, target);

    if (*elog1 & ELOG1_CODE) {
        *elog1 |= ELOG1_MULTI;
    } else {
        *elog1 = (*elog1 & ELOG1_MULTI) | SBT_CODE_PGV << 24 |
                 init << ELOG1_INITID | region << ELOG1_REGION |
                 (is_write ? ELOG1_CMD_WRITE : ELOG1_CMD_READ);
        *pic32_sfr_at(sfr, ELOG2, target) = sbt_group(s, init);
    }
    sbt_update_irq(s);
}

static bool sbt_allowed(PIC32SbtState *s, PIC32Initiator init, hwaddr addr,
                        bool is_write)
{
    int target = sbt_target(addr);
    unsigned region, group = sbt_group(s, init);
    uint32_t groups;

    if (target < 0) {
        return true;        /* the bus itself knows that nothing is there */
    }
    region = sbt_find_region(s, target, addr);
    groups = *pic32_sfr(PIC32_SFR(s), is_write ? REGION_WR(region) :
                                                 REGION_RD(region));
    if (groups & BIT(group)) {
        return true;
    }
    trace_pic32_sbt_violation(target, sbt_regions[region].region, init, group,
                              is_write ? "write" : "read", addr);
    sbt_violation(s, target, sbt_regions[region].region, init, is_write);
    return false;
}

MemTxResult pic32_sbt_rw(PIC32SbtState *s, PIC32Initiator init, hwaddr addr,
                         void *buf, unsigned len, bool is_write)
{
    if (!sbt_allowed(s, init, addr, is_write)) {
        if (!is_write) {
            memset(buf, 0, len);
        }
        return SBT_BLOCKED_RESULT;
    }
    return address_space_rw(&address_space_memory, addr,
                            MEMTXATTRS_UNSPECIFIED, buf, len, is_write);
}

bool pic32_sbt_closed(PIC32SbtState *s, unsigned target, PIC32Initiator init)
{
    uint32_t group = BIT(sbt_group(s, init));

    for (unsigned i = 0; i < ARRAY_SIZE(sbt_regions); i++) {
        if (sbt_regions[i].target == target &&
            !(*pic32_sfr(PIC32_SFR(s), REGION_RD(i)) &
              *pic32_sfr(PIC32_SFR(s), REGION_WR(i)) & group)) {
            return true;
        }
    }
    return false;
}

static void sbt_groups_changed(Notifier *n, void *data)
{
    pic32_sbt_fence_update(container_of(n, PIC32SbtState, groups_changed));
}

/* registers that PGLOCK protects besides SYSKEY */
static void sbt_locked_write(PIC32SfrState *sfr, const PIC32SfrAccess *a)
{
    if (sfr->cfg && pic32_cfg_cfgcon(sfr->cfg) & PIC32_CFGCON_PGLOCK) {
        qemu_log_mask(LOG_GUEST_ERROR, "pic32: %s written while PGLOCK is "
                      "set\n", a->sfr->name);
        *a->reg = a->old;
    }
    if (*a->reg != a->old) {
        pic32_sbt_fence_update(PIC32_SBT(sfr));
    }
}

static void sbt_clear_single(PIC32SbtState *s, unsigned target)
{
    *pic32_sfr_at(PIC32_SFR(s), ELOG1, target) &= ELOG1_MULTI;
    *pic32_sfr_at(PIC32_SFR(s), ELOG2, target) = 0;
    sbt_update_irq(s);
}

static uint32_t sbflag_read(PIC32SfrState *sfr, const PIC32SfrAccess *a)
{
    uint32_t flags = 0;

    for (unsigned t = 0; t < PIC32_SBT_TARGETS; t++) {
        flags |= *pic32_sfr_at(sfr, ELOG1, t) & ELOG1_CODE ? BIT(t) : 0;
    }
    return flags;
}

/* stores of ones clear the log, and its "more than one" */
static void sbt_elog1_write(PIC32SfrState *sfr, const PIC32SfrAccess *a)
{
    uint32_t *elog1 = pic32_sfr_at(sfr, ELOG1, a->index);

    if (a->data & ELOG1_MULTI) {
        *elog1 &= ~ELOG1_MULTI;
    }
    if (a->data & ELOG1_CODE) {
        sbt_clear_single(PIC32_SBT(sfr), a->index);
    }
}

static void sbt_econ_write(PIC32SfrState *sfr, const PIC32SfrAccess *a)
{
    sbt_update_irq(PIC32_SBT(sfr));
}

/* reads clear */
static uint32_t sbt_eclrs_read(PIC32SfrState *sfr, const PIC32SfrAccess *a)
{
    uint32_t logged = *pic32_sfr_at(sfr, ELOG1, a->index) & ELOG1_CODE;

    sbt_clear_single(PIC32_SBT(sfr), a->index);
    return !!logged;
}

static uint32_t sbt_eclrm_read(PIC32SfrState *sfr, const PIC32SfrAccess *a)
{
    uint32_t *elog1 = pic32_sfr_at(sfr, ELOG1, a->index);
    uint32_t multi = *elog1 & ELOG1_MULTI;

    *elog1 &= ~ELOG1_MULTI;
    return !!multi;
}

/* one in each target */
#define EACH(name, offset, mask, flags, ...) \
    { "SBT#" name, 0x8000 + (offset), 0, mask, PIC32_SFR_PLAIN | (flags), \
      PIC32_SBT_TARGETS, 0x400, __VA_ARGS__ }

/* the registers of the regions are filled in by sbt_init_regions() */
static PIC32Sfr sbt_sfrs[FIRST_REGION + 3 * ARRAY_SIZE(sbt_regions)] = {
    [SBFLAG] = { "SBFLAG", 0x510, 0, 0, PIC32_SFR_PLAIN,
                 .read = sbflag_read },
    [ELOG1] = EACH("ELOG1", 0x20, 0, 0, .write = sbt_elog1_write),
    [ELOG2] = EACH("ELOG2", 0x24, 0, 0),
    [ECON]  = EACH("ECON", 0x28, ECON_ERRP, PIC32_SFR_SYSKEY,
                   .write = sbt_econ_write),
    [ECLRS] = EACH("ECLRS", 0x30, 0, 0, .read = sbt_eclrs_read),
    [ECLRM] = EACH("ECLRM", 0x38, 0, 0, .read = sbt_eclrm_read),
};

static void sbt_init_regions(void)
{
    static const struct {
        const char *name;
        uint32_t offset;
        uint32_t reset;
        uint32_t mask;
    } kinds[] = {
        { "REG", 0x40, 0, REG_MASK },
        { "RD", 0x50, SBT_GROUPS_RESET, 0xf },
        { "WR", 0x58, SBT_GROUPS_RESET, 0xf },
    };

    for (unsigned i = 0; i < 3 * ARRAY_SIZE(sbt_regions); i++) {
        unsigned t = sbt_regions[i / 3].target;
        unsigned r = sbt_regions[i / 3].region;

        sbt_sfrs[FIRST_REGION + i] = (PIC32Sfr) {
            .name = g_strdup_printf("SBT%u%s%u", t, kinds[i % 3].name, r),
            .offset = 0x8000 + 0x400 * t + 0x20 * r + kinds[i % 3].offset,
            .reset = kinds[i % 3].reset,
            .mask = kinds[i % 3].mask,
            .flags = PIC32_SFR_PLAIN | PIC32_SFR_SYSKEY,
            .write = sbt_locked_write,
        };
    }
}

static void sbt_reset_exit(Object *obj)
{
    sbt_update_irq(PIC32_SBT(obj));
    pic32_sbt_fence_update(PIC32_SBT(obj));
}

static int sbt_post_load(void *opaque, int version_id)
{
    pic32_sbt_fence_update(opaque);
    return 0;
}

static const VMStateDescription vmstate_sbt = {
    .name = TYPE_PIC32_SBT,
    .version_id = 1,
    .minimum_version_id = 1,
    .post_load = sbt_post_load,
    .fields = (VMStateField[]) {
        VMSTATE_PIC32_SFR(parent_obj, PIC32SbtState),
        VMSTATE_END_OF_LIST()
    }
};

static void sbt_realize(DeviceState *dev, Error **errp)
{
    PIC32SbtState *s = PIC32_SBT(dev);

    pic32_sbt_fence_init(s);
    if (PIC32_SFR(s)->cfg) {
        s->groups_changed.notify = sbt_groups_changed;
        pic32_cfg_observe_groups(PIC32_SFR(s)->cfg, &s->groups_changed);
    }
}

static Property sbt_properties[] = {
    DEFINE_PROP_LINK("view", PIC32SbtState, view, TYPE_MEMORY_REGION,
                     MemoryRegion *),
    DEFINE_PROP_END_OF_LIST(),
};

static void sbt_init(Object *obj)
{
    sysbus_init_irq(SYS_BUS_DEVICE(obj), &PIC32_SBT(obj)->irq);
}

static void sbt_class_init(ObjectClass *klass, void *data)
{
    sbt_init_regions();
    pic32_sfr_class_init(klass, sbt_sfrs, ARRAY_SIZE(sbt_sfrs), 0xb800);
    DEVICE_CLASS(klass)->vmsd = &vmstate_sbt;
    DEVICE_CLASS(klass)->realize = sbt_realize;
    device_class_set_props(DEVICE_CLASS(klass), sbt_properties);
    RESETTABLE_CLASS(klass)->phases.exit = sbt_reset_exit;
}

static const TypeInfo sbt_info = {
    .name = TYPE_PIC32_SBT,
    .parent = TYPE_PIC32_SFR,
    .instance_size = sizeof(PIC32SbtState),
    .instance_init = sbt_init,
    .class_init = sbt_class_init,
};

static void sbt_register_types(void)
{
    type_register_static(&sbt_info);
}

type_init(sbt_register_types)
