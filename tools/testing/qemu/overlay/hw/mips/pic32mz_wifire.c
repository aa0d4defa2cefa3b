/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Digilent chipKIT Wi-FIRE with a PIC32MZ2048EFG100
 *
 * Images (S-records, Intel HEX, ELF) come from -bios, -kernel and -initrd, in
 * this order, later ones replacing bytes of earlier ones; -device loader adds
 * more.  Without code in boot flash, it starts as after the boot loader.
 *
 * Serial devices in the order given: UART4 (the USB converter), UART1 (pins
 * 0 and 1), UART2, 3, 5, 6.  -global pic32-uart.overrun=on loses input that
 * comes faster than it is read, as a real line does.
 *
 * Properties of the machine, booleans: ld1 to ld4 say whether a LED is lit,
 * btn1 and btn2 press a button:
 *
 *     (qemu) qom-set /machine btn1 true
 *     (qemu) qom-get /machine ld1
 *
 * Trace events worth having: wifire_*, pic32_sfr_* (each register access by
 * name), pic32_eic_* (flags and the winner), pic32_timer_match,
 * pic32_uart_sent, pic32_gpio_pin, pic32_cru_* (clocks, resets, NMI),
 * pic32mz_start.  -d guest_errors logs what a program does wrong, -d unimp
 * what the model does not have.
 *
 * With -icount, whatever its shift, an instruction takes 5 ns.
 */
#include "qemu/osdep.h"
#include "cpu.h"
#include "hw/boards.h"
#include "hw/gpio/pic32_gpio.h"
#include "hw/irq.h"
#include "hw/mips/pic32mz.h"
#include "hw/qdev-properties.h"
#include "qapi/error.h"
#include "qapi/visitor.h"
#include "qemu/error-report.h"
#include "sysemu/block-backend.h"
#include "sysemu/blockdev.h"
#include "sysemu/cpu-timers.h"
#include "sysemu/reset.h"
#include "trace.h"

#define TYPE_WIFIRE MACHINE_TYPE_NAME("pic32mz-wifire")
OBJECT_DECLARE_SIMPLE_TYPE(WifireState, WIFIRE)

/* at 200 MHz; PIC32MZ timers and Count are exact with this alone */
#define INSTRUCTION_NS  5

struct WifireState {
    MachineState parent_obj;

    PIC32MZState soc;
    qemu_irq sd_select;     /* NULL without a card */
};

/* chip select of the SD card, with a pull-up */
#define SD_PORT 'C'
#define SD_PIN  3

/* properties of the machine: lit, pressed = high */
typedef struct WifirePin {
    const char *name;
    char port;
    uint8_t pin;
} WifirePin;

static const WifirePin led[] = {
    { "ld1", 'G', 6 }, { "ld2", 'D', 4 }, { "ld3", 'B', 11 },
    { "ld4", 'G', 15 },
};

static const WifirePin button[] = {
    { "btn1", 'A', 5 }, { "btn2", 'A', 4 },
};

static PIC32GpioState *wifire_port(Object *obj, const WifirePin *p)
{
    return PIC32_GPIO(pic32mz_port(&WIFIRE(obj)->soc, p->port));
}

static void wifire_get_led(Object *obj, Visitor *v, const char *name,
                           void *opaque, Error **errp)
{
    const WifirePin *p = opaque;
    bool on = pic32_gpio_level(wifire_port(obj, p), p->pin);

    visit_type_bool(v, name, &on, errp);
}

static void wifire_get_button(Object *obj, Visitor *v, const char *name,
                              void *opaque, Error **errp)
{
    const WifirePin *p = opaque;
    bool pressed = pic32_gpio_input(wifire_port(obj, p), p->pin);

    visit_type_bool(v, name, &pressed, errp);
}

static void wifire_press(Object *obj, const WifirePin *p, bool pressed)
{
    DeviceState *port = DEVICE(wifire_port(obj, p));

    trace_wifire_button(p->name, pressed);
    qemu_set_irq(qdev_get_gpio_in(port, p->pin), pressed);
}

static void wifire_set_button(Object *obj, Visitor *v, const char *name,
                              void *opaque, Error **errp)
{
    bool pressed;

    if (visit_type_bool(v, name, &pressed, errp)) {
        wifire_press(obj, opaque, pressed);
    }
}

