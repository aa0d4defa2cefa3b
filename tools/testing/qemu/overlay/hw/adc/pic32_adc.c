/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Analog-to-digital converter of Microchip's PIC32MZ EF.
 *
 * Conversions that software asks for (one input, the triggers of inputs 0 to
 * 11, the scan list) end after a while with the same value, the property
 * "level".  Triggers by other devices, filters, comparators and the FIFO are
 * only stored.  Interrupts are those of IRQ 44 to 103; "eos" is the end of
 * a scan.
 */
#include "qemu/osdep.h"
#include "hw/irq.h"
#include "hw/misc/pic32_sfr.h"
#include "hw/qdev-properties.h"
#include "migration/vmstate.h"
#include "qemu/log.h"
#include "qemu/module.h"
#include "qemu/timer.h"
#include "trace.h"

#define TYPE_PIC32_ADC "pic32-adc"
OBJECT_DECLARE_SIMPLE_TYPE(PIC32AdcState, PIC32_ADC)

enum {
    ADCCON1, ADCCON2, ADCCON3, ADCTRGMODE, ADCIMCON, ADCGIRQEN, ADCCSS,
    ADCDSTAT, ADCCMP, ADCFLTR, ADCTRG, ADCCMPCON, ADCFSTAT, ADCFIFO, ADCBASE,
    ADCTRGSNS, ADCTIME, ADCEIEN, ADCEISTAT, ADCANCON, ADCCFG, ADCSYSCFG,
    ADCDATA
};

#define ADC_INPUTS      45
#define ADC_TRIGGERED   12      /* inputs that have a field in ADCTRGx */
#define ADC_IRQS        60
#define ADC_IRQ_DATA    15      /* of input 0, from the first one */
#define ADC_NS          1000

#define CON1_ON         BIT(15)
#define CON1_STRGSRC(v) extract32(v, 16, 5)
#define CON2_EOSIEN     BIT(13)
#define CON2_EOSRDY     BIT(29)
#define CON2_BGVRRDY    BIT(31)
#define CON3_ADINSEL(v) extract32(v, 0, 6)
#define CON3_GSWTRG     BIT(6)
#define CON3_GLSWTRG    BIT(7)
#define CON3_RQCNVRT    BIT(8)
#define CON3_UPDRDY     BIT(10)
#define CON3_TRGSUSP    BIT(12)
#define ANCON_ANEN      0x9f

/* TRGSRC, STRGSRC */
enum { TRG_NONE, TRG_SOFTWARE, TRG_SOFTWARE_LEVEL, TRG_SCAN };

struct PIC32AdcState {
    PIC32SfrState parent_obj;

    QEMUTimer *timer;       /* end of the conversions under way */
    qemu_irq irq[ADC_IRQS];
    qemu_irq eos;
    uint64_t converting;
    bool scanning;
    uint32_t level;
};

static uint64_t adc_pair(PIC32AdcState *s, unsigned sfr)
{
    return *pic32_sfr_at(PIC32_SFR(s), sfr, 0) |
           (uint64_t)*pic32_sfr_at(PIC32_SFR(s), sfr, 1) << 32;
}

static void adc_update_irq(PIC32AdcState *s)
{
    PIC32SfrState *sfr = PIC32_SFR(s);
    uint64_t wanted = adc_pair(s, ADCDSTAT) & adc_pair(s, ADCGIRQEN);
    uint32_t con2 = *pic32_sfr(sfr, ADCCON2);

    qemu_set_irq(s->irq[0], !!wanted);
    for (unsigned i = 0; i < ADC_INPUTS; i++) {
        qemu_set_irq(s->irq[ADC_IRQ_DATA + i], wanted >> i & 1);
    }
    qemu_set_irq(s->eos, con2 & CON2_EOSRDY && con2 & CON2_EOSIEN);
}

static void adc_convert(PIC32AdcState *s, uint64_t inputs)
{
    inputs &= MAKE_64BIT_MASK(0, ADC_INPUTS);
    if (!(*pic32_sfr(PIC32_SFR(s), ADCCON1) & CON1_ON) || !inputs) {
        return;
    }
    trace_pic32_adc_convert(inputs);
    s->converting |= inputs;
    if (!timer_pending(s->timer)) {
        timer_mod(s->timer, qemu_clock_get_ns(QEMU_CLOCK_VIRTUAL) + ADC_NS);
    }
}

static void adc_done(void *opaque)
{
    PIC32AdcState *s = opaque;
    PIC32SfrState *sfr = PIC32_SFR(s);

    for (unsigned i = 0; i < ADC_INPUTS; i++) {
        if (s->converting >> i & 1) {
            *pic32_sfr_at(sfr, ADCDATA, i) = s->level;
            *pic32_sfr_at(sfr, ADCDSTAT, i / 32) |= BIT(i % 32);
        }
    }
    s->converting = 0;
    if (s->scanning) {
        s->scanning = false;
        *pic32_sfr(sfr, ADCCON2) |= CON2_EOSRDY;
    }
    adc_update_irq(s);
}

