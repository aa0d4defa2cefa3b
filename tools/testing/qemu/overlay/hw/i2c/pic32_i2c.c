/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * I2C master of Microchip's PIC32MZ, one of I2C1-5, on a bus with nothing but
 * its pull-ups: conditions and bytes take their time and end in the master's
 * interrupt, nobody acknowledges, and what is read is ones.  Interrupts are,
 * in this order: bus collision, slave, master.
 */
#include "qemu/osdep.h"
#include "hw/irq.h"
#include "hw/misc/pic32_sfr.h"
#include "migration/vmstate.h"
#include "qemu/log.h"
#include "qemu/module.h"
#include "qemu/timer.h"
#include "trace.h"

#define TYPE_PIC32_I2C "pic32-i2c"
OBJECT_DECLARE_SIMPLE_TYPE(PIC32I2cState, PIC32_I2C)

enum { I2CCON, I2CSTAT, I2CADD, I2CMSK, I2CBRG, I2CTRN, I2CRCV };
enum { IRQ_BUS, IRQ_SLAVE, IRQ_MASTER };

#define CON_SEN         BIT(0)
#define CON_RSEN        BIT(1)
#define CON_PEN         BIT(2)
#define CON_RCEN        BIT(3)
#define CON_ACKEN       BIT(4)
#define CON_ACTIONS     0x1f
#define CON_ON          BIT(15)

#define STAT_TBF        BIT(0)
#define STAT_RBF        BIT(1)
#define STAT_S          BIT(3)
#define STAT_P          BIT(4)
#define STAT_I2COV      BIT(6)
#define STAT_IWCOL      BIT(7)
#define STAT_BCL        BIT(10)
#define STAT_TRSTAT     BIT(14)
#define STAT_ACKSTAT    BIT(15)

struct PIC32I2cState {
    PIC32SfrState parent_obj;

    QEMUTimer *timer;       /* end of the action, or of the byte sent */
    qemu_irq irq[3];
};

/* what software may ask for, how long it takes, what it does to I2CxSTAT */
static const struct {
    uint32_t action;
    unsigned clocks;
    uint32_t clear;
    uint32_t set;
} i2c_actions[] = {
    { CON_SEN, 1, STAT_P, STAT_S },
    { CON_RSEN, 1, STAT_P, STAT_S },
    { CON_PEN, 1, STAT_S, STAT_P },
    { CON_RCEN, 8, 0, STAT_RBF },
    { CON_ACKEN, 1, 0, 0 },
};

static bool i2c_busy(PIC32I2cState *s)
{
    return timer_pending(s->timer);
}

static void i2c_start(PIC32I2cState *s, unsigned clocks)
{
    PIC32SfrState *sfr = PIC32_SFR(s);
    uint64_t ticks = clocks * 2ull * (*pic32_sfr(sfr, I2CBRG) + 2);

    timer_mod(s->timer, qemu_clock_get_ns(QEMU_CLOCK_VIRTUAL) +
              MAX(clock_ticks_to_ns(sfr->clk, ticks), 1));
}

static void i2c_done(void *opaque)
{
    PIC32I2cState *s = opaque;
    PIC32SfrState *sfr = PIC32_SFR(s);
    uint32_t *con = pic32_sfr(sfr, I2CCON);
    uint32_t *stat = pic32_sfr(sfr, I2CSTAT);

    if (*stat & STAT_TRSTAT) {
        *stat = (*stat & ~(STAT_TBF | STAT_TRSTAT)) | STAT_ACKSTAT;
    }
    for (unsigned i = 0; i < ARRAY_SIZE(i2c_actions); i++) {
        if (*con & i2c_actions[i].action) {
            *stat = (*stat & ~i2c_actions[i].clear) | i2c_actions[i].set;
        }
    }
    if (*con & CON_RCEN) {
        *pic32_sfr(sfr, I2CRCV) = 0xff;
    }
    *con &= ~CON_ACTIONS;
    trace_pic32_i2c_done(sfr->num, *stat);
    qemu_irq_pulse(s->irq[IRQ_MASTER]);
}

