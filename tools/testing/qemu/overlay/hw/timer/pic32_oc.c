/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Output compare module of Microchip's PIC32MZ, one of OC1-9: compare and
 * pulse modes with their interrupts.  In the PWM modes the interrupt is that
 * of the timer.  The output goes to no pin; its changes are traced.
 */
#include "qemu/osdep.h"
#include "hw/irq.h"
#include "hw/misc/pic32_cfg.h"
#include "hw/qdev-properties.h"
#include "hw/timer/pic32_timer.h"
#include "migration/vmstate.h"
#include "qapi/error.h"
#include "qemu/module.h"
#include "qemu/notify.h"
#include "qemu/timer.h"
#include "sysemu/cpu-timers.h"
#include "trace.h"

#define TYPE_PIC32_OC "pic32-oc"
OBJECT_DECLARE_SIMPLE_TYPE(PIC32OcState, PIC32_OC)

enum { OCCON, OCR, OCRS };

#define CON_OCM(v)      extract32(v, 0, 3)
#define CON_OCTSEL      BIT(3)
#define CON_OC32        BIT(5)
#define CON_ON          BIT(15)
#define CFGCON_OCACLK   BIT(16)

/* timers 2 to 7 can be the time base */
#define OC_FIRST_TIMER  2
#define OC_TIMERS       6
/* without icount, do not try to follow faster events */
#define OC_SHORTEST_NS  10000

typedef struct OcTimer {
    Notifier changed;
    PIC32OcState *oc;
} OcTimer;

struct PIC32OcState {
    PIC32SfrState parent_obj;

    PIC32TimerState *base[OC_TIMERS];
    OcTimer notify[OC_TIMERS];
    QEMUTimer *timer;       /* next match that changes the output */
    qemu_irq irq;
    bool high;
    bool pulse;             /* OCxR has matched, OCxRS is next */
    bool done;              /* of the modes that act once */
};

/* by OCM: the compare modes 1-3 use OCxR alone, 4 and 5 both registers */
static const struct {
    bool active, both, once, start_high;
} oc_modes[8] = {
    [1] = { .active = true, .once = true },
    [2] = { .active = true, .once = true, .start_high = true },
    [3] = { .active = true },
    [4] = { .active = true, .both = true, .once = true },
    [5] = { .active = true, .both = true },
};

static uint32_t oc_reg(PIC32OcState *s, unsigned sfr)
{
    return *pic32_sfr(PIC32_SFR(s), sfr);
}

static unsigned oc_mode(PIC32OcState *s)
{
    uint32_t con = oc_reg(s, OCCON);

    return con & CON_ON ? CON_OCM(con) : 0;
}

/* OCACLK gives OC1-3 and OC7-9 pairs of timers of their own */
static PIC32TimerState *oc_base(PIC32OcState *s)
{
    static const uint8_t alternate[] = { 4, 2, 6 };
    PIC32SfrState *sfr = PIC32_SFR(s);
    unsigned even = 2, group = (sfr->num - 1) / 3;
    uint32_t con = oc_reg(s, OCCON);

    if (sfr->cfg && pic32_cfg_cfgcon(sfr->cfg) & CFGCON_OCACLK &&
        group < ARRAY_SIZE(alternate)) {
        even = alternate[group];
    }
    return s->base[even - OC_FIRST_TIMER +
                   (con & CON_OCTSEL && !(con & CON_OC32))];
}

static void oc_schedule(PIC32OcState *s)
{
    unsigned mode = oc_mode(s);
    uint32_t value = oc_reg(s, oc_modes[mode].both && s->pulse ? OCRS : OCR);
    int64_t when = -1;

    if (!(oc_reg(s, OCCON) & CON_OC32)) {
        value &= 0xffff;
    }
    if (oc_modes[mode].active && !s->done) {
        when = pic32_timer_next(oc_base(s), value);
    }
    if (when < 0) {
        timer_del(s->timer);
        return;
    }
    if (!icount_enabled()) {
        when = MAX(when, qemu_clock_get_ns(QEMU_CLOCK_VIRTUAL) +
                         OC_SHORTEST_NS);
    }
    timer_mod(s->timer, when);
}

static void oc_output(PIC32OcState *s, bool high)
{
    if (s->high != high) {
        s->high = high;
        trace_pic32_oc_output(PIC32_SFR(s)->num, high);
    }
}