static unsigned adc_trigger_source(PIC32SfrState *sfr, unsigned input)
{
    return extract32(*pic32_sfr_at(sfr, ADCTRG, input / 4), input % 4 * 8, 5);
}

/* a global software trigger: inputs that have it as source, and the scan */
static void adc_software_trigger(PIC32AdcState *s)
{
    PIC32SfrState *sfr = PIC32_SFR(s);
    unsigned scan = CON1_STRGSRC(*pic32_sfr(sfr, ADCCON1));
    uint64_t inputs = 0;

    for (unsigned i = 0; i < ADC_TRIGGERED; i++) {
        unsigned source = adc_trigger_source(sfr, i);

        if (source == TRG_SOFTWARE || source == TRG_SOFTWARE_LEVEL) {
            inputs |= 1ull << i;
        }
    }
    if (scan == TRG_SOFTWARE || scan == TRG_SOFTWARE_LEVEL) {
        inputs |= adc_pair(s, ADCCSS);
        s->scanning = true;
    }
    adc_convert(s, inputs);
}

static void adc_con1_write(PIC32SfrState *sfr, const PIC32SfrAccess *a)
{
    PIC32AdcState *s = PIC32_ADC(sfr);

    if (!(a->value & CON1_ON)) {
        timer_del(s->timer);
        s->converting = 0;
        s->scanning = false;
    }
    if (CON1_STRGSRC(a->value) > TRG_SCAN) {
        qemu_log_mask(LOG_UNIMP, "pic32: adc: trigger by another device\n");
    }
}

/* reading takes EOSRDY */
static uint32_t adc_con2_read(PIC32SfrState *sfr, const PIC32SfrAccess *a)
{
    uint32_t on = *pic32_sfr(sfr, ADCCON1) & CON1_ON;

    *a->reg &= ~CON2_EOSRDY;
    adc_update_irq(PIC32_ADC(sfr));
    return a->value | (on ? CON2_BGVRRDY : 0);
}

static uint32_t adc_con3_read(PIC32SfrState *sfr, const PIC32SfrAccess *a)
{
    return a->value | (a->value & CON3_TRGSUSP ? CON3_UPDRDY : 0);
}

static void adc_con3_write(PIC32SfrState *sfr, const PIC32SfrAccess *a)
{
    PIC32AdcState *s = PIC32_ADC(sfr);

    *a->reg &= ~(CON3_GSWTRG | CON3_RQCNVRT);
    if (a->value & CON3_RQCNVRT) {
        if (CON3_ADINSEL(a->value) >= ADC_INPUTS) {
            qemu_log_mask(LOG_GUEST_ERROR, "pic32: adc: conversion of no "
                          "input, ADINSEL %u\n", CON3_ADINSEL(a->value));
        }
        adc_convert(s, 1ull << CON3_ADINSEL(a->value));
    }
    if (a->value & (CON3_GSWTRG | CON3_GLSWTRG)) {
        adc_software_trigger(s);
    }
}

static void adc_irq_write(PIC32SfrState *sfr, const PIC32SfrAccess *a)
{
    adc_update_irq(PIC32_ADC(sfr));
}

/* the analog parts wake up at once */
static uint32_t adc_ancon_read(PIC32SfrState *sfr, const PIC32SfrAccess *a)
{
    return a->value | (a->value & ANCON_ANEN) << 8;
}

static uint32_t adc_data_read(PIC32SfrState *sfr, const PIC32SfrAccess *a)
{
    *pic32_sfr_at(sfr, ADCDSTAT, a->index / 32) &= ~BIT(a->index % 32);
    adc_update_irq(PIC32_ADC(sfr));
    return a->value;
}

#define WORDS(name, offset, n, first, ...) \
    { name, offset, 0, UINT32_MAX, PIC32_SFR_PLAIN, n, 4, first, \
      __VA_ARGS__ }

