/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * System bus arbiter of Microchip's PIC32MZ: SBFLAG and the registers of
 * targets SBT0-13.  Every initiator that is modelled (DMA, flash controller)
 * reaches the bus through pic32_sbt_rw(), which applies the permissions of
 * its group in CFGPG; for the core, the link "view" is the memory it sees.
 * Interrupt 0 of the device is the violation interrupt.
 */
#ifndef HW_MISC_PIC32_SBT_H
#define HW_MISC_PIC32_SBT_H

#include "exec/memory.h"
#include "hw/misc/pic32_cfg.h"
#include "qemu/notify.h"

#define TYPE_PIC32_SBT "pic32-sbt"
OBJECT_DECLARE_SIMPLE_TYPE(PIC32SbtState, PIC32_SBT)

/* INITID of SBTxELOG1 */
typedef enum PIC32Initiator {
    PIC32_INIT_CPU = 1, PIC32_INIT_DMA_READ = 3, PIC32_INIT_DMA_WRITE = 5,
    PIC32_INIT_USB = 7, PIC32_INIT_ETH_READ = 8, PIC32_INIT_ETH_WRITE = 9,
    PIC32_INIT_SQI = 12, PIC32_INIT_FC = 13,
} PIC32Initiator;

#define PIC32_SBT_TARGETS   14
#define PIC32_SBT_RANGES    19

/* checks what the core does in one of the ranges */
typedef struct PIC32SbtFence {
    PIC32SbtState *sbt;
    hwaddr base;
    MemoryRegion mr;
} PIC32SbtFence;

struct PIC32SbtState {
    PIC32SfrState parent_obj;

    qemu_irq irq;
    MemoryRegion *view;     /* the core's; NULL leaves the core unchecked */
    Notifier groups_changed;
    PIC32SbtFence fence[PIC32_SBT_RANGES];
};

/* physical ranges of the targets */
extern const struct PIC32SbtRange {
    uint32_t first;
    uint32_t last;
    unsigned target;
} pic32_sbt_range[PIC32_SBT_RANGES];

/* one access of at most a word; a blocked read gives zeros */
MemTxResult pic32_sbt_rw(PIC32SbtState *s, PIC32Initiator init, hwaddr addr,
                         void *buf, unsigned len, bool is_write);
/* some region of the target keeps the group of the initiator out */
bool pic32_sbt_closed(PIC32SbtState *s, unsigned target, PIC32Initiator init);

void pic32_sbt_fence_init(PIC32SbtState *s);
void pic32_sbt_fence_update(PIC32SbtState *s);

#endif
