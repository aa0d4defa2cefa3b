/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * PIC32MZ ports with change notice
 */
#include "qemu/osdep.h"
#include "hw/gpio/pic32_gpio.h"
#include "hw/irq.h"
#include "hw/qdev-properties.h"
#include "migration/vmstate.h"
#include "qapi/error.h"
#include "qemu/bitops.h"
#include "qemu/log.h"
#include "qemu/module.h"
#include "trace.h"

#define CNCON_EDGEDETECT    BIT(11)
#define CNCON_ON            BIT(15)
#define CNCON_MASK          0x0000A800

enum {
    ANSEL, TRIS, PORT, LAT, ODC, CNPU, CNPD, CNCON, CNEN, CNSTAT, CNNE, CNF,
    SRCON0, SRCON1,
};

/* by port: the pins that the 100-pin package has, and the analog ones */
static const struct {
    uint16_t pins, analog;
} package[] = {
    { 0xC6FF, 0x0623 },     /* A */
    { 0xFFFF, 0xFFFF },     /* B */
    { 0xF01E, 0x001E },     /* C */
    { 0xFE3F, 0xC000 },     /* D */
    { 0x03FF, 0x03F0 },     /* E */
    { 0x313F, 0x3000 },     /* F */
    { 0xF3C3, 0x83C0 },     /* G */
};

struct PIC32GpioState {
    PIC32SfrState parent_obj;

    qemu_irq irq;
    qemu_irq out[PIC32_GPIO_PINS];
    uint32_t driven;        /* pins that something outside drives ... */
    uint32_t input;         /* ... and to what level */
    uint32_t level;         /* of all pins, as last seen */
    uint32_t base;          /* PORT as last read, for the mismatch mode */
};

static uint32_t gpio_reg(PIC32GpioState *s, unsigned reg)
{
    return *pic32_sfr(PIC32_SFR(s), reg);
}

static uint16_t gpio_pins(PIC32GpioState *s)
{
    return package[PIC32_SFR(s)->num].pins;
}

/* the levels at the pins; an output that nobody else drives wins */
static uint32_t gpio_levels(PIC32GpioState *s)
{
    uint32_t lat = gpio_reg(s, LAT);
    uint32_t released = gpio_reg(s, TRIS) | (gpio_reg(s, ODC) & lat);
    uint32_t pulled = gpio_reg(s, CNPU);
    uint32_t outside = (s->driven & s->input) | (~s->driven & pulled);

    return ((lat & ~released) | (outside & released)) & gpio_pins(s);
}

/* what PORT shows: analog pins read 0 */
static uint32_t gpio_port(PIC32GpioState *s)
{
    return gpio_levels(s) & ~gpio_reg(s, ANSEL);
}

static bool gpio_edge_mode(PIC32GpioState *s)
{
    return gpio_reg(s, CNCON) & CNCON_EDGEDETECT;
}

static uint32_t gpio_mismatch(PIC32GpioState *s)
{
    return gpio_edge_mode(s) ? 0 :
           (gpio_port(s) ^ s->base) & gpio_reg(s, CNEN);
}

static void gpio_update_irq(PIC32GpioState *s)
{
    uint32_t why = gpio_edge_mode(s) ? gpio_reg(s, CNF) : gpio_mismatch(s);

    qemu_set_irq(s->irq, why && (gpio_reg(s, CNCON) & CNCON_ON));
}

/* digital pins that changed set their flags in the edge mode */
static void gpio_edges(PIC32GpioState *s, uint32_t was, uint32_t now)
{
    uint32_t rise = now & ~was & gpio_reg(s, CNEN);
    uint32_t fall = was & ~now & gpio_reg(s, CNNE);

    if (gpio_edge_mode(s) && (gpio_reg(s, CNCON) & CNCON_ON)) {
        *pic32_sfr(PIC32_SFR(s), CNF) |= (rise | fall) & ~gpio_reg(s, ANSEL);
    }
}

/* after whatever may have changed a level */
static void gpio_update(PIC32GpioState *s)
{
    uint32_t now = gpio_levels(s);
    uint32_t changed = now ^ s->level;

    gpio_edges(s, s->level, now);
    s->level = now;
    for (; changed; changed &= changed - 1) {
        unsigned pin = ctz32(changed);

        trace_pic32_gpio_pin('A' + PIC32_SFR(s)->num, pin, now >> pin & 1);
        qemu_set_irq(s->out[pin], now >> pin & 1);
    }
    gpio_update_irq(s);
}

bool pic32_gpio_level(PIC32GpioState *s, unsigned pin)
{
    return s->level >> pin & 1;
}

bool pic32_gpio_input(PIC32GpioState *s, unsigned pin)
{
    return s->input >> pin & 1;
}

static void gpio_input(void *opaque, int pin, int level)
{
    PIC32GpioState *s = opaque;

    s->driven = deposit32(s->driven, pin, 1, level >= 0);
    s->input = deposit32(s->input, pin, 1, level > 0);
    gpio_update(s);
}

/* only pins of the package have bits */
static void pins_write(PIC32SfrState *sfr, const PIC32SfrAccess *a)
{
    PIC32GpioState *s = PIC32_GPIO(sfr);

    *a->reg &= gpio_pins(s);
    gpio_update(s);
}

