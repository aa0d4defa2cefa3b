/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Real-time clock and calendar of Microchip's PIC32MZ
 */
#include "qemu/osdep.h"
#include "hw/irq.h"
#include "hw/misc/pic32_cfg.h"
#include "hw/rtc/pic32_rtcc.h"
#include "migration/vmstate.h"
#include "qemu/bcd.h"
#include "qemu/cutils.h"
#include "qemu/log.h"
#include "qemu/module.h"
#include "qemu/timer.h"
#include "trace.h"

enum { RTCCON, RTCALRM, RTCTIME, RTCDATE, ALRMTIME, ALRMDATE };

#define CON_HALFSEC     BIT(1)
#define CON_RTCWREN     BIT(3)
#define CON_RTCCLKON    BIT(6)
#define CON_ON          BIT(15)

#define ALRM_ARPT       MAKE_64BIT_MASK(0, 8)
#define ALRM_AMASK(v)   extract32(v, 8, 4)
#define ALRM_CHIME      BIT(14)
#define ALRM_ALRMEN     BIT(15)

#define HALF_NS         (NANOSECONDS_PER_SECOND / 2)
/* a century of half seconds: the year has two digits */
#define CENTURY         (36525ll * 24 * 3600 * 2)
#define EPOCH_2000      946684800ll

static bool rtcc_on(PIC32RtccState *s)
{
    return *pic32_sfr(PIC32_SFR(s), RTCCON) & CON_ON;
}

static int64_t rtcc_halves(PIC32RtccState *s)
{
    int64_t halves = s->base_halves;

    if (rtcc_on(s)) {
        halves += (qemu_clock_get_ns(QEMU_CLOCK_VIRTUAL) - s->base_ns) /
                  HALF_NS;
    }
    return halves % CENTURY;
}

static void rtcc_get(PIC32RtccState *s, struct tm *tm)
{
    time_t t = EPOCH_2000 + rtcc_halves(s) / 2;

    gmtime_r(&t, tm);
    tm->tm_wday = (tm->tm_wday + s->weekday_shift) % 7;
}

static uint32_t rtcc_time(PIC32RtccState *s)
{
    struct tm tm;

    rtcc_get(s, &tm);
    return to_bcd(tm.tm_hour) << 24 | to_bcd(tm.tm_min) << 16 |
           to_bcd(tm.tm_sec) << 8;
}

static uint32_t rtcc_date(PIC32RtccState *s)
{
    struct tm tm;

    rtcc_get(s, &tm);
    return to_bcd(tm.tm_year % 100) << 24 | to_bcd(tm.tm_mon + 1) << 16 |
           to_bcd(tm.tm_mday) << 8 | tm.tm_wday;
}

static unsigned bcd_field(uint32_t v, unsigned shift, unsigned max)
{
    return MIN(from_bcd(extract32(v, shift, 8)), max);
}

/* set the clock; what is no date becomes one as the C library has it */
static void rtcc_set(PIC32RtccState *s, uint32_t time, uint32_t date)
{
    struct tm tm = {
        .tm_sec = bcd_field(time, 8, 59), .tm_min = bcd_field(time, 16, 59),
        .tm_hour = bcd_field(time, 24, 23), .tm_mday = bcd_field(date, 8, 31),
        .tm_mon = MAX((int)bcd_field(date, 16, 12), 1) - 1,
        .tm_year = 100 + bcd_field(date, 24, 99),
    };
    struct tm calendar;
    time_t t;

    tm.tm_mday = MAX(tm.tm_mday, 1);
    t = mktimegm(&tm);
    gmtime_r(&t, &calendar);
    s->weekday_shift = ((date & 7) + 7 - calendar.tm_wday) % 7;
    s->base_halves = (t - EPOCH_2000) * 2;
    s->base_ns = qemu_clock_get_ns(QEMU_CLOCK_VIRTUAL);
    trace_pic32_rtcc_set(date, time);
}

