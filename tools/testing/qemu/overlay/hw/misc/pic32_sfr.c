/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Special function registers of Microchip's PIC32, base class of its devices
 */
#include "qemu/osdep.h"
#include "hw/misc/pic32_cfg.h"
#include "hw/misc/pic32_sfr.h"
#include "hw/qdev-clock.h"
#include "hw/qdev-properties.h"
#include "migration/vmstate.h"
#include "qemu/log.h"
#include "qemu/module.h"
#include "trace.h"

#define NAME_MAX_LEN    32

static unsigned sfr_count(const PIC32Sfr *sfr)
{
    return MAX(sfr->count, 1);
}

static const char *sfr_device(PIC32SfrState *s)
{
    return object_get_canonical_path_component(OBJECT(s)) ?: "sfr";
}

/* the manual's name of the register, with its number put in for '#' */
static const char *sfr_name(PIC32SfrState *s, const PIC32SfrAccess *a,
                            char *buf)
{
    static const char *const suffix[] = { "", "CLR", "SET", "INV" };
    const PIC32Sfr *sfr = a->sfr;
    unsigned num = sfr->count ? sfr->from + a->index : s->num;
    const char *hash = strchr(sfr->name, '#');

    if (hash) {
        snprintf(buf, NAME_MAX_LEN, "%.*s%u%s%s",
                 (int)(hash - sfr->name), sfr->name, num, hash + 1,
                 suffix[a->op]);
    } else {
        snprintf(buf, NAME_MAX_LEN, "%s%s", sfr->name, suffix[a->op]);
    }
    return buf;
}

static bool sfr_stopped(PIC32SfrState *s, const PIC32Sfr *sfr)
{
    unsigned pmd = sfr && sfr->pmd ? sfr->pmd : s->pmd;

    return pmd && s->cfg && pic32_cfg_disabled(s->cfg, pmd);
}

bool pic32_sfr_disabled(PIC32SfrState *s)
{
    return sfr_stopped(s, NULL);
}

/* find the register at an offset; false if there is none */
static bool sfr_decode(PIC32SfrState *s, hwaddr offset, unsigned size,
                       PIC32SfrAccess *a)
{
    PIC32SfrClass *k = PIC32_SFR_GET_CLASS(s);
    unsigned slot = s->lookup[offset / 4];

    if (!slot) {
        return false;
    }
    slot--;
    a->sfr = &k->sfrs[s->entry[slot]];
    a->index = slot - s->first[s->entry[slot]];
    a->op = (offset - a->sfr->offset - a->index * a->sfr->step) / 4;
    a->reg = &s->regs[slot];
    a->value = *a->reg;
    a->lanes = MAKE_64BIT_MASK((offset & 3) * 8, size * 8);
    return true;
}

static void sfr_log(PIC32SfrState *s, const PIC32SfrAccess *a,
                    const char *what)
{
    char name[NAME_MAX_LEN];

    qemu_log_mask(LOG_GUEST_ERROR, "pic32: %s: %s: %s\n", sfr_device(s),
                  sfr_name(s, a, name), what);
}

static uint64_t sfr_read(void *opaque, hwaddr offset, unsigned size)
{
    PIC32SfrState *s = opaque;
    PIC32SfrAccess a = { };
    unsigned shift = (offset & 3) * 8;
    char name[NAME_MAX_LEN];
    uint32_t value;

    if (!sfr_decode(s, offset, size, &a)) {
        qemu_log_mask(LOG_GUEST_ERROR, "pic32: %s: read of no register at "
                      "+0x%" HWADDR_PRIx "\n", sfr_device(s), offset);
        return 0;
    }
    if (sfr_stopped(s, a.sfr)) {
        sfr_log(s, &a, "read while disabled by PMD");
        return 0;
    }
    value = a.sfr->read ? a.sfr->read(s, &a) : a.value;
    if (trace_event_get_state_backends(TRACE_PIC32_SFR_READ)) {
        trace_pic32_sfr_read(sfr_device(s), sfr_name(s, &a, name), value,
                             size);
    }
    return extract32(value, shift, size * 8);
}

