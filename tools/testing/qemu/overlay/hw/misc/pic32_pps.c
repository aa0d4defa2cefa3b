/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * PIC32MZ peripheral pin select
 *
 * The selections are kept, and act on the external interrupts; UART and SPI
 * have their lines in any case.
 */
#include "qemu/osdep.h"
#include "hw/irq.h"
#include "hw/misc/pic32_cfg.h"
#include "hw/misc/pic32_pps.h"
#include "migration/vmstate.h"
#include "qemu/bitops.h"
#include "qemu/log.h"
#include "qemu/module.h"

OBJECT_DECLARE_SIMPLE_TYPE(PIC32PpsState, PIC32_PPS)

#define SELECTION   0xF
#define PIN(port, pin)  (16 * ((port) - 'A') + (pin) + 1)   /* 0 = none */

enum {
    INTR, TCKR, ICR, OCFAR, URXR, UCTSR, SDIR, SSR, CRXR, REFCLKI1R,
    REFCLKI3R, REFCLKI4R, RPA, RPB, RPC, RPD, RPE, RPF, RPG,
};

/* the pins that INT1..INT4 can select; each is of another group */
static const uint8_t int_pin[PIC32_PPS_INTS][SELECTION + 1] = {
    {
        PIN('D', 1), PIN('G', 9), PIN('B', 14), PIN('D', 0), 0, PIN('B', 6),
        PIN('D', 5), PIN('B', 2), PIN('F', 3), PIN('F', 13), 0, PIN('F', 2),
        PIN('C', 2), PIN('E', 8),
    }, {
        PIN('D', 9), PIN('G', 6), PIN('B', 8), PIN('B', 15), PIN('D', 4),
        PIN('B', 0), PIN('E', 3), PIN('B', 7), 0, PIN('F', 12), PIN('D', 12),
        PIN('F', 8), PIN('C', 3), PIN('E', 9),
    }, {
        PIN('D', 2), PIN('G', 8), PIN('F', 4), PIN('D', 10), PIN('F', 1),
        PIN('B', 9), PIN('B', 10), PIN('C', 14), PIN('B', 5), 0, PIN('C', 1),
        PIN('D', 14), PIN('G', 1), PIN('A', 14),
    }, {
        PIN('D', 3), PIN('G', 7), PIN('F', 5), PIN('D', 11), PIN('F', 0),
        PIN('B', 1), PIN('E', 5), PIN('C', 13), PIN('B', 3), 0, PIN('C', 4),
        PIN('D', 15), PIN('G', 0), PIN('A', 15),
    },
};

struct PIC32PpsState {
    PIC32SfrState parent_obj;

    qemu_irq out[PIC32_PPS_INTS];
    uint8_t level[PIC32_PPS_PINS];
};

static void pps_update(PIC32PpsState *s)
{
    for (unsigned i = 0; i < PIC32_PPS_INTS; i++) {
        uint32_t sel = *pic32_sfr_at(PIC32_SFR(s), INTR, i);
        unsigned pin = int_pin[i][sel & SELECTION];

        qemu_set_irq(s->out[i], pin && s->level[pin - 1]);
    }
}

static void pps_pin(void *opaque, int pin, int level)
{
    PIC32PpsState *s = opaque;

    s->level[pin] = level > 0;
    pps_update(s);
}

static void select_write(PIC32SfrState *sfr, const PIC32SfrAccess *a)
{
    if (sfr->cfg && (pic32_cfg_cfgcon(sfr->cfg) & PIC32_CFGCON_IOLOCK)) {
        qemu_log_mask(LOG_GUEST_ERROR, "pic32: pin select written while "
                      "CFGCON.IOLOCK is set\n");
        *a->reg = a->old;
    }
    pps_update(PIC32_PPS(sfr));
}

#define SELECT(name, offset, count, step, from) \
    { name, offset, 0, SELECTION, PIC32_SFR_PLAIN, count, step, from, \
      .write = select_write }
#define OUTPUTS(port, letter) \
    SELECT("RP" letter "#R", 0x100 + 0x40 * (port), 16, 4, 0)

static const PIC32Sfr pps_sfrs[] = {
    [INTR] = SELECT("INT#R", 0x04, PIC32_PPS_INTS, 4, 1),
    [TCKR] = SELECT("T#CKR", 0x18, 8, 4, 2),
    [ICR] = SELECT("IC#R", 0x38, 9, 4, 1),
    [OCFAR] = SELECT("OCFAR", 0x60, 0, 0, 0),
    [URXR] = SELECT("U#RXR", 0x68, 6, 8, 1),
    [UCTSR] = SELECT("U#CTSR", 0x6C, 6, 8, 1),
    [SDIR] = SELECT("SDI#R", 0x9C, 6, 12, 1),
    [SSR] = SELECT("SS#R", 0xA0, 6, 12, 1),
    [CRXR] = SELECT("C#RXR", 0xE0, 2, 4, 1),
    [REFCLKI1R] = SELECT("REFCLKI1R", 0xE8, 0, 0, 0),
    [REFCLKI3R] = SELECT("REFCLKI3R", 0xF0, 0, 0, 0),
    [REFCLKI4R] = SELECT("REFCLKI4R", 0xF4, 0, 0, 0),
    [RPA] = OUTPUTS(0, "A"), [RPB] = OUTPUTS(1, "B"), [RPC] = OUTPUTS(2, "C"),
    [RPD] = OUTPUTS(3, "D"), [RPE] = OUTPUTS(4, "E"), [RPF] = OUTPUTS(5, "F"),
    [RPG] = OUTPUTS(6, "G"),
};

static void pps_init(Object *obj)
{
    PIC32PpsState *s = PIC32_PPS(obj);

    qdev_init_gpio_in(DEVICE(obj), pps_pin, PIC32_PPS_PINS);
    qdev_init_gpio_out(DEVICE(obj), s->out, PIC32_PPS_INTS);
}

static void pps_reset_hold(Object *obj)
{
    pps_update(PIC32_PPS(obj));
}

static const VMStateDescription vmstate_pic32_pps = {
    .name = TYPE_PIC32_PPS,
    .version_id = 1,
    .minimum_version_id = 1,
    .fields = (VMStateField[]) {
        VMSTATE_PIC32_SFR(parent_obj, PIC32PpsState),
        VMSTATE_UINT8_ARRAY(level, PIC32PpsState, PIC32_PPS_PINS),
        VMSTATE_END_OF_LIST()
    }
};

static void pps_class_init(ObjectClass *klass, void *data)
{
    DEVICE_CLASS(klass)->vmsd = &vmstate_pic32_pps;
    RESETTABLE_CLASS(klass)->phases.hold = pps_reset_hold;
    pic32_sfr_class_init(klass, pps_sfrs, ARRAY_SIZE(pps_sfrs), 0x2C0);
}

static const TypeInfo pps_info = {
    .name = TYPE_PIC32_PPS,
    .parent = TYPE_PIC32_SFR,
    .instance_size = sizeof(PIC32PpsState),
    .instance_init = pps_init,
    .class_init = pps_class_init,
};

static void pps_register_types(void)
{
    type_register_static(&pps_info);
}

type_init(pps_register_types)