/* true if the alarm's fields that AMASK leaves in are those of the clock */
static bool rtcc_matches(PIC32RtccState *s, int64_t halves)
{
    /* by AMASK: bits of time and date that count */
    static const struct {
        uint32_t time;
        uint32_t date;
    } counts[] = {
        { 0, 0 }, { 0, 0 }, { 0x00000f00, 0 }, { 0x0000ff00, 0 },
        { 0x000fff00, 0 }, { 0x00ffff00, 0 }, { 0xffffff00, 0 },
        { 0xffffff00, 0x0000000f }, { 0xffffff00, 0x0000ff00 },
        { 0xffffff00, 0x00ffff00 },
    };
    PIC32SfrState *sfr = PIC32_SFR(s);
    unsigned amask = ALRM_AMASK(*pic32_sfr(sfr, RTCALRM));

    if (amask >= ARRAY_SIZE(counts) || (amask && halves & 1)) {
        return false;
    }
    return !((*pic32_sfr(sfr, ALRMTIME) ^ rtcc_time(s)) &
             counts[amask].time) &&
           !((*pic32_sfr(sfr, ALRMDATE) ^ rtcc_date(s)) &
             counts[amask].date);
}

static void rtcc_schedule(PIC32RtccState *s)
{
    int64_t now = qemu_clock_get_ns(QEMU_CLOCK_VIRTUAL);

    if (rtcc_on(s) && *pic32_sfr(PIC32_SFR(s), RTCALRM) & ALRM_ALRMEN) {
        timer_mod(s->timer, s->base_ns +
                  ((now - s->base_ns) / HALF_NS + 1) * HALF_NS);
    } else {
        timer_del(s->timer);
    }
}

static void rtcc_alarm(PIC32RtccState *s)
{
    uint32_t *alrm = pic32_sfr(PIC32_SFR(s), RTCALRM);
    uint32_t left = *alrm & ALRM_ARPT;

    if (!left && !(*alrm & ALRM_CHIME)) {
        *alrm &= ~ALRM_ALRMEN;
    } else {
        *alrm = (*alrm & ~ALRM_ARPT) | ((left - 1) & ALRM_ARPT);
    }
    trace_pic32_rtcc_alarm(left);
    qemu_irq_pulse(s->irq);
}

static void rtcc_tick(void *opaque)
{
    PIC32RtccState *s = opaque;

    if (rtcc_matches(s, rtcc_halves(s))) {
        rtcc_alarm(s);
    }
    rtcc_schedule(s);
}

static uint32_t rtcc_con_read(PIC32SfrState *sfr, const PIC32SfrAccess *a)
{
    return a->value | (a->value & CON_ON ? CON_RTCCLKON : 0) |
           (rtcc_halves(PIC32_RTCC(sfr)) & 1 ? CON_HALFSEC : 0);
}

/* RTCWREN needs the system unlocked; ON needs RTCWREN */
static void rtcc_con_write(PIC32SfrState *sfr, const PIC32SfrAccess *a)
{
    PIC32RtccState *s = PIC32_RTCC(sfr);
    uint32_t *con = pic32_sfr(sfr, RTCCON);
    int64_t halves;

    if (sfr->cfg && !pic32_cfg_unlocked(sfr->cfg)) {
        *con &= ~CON_RTCWREN | a->old;
    }
    if (!((*con | a->old) & CON_RTCWREN)) {
        *con = (*con & ~CON_ON) | (a->old & CON_ON);
    }
    *con &= ~(CON_HALFSEC | CON_RTCCLKON);
    if ((*con ^ a->old) & CON_ON) {
        *con ^= CON_ON;             /* the time as it was until now */
        halves = rtcc_halves(s);
        *con ^= CON_ON;
        s->base_halves = halves;
        s->base_ns = qemu_clock_get_ns(QEMU_CLOCK_VIRTUAL);
    }
    rtcc_schedule(s);
}

static void rtcc_alrm_write(PIC32SfrState *sfr, const PIC32SfrAccess *a)
{
    rtcc_schedule(PIC32_RTCC(sfr));
}

static uint32_t rtcc_time_read(PIC32SfrState *sfr, const PIC32SfrAccess *a)
{
    return rtcc_time(PIC32_RTCC(sfr));
}

static uint32_t rtcc_date_read(PIC32SfrState *sfr, const PIC32SfrAccess *a)
{
    return rtcc_date(PIC32_RTCC(sfr));
}

