/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Microchip PIC32MZ2048EFG100: core, memories, buses and devices
 *
 * A board sets the part up, loads images with pic32_image_load(), and calls
 * pic32mz_start() after each reset of the devices.
 */
#ifndef HW_MIPS_PIC32MZ_H
#define HW_MIPS_PIC32MZ_H

#include "hw/intc/pic32_eic.h"
#include "hw/misc/pic32_cfg.h"
#include "hw/misc/pic32_cru.h"
#include "hw/misc/pic32_flash.h"
#include "hw/qdev-core.h"
#include "target/mips/cpu-qom.h"

#define TYPE_PIC32MZ "pic32mz2048efg100"
OBJECT_DECLARE_SIMPLE_TYPE(PIC32MZState, PIC32MZ)

#define PIC32MZ_RAM_SIZE    0x80000

struct PIC32MZState {
    DeviceState parent_obj;

    char *cpu_type;
    MIPSCPU *cpu;
    MemoryRegion ram[2];
    MemoryRegion view;      /* of the core */
    MemoryRegion view_memory;
    MemoryRegion sfr;       /* what no device answers to */
    MemoryRegion ebi;
    MemoryRegion sqi;
    PIC32FlashState *flash;
    PIC32CfgState *cfg;
    PIC32CruState *cru;
    PIC32EicState *eic;
    /* for the board: level of pin 16 * port + pin; may be NULL */
    void (*pin_changed)(PIC32MZState *s, unsigned pin, bool level);
    uint32_t entry;         /* of an image in RAM, 0 if there is none */
};

/* a row of a table of devices, which become children of the SoC by name */
typedef struct PIC32MZDevice {
    const char *type, *name;
    hwaddr base;
    unsigned num;
    unsigned pmd;           /* PIC32_PMD() */
    const char *clock;      /* output of "cru" */
    unsigned irq;           /* of the first interrupt output, others follow */
} PIC32MZDevice;

void pic32mz_add_devices(PIC32MZState *s, const PIC32MZDevice *device,
                         unsigned num);
/* the table in pic32mz_peripherals.c */
void pic32mz_add_peripherals(PIC32MZState *s);
/* put an SD card at an SPI bus; gives its chip select */
qemu_irq pic32mz_insert_sd(PIC32MZState *s, const char *spi,
                           BlockBackend *blk);

/* the device of that name in a table, NULL if there is none */
DeviceState *pic32mz_device(PIC32MZState *s, const char *name);
/* port 'A' to 'G' */
DeviceState *pic32mz_port(PIC32MZState *s, char letter);

/*
 * After a reset: read the configuration words, reset the core, and start
 * where the part, or the boot loader of the board, would.
 */
void pic32mz_start(PIC32MZState *s);

/*
 * Load an S-record, Intel HEX or ELF file into flash and RAM.  Addresses are
 * physical, KSEG0 or KSEG1.  Gives the start address of the file in "entry",
 * if there is one.
 */
bool pic32_image_load(PIC32MZState *s, const char *filename, uint32_t *entry,
                      Error **errp);

#endif