static const PIC32Sfr adc_sfrs[] = {
    [ADCCON1]    = { "ADCCON1", 0x00, 0x00600000, 0x00ffbe78,
                     PIC32_SFR_PLAIN, .write = adc_con1_write },
    [ADCCON2]    = { "ADCCON2", 0x04, 0, 0x1fffff7f, PIC32_SFR_PLAIN,
                     .read = adc_con2_read, .write = adc_irq_write },
    [ADCCON3]    = { "ADCCON3", 0x08, 0, 0xff9ffbff, PIC32_SFR_PLAIN,
                     .read = adc_con3_read, .write = adc_con3_write },
    [ADCTRGMODE] = { "ADCTRGMODE", 0x0c, 0, 0x03ff1f1f, PIC32_SFR_PLAIN },
    [ADCIMCON]   = WORDS("ADCIMCON#", 0x10, 3, 1),
    [ADCGIRQEN]  = WORDS("ADCGIRQEN#", 0x20, 2, 1, .write = adc_irq_write),
    [ADCCSS]     = WORDS("ADCCSS#", 0x28, 2, 1),
    [ADCDSTAT]   = { "ADCDSTAT#", 0x30, 0, 0, PIC32_SFR_PLAIN, 2, 4, 1 },
    /* ADCCMPEN1, ADCCMP1, ADCCMPEN2, ... */
    [ADCCMP]     = WORDS("ADCCMP#", 0x38, 12, 0),
    [ADCFLTR]    = WORDS("ADCFLTR#", 0x68, 6, 1),
    [ADCTRG]     = WORDS("ADCTRG#", 0x80, 3, 1),
    [ADCCMPCON]  = WORDS("ADCCMPCON#", 0xa0, 6, 1),
    [ADCFSTAT]   = { "ADCFSTAT", 0xb8, 0, 0, PIC32_SFR_PLAIN },
    [ADCFIFO]    = { "ADCFIFO", 0xbc, 0, 0, PIC32_SFR_PLAIN },
    [ADCBASE]    = { "ADCBASE", 0xc0, 0, 0xffff, PIC32_SFR_PLAIN },
    [ADCTRGSNS]  = { "ADCTRGSNS", 0xd0, 0, 0xfff, PIC32_SFR_PLAIN },
    [ADCTIME]    = WORDS("ADC#TIME", 0xd4, 5, 0),
    [ADCEIEN]    = WORDS("ADCEIEN#", 0xf0, 2, 1),
    [ADCEISTAT]  = { "ADCEISTAT#", 0xf8, 0, 0, PIC32_SFR_PLAIN, 2, 4, 1 },
    [ADCANCON]   = { "ADCANCON", 0x100, 0, 0x0f9f009f, PIC32_SFR_PLAIN,
                     .read = adc_ancon_read },
    [ADCCFG]     = WORDS("ADC#CFG", 0x180, 8, 0),
    [ADCSYSCFG]  = { "ADCSYSCFG#", 0x1c0, 0, 0, PIC32_SFR_PLAIN, 2, 4, 1 },
    [ADCDATA]    = { "ADCDATA#", 0x200, 0, 0, PIC32_SFR_PLAIN, ADC_INPUTS, 4,
                     0, .read = adc_data_read },
};

static void adc_reset_hold(Object *obj)
{
    PIC32AdcState *s = PIC32_ADC(obj);

    timer_del(s->timer);
    s->converting = 0;
    s->scanning = false;
    adc_update_irq(s);
}

static const VMStateDescription vmstate_adc = {
    .name = TYPE_PIC32_ADC,
    .version_id = 1,
    .minimum_version_id = 1,
    .fields = (VMStateField[]) {
        VMSTATE_PIC32_SFR(parent_obj, PIC32AdcState),
        VMSTATE_TIMER_PTR(timer, PIC32AdcState),
        VMSTATE_UINT64(converting, PIC32AdcState),
        VMSTATE_BOOL(scanning, PIC32AdcState),
        VMSTATE_END_OF_LIST()
    }
};

static void adc_init(Object *obj)
{
    PIC32AdcState *s = PIC32_ADC(obj);

    s->timer = timer_new_ns(QEMU_CLOCK_VIRTUAL, adc_done, s);
    for (unsigned i = 0; i < ADC_IRQS; i++) {
        sysbus_init_irq(SYS_BUS_DEVICE(obj), &s->irq[i]);
    }
    qdev_init_gpio_out_named(DEVICE(obj), &s->eos, "eos", 1);
}

static void adc_finalize(Object *obj)
{
    timer_free(PIC32_ADC(obj)->timer);
}

/* half of the scale of 12 bits */
static Property adc_properties[] = {
    DEFINE_PROP_UINT32("level", PIC32AdcState, level, 0x800),
    DEFINE_PROP_END_OF_LIST(),
};

static void adc_class_init(ObjectClass *klass, void *data)
{
    pic32_sfr_class_init(klass, adc_sfrs, ARRAY_SIZE(adc_sfrs), 0x1000);
    DEVICE_CLASS(klass)->vmsd = &vmstate_adc;
    device_class_set_props(DEVICE_CLASS(klass), adc_properties);
    RESETTABLE_CLASS(klass)->phases.hold = adc_reset_hold;
}

static const TypeInfo adc_info = {
    .name = TYPE_PIC32_ADC,
    .parent = TYPE_PIC32_SFR,
    .instance_size = sizeof(PIC32AdcState),
    .instance_init = adc_init,
    .instance_finalize = adc_finalize,
    .class_init = adc_class_init,
};

static void adc_register_types(void)
{
    type_register_static(&adc_info);
}

type_init(adc_register_types)