static void ansel_write(PIC32SfrState *sfr, const PIC32SfrAccess *a)
{
    *a->reg &= package[sfr->num].analog;
    gpio_update(PIC32_GPIO(sfr));
}

static void cncon_write(PIC32SfrState *sfr, const PIC32SfrAccess *a)
{
    gpio_update(PIC32_GPIO(sfr));
}

/* a read is what later levels are compared with */
static uint32_t port_read(PIC32SfrState *sfr, const PIC32SfrAccess *a)
{
    PIC32GpioState *s = PIC32_GPIO(sfr);

    s->base = gpio_port(s);
    gpio_update_irq(s);
    return s->base;
}

/* SET, CLR and INV of PORT act on the latch */
static void port_write(PIC32SfrState *sfr, const PIC32SfrAccess *a)
{
    PIC32GpioState *s = PIC32_GPIO(sfr);
    uint32_t *lat = pic32_sfr(sfr, LAT);
    uint32_t value[] = {
        [PIC32_SFR_OP_REG] = (*lat & ~a->lanes) | a->data,
        [PIC32_SFR_OP_CLR] = *lat & ~a->data,
        [PIC32_SFR_OP_SET] = *lat | a->data,
        [PIC32_SFR_OP_INV] = *lat ^ a->data,
    };

    *lat = value[a->op] & gpio_pins(s);
    gpio_update(s);
}

static uint32_t cnstat_read(PIC32SfrState *sfr, const PIC32SfrAccess *a)
{
    return gpio_mismatch(PIC32_GPIO(sfr));
}

#define PINS(name, offset, reset) \
    { name, offset, reset, 0xFFFF, .write = pins_write }

static const PIC32Sfr gpio_sfrs[] = {
    [ANSEL] = { "ANSEL", 0x00, 0xFFFF, 0xFFFF, .write = ansel_write },
    [TRIS] = PINS("TRIS", 0x10, 0xFFFF),
    [PORT] = { "PORT", 0x20, 0, 0, .read = port_read, .write = port_write },
    [LAT] = { "LAT", 0x30, 0, 0xFFFF, PIC32_SFR_KEEP, .write = pins_write },
    [ODC] = PINS("ODC", 0x40, 0),
    [CNPU] = PINS("CNPU", 0x50, 0),
    [CNPD] = PINS("CNPD", 0x60, 0),
    [CNCON] = { "CNCON", 0x70, 0, CNCON_MASK, .write = cncon_write },
    [CNEN] = PINS("CNEN", 0x80, 0),
    [CNSTAT] = { "CNSTAT", 0x90, 0, 0, .read = cnstat_read },
    [CNNE] = PINS("CNNE", 0xA0, 0),
    [CNF] = PINS("CNF", 0xB0, 0),
    [SRCON0] = PINS("SRCON0", 0xC0, 0),
    [SRCON1] = PINS("SRCON1", 0xD0, 0),
};

static void gpio_init(Object *obj)
{
    PIC32GpioState *s = PIC32_GPIO(obj);

    sysbus_init_irq(SYS_BUS_DEVICE(obj), &s->irq);
    qdev_init_gpio_in(DEVICE(obj), gpio_input, PIC32_GPIO_PINS);
    qdev_init_gpio_out_named(DEVICE(obj), s->out, PIC32_GPIO_OUT,
                             PIC32_GPIO_PINS);
}

static void gpio_realize(DeviceState *dev, Error **errp)
{
    if (PIC32_SFR(dev)->num >= ARRAY_SIZE(package)) {
        error_setg(errp, "the package has no such port");
    }
}

static void gpio_reset_hold(Object *obj)
{
    PIC32GpioState *s = PIC32_GPIO(obj);
    unsigned num = PIC32_SFR(s)->num;

    *pic32_sfr(PIC32_SFR(s), ANSEL) = package[num].analog;
    *pic32_sfr(PIC32_SFR(s), TRIS) = package[num].pins;
    s->base = 0;
    gpio_update(s);
}

static const VMStateDescription vmstate_pic32_gpio = {
    .name = TYPE_PIC32_GPIO,
    .version_id = 1,
    .minimum_version_id = 1,
    .fields = (VMStateField[]) {
        VMSTATE_PIC32_SFR(parent_obj, PIC32GpioState),
        VMSTATE_UINT32(driven, PIC32GpioState),
        VMSTATE_UINT32(input, PIC32GpioState),
        VMSTATE_UINT32(level, PIC32GpioState),
        VMSTATE_UINT32(base, PIC32GpioState),
        VMSTATE_END_OF_LIST()
    }
};

static void gpio_class_init(ObjectClass *klass, void *data)
{
    DeviceClass *dc = DEVICE_CLASS(klass);

    dc->realize = gpio_realize;
    dc->vmsd = &vmstate_pic32_gpio;
    RESETTABLE_CLASS(klass)->phases.hold = gpio_reset_hold;
    pic32_sfr_class_init(klass, gpio_sfrs, ARRAY_SIZE(gpio_sfrs), 0x100);
}

static const TypeInfo gpio_info = {
    .name = TYPE_PIC32_GPIO,
    .parent = TYPE_PIC32_SFR,
    .instance_size = sizeof(PIC32GpioState),
    .instance_init = gpio_init,
    .class_init = gpio_class_init,
};

static void gpio_register_types(void)
{
    type_register_static(&gpio_info);
}

type_init(gpio_register_types)
