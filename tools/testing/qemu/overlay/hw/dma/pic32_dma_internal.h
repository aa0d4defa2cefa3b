/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * DMA controller of the PIC32MZ: what its registers (pic32_dma.c) and its
 * engine (pic32_dma_engine.c) share.
 */
#ifndef HW_DMA_PIC32_DMA_INTERNAL_H
#define HW_DMA_PIC32_DMA_INTERNAL_H

#include "hw/dma/pic32_dma.h"

enum {
    DMACON, DMASTAT, DMAADDR, DCRCCON, DCRCDATA, DCRCXOR,
    DCHCON, DCHECON, DCHINT, DCHSSA, DCHDSA, DCHSSIZ, DCHDSIZ, DCHSPTR,
    DCHDPTR, DCHCSIZ, DCHCPTR, DCHDAT
};

#define DMACON_DMABUSY  BIT(11)
#define DMACON_SUSPEND  BIT(12)
#define DMACON_ON       BIT(15)
#define DMASTAT_RDWR    BIT(31)

#define CON_CHPRI(v)    extract32(v, 0, 2)
#define CON_CHEDET      BIT(2)
#define CON_CHAEN       BIT(4)
#define CON_CHCHN       BIT(5)
#define CON_CHAED       BIT(6)
#define CON_CHEN        BIT(7)
#define CON_CHCHNS      BIT(8)
#define CON_CHPATLEN    BIT(11)
#define CON_CHPIGNEN    BIT(13)
#define CON_CHBUSY      BIT(15)
#define CON_CHPIGN(v)   extract32(v, 24, 8)

#define ECON_AIRQEN     BIT(3)
#define ECON_SIRQEN     BIT(4)
#define ECON_PATEN      BIT(5)
#define ECON_CABORT     BIT(6)
#define ECON_CFORCE     BIT(7)
#define ECON_CHSIRQ(v)  extract32(v, 8, 8)
#define ECON_CHAIRQ(v)  extract32(v, 16, 8)

#define INT_CHER        BIT(0)
#define INT_CHTA        BIT(1)
#define INT_CHCC        BIT(2)
#define INT_CHBC        BIT(3)
#define INT_CHDH        BIT(4)
#define INT_CHDD        BIT(5)
#define INT_CHSH        BIT(6)
#define INT_CHSD        BIT(7)
#define INT_ENABLES     16

static inline uint32_t *dma_sfr(PIC32DmaState *s, unsigned sfr, unsigned ch)
{
    return pic32_sfr_at(PIC32_SFR(s), sfr, ch);
}

/* the timer's callback: a bounded number of beats */
void pic32_dma_run(void *opaque);
/* start or stop the timer as the channels' state asks for */
void pic32_dma_schedule(PIC32DmaState *s, unsigned beats);
/* an event asks for a cell */
void pic32_dma_event(PIC32DmaState *s, unsigned ch);
/* the same if CHSIRQ is an active persistent source, and SIRQEN set */
void pic32_dma_poll_request(PIC32DmaState *s, unsigned ch);
/* set flags of DCHxINT and drive its interrupt */
void pic32_dma_flag(PIC32DmaState *s, unsigned ch, uint32_t flags);
/* end the block early, with INT_CHTA or INT_CHER */
void pic32_dma_stop(PIC32DmaState *s, unsigned ch, uint32_t flag);

#endif