/* what the register would be if all its bits could be written */
static uint32_t sfr_combine(const PIC32SfrAccess *a)
{
    switch (a->op) {
    case PIC32_SFR_OP_CLR:
        return a->old & ~a->data;
    case PIC32_SFR_OP_SET:
        return a->old | a->data;
    case PIC32_SFR_OP_INV:
        return a->old ^ a->data;
    default:
        return (a->old & ~a->lanes) | a->data;
    }
}

static bool sfr_write_allowed(PIC32SfrState *s, const PIC32SfrAccess *a)
{
    if (sfr_stopped(s, a->sfr)) {
        sfr_log(s, a, "written while disabled by PMD");
        return false;
    }
    if ((a->sfr->flags & PIC32_SFR_SYSKEY) && s->cfg &&
        !pic32_cfg_unlocked(s->cfg)) {
        sfr_log(s, a, "written while SYSKEY is locked");
        return false;
    }
    return true;
}

static void sfr_write(void *opaque, hwaddr offset, uint64_t data,
                      unsigned size)
{
    PIC32SfrState *s = opaque;
    PIC32SfrAccess a = { };
    unsigned shift = (offset & 3) * 8;
    char name[NAME_MAX_LEN];

    if (!sfr_decode(s, offset, size, &a)) {
        qemu_log_mask(LOG_GUEST_ERROR, "pic32: %s: write of 0x%" PRIx64
                      " to no register at +0x%" HWADDR_PRIx "\n",
                      sfr_device(s), data, offset);
        return;
    }
    a.data = (uint32_t)data << shift & a.lanes;
    if (trace_event_get_state_backends(TRACE_PIC32_SFR_WRITE)) {
        trace_pic32_sfr_write(sfr_device(s), sfr_name(s, &a, name), data,
                              size, offset & 3);
    }
    if (!sfr_write_allowed(s, &a)) {
        return;
    }
    a.old = a.value;
    if ((a.sfr->flags & PIC32_SFR_LIVE) && a.sfr->read) {
        a.old = a.sfr->read(s, &a);
    }
    a.value = (a.old & ~a.sfr->mask) | (sfr_combine(&a) & a.sfr->mask);
    *a.reg = a.value;
    if (a.sfr->write) {
        a.sfr->write(s, &a);
    }
}

static const MemoryRegionOps sfr_ops = {
    .read = sfr_read,
    .write = sfr_write,
    .endianness = DEVICE_LITTLE_ENDIAN,
    .valid = { .min_access_size = 1, .max_access_size = 8 },
    .impl = { .min_access_size = 1, .max_access_size = 4 },
};

void pic32_sfr_class_init(ObjectClass *klass, const PIC32Sfr *sfrs,
                          unsigned n_sfrs, uint32_t size)
{
    PIC32SfrClass *k = PIC32_SFR_CLASS(klass);

    k->sfrs = sfrs;
    k->n_sfrs = n_sfrs;
    k->size = size;
}

static void sfr_clock_cb(void *opaque, ClockEvent event)
{
    PIC32SfrState *s = opaque;
    PIC32SfrClass *k = PIC32_SFR_GET_CLASS(s);

    void (*cb)(PIC32SfrState *s) = event == ClockPreUpdate ?
                                   k->clock_preupdate : k->clock_update;

    if (cb) {
        cb(s);
    }
}

static void sfr_reset_registers(PIC32SfrState *s, bool keep)
{
    PIC32SfrClass *k = PIC32_SFR_GET_CLASS(s);

    for (unsigned slot = 0; slot < s->n_regs; slot++) {
        const PIC32Sfr *sfr = &k->sfrs[s->entry[slot]];

        if (!keep || !(sfr->flags & PIC32_SFR_KEEP)) {
            s->regs[slot] = sfr->reset;
        }
    }
}

