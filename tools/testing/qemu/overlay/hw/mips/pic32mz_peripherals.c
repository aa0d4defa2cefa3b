/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * PIC32MZ: peripherals beyond those that every program uses, and the SD card
 * slot of the board at SPI3.
 */
#include "qemu/osdep.h"
#include "hw/mips/pic32mz.h"
#include "hw/qdev-properties.h"
#include "hw/sd/sd.h"
#include "hw/ssi/ssi.h"
#include "qapi/error.h"
#include "sysemu/blockdev.h"

#define IRQ_ADC_EOS     192

#define SPI(n, irq) \
    { "pic32-spi", "spi" #n, 0x1f821000 + ((n) - 1) * 0x200, n, \
      PIC32_PMD(5, 7 + (n)), "pb2", irq }

#define I2C(n, irq) \
    { "pic32-i2c", "i2c" #n, 0x1f820000 + ((n) - 1) * 0x200, n, \
      PIC32_PMD(5, 15 + (n)), "pb2", irq }
#define OC(n, irq) \
    { "pic32-oc", "oc" #n, 0x1f844000 + ((n) - 1) * 0x200, n, \
      PIC32_PMD(3, 15 + (n)), "pb3", irq }
#define IC(n) \
    { "pic32-ic", "ic" #n, 0x1f842000 + ((n) - 1) * 0x200, n, \
      PIC32_PMD(3, (n) - 1), "pb3" }

/* "sbt" first: others have links to it */
static const PIC32MZDevice peripherals[] = {
    { "pic32-sbt", "sbt", 0x1f8f0000, 0, 0, "pb7", 106 },
    { "pic32-dma", "dma", 0x1f811000, 0, PIC32_PMD(7, 4), "pb7", 134 },
    { "pic32-nvm", "nvm", 0x1f800600, 0, 0, "pb5", 167 },
    { "pic32-wdt", "wdt", 0x1f800800, 0, 0, "lprc", 0 },
    { "pic32-dmt", "dmt", 0x1f800a00, 0, 0, "pb7", 0 },
    { "pic32-rtcc", "rtcc", 0x1f800c00, 0, PIC32_PMD(6, 0), "pb1", 166 },
    { "pic32-rng", "rng", 0x1f8e6000, 0, PIC32_PMD(7, 20), "pb5", 0 },
    SPI(1, 109), SPI(2, 142), SPI(3, 154), SPI(4, 163), SPI(5, 176),
    SPI(6, 185),
    I2C(1, 115), I2C(2, 148), I2C(3, 160), I2C(4, 173), I2C(5, 182),
    IC(1), IC(2), IC(3), IC(4), IC(5), IC(6), IC(7), IC(8), IC(9),
    OC(1, 7), OC(2, 12), OC(3, 17), OC(4, 22), OC(5, 27), OC(6, 31),
    OC(7, 35), OC(8, 39), OC(9, 43),
    { "pic32-adc", "adc", 0x1f84b000, 0, PIC32_PMD(1, 0), "pb3", 44 },
    { "pic32-precon", "precon", 0x1f8e0000, 0, 0, "pb5" },
    { "pic32-cmp", "cmp", 0x1f84c000, 0, 0, "pb3" },
    { "pic32-pmp", "pmp", 0x1f82e000, 0, PIC32_PMD(6, 16), "pb2" },
    { "pic32-ebi", "ebi", 0x1f8e1000, 0, PIC32_PMD(6, 17), "pb8" },
    { "pic32-sqi", "sqi", 0x1f8e2000, 0, PIC32_PMD(6, 23), "pb5" },
    { "pic32-usbcr", "usbcr", 0x1f884000, 0, 0, "pb5" },
    { "pic32-usb", "usb", 0x1f8e3000, 0, PIC32_PMD(5, 24), "pb5" },
    { "pic32-eth", "eth", 0x1f882000, 0, PIC32_PMD(6, 28), "pb5" },
};

void pic32mz_add_peripherals(PIC32MZState *s)
{
    pic32mz_add_devices(s, peripherals, ARRAY_SIZE(peripherals));
    qdev_connect_gpio_out_named(pic32mz_device(s, "adc"), "eos", 0,
                                qdev_get_gpio_in(DEVICE(s->eic),
                                                 IRQ_ADC_EOS));
}

qemu_irq pic32mz_insert_sd(PIC32MZState *s, const char *spi,
                           BlockBackend *blk)
{
    BusState *bus = qdev_get_child_bus(pic32mz_device(s, spi), "ssi");
    DeviceState *slot = qdev_new("ssi-sd");
    DeviceState *card = qdev_new(TYPE_SD_CARD);

    qdev_realize_and_unref(slot, bus, &error_fatal);
    qdev_prop_set_drive_err(card, "drive", blk, &error_fatal);
    qdev_prop_set_bit(card, "spi", true);
    qdev_realize_and_unref(card, qdev_get_child_bus(slot, "sd-bus"),
                           &error_fatal);
    return qdev_get_gpio_in_named(slot, SSI_GPIO_CS, 0);
}
