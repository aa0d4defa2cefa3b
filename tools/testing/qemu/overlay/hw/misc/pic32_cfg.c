/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * PIC32MZ device configuration: CFGCON, DEVID, SYSKEY, PMDx, CFGEBIx, CFGPG
 */
#include "qemu/osdep.h"
#include "hw/misc/pic32_cfg.h"
#include "migration/vmstate.h"
#include "qemu/bitops.h"
#include "qemu/log.h"
#include "qemu/module.h"
#include "trace.h"

#define SYSKEY_KEY1     0xAA996655
#define SYSKEY_KEY2     0x556699AA

#define DEVID_EFG100    0x0720E053

#define CFGCON_MASK     0x030339BD
#define CFGCON_RESET    0x00000001  /* and ECCCON from DEVCFG0 */
#define CFGCON_ECC      0x00000030
#define CFGCON_FREE     0x0000000D  /* JTAGEN, TROEN, TDOEN: need no SYSKEY */
#define ECC_UNLOCKED    3

/* DEVCFG3: the lock bit, once set, stays so until the next reset */
#define DEVCFG3_PGL1WAY     BIT(27)
#define DEVCFG3_PMDL1WAY    BIT(28)
#define DEVCFG3_IOL1WAY     BIT(29)

enum {
    CFGCON, DEVID, SYSKEY, PMD, CFGEBIA, CFGEBIC, CFGPG,
};

struct PIC32CfgState {
    PIC32SfrState parent_obj;

    uint32_t step;          /* SYSKEY: keys received, 2 = unlocked */
    uint32_t devcfg3;
    NotifierList groups;    /* who wants to know of changes of CFGPG */
};

bool pic32_cfg_unlocked(PIC32CfgState *s)
{
    return s->step == 2;
}

uint32_t pic32_cfg_cfgcon(PIC32CfgState *s)
{
    return *pic32_sfr(PIC32_SFR(s), CFGCON);
}

unsigned pic32_cfg_group(PIC32CfgState *s, unsigned initiator)
{
    return extract32(*pic32_sfr(PIC32_SFR(s), CFGPG), initiator, 2);
}

bool pic32_cfg_disabled(PIC32CfgState *s, unsigned pmd)
{
    uint32_t reg = *pic32_sfr_at(PIC32_SFR(s), PMD, (pmd - 1) / 32);

    return extract32(reg, (pmd - 1) % 32, 1);
}

void pic32_cfg_preset(PIC32CfgState *s, uint32_t devcfg0, uint32_t devcfg3)
{
    uint32_t *cfgcon = pic32_sfr(PIC32_SFR(s), CFGCON);

    *cfgcon = deposit32(*cfgcon, 4, 2, extract32(devcfg0, 8, 2));
    s->devcfg3 = devcfg3;
}

void pic32_cfg_unlock(PIC32CfgState *s)
{
    s->step = 2;
}

static void syskey_write(PIC32SfrState *sfr, const PIC32SfrAccess *a)
{
    PIC32CfgState *s = PIC32_CFG(sfr);
    bool was = pic32_cfg_unlocked(s);

    if (a->data == SYSKEY_KEY1) {
        s->step = 1;
    } else if (a->data == SYSKEY_KEY2 && s->step == 1) {
        s->step = 2;
    } else {
        s->step = 0;
    }
    if (was != pic32_cfg_unlocked(s)) {
        trace_pic32_cfg_syskey(pic32_cfg_unlocked(s));
    }
}

/* ECCCON is fixed unless it is 3; a "one way" lock cannot be opened again */
static void cfgcon_write(PIC32SfrState *sfr, const PIC32SfrAccess *a)
{
    static const struct {
        uint32_t way, lock;
    } one_way[] = {
        { DEVCFG3_PGL1WAY, PIC32_CFGCON_PGLOCK },
        { DEVCFG3_PMDL1WAY, PIC32_CFGCON_PMDLOCK },
        { DEVCFG3_IOL1WAY, PIC32_CFGCON_IOLOCK },
    };
    PIC32CfgState *s = PIC32_CFG(sfr);
    uint32_t fixed = 0;

    if (PIC32_CFGCON_ECCCON(a->old) != ECC_UNLOCKED) {
        fixed |= CFGCON_ECC;
    }
    if (!pic32_cfg_unlocked(s)) {
        fixed |= ~CFGCON_FREE;
    }
    for (unsigned i = 0; i < ARRAY_SIZE(one_way); i++) {
        if (s->devcfg3 & one_way[i].way) {
            fixed |= a->old & one_way[i].lock;
        }
    }
    if ((a->value ^ a->old) & fixed) {
        qemu_log_mask(LOG_GUEST_ERROR, "pic32: CFGCON: bits 0x%x are "
                      "locked\n", (a->value ^ a->old) & fixed);
    }
    *a->reg = (a->value & ~fixed) | (a->old & fixed);
}