/* enter the words of one register of the table into the lookup */
static void sfr_map_entry(PIC32SfrState *s, unsigned entry, uint32_t size)
{
    const PIC32Sfr *sfr = &PIC32_SFR_GET_CLASS(s)->sfrs[entry];
    unsigned words = sfr->flags & PIC32_SFR_PLAIN ? 1 : 4;

    for (unsigned i = 0; i < sfr_count(sfr); i++) {
        unsigned word = (sfr->offset + i * sfr->step) / 4;

        s->entry[s->first[entry] + i] = entry;
        for (unsigned w = word; w < word + words; w++) {
            assert(w < size / 4 && !s->lookup[w]);
            s->lookup[w] = s->first[entry] + i + 1;
        }
    }
}

static void sfr_init(Object *obj)
{
    PIC32SfrState *s = PIC32_SFR(obj);
    PIC32SfrClass *k = PIC32_SFR_GET_CLASS(obj);

    s->first = g_new0(uint16_t, k->n_sfrs);
    for (unsigned i = 0; i < k->n_sfrs; i++) {
        s->first[i] = s->n_regs;
        s->n_regs += sfr_count(&k->sfrs[i]);
    }
    s->regs = g_new0(uint32_t, s->n_regs);
    s->entry = g_new0(uint16_t, s->n_regs);
    s->lookup = g_new0(uint16_t, k->size / 4);
    for (unsigned i = 0; i < k->n_sfrs; i++) {
        sfr_map_entry(s, i, k->size);
    }
    sfr_reset_registers(s, false);

    s->clk = qdev_init_clock_in(DEVICE(obj), "clk", sfr_clock_cb, s,
                                ClockPreUpdate | ClockUpdate);
    memory_region_init_io(&s->iomem, obj, &sfr_ops, s,
                          object_get_typename(obj), k->size);
    sysbus_init_mmio(SYS_BUS_DEVICE(obj), &s->iomem);
}

static void sfr_finalize(Object *obj)
{
    PIC32SfrState *s = PIC32_SFR(obj);

    g_free(s->first);
    g_free(s->regs);
    g_free(s->entry);
    g_free(s->lookup);
}

static void sfr_reset_enter(Object *obj, ResetType type)
{
    sfr_reset_registers(PIC32_SFR(obj), true);
}

const VMStateDescription vmstate_pic32_sfr = {
    .name = "pic32-sfr",
    .version_id = 1,
    .minimum_version_id = 1,
    .fields = (VMStateField[]) {
        VMSTATE_UINT32_EQUAL(n_regs, PIC32SfrState, NULL),
        VMSTATE_VARRAY_UINT32(regs, PIC32SfrState, n_regs, 1,
                              vmstate_info_uint32, uint32_t),
        VMSTATE_CLOCK(clk, PIC32SfrState),
        VMSTATE_END_OF_LIST()
    }
};

static Property sfr_properties[] = {
    DEFINE_PROP_LINK("cfg", PIC32SfrState, cfg, TYPE_PIC32_CFG,
                     struct PIC32CfgState *),
    DEFINE_PROP_UINT32("num", PIC32SfrState, num, 0),
    DEFINE_PROP_UINT32("pmd", PIC32SfrState, pmd, 0),
    DEFINE_PROP_END_OF_LIST(),
};

static void sfr_class_init(ObjectClass *klass, void *data)
{
    DeviceClass *dc = DEVICE_CLASS(klass);

    dc->vmsd = &vmstate_pic32_sfr;
    dc->user_creatable = false;
    device_class_set_props(dc, sfr_properties);
    RESETTABLE_CLASS(klass)->phases.enter = sfr_reset_enter;
}

static const TypeInfo sfr_info = {
    .name = TYPE_PIC32_SFR,
    .parent = TYPE_SYS_BUS_DEVICE,
    .abstract = true,
    .instance_size = sizeof(PIC32SfrState),
    .instance_init = sfr_init,
    .instance_finalize = sfr_finalize,
    .class_size = sizeof(PIC32SfrClass),
    .class_init = sfr_class_init,
};

static void sfr_register_types(void)
{
    type_register_static(&sfr_info);
}

type_init(sfr_register_types)
