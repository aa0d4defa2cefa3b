/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Microchip PIC32MZ2048EFG100
 */
#include "qemu/osdep.h"
#include "cpu.h"
#include "exec/address-spaces.h"
#include "hw/irq.h"
#include "hw/mips/cpudevs.h"
#include "hw/mips/eic.h"
#include "hw/gpio/pic32_gpio.h"
#include "hw/mips/pic32mz.h"
#include "hw/misc/pic32_pps.h"
#include "hw/qdev-clock.h"
#include "hw/qdev-properties.h"
#include "hw/sysbus.h"
#include "hw/timer/pic32_timer.h"
#include "migration/vmstate.h"
#include "qapi/error.h"
#include "qemu/log.h"
#include "qemu/module.h"
#include "sysemu/sysemu.h"

#define SFR_BASE    0x1F800000
#define SFR_SIZE    0x00100000
#define EBI_BASE    0x20000000
#define SQI_BASE    0x30000000
#define EXT_SIZE    0x04000000
#define BANK_SIZE   (PIC32MZ_RAM_SIZE / 2)
#define PIN_INT0    (16 * ('D' - 'A') + 0)

static const uint8_t irq_int[] = { 3, 8, 13, 18, 23 };

#define UART(n, irq) \
    { "pic32-uart", "uart" #n, 0x1F822000 + ((n) - 1) * 0x200, n, \
      PIC32_PMD(5, (n) - 1), "pb2", irq }
#define TIMER(n, type, irq) \
    { "pic32-timer" type, "timer" #n, 0x1F840000 + ((n) - 1) * 0x200, n, \
      PIC32_PMD(4, (n) - 1), "pb3", irq }
#define PORT(n, name, irq) \
    { "pic32-gpio", "port" name, 0x1F860000 + (n) * 0x100, n, 0, "pb4", irq }

static const PIC32MZDevice devices[] = {
    UART(1, 112), UART(2, 145), UART(3, 157),
    UART(4, 170), UART(5, 179), UART(6, 188),
    TIMER(1, "1", 4), TIMER(2, "", 9), TIMER(3, "", 14), TIMER(4, "", 19),
    TIMER(5, "", 24), TIMER(6, "", 28), TIMER(7, "", 32), TIMER(8, "", 36),
    TIMER(9, "", 40),
    PORT(0, "a", 118), PORT(1, "b", 119), PORT(2, "c", 120),
    PORT(3, "d", 121), PORT(4, "e", 122), PORT(5, "f", 123),
    PORT(6, "g", 124),
    { "pic32-cvr", "cvr", 0x1F800E00, 0, PIC32_PMD(1, 12), "pb1" },
    { "pic32-icd", "icd", 0x1F801130, 0, 0, "pb1" },
    { TYPE_PIC32_PPS, "pps", 0x1F801400, 0, 0, "pb1" },
};

DeviceState *pic32mz_device(PIC32MZState *s, const char *name)
{
    return DEVICE(object_resolve_path_component(OBJECT(s), name));
}

/* a child of the SoC with the links that its class has, mapped at "base" */
static DeviceState *soc_add(PIC32MZState *s, const char *type,
                            const char *name, hwaddr base)
{
    /* a link has the name of the device that it is to */
    static const char *const links[] = {
        "cfg", "cru", "eic", "flash", "cpu", "sbt", "view",
        "timer2", "timer3", "timer4", "timer5", "timer6", "timer7",
    };
    DeviceState *dev = qdev_new(type);

    object_property_add_child(OBJECT(s), name, OBJECT(dev));
    for (unsigned i = 0; i < ARRAY_SIZE(links); i++) {
        Object *obj = object_resolve_path_component(OBJECT(s), links[i]);

        if (obj && object_property_find(OBJECT(dev), links[i])) {
            object_property_set_link(OBJECT(dev), links[i], obj,
                                     &error_abort);
        }
    }
    if (base) {
        sysbus_mmio_map(SYS_BUS_DEVICE(dev), 0, base);
    }
    return dev;
}

static void soc_realize_device(DeviceState *dev, Error **errp)
{
    sysbus_realize_and_unref(SYS_BUS_DEVICE(dev), errp);
}

static void soc_connect_irqs(PIC32MZState *s, DeviceState *dev, unsigned irq)
{
    SysBusDevice *sbd = SYS_BUS_DEVICE(dev);

    for (unsigned i = 0; sysbus_has_irq(sbd, i); i++) {
        sysbus_connect_irq(sbd, i, qdev_get_gpio_in(DEVICE(s->eic), irq + i));
    }
}

/* the USB serial converter of the board is at UART4, its pins 0, 1 at UART1 */
static Chardev *soc_chardev(const char *name)
{
    static const char *const order[] = {
        "uart4", "uart1", "uart2", "uart3", "uart5", "uart6",
    };

    for (unsigned i = 0; i < ARRAY_SIZE(order); i++) {
        if (!strcmp(name, order[i])) {
            return serial_hd(i);
        }
    }
    return NULL;
}