static bool rtcc_writable(PIC32SfrState *sfr)
{
    if (*pic32_sfr(sfr, RTCCON) & CON_RTCWREN) {
        return true;
    }
    qemu_log_mask(LOG_GUEST_ERROR, "pic32: clock set while RTCWREN is 0\n");
    return false;
}

static void rtcc_time_write(PIC32SfrState *sfr, const PIC32SfrAccess *a)
{
    PIC32RtccState *s = PIC32_RTCC(sfr);

    if (rtcc_writable(sfr)) {
        rtcc_set(s, a->value, rtcc_date(s));
        rtcc_schedule(s);
    }
}

static void rtcc_date_write(PIC32SfrState *sfr, const PIC32SfrAccess *a)
{
    PIC32RtccState *s = PIC32_RTCC(sfr);

    if (rtcc_writable(sfr)) {
        rtcc_set(s, rtcc_time(s), a->value);
        rtcc_schedule(s);
    }
}

/* the clock survives every reset but that of power-up */
static const PIC32Sfr rtcc_sfrs[] = {
    [RTCCON]   = { "RTCCON", 0x00, 0, 0x03ffa789, PIC32_SFR_LIVE |
                   PIC32_SFR_KEEP, .read = rtcc_con_read,
                   .write = rtcc_con_write },
    [RTCALRM]  = { "RTCALRM", 0x10, 0, 0xefff, PIC32_SFR_KEEP,
                   .write = rtcc_alrm_write },
    [RTCTIME]  = { "RTCTIME", 0x20, 0, 0x3f7f7f00, PIC32_SFR_LIVE,
                   .read = rtcc_time_read, .write = rtcc_time_write },
    [RTCDATE]  = { "RTCDATE", 0x30, 0, 0xff1f3f07, PIC32_SFR_LIVE,
                   .read = rtcc_date_read, .write = rtcc_date_write },
    [ALRMTIME] = { "ALRMTIME", 0x40, 0, 0x3f7f7f00, PIC32_SFR_KEEP },
    [ALRMDATE] = { "ALRMDATE", 0x50, 0, 0x001f3f07, PIC32_SFR_KEEP },
};

static void rtcc_reset_hold(Object *obj)
{
    rtcc_schedule(PIC32_RTCC(obj));
}

static const VMStateDescription vmstate_rtcc = {
    .name = TYPE_PIC32_RTCC,
    .version_id = 1,
    .minimum_version_id = 1,
    .fields = (VMStateField[]) {
        VMSTATE_PIC32_SFR(parent_obj, PIC32RtccState),
        VMSTATE_TIMER_PTR(timer, PIC32RtccState),
        VMSTATE_INT64(base_halves, PIC32RtccState),
        VMSTATE_INT64(base_ns, PIC32RtccState),
        VMSTATE_UINT32(weekday_shift, PIC32RtccState),
        VMSTATE_END_OF_LIST()
    }
};

static void rtcc_init(Object *obj)
{
    PIC32RtccState *s = PIC32_RTCC(obj);

    s->timer = timer_new_ns(QEMU_CLOCK_VIRTUAL, rtcc_tick, s);
    sysbus_init_irq(SYS_BUS_DEVICE(obj), &s->irq);
}

static void rtcc_finalize(Object *obj)
{
    timer_free(PIC32_RTCC(obj)->timer);
}

static void rtcc_class_init(ObjectClass *klass, void *data)
{
    pic32_sfr_class_init(klass, rtcc_sfrs, ARRAY_SIZE(rtcc_sfrs), 0x200);
    DEVICE_CLASS(klass)->vmsd = &vmstate_rtcc;
    RESETTABLE_CLASS(klass)->phases.hold = rtcc_reset_hold;
}

static const TypeInfo rtcc_info = {
    .name = TYPE_PIC32_RTCC,
    .parent = TYPE_PIC32_SFR,
    .instance_size = sizeof(PIC32RtccState),
    .instance_init = rtcc_init,
    .instance_finalize = rtcc_finalize,
    .class_init = rtcc_class_init,
};

static void rtcc_register_types(void)
{
    type_register_static(&rtcc_info);
}

type_init(rtcc_register_types)
