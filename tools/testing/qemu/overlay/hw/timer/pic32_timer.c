/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * PIC32MZ timers 1 to 9
 *
 * The count follows from the virtual time since it was last set, so that it
 * is exact however long the timer runs; an even timer with T32 set counts for
 * itself and the odd one after it, and its TMR and PR have 32 bits.
 */
#include "qemu/osdep.h"
#include "hw/irq.h"
#include "hw/timer/pic32_timer.h"
#include "migration/vmstate.h"
#include "qemu/bitops.h"
#include "qemu/log.h"
#include "qemu/module.h"
#include "qemu/timer.h"
#include "sysemu/cpu-timers.h"
#include "trace.h"

#define CON_TCS     BIT(1)
#define CON_T32     BIT(3)
#define CON_TGATE   BIT(7)
#define CON_ON      BIT(15)
#define CON1_MASK   0x0000B8B6
#define CON_MASK    0x0000A0FA

/* without icount, do not try to follow a faster timer */
#define SHORTEST_NS 10000

enum { CON, TMR, PR };

struct PIC32TimerState {
    PIC32SfrState parent_obj;

    PIC32TimerState *even;  /* of an odd timer: its partner */
    PIC32TimerState *odd;   /* of an even timer: its partner */
    QEMUTimer *timer;
    qemu_irq irq;
    NotifierList observers;
    uint32_t base;          /* the count ... */
    int64_t start;          /* ... at this virtual time */
};

static uint32_t timer_reg(PIC32TimerState *s, unsigned reg)
{
    return *pic32_sfr(PIC32_SFR(s), reg);
}

static bool timer_is_1(PIC32TimerState *s)
{
    return PIC32_SFR(s)->num == 1;
}

static bool timer_is_32(PIC32TimerState *s)
{
    return s->odd && (timer_reg(s, CON) & CON_T32);
}

/* the timer that counts for this one */
static PIC32TimerState *timer_engine(PIC32TimerState *s)
{
    return s->even && timer_is_32(s->even) ? s->even : s;
}

/* nothing is connected to the pins TxCK */
static bool timer_runs(PIC32TimerState *s)
{
    uint32_t con = timer_reg(s, CON);

    return (con & CON_ON) && !(con & (CON_TCS | CON_TGATE)) &&
           clock_is_enabled(PIC32_SFR(s)->clk);
}

static unsigned timer_prescale(PIC32TimerState *s)
{
    static const uint16_t type_a[] = { 1, 8, 64, 256 };
    static const uint16_t type_b[] = { 1, 2, 4, 8, 16, 32, 64, 256 };
    uint32_t con = timer_reg(s, CON);

    return timer_is_1(s) ? type_a[extract32(con, 4, 2)] :
                           type_b[extract32(con, 4, 3)];
}

static uint64_t timer_period(PIC32TimerState *s)
{
    uint32_t pr = timer_reg(s, PR);

    return timer_is_32(s) ? timer_reg(s->odd, PR) << 16 | pr : pr;
}

/* counts since "start" */
static uint64_t timer_elapsed(PIC32TimerState *s)
{
    int64_t ns = qemu_clock_get_ns(QEMU_CLOCK_VIRTUAL) - s->start;

    return timer_runs(s) ?
           clock_ns_to_ticks(PIC32_SFR(s)->clk, ns) / timer_prescale(s) : 0;
}

/* the virtual time at which so many counts will have elapsed */
static int64_t timer_when(PIC32TimerState *s, uint64_t counts)
{
    Clock *clk = PIC32_SFR(s)->clk;
    uint64_t ticks = counts * timer_prescale(s);
    int64_t ns = clock_ticks_to_ns(clk, ticks);

    while (clock_ns_to_ticks(clk, ns) < ticks) {
        ns++;
    }
    return s->start + ns;
}

/* counts from "start" to the first return to 0: over PR or, above it, over */
static uint64_t timer_first_zero(PIC32TimerState *s)
{
    uint64_t pr = timer_period(s);
    uint64_t limit = timer_is_32(s) ? 1ull << 32 : 1ull << 16;

    return s->base <= pr ? pr + 1 - s->base : limit - s->base;
}

static uint32_t timer_count(PIC32TimerState *s)
{
    uint64_t elapsed = timer_elapsed(s);
    uint64_t zero = timer_first_zero(s);

    if (elapsed < zero) {
        return s->base + elapsed;
    }
    return (elapsed - zero) % (timer_period(s) + 1);
}