static void i2c_con_write(PIC32SfrState *sfr, const PIC32SfrAccess *a)
{
    PIC32I2cState *s = PIC32_I2C(sfr);

    if (!(a->value & CON_ON)) {
        timer_del(s->timer);
        *a->reg &= ~CON_ACTIONS;
        *pic32_sfr(sfr, I2CSTAT) = 0;
        return;
    }
    if (i2c_busy(s)) {
        *a->reg = (a->value & ~CON_ACTIONS) | (a->old & CON_ACTIONS);
        return;
    }
    *a->reg &= ~CON_ACTIONS;
    for (unsigned i = 0; i < ARRAY_SIZE(i2c_actions); i++) {
        if (a->value & i2c_actions[i].action) {
            *a->reg |= i2c_actions[i].action;
            i2c_start(s, i2c_actions[i].clocks);
            return;
        }
    }
}

/* the error bits can only be cleared */
static void i2c_stat_write(PIC32SfrState *sfr, const PIC32SfrAccess *a)
{
    *a->reg = a->value & a->old;
}

static void i2c_trn_write(PIC32SfrState *sfr, const PIC32SfrAccess *a)
{
    PIC32I2cState *s = PIC32_I2C(sfr);
    uint32_t *stat = pic32_sfr(sfr, I2CSTAT);

    if (!(*pic32_sfr(sfr, I2CCON) & CON_ON)) {
        return;
    }
    if (i2c_busy(s)) {
        *stat |= STAT_IWCOL;
        return;
    }
    trace_pic32_i2c_send(sfr->num, a->value);
    *stat |= STAT_TBF | STAT_TRSTAT;
    i2c_start(s, 9);
}

static uint32_t i2c_rcv_read(PIC32SfrState *sfr, const PIC32SfrAccess *a)
{
    *pic32_sfr(sfr, I2CSTAT) &= ~STAT_RBF;
    return a->value;
}

static const PIC32Sfr i2c_sfrs[] = {
    [I2CCON]  = { "I2C#CON", 0x00, 0x1000, 0x007fbfff,
                  .write = i2c_con_write },
    [I2CSTAT] = { "I2C#STAT", 0x10, 0, STAT_BCL | STAT_IWCOL | STAT_I2COV,
                  .write = i2c_stat_write },
    [I2CADD]  = { "I2C#ADD", 0x20, 0, 0x3ff },
    [I2CMSK]  = { "I2C#MSK", 0x30, 0, 0x3ff },
    [I2CBRG]  = { "I2C#BRG", 0x40, 0, 0xffff },
    [I2CTRN]  = { "I2C#TRN", 0x50, 0, 0xff, .write = i2c_trn_write },
    [I2CRCV]  = { "I2C#RCV", 0x60, 0, 0, .read = i2c_rcv_read },
};

static void i2c_reset_hold(Object *obj)
{
    timer_del(PIC32_I2C(obj)->timer);
}

static const VMStateDescription vmstate_i2c = {
    .name = TYPE_PIC32_I2C,
    .version_id = 1,
    .minimum_version_id = 1,
    .fields = (VMStateField[]) {
        VMSTATE_PIC32_SFR(parent_obj, PIC32I2cState),
        VMSTATE_TIMER_PTR(timer, PIC32I2cState),
        VMSTATE_END_OF_LIST()
    }
};

static void i2c_init(Object *obj)
{
    PIC32I2cState *s = PIC32_I2C(obj);

    s->timer = timer_new_ns(QEMU_CLOCK_VIRTUAL, i2c_done, s);
    for (unsigned i = 0; i < ARRAY_SIZE(s->irq); i++) {
        sysbus_init_irq(SYS_BUS_DEVICE(obj), &s->irq[i]);
    }
}

static void i2c_finalize(Object *obj)
{
    timer_free(PIC32_I2C(obj)->timer);
}

static void i2c_class_init(ObjectClass *klass, void *data)
{
    pic32_sfr_class_init(klass, i2c_sfrs, ARRAY_SIZE(i2c_sfrs), 0x200);
    DEVICE_CLASS(klass)->vmsd = &vmstate_i2c;
    RESETTABLE_CLASS(klass)->phases.hold = i2c_reset_hold;
}

static const TypeInfo i2c_info = {
    .name = TYPE_PIC32_I2C,
    .parent = TYPE_PIC32_SFR,
    .instance_size = sizeof(PIC32I2cState),
    .instance_init = i2c_init,
    .instance_finalize = i2c_finalize,
    .class_init = i2c_class_init,
};

static void i2c_register_types(void)
{
    type_register_static(&i2c_info);
}

type_init(i2c_register_types)