static void oc_match(void *opaque)
{
    PIC32OcState *s = opaque;
    unsigned mode = oc_mode(s);

    oc_output(s, !s->high);
    if (oc_modes[mode].both && !s->pulse) {
        s->pulse = true;
    } else {
        s->pulse = false;
        s->done = oc_modes[mode].once;
        qemu_irq_pulse(s->irq);
    }
    oc_schedule(s);
}

static void oc_base_changed(Notifier *n, void *data)
{
    OcTimer *t = container_of(n, OcTimer, changed);

    if (data == oc_base(t->oc)) {
        oc_schedule(t->oc);
    }
}

static void oc_con_write(PIC32SfrState *sfr, const PIC32SfrAccess *a)
{
    PIC32OcState *s = PIC32_OC(sfr);

    if ((a->value ^ a->old) & (CON_ON | 7)) {
        s->pulse = false;
        s->done = false;
        oc_output(s, oc_modes[oc_mode(s)].start_high);
    }
    oc_schedule(s);
}

static void oc_compare_write(PIC32SfrState *sfr, const PIC32SfrAccess *a)
{
    oc_schedule(PIC32_OC(sfr));
}

static const PIC32Sfr oc_sfrs[] = {
    [OCCON] = { "OC#CON", 0x00, 0, 0xa02f, .write = oc_con_write },
    [OCR]   = { "OC#R", 0x10, 0, UINT32_MAX, .write = oc_compare_write },
    [OCRS]  = { "OC#RS", 0x20, 0, UINT32_MAX, .write = oc_compare_write },
};

static void oc_reset_hold(Object *obj)
{
    PIC32OcState *s = PIC32_OC(obj);

    timer_del(s->timer);
    s->high = false;
    s->pulse = false;
    s->done = false;
}

static const VMStateDescription vmstate_oc = {
    .name = TYPE_PIC32_OC,
    .version_id = 1,
    .minimum_version_id = 1,
    .fields = (VMStateField[]) {
        VMSTATE_PIC32_SFR(parent_obj, PIC32OcState),
        VMSTATE_TIMER_PTR(timer, PIC32OcState),
        VMSTATE_BOOL(high, PIC32OcState),
        VMSTATE_BOOL(pulse, PIC32OcState),
        VMSTATE_BOOL(done, PIC32OcState),
        VMSTATE_END_OF_LIST()
    }
};

static void oc_realize(DeviceState *dev, Error **errp)
{
    PIC32OcState *s = PIC32_OC(dev);

    for (unsigned i = 0; i < OC_TIMERS; i++) {
        if (!s->base[i]) {
            error_setg(errp, TYPE_PIC32_OC ": links to its timers must be "
                       "set");
            return;
        }
        s->notify[i].oc = s;
        s->notify[i].changed.notify = oc_base_changed;
        pic32_timer_notify(s->base[i], &s->notify[i].changed);
    }
}

static void oc_init(Object *obj)
{
    PIC32OcState *s = PIC32_OC(obj);

    s->timer = timer_new_ns(QEMU_CLOCK_VIRTUAL, oc_match, s);
    sysbus_init_irq(SYS_BUS_DEVICE(obj), &s->irq);
}

static void oc_finalize(Object *obj)
{
    timer_free(PIC32_OC(obj)->timer);
}

#define BASE(n) \
    DEFINE_PROP_LINK("timer" #n, PIC32OcState, base[n - OC_FIRST_TIMER], \
                     TYPE_PIC32_TIMER, PIC32TimerState *)

static Property oc_properties[] = {
    BASE(2), BASE(3), BASE(4), BASE(5), BASE(6), BASE(7),
    DEFINE_PROP_END_OF_LIST(),
};

static void oc_class_init(ObjectClass *klass, void *data)
{
    DeviceClass *dc = DEVICE_CLASS(klass);

    pic32_sfr_class_init(klass, oc_sfrs, ARRAY_SIZE(oc_sfrs), 0x200);
    dc->vmsd = &vmstate_oc;
    dc->realize = oc_realize;
    device_class_set_props(dc, oc_properties);
    RESETTABLE_CLASS(klass)->phases.hold = oc_reset_hold;
}

static const TypeInfo oc_info = {
    .name = TYPE_PIC32_OC,
    .parent = TYPE_PIC32_SFR,
    .instance_size = sizeof(PIC32OcState),
    .instance_init = oc_init,
    .instance_finalize = oc_finalize,
    .class_init = oc_class_init,
};

static void oc_register_types(void)
{
    type_register_static(&oc_info);
}

type_init(oc_register_types)