/* with a period of 0 there is no match (not verified) */
static void timer_schedule(PIC32TimerState *s)
{
    uint64_t pr = timer_period(s);
    uint64_t zero = timer_first_zero(s) + (s->base <= pr ? 0 : pr + 1);
    uint64_t elapsed = timer_elapsed(s);
    int64_t when;

    notifier_list_notify(&s->observers, s);
    if (!timer_runs(s) || !pr) {
        timer_del(s->timer);
        return;
    }
    if (elapsed >= zero) {
        zero += ((elapsed - zero) / (pr + 1) + 1) * (pr + 1);
    }
    when = timer_when(s, zero);
    if (!icount_enabled()) {
        when = MAX(when, qemu_clock_get_ns(QEMU_CLOCK_VIRTUAL) + SHORTEST_NS);
    }
    timer_mod(s->timer, when);
}

int64_t pic32_timer_next(PIC32TimerState *s, uint32_t value)
{
    PIC32TimerState *engine = timer_engine(s);
    uint64_t pr = timer_period(engine);
    uint64_t zero = timer_first_zero(engine);
    uint64_t elapsed = timer_elapsed(engine);
    uint64_t at = (uint64_t)value - engine->base;

    if (!timer_runs(engine) || !pr) {
        return -1;
    }
    if (value >= engine->base && at < zero && at > elapsed) {
        return timer_when(engine, at);
    }
    at = zero + value;
    if (at <= elapsed) {
        at += ((elapsed - at) / (pr + 1) + 1) * (pr + 1);
    }
    return value <= pr ? timer_when(engine, at) : -1;
}

void pic32_timer_notify(PIC32TimerState *s, Notifier *n)
{
    notifier_list_add(&s->observers, n);
}

static void timer_match(void *opaque)
{
    PIC32TimerState *s = opaque;
    PIC32TimerState *shown = timer_is_32(s) ? s->odd : s;

    trace_pic32_timer_match(PIC32_SFR(shown)->num);
    if (!pic32_sfr_disabled(PIC32_SFR(s))) {
        qemu_irq_pulse(shown->irq);
    }
    timer_schedule(s);
}

/* fix the count as it is, before what it follows from changes */
static void timer_rebase(PIC32TimerState *s)
{
    uint64_t elapsed = timer_elapsed(s);
    uint32_t count = timer_count(s);

    s->start = elapsed ? timer_when(s, elapsed) :
                         qemu_clock_get_ns(QEMU_CLOCK_VIRTUAL);
    s->base = count;
}

static void timer_set(PIC32TimerState *s, uint32_t count)
{
    s->start = qemu_clock_get_ns(QEMU_CLOCK_VIRTUAL);
    s->base = count;
    timer_schedule(s);
}

static uint32_t tmr_read(PIC32SfrState *sfr, const PIC32SfrAccess *a)
{
    PIC32TimerState *s = PIC32_TIMER(sfr);
    PIC32TimerState *engine = timer_engine(s);
    uint32_t count = timer_count(engine);

    return engine != s ? count >> 16 : count;
}

static void tmr_write(PIC32SfrState *sfr, const PIC32SfrAccess *a)
{
    PIC32TimerState *s = PIC32_TIMER(sfr);
    PIC32TimerState *engine = timer_engine(s);

    if (engine != s) {
        timer_set(engine, deposit32(timer_count(engine), 16, 16, a->value));
    } else {
        timer_set(s, timer_is_32(s) ? a->value : extract32(a->value, 0, 16));
    }
}

static uint32_t pr_read(PIC32SfrState *sfr, const PIC32SfrAccess *a)
{
    return timer_period(PIC32_TIMER(sfr));
}

/* the count up to now is that of the old period */
static void pr_write(PIC32SfrState *sfr, const PIC32SfrAccess *a)
{
    PIC32TimerState *s = PIC32_TIMER(sfr);

    *a->reg = extract32(a->old, 0, 16);
    timer_rebase(timer_engine(s));
    *a->reg = extract32(a->value, 0, 16);
    if (timer_is_32(s)) {
        *pic32_sfr(PIC32_SFR(s->odd), PR) = extract32(a->value, 16, 16);
    }
    timer_schedule(timer_engine(s));
}

/* CON.T32 has changed: the odd timer hands its count over or takes it back */
static void timer_join(PIC32TimerState *s, bool join)
{
    if (join) {
        timer_rebase(s->odd);
        timer_del(s->odd->timer);
        s->base |= s->odd->base << 16;
    } else {
        timer_set(s->odd, s->base >> 16);
        s->base &= 0xFFFF;
    }
}

