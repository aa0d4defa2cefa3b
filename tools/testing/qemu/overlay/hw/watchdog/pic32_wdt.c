/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Watchdog timer of Microchip's PIC32MZ
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

enum { WDTCON };

#define CON_WDTWINEN    BIT(0)
#define CON_RUNDIV      8
#define CON_ON          BIT(15)
#define CON_CLRKEY      MAKE_64BIT_MASK(16, 16)
/* what a store of a halfword to WDTCLRKEY must be */
#define WDT_KEY         0x5743

#define CFG_WDTPS(v)        MIN(extract32(v, 16, 5), 20)
#define CFG_WINDIS          BIT(22)
#define CFG_FWDTEN          BIT(23)
#define CFG_FWDTWINSZ(v)    extract32(v, 24, 2)

/* LPRC clocks of the shortest period, nominally 1 ms */
#define WDT_UNIT        32

static bool wdt_on(PIC32WdtState *s)
{
    return *pic32_sfr(PIC32_SFR(s), WDTCON) & CON_ON ||
           s->devcfg1 & CFG_FWDTEN;
}

static int64_t wdt_period_ns(PIC32WdtState *s)
{
    return clock_ticks_to_ns(PIC32_SFR(s)->clk,
                             (uint64_t)WDT_UNIT << CFG_WDTPS(s->devcfg1));
}

static void wdt_restart(PIC32WdtState *s)
{
    s->started = qemu_clock_get_ns(QEMU_CLOCK_VIRTUAL);
    if (wdt_on(s)) {
        timer_mod(s->timer, s->started + wdt_period_ns(s));
    } else {
        timer_del(s->timer);
    }
}

static void wdt_fail(PIC32WdtState *s, const char *why)
{
    trace_pic32_wdt_fail(why);
    qemu_log_mask(LOG_GUEST_ERROR, "pic32: watchdog %s\n", why);
    timer_del(s->timer);
    pic32_cru_nmi(s->cru, PIC32_RNMI_WDTO, PIC32_RCON_WDTO);
}

static void wdt_expired(void *opaque)
{
    wdt_fail(opaque, "expired");
}

/* in window mode the count may be cleared in the last part of its period */
static bool wdt_window_open(PIC32WdtState *s)
{
    static const uint8_t eighths[] = { 6, 4, 3, 2 };
    int64_t period = wdt_period_ns(s);
    int64_t closed = period - period / 8 *
                     eighths[CFG_FWDTWINSZ(s->devcfg1)];
    bool window = *pic32_sfr(PIC32_SFR(s), WDTCON) & CON_WDTWINEN ||
                  !(s->devcfg1 & CFG_WINDIS);

    return !window ||
           qemu_clock_get_ns(QEMU_CLOCK_VIRTUAL) - s->started >= closed;
}

static void wdt_clear(PIC32WdtState *s)
{
    if (!wdt_on(s)) {
        return;
    }
    if (!wdt_window_open(s)) {
        wdt_fail(s, "cleared before its window");
        return;
    }
    trace_pic32_wdt_clear();
    wdt_restart(s);
}

static uint32_t wdt_con_read(PIC32SfrState *sfr, const PIC32SfrAccess *a)
{
    PIC32WdtState *s = PIC32_WDT(sfr);

    return (a->value & CON_WDTWINEN) | (wdt_on(s) ? CON_ON : 0) |
           CFG_WDTPS(s->devcfg1) << CON_RUNDIV;
}

static void wdt_con_write(PIC32SfrState *sfr, const PIC32SfrAccess *a)
{
    PIC32WdtState *s = PIC32_WDT(sfr);

    if ((a->value ^ a->old) & CON_ON) {
        wdt_restart(s);
    }
    if (a->lanes == CON_CLRKEY && a->op == PIC32_SFR_OP_REG) {
        if (a->data >> 16 == WDT_KEY) {
            wdt_clear(s);
        } else {
            qemu_log_mask(LOG_GUEST_ERROR, "pic32: wrong WDTCLRKEY 0x%04x\n",
                          a->data >> 16);
        }
    }
}

static const PIC32Sfr wdt_sfrs[] = {
    [WDTCON] = { "WDTCON", 0x00, 0, CON_ON | CON_WDTWINEN,
                 .read = wdt_con_read, .write = wdt_con_write },
};

/* the flash holds its image by now, and swaps its panels in phase "enter" */
static void wdt_reset_exit(Object *obj)
{
    PIC32WdtState *s = PIC32_WDT(obj);

    s->devcfg1 = pic32_flash_word(s->flash,
                                  PIC32_BOOT_BASE + PIC32_DEVCFG1);
    wdt_restart(s);
}

static const VMStateDescription vmstate_wdt = {
    .name = TYPE_PIC32_WDT,
    .version_id = 1,
    .minimum_version_id = 1,
    .fields = (VMStateField[]) {
        VMSTATE_PIC32_SFR(parent_obj, PIC32WdtState),
        VMSTATE_TIMER_PTR(timer, PIC32WdtState),
        VMSTATE_UINT32(devcfg1, PIC32WdtState),
        VMSTATE_INT64(started, PIC32WdtState),
        VMSTATE_END_OF_LIST()
    }
};

static void wdt_realize(DeviceState *dev, Error **errp)
{
    if (!PIC32_WDT(dev)->cru || !PIC32_WDT(dev)->flash) {
        error_setg(errp, TYPE_PIC32_WDT ": links 'cru' and 'flash' must be "
                   "set");
    }
}

static void wdt_init(Object *obj)
{
    PIC32_WDT(obj)->timer = timer_new_ns(QEMU_CLOCK_VIRTUAL, wdt_expired,
                                         obj);
}

static void wdt_finalize(Object *obj)
{
    timer_free(PIC32_WDT(obj)->timer);
}

static Property wdt_properties[] = {
    DEFINE_PROP_LINK("cru", PIC32WdtState, cru, TYPE_PIC32_CRU,
                     PIC32CruState *),
    DEFINE_PROP_LINK("flash", PIC32WdtState, flash, TYPE_PIC32_FLASH,
                     PIC32FlashState *),
    DEFINE_PROP_END_OF_LIST(),
};

static void wdt_class_init(ObjectClass *klass, void *data)
{
    DeviceClass *dc = DEVICE_CLASS(klass);

    pic32_sfr_class_init(klass, wdt_sfrs, ARRAY_SIZE(wdt_sfrs), 0x200);
    dc->vmsd = &vmstate_wdt;
    dc->realize = wdt_realize;
    device_class_set_props(dc, wdt_properties);
    RESETTABLE_CLASS(klass)->phases.exit = wdt_reset_exit;
}

static const TypeInfo wdt_info = {
    .name = TYPE_PIC32_WDT,
    .parent = TYPE_PIC32_SFR,
    .instance_size = sizeof(PIC32WdtState),
    .instance_init = wdt_init,
    .instance_finalize = wdt_finalize,
    .class_init = wdt_class_init,
};

static void wdt_register_types(void)
{
    type_register_static(&wdt_info);
}

type_init(wdt_register_types)