static void locked_write(PIC32SfrState *sfr, const PIC32SfrAccess *a,
                         uint32_t lock)
{
    if (pic32_cfg_cfgcon(PIC32_CFG(sfr)) & lock) {
        qemu_log_mask(LOG_GUEST_ERROR, "pic32: %s written while locked in "
                      "CFGCON\n", a->sfr->name);
        *a->reg = a->old;
    }
}

static void pmd_write(PIC32SfrState *sfr, const PIC32SfrAccess *a)
{
    locked_write(sfr, a, PIC32_CFGCON_PMDLOCK);
}

static void cfgpg_write(PIC32SfrState *sfr, const PIC32SfrAccess *a)
{
    locked_write(sfr, a, PIC32_CFGCON_PGLOCK);
    notifier_list_notify(&PIC32_CFG(sfr)->groups, sfr);
}

void pic32_cfg_observe_groups(PIC32CfgState *s, Notifier *n)
{
    notifier_list_add(&s->groups, n);
}

static const PIC32Sfr cfg_sfrs[] = {
    [CFGCON] = { "CFGCON", 0x00, CFGCON_RESET, CFGCON_MASK,
                 .write = cfgcon_write },
    [DEVID] = { "DEVID", 0x20, DEVID_EFG100, 0 },
    [SYSKEY] = { "SYSKEY", 0x30, 0, 0, .write = syskey_write },
    [PMD] = { "PMD#", 0x40, 0, UINT32_MAX, .count = 7, .step = 0x10,
              .from = 1, .write = pmd_write },
    [CFGEBIA] = { "CFGEBIA", 0xC0, 0, UINT32_MAX, PIC32_SFR_SYSKEY },
    [CFGEBIC] = { "CFGEBIC", 0xD0, 0, UINT32_MAX, PIC32_SFR_SYSKEY },
    [CFGPG] = { "CFGPG", 0xE0, 0, 0xC0F30333, PIC32_SFR_SYSKEY,
                .write = cfgpg_write },
};

static void cfg_reset_hold(Object *obj)
{
    PIC32CfgState *s = PIC32_CFG(obj);

    s->step = 0;
}

static const VMStateDescription vmstate_pic32_cfg = {
    .name = TYPE_PIC32_CFG,
    .version_id = 1,
    .minimum_version_id = 1,
    .fields = (VMStateField[]) {
        VMSTATE_PIC32_SFR(parent_obj, PIC32CfgState),
        VMSTATE_UINT32(step, PIC32CfgState),
        VMSTATE_UINT32(devcfg3, PIC32CfgState),
        VMSTATE_END_OF_LIST()
    }
};

static void cfg_init(Object *obj)
{
    notifier_list_init(&PIC32_CFG(obj)->groups);
}

static void cfg_class_init(ObjectClass *klass, void *data)
{
    DeviceClass *dc = DEVICE_CLASS(klass);

    dc->vmsd = &vmstate_pic32_cfg;
    RESETTABLE_CLASS(klass)->phases.hold = cfg_reset_hold;
    pic32_sfr_class_init(klass, cfg_sfrs, ARRAY_SIZE(cfg_sfrs), 0x100);
}

static const TypeInfo cfg_info = {
    .name = TYPE_PIC32_CFG,
    .parent = TYPE_PIC32_SFR,
    .instance_size = sizeof(PIC32CfgState),
    .instance_init = cfg_init,
    .class_init = cfg_class_init,
};

static void cfg_register_types(void)
{
    type_register_static(&cfg_info);
}

type_init(cfg_register_types)