/*
 * The count up to now is that of the old value, which is put back for this
 * moment.
 */
static void con_write(PIC32SfrState *sfr, const PIC32SfrAccess *a)
{
    PIC32TimerState *s = PIC32_TIMER(sfr);
    bool was_32;

    *a->reg = a->old;
    was_32 = timer_is_32(s);
    timer_rebase(timer_engine(s));
    *a->reg = a->value;
    if (timer_is_32(s) != was_32) {
        timer_join(s, !was_32);
    }
    if ((timer_reg(s, CON) & CON_ON) &&
        (timer_reg(s, CON) & (CON_TCS | CON_TGATE))) {
        qemu_log_mask(LOG_UNIMP, "pic32: T%uCON: no clock or gate at the "
                      "pin\n", sfr->num);
    }
    timer_schedule(timer_engine(s));
}

static void timer_clock_preupdate(PIC32SfrState *sfr)
{
    timer_rebase(PIC32_TIMER(sfr));
}

static void timer_clock_update(PIC32SfrState *sfr)
{
    timer_schedule(PIC32_TIMER(sfr));
}

#define TIMER_SFRS(con_mask, mask) { \
    [CON] = { "T#CON", 0x00, 0, con_mask, .write = con_write }, \
    [TMR] = { "TMR#", 0x10, 0, mask, PIC32_SFR_LIVE, .read = tmr_read, \
              .write = tmr_write }, \
    [PR] = { "PR#", 0x20, 0xFFFF, mask, PIC32_SFR_LIVE, .read = pr_read, \
             .write = pr_write }, \
}

static const PIC32Sfr timer1_sfrs[] = TIMER_SFRS(CON1_MASK, UINT16_MAX);
static const PIC32Sfr timer_sfrs[] = TIMER_SFRS(CON_MASK, UINT32_MAX);

void pic32_timer_pair(PIC32TimerState *even, PIC32TimerState *odd)
{
    even->odd = odd;
    odd->even = even;
}

static void timer_init_instance(Object *obj)
{
    PIC32TimerState *s = PIC32_TIMER(obj);

    notifier_list_init(&s->observers);
    s->timer = timer_new_ns(QEMU_CLOCK_VIRTUAL, timer_match, s);
    sysbus_init_irq(SYS_BUS_DEVICE(obj), &s->irq);
}

static void timer_reset_hold(Object *obj)
{
    PIC32TimerState *s = PIC32_TIMER(obj);

    timer_del(s->timer);
    s->base = 0;
    s->start = qemu_clock_get_ns(QEMU_CLOCK_VIRTUAL);
}

static const VMStateDescription vmstate_pic32_timer = {
    .name = TYPE_PIC32_TIMER,
    .version_id = 1,
    .minimum_version_id = 1,
    .fields = (VMStateField[]) {
        VMSTATE_PIC32_SFR(parent_obj, PIC32TimerState),
        VMSTATE_TIMER_PTR(timer, PIC32TimerState),
        VMSTATE_UINT32(base, PIC32TimerState),
        VMSTATE_INT64(start, PIC32TimerState),
        VMSTATE_END_OF_LIST()
    }
};

static void timer_class_init(ObjectClass *klass, void *data)
{
    DeviceClass *dc = DEVICE_CLASS(klass);
    PIC32SfrClass *k = PIC32_SFR_CLASS(klass);

    dc->vmsd = &vmstate_pic32_timer;
    RESETTABLE_CLASS(klass)->phases.hold = timer_reset_hold;
    pic32_sfr_class_init(klass, timer_sfrs, ARRAY_SIZE(timer_sfrs), 0x200);
    k->clock_preupdate = timer_clock_preupdate;
    k->clock_update = timer_clock_update;
}

static void timer1_class_init(ObjectClass *klass, void *data)
{
    pic32_sfr_class_init(klass, timer1_sfrs, ARRAY_SIZE(timer1_sfrs), 0x200);
}

static const TypeInfo timer_info[] = {
    {
        .name = TYPE_PIC32_TIMER,
        .parent = TYPE_PIC32_SFR,
        .instance_size = sizeof(PIC32TimerState),
        .instance_init = timer_init_instance,
        .class_init = timer_class_init,
    }, {
        .name = TYPE_PIC32_TIMER1,
        .parent = TYPE_PIC32_TIMER,
        .class_init = timer1_class_init,
    },
};

DEFINE_TYPES(timer_info)
