/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * PIC32MZ interrupt controller.  Its GPIO inputs are the sources by IRQ
 * number; what they do to IFSx, level or edge, is in a table of the device.
 */
#ifndef HW_INTC_PIC32_EIC_H
#define HW_INTC_PIC32_EIC_H

#include "hw/misc/pic32_sfr.h"
#include "qemu/queue.h"

#define TYPE_PIC32_EIC "pic32-eic"
OBJECT_DECLARE_SIMPLE_TYPE(PIC32EicState, PIC32_EIC)

#define PIC32_EIC_IRQS  214

/* called for each event that sets a flag, be it enabled, or set before */
typedef struct PIC32EicObserver {
    void (*raised)(struct PIC32EicObserver *o, unsigned irq);
    QLIST_ENTRY(PIC32EicObserver) next;
} PIC32EicObserver;

void pic32_eic_observe(PIC32EicState *s, PIC32EicObserver *o);
/* the flag in IFSx */
bool pic32_eic_flag(PIC32EicState *s, unsigned irq);
/* a persistent source, and its device drives its line */
bool pic32_eic_persists(PIC32EicState *s, unsigned irq);

#endif
