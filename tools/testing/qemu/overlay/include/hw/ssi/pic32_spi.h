/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * SPI master of Microchip's PIC32MZ, one of SPI1-6.  Its SSI bus is called
 * "ssi"; interrupts are, in this order: fault, receive, transmit.  A bus
 * whose peripherals are all deselected reads as ones.
 */
#ifndef HW_SSI_PIC32_SPI_H
#define HW_SSI_PIC32_SPI_H

#include "hw/misc/pic32_sfr.h"
#include "hw/ssi/ssi.h"

#define TYPE_PIC32_SPI "pic32-spi"
OBJECT_DECLARE_SIMPLE_TYPE(PIC32SpiState, PIC32_SPI)

#define PIC32_SPI_FIFO_BYTES 16

typedef struct PIC32SpiFifo {
    uint32_t word[PIC32_SPI_FIFO_BYTES];
    uint32_t num;
} PIC32SpiFifo;

struct PIC32SpiState {
    PIC32SfrState parent_obj;

    SSIBus *bus;
    QEMUTimer *timer;       /* end of the word in the shift register */
    qemu_irq irq[3];

    PIC32SpiFifo tx;
    PIC32SpiFifo rx;
    bool shifting;
    bool graced;            /* the word waits for a place to go to */
    uint32_t shift_in;      /* what the word in the shift register gets */
};

#endif