static void wifire_pin_changed(PIC32MZState *soc, unsigned n, bool level)
{
    WifireState *s = container_of(soc, WifireState, soc);

    if (n == 16 * (SD_PORT - 'A') + SD_PIN) {
        qemu_set_irq(s->sd_select, level);
    }
    for (unsigned i = 0; i < ARRAY_SIZE(led); i++) {
        if (n == 16 * (led[i].port - 'A') + led[i].pin) {
            trace_wifire_led(led[i].name, level);
        }
    }
}

static void wifire_load(WifireState *s, const char *filename)
{
    if (filename) {
        pic32_image_load(&s->soc, filename, &s->soc.entry, &error_fatal);
    }
}

/* the slot is at SPI3 */
static void wifire_insert_sd(WifireState *s)
{
    DriveInfo *drive = drive_get(IF_SD, 0, 0);
    DeviceState *port = pic32mz_port(&s->soc, SD_PORT);

    if (drive) {
        s->sd_select = pic32mz_insert_sd(&s->soc, "spi3",
                                         blk_by_legacy_dinfo(drive));
        qemu_set_irq(qdev_get_gpio_in(port, SD_PIN), 1);
    }
}

static void wifire_init(MachineState *machine)
{
    WifireState *s = WIFIRE(machine);

    if (machine->ram_size != PIC32MZ_RAM_SIZE) {
        error_report("the part has 512 KiB of RAM, no more and no less");
        exit(EXIT_FAILURE);
    }
    icount_set_period(INSTRUCTION_NS);
    object_initialize_child(OBJECT(machine), "soc", &s->soc, TYPE_PIC32MZ);
    qdev_prop_set_string(DEVICE(&s->soc), "cpu-type", machine->cpu_type);
    qdev_realize(DEVICE(&s->soc), NULL, &error_fatal);
    s->soc.pin_changed = wifire_pin_changed;
    for (unsigned i = 0; i < ARRAY_SIZE(button); i++) {
        wifire_press(OBJECT(s), &button[i], false);
    }
    wifire_insert_sd(s);

    wifire_load(s, machine->firmware);
    wifire_load(s, machine->kernel_filename);
    wifire_load(s, machine->initrd_filename);
}

static void wifire_reset(MachineState *machine, ShutdownCause reason)
{
    qemu_devices_reset(reason);
    pic32mz_start(&WIFIRE(machine)->soc);
}

static void wifire_add_properties(ObjectClass *klass)
{
    for (unsigned i = 0; i < ARRAY_SIZE(led); i++) {
        object_class_property_add(klass, led[i].name, "bool", wifire_get_led,
                                  NULL, NULL, (void *)&led[i]);
        object_class_property_set_description(klass, led[i].name,
                                              "LED is lit");
    }
    for (unsigned i = 0; i < ARRAY_SIZE(button); i++) {
        object_class_property_add(klass, button[i].name, "bool",
                                  wifire_get_button, wifire_set_button, NULL,
                                  (void *)&button[i]);
        object_class_property_set_description(klass, button[i].name,
                                              "button is pressed");
    }
}

static void wifire_class_init(ObjectClass *klass, void *data)
{
    static const char *const cpu_types[] = {
        MIPS_CPU_TYPE_NAME("M5150"), NULL
    };
    MachineClass *mc = MACHINE_CLASS(klass);

    mc->desc = "Digilent chipKIT Wi-FIRE (PIC32MZ2048EFG100)";
    mc->init = wifire_init;
    mc->reset = wifire_reset;
    mc->default_cpu_type = cpu_types[0];
    mc->valid_cpu_types = (const char **)cpu_types;
    mc->default_ram_size = PIC32MZ_RAM_SIZE;
    mc->max_cpus = 1;
    mc->block_default_type = IF_SD;
    mc->no_floppy = 1;
    mc->no_cdrom = 1;
    mc->no_parallel = 1;
    wifire_add_properties(klass);
}

static const TypeInfo wifire_info = {
    .name = TYPE_WIFIRE,
    .parent = TYPE_MACHINE,
    .instance_size = sizeof(WifireState),
    .class_init = wifire_class_init,
};

static void wifire_register_types(void)
{
    type_register_static(&wifire_info);
}

type_init(wifire_register_types)