void pic32mz_add_devices(PIC32MZState *s, const PIC32MZDevice *device,
                         unsigned num)
{
    for (unsigned i = 0; i < num; i++) {
        DeviceState *dev = soc_add(s, device[i].type, device[i].name,
                                   device[i].base);

        Chardev *chr = soc_chardev(device[i].name);

        if (chr) {
            qdev_prop_set_chr(dev, "chardev", chr);
        }
        qdev_prop_set_uint32(dev, "num", device[i].num);
        qdev_prop_set_uint32(dev, "pmd", device[i].pmd);
        qdev_connect_clock_in(dev, "clk",
                              qdev_get_clock_out(DEVICE(s->cru),
                                                 device[i].clock));
        soc_realize_device(dev, &error_fatal);
        soc_connect_irqs(s, dev, device[i].irq);
    }
}

/* timers 2+3, 4+5, 6+7, 8+9 */
static void soc_pair_timers(PIC32MZState *s)
{
    for (unsigned even = 2; even <= 8; even += 2) {
        g_autofree char *low = g_strdup_printf("timer%u", even);
        g_autofree char *high = g_strdup_printf("timer%u", even + 1);

        pic32_timer_pair(PIC32_TIMER(pic32mz_device(s, low)),
                         PIC32_TIMER(pic32mz_device(s, high)));
    }
}

DeviceState *pic32mz_port(PIC32MZState *s, char letter)
{
    char name[] = { 'p', 'o', 'r', 't', g_ascii_tolower(letter), 0 };

    return pic32mz_device(s, name);
}

static void soc_connect_pin(PIC32MZState *s, char port, unsigned pin,
                            qemu_irq to)
{
    qdev_connect_gpio_out_named(pic32mz_port(s, port), PIC32_GPIO_OUT, pin,
                                to);
}

static void soc_pin_changed(void *opaque, int n, int level)
{
    PIC32MZState *s = opaque;
    DeviceState *pps = pic32mz_device(s, "pps");

    qemu_set_irq(qdev_get_gpio_in(pps, n), level);
    if (n == PIN_INT0) {
        qemu_set_irq(qdev_get_gpio_in(DEVICE(s->eic), irq_int[0]), level);
    }
    if (s->pin_changed) {
        s->pin_changed(s, n, level);
    }
}

/* INT0 has its pin, the others are selected */
static void soc_connect_pins(PIC32MZState *s)
{
    DeviceState *pps = pic32mz_device(s, "pps");

    for (unsigned i = 0; i < PIC32_PPS_PINS; i++) {
        soc_connect_pin(s, 'a' + i / 16, i % 16,
                        qdev_get_gpio_in_named(DEVICE(s), "pin", i));
    }
    for (unsigned i = 0; i < PIC32_PPS_INTS; i++) {
        qdev_connect_gpio_out(pps, i, qdev_get_gpio_in(DEVICE(s->eic),
                                                       irq_int[1 + i]));
    }
}

static uint64_t no_register_read(void *opaque, hwaddr offset, unsigned size)
{
    qemu_log_mask(LOG_GUEST_ERROR, "pic32: read of no register at 0x%"
                  HWADDR_PRIx "\n", SFR_BASE + offset);
    return 0;
}

static void no_register_write(void *opaque, hwaddr offset, uint64_t data,
                              unsigned size)
{
    qemu_log_mask(LOG_GUEST_ERROR, "pic32: write of 0x%" PRIx64 " to no "
                  "register at 0x%" HWADDR_PRIx "\n", data, SFR_BASE + offset);
}

static const MemoryRegionOps no_register_ops = {
    .read = no_register_read,
    .write = no_register_write,
    .endianness = DEVICE_LITTLE_ENDIAN,
    .valid = { .min_access_size = 1, .max_access_size = 8 },
    .impl = { .min_access_size = 1, .max_access_size = 4 },
};

static uint64_t external_read(void *opaque, hwaddr offset, unsigned size)
{
    qemu_log_mask(LOG_UNIMP, "pic32: read of empty %s window at +0x%"
                  HWADDR_PRIx "\n", (char *)opaque, offset);
    return 0;
}

static void external_write(void *opaque, hwaddr offset, uint64_t data,
                           unsigned size)
{
    qemu_log_mask(LOG_UNIMP, "pic32: write to empty %s window at +0x%"
                  HWADDR_PRIx "\n", (char *)opaque, offset);
}

/* nothing is connected to the external buses */
static const MemoryRegionOps external_ops = {
    .read = external_read,
    .write = external_write,
    .endianness = DEVICE_LITTLE_ENDIAN,
    .valid = { .min_access_size = 1, .max_access_size = 8 },
};

/* the core's view: what the bus arbiter may put fences in */
static void soc_map_view(PIC32MZState *s)
{
    memory_region_init(&s->view, OBJECT(s), "pic32.view", UINT64_MAX);
    object_property_add_const_link(OBJECT(s), "view", OBJECT(&s->view));
    memory_region_init_alias(&s->view_memory, OBJECT(s), "pic32.view.memory",
                             get_system_memory(), 0, UINT64_MAX);
    memory_region_add_subregion(&s->view, 0, &s->view_memory);
}

