/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Deadman timer of Microchip's PIC32MZ.  It counts instructions; so does
 * virtual time under -icount, and it is taken as their number without.
 */
#include "qemu/osdep.h"
#include "hw/qdev-properties.h"
#include "hw/watchdog/pic32_wdt.h"
#include "migration/vmstate.h"
#include "qapi/error.h"
#include "qemu/log.h"
#include "qemu/module.h"
#include "qemu/timer.h"
#include "trace.h"

enum {
    DMTCON, DMTPRECLR, DMTCLR, DMTSTAT, DMTCNT, DMTPSCNT, DMTPSINTV
};

#define CON_ON          BIT(15)
#define PRECLR_STEP1    0x4000
#define CLR_STEP2       0x08
#define STAT_WINOPN     BIT(0)
#define STAT_DMTEVENT   BIT(5)
#define STAT_BAD2       BIT(6)
#define STAT_BAD1       BIT(7)

#define CFG_DMTINTV(v)  extract32(v, 3, 3)
#define CFG_DMTCNT(v)   MIN(extract32(v, 26, 5), 23)
#define CFG_FDMTEN      BIT(31)

static uint32_t dmt_limit(PIC32DmtState *s)
{
    return 1u << (8 + CFG_DMTCNT(s->devcfg1));
}

/* the window opens after 0, 1/2, 3/4, ... 127/128 of the count */
static uint32_t dmt_interval(PIC32DmtState *s)
{
    return dmt_limit(s) - (dmt_limit(s) >> CFG_DMTINTV(s->devcfg1));
}

static bool dmt_on(PIC32DmtState *s)
{
    return *pic32_sfr(PIC32_SFR(s), DMTCON) & CON_ON ||
           s->devcfg1 & CFG_FDMTEN;
}

static uint32_t dmt_count(PIC32DmtState *s)
{
    int64_t ns = qemu_clock_get_ns(QEMU_CLOCK_VIRTUAL) - s->started;

    return dmt_on(s) ? MIN(clock_ns_to_ticks(PIC32_SFR(s)->clk, ns),
                           dmt_limit(s)) : 0;
}

static bool dmt_window_open(PIC32DmtState *s)
{
    return dmt_on(s) && dmt_count(s) >= dmt_interval(s);
}

static void dmt_restart(PIC32DmtState *s)
{
    s->started = qemu_clock_get_ns(QEMU_CLOCK_VIRTUAL);
    s->step1 = false;
    *pic32_sfr(PIC32_SFR(s), DMTPRECLR) = 0;
    *pic32_sfr(PIC32_SFR(s), DMTCLR) = 0;
    if (dmt_on(s)) {
        timer_mod(s->timer, s->started +
                  clock_ticks_to_ns(PIC32_SFR(s)->clk, dmt_limit(s)));
    } else {
        timer_del(s->timer);
    }
}

static void dmt_fail(PIC32DmtState *s, uint32_t why)
{
    trace_pic32_dmt_fail(why);
    qemu_log_mask(LOG_GUEST_ERROR, "pic32: deadman timer %s\n",
                  why ? "given a wrong key, or at a wrong time" : "expired");
    *pic32_sfr(PIC32_SFR(s), DMTSTAT) |= why | STAT_DMTEVENT;
    timer_del(s->timer);
    pic32_cru_nmi(s->cru, PIC32_RNMI_DMTO, PIC32_RCON_DMTO);
}

static void dmt_expired(void *opaque)
{
    dmt_fail(opaque, 0);
}

static uint32_t dmt_con_read(PIC32SfrState *sfr, const PIC32SfrAccess *a)
{
    return dmt_on(PIC32_DMT(sfr)) ? CON_ON : 0;
}

static void dmt_con_write(PIC32SfrState *sfr, const PIC32SfrAccess *a)
{
    if ((a->value ^ a->old) & CON_ON) {
        dmt_restart(PIC32_DMT(sfr));
    }
}

static void dmt_preclr_write(PIC32SfrState *sfr, const PIC32SfrAccess *a)
{
    PIC32DmtState *s = PIC32_DMT(sfr);

    if (!dmt_on(s)) {
        return;
    }
    if (a->value == PRECLR_STEP1) {
        s->step1 = true;
    } else {
        dmt_fail(s, STAT_BAD1);
    }
}

static void dmt_clr_write(PIC32SfrState *sfr, const PIC32SfrAccess *a)
{
    PIC32DmtState *s = PIC32_DMT(sfr);

    if (!dmt_on(s)) {
        return;
    }
    if (a->value == CLR_STEP2 && s->step1 && dmt_window_open(s)) {
        trace_pic32_dmt_clear();
        dmt_restart(s);
    } else {
        dmt_fail(s, STAT_BAD2);
    }
}

