/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * DMA controller of Microchip's PIC32MZ.
 *
 * Interrupt n of the device is that of channel n.  It observes the interrupt
 * controller: what sets a flag in IFS is an event, whatever IEC says.
 */
#ifndef HW_DMA_PIC32_DMA_H
#define HW_DMA_PIC32_DMA_H

#include "hw/intc/pic32_eic.h"
#include "hw/misc/pic32_sbt.h"

#define TYPE_PIC32_DMA "pic32-dma"
OBJECT_DECLARE_SIMPLE_TYPE(PIC32DmaState, PIC32_DMA)

#define PIC32_DMA_CHANNELS  8

struct PIC32DmaState {
    PIC32SfrState parent_obj;

    PIC32SbtState *sbt;
    PIC32EicState *eic;
    PIC32EicObserver observer;
    QEMUTimer *timer;
    qemu_irq irq[PIC32_DMA_CHANNELS];

    uint8_t seen[PIC32_DMA_CHANNELS];   /* byte before, for patterns of two */
    uint32_t last;          /* the channel that had the bus last */
};

/* DCRCCON */
#define PIC32_DCRCCON_CRCCH(v)  extract32(v, 0, 3)
#define PIC32_DCRCCON_CRCTYP    BIT(5)
#define PIC32_DCRCCON_CRCAPP    BIT(6)
#define PIC32_DCRCCON_CRCEN     BIT(7)
#define PIC32_DCRCCON_PLEN(v)   extract32(v, 8, 5)
#define PIC32_DCRCCON_BITO      BIT(24)
#define PIC32_DCRCCON_WBO       BIT(27)
#define PIC32_DCRCCON_BYTO(v)   extract32(v, 28, 2)

/* a unit of 1, 2 or 4 bytes with its bytes in the order that BYTO asks for */
void pic32_dma_crc_order(uint32_t con, uint8_t *unit, unsigned len);
/* the accumulator after "len" bytes; "odd" if they start in mid-halfword */
uint32_t pic32_dma_crc_add(uint32_t con, uint32_t poly, uint32_t crc,
                           const uint8_t *unit, unsigned len, bool odd);
/* between the accumulator and what DCRCDATA shows; its own inverse */
uint32_t pic32_dma_crc_data(uint32_t con, uint32_t value);
/* bytes that append mode stores */
unsigned pic32_dma_crc_bytes(uint32_t con);

#endif