static bool soc_map_memory(PIC32MZState *s, Error **errp)
{
    static const char *const bank[] = { "pic32.ram1", "pic32.ram2" };
    MemoryRegion *sysmem = get_system_memory();

    for (unsigned i = 0; i < ARRAY_SIZE(bank); i++) {
        Error *err = NULL;

        memory_region_init_ram(&s->ram[i], OBJECT(s), bank[i], BANK_SIZE,
                               &err);
        if (err) {
            error_propagate(errp, err);
            return false;
        }
        memory_region_add_subregion(sysmem, i * BANK_SIZE, &s->ram[i]);
    }
    memory_region_init_io(&s->sfr, OBJECT(s), &no_register_ops, s,
                          "pic32.sfr", SFR_SIZE);
    memory_region_add_subregion_overlap(sysmem, SFR_BASE, &s->sfr, -1);
    memory_region_init_io(&s->ebi, OBJECT(s), &external_ops, (void *)"EBI",
                          "pic32.ebi", EXT_SIZE);
    memory_region_add_subregion(sysmem, EBI_BASE, &s->ebi);
    memory_region_init_io(&s->sqi, OBJECT(s), &external_ops, (void *)"SQI",
                          "pic32.sqi", EXT_SIZE);
    memory_region_add_subregion(sysmem, SQI_BASE, &s->sqi);
    return true;
}

static void soc_add_cpu(PIC32MZState *s)
{
    DeviceState *eic = DEVICE(s->eic);
    DeviceState *cpu = DEVICE(s->cpu);

    qdev_connect_clock_in(cpu, "clk-in",
                          qdev_get_clock_out(DEVICE(s->cru), "pb7"));
    object_property_set_link(OBJECT(cpu), "memory", OBJECT(&s->view),
                             &error_abort);
    qdev_realize(cpu, NULL, &error_fatal);
    cpu_mips_irq_init_cpu(s->cpu);
    cpu_mips_clock_init(s->cpu);
    qdev_connect_gpio_out_named(cpu, MIPS_EIC_TIMER, 0,
                                qdev_get_gpio_in(eic, 0));
    for (unsigned i = 0; i < 2; i++) {
        qdev_connect_gpio_out_named(cpu, MIPS_EIC_SOFT, i,
                                    qdev_get_gpio_in(eic, 1 + i));
    }
    qdev_connect_gpio_out_named(DEVICE(s->cru), "nmi", 0,
                                qdev_get_gpio_in_named(cpu, MIPS_EIC_NMI, 0));
}

static void soc_realize(DeviceState *dev, Error **errp)
{
    PIC32MZState *s = PIC32MZ(dev);

    if (!soc_map_memory(s, errp)) {
        return;
    }
    soc_map_view(s);
    s->cpu = MIPS_CPU(object_new(s->cpu_type));
    object_property_add_child(OBJECT(s), "cpu", OBJECT(s->cpu));
    s->flash = PIC32_FLASH(soc_add(s, TYPE_PIC32_FLASH, "flash", 0));
    soc_realize_device(DEVICE(s->flash), &error_fatal);
    s->cfg = PIC32_CFG(soc_add(s, TYPE_PIC32_CFG, "cfg", SFR_BASE));
    soc_realize_device(DEVICE(s->cfg), &error_fatal);
    s->cru = PIC32_CRU(soc_add(s, TYPE_PIC32_CRU, "cru", SFR_BASE + 0x1200));
    soc_realize_device(DEVICE(s->cru), &error_fatal);
    s->eic = PIC32_EIC(soc_add(s, TYPE_PIC32_EIC, "eic", SFR_BASE + 0x10000));
    soc_realize_device(DEVICE(s->eic), &error_fatal);
    soc_add_cpu(s);
    pic32mz_add_devices(s, devices, ARRAY_SIZE(devices));
    soc_pair_timers(s);
    soc_connect_pins(s);
    pic32mz_add_peripherals(s);
}

static void soc_init(Object *obj)
{
    qdev_init_gpio_in_named(DEVICE(obj), soc_pin_changed, "pin",
                            PIC32_PPS_PINS);
}

static Property soc_properties[] = {
    DEFINE_PROP_STRING("cpu-type", PIC32MZState, cpu_type),
    DEFINE_PROP_END_OF_LIST(),
};

static void soc_class_init(ObjectClass *klass, void *data)
{
    DeviceClass *dc = DEVICE_CLASS(klass);

    dc->realize = soc_realize;
    dc->user_creatable = false;
    device_class_set_props(dc, soc_properties);
}

static const TypeInfo soc_info = {
    .name = TYPE_PIC32MZ,
    .parent = TYPE_DEVICE,
    .instance_size = sizeof(PIC32MZState),
    .instance_init = soc_init,
    .class_init = soc_class_init,
};

static void soc_register_types(void)
{
    type_register_static(&soc_info);
}

type_init(soc_register_types)