static uint32_t dmt_stat_read(PIC32SfrState *sfr, const PIC32SfrAccess *a)
{
    return a->value | (dmt_window_open(PIC32_DMT(sfr)) ? STAT_WINOPN : 0);
}

static uint32_t dmt_cnt_read(PIC32SfrState *sfr, const PIC32SfrAccess *a)
{
    return dmt_count(PIC32_DMT(sfr));
}

static uint32_t dmt_pscnt_read(PIC32SfrState *sfr, const PIC32SfrAccess *a)
{
    return dmt_limit(PIC32_DMT(sfr));
}

static uint32_t dmt_psintv_read(PIC32SfrState *sfr, const PIC32SfrAccess *a)
{
    return dmt_interval(PIC32_DMT(sfr));
}

static const PIC32Sfr dmt_sfrs[] = {
    [DMTCON]    = { "DMTCON", 0x00, 0, CON_ON, .read = dmt_con_read,
                    .write = dmt_con_write },
    [DMTPRECLR] = { "DMTPRECLR", 0x10, 0, 0xff00,
                    .write = dmt_preclr_write },
    [DMTCLR]    = { "DMTCLR", 0x20, 0, 0xff, .write = dmt_clr_write },
    [DMTSTAT]   = { "DMTSTAT", 0x30, 0, 0, .read = dmt_stat_read },
    [DMTCNT]    = { "DMTCNT", 0x40, 0, 0, .read = dmt_cnt_read },
    [DMTPSCNT]  = { "DMTPSCNT", 0x60, 0, 0, .read = dmt_pscnt_read },
    [DMTPSINTV] = { "DMTPSINTV", 0x70, 0, 0, .read = dmt_psintv_read },
};

static void dmt_reset_exit(Object *obj)
{
    PIC32DmtState *s = PIC32_DMT(obj);

    s->devcfg1 = pic32_flash_word(s->flash,
                                  PIC32_BOOT_BASE + PIC32_DEVCFG1);
    dmt_restart(s);
}

static const VMStateDescription vmstate_dmt = {
    .name = TYPE_PIC32_DMT,
    .version_id = 1,
    .minimum_version_id = 1,
    .fields = (VMStateField[]) {
        VMSTATE_PIC32_SFR(parent_obj, PIC32DmtState),
        VMSTATE_TIMER_PTR(timer, PIC32DmtState),
        VMSTATE_UINT32(devcfg1, PIC32DmtState),
        VMSTATE_INT64(started, PIC32DmtState),
        VMSTATE_BOOL(step1, PIC32DmtState),
        VMSTATE_END_OF_LIST()
    }
};

static void dmt_realize(DeviceState *dev, Error **errp)
{
    if (!PIC32_DMT(dev)->cru || !PIC32_DMT(dev)->flash) {
        error_setg(errp, TYPE_PIC32_DMT ": links 'cru' and 'flash' must be "
                   "set");
    }
}

static void dmt_init(Object *obj)
{
    PIC32_DMT(obj)->timer = timer_new_ns(QEMU_CLOCK_VIRTUAL, dmt_expired,
                                         obj);
}

static void dmt_finalize(Object *obj)
{
    timer_free(PIC32_DMT(obj)->timer);
}

static Property dmt_properties[] = {
    DEFINE_PROP_LINK("cru", PIC32DmtState, cru, TYPE_PIC32_CRU,
                     PIC32CruState *),
    DEFINE_PROP_LINK("flash", PIC32DmtState, flash, TYPE_PIC32_FLASH,
                     PIC32FlashState *),
    DEFINE_PROP_END_OF_LIST(),
};

static void dmt_class_init(ObjectClass *klass, void *data)
{
    DeviceClass *dc = DEVICE_CLASS(klass);

    pic32_sfr_class_init(klass, dmt_sfrs, ARRAY_SIZE(dmt_sfrs), 0x200);
    dc->vmsd = &vmstate_dmt;
    dc->realize = dmt_realize;
    device_class_set_props(dc, dmt_properties);
    RESETTABLE_CLASS(klass)->phases.exit = dmt_reset_exit;
}

static const TypeInfo dmt_info = {
    .name = TYPE_PIC32_DMT,
    .parent = TYPE_PIC32_SFR,
    .instance_size = sizeof(PIC32DmtState),
    .instance_init = dmt_init,
    .instance_finalize = dmt_finalize,
    .class_init = dmt_class_init,
};

static void dmt_register_types(void)
{
    type_register_static(&dmt_info);
}

type_init(dmt_register_types)
