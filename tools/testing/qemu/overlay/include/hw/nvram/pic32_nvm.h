/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Flash controller of Microchip's PIC32MZ.  Interrupt 0 of the device is the
 * flash control event.
 */
#ifndef HW_NVRAM_PIC32_NVM_H
#define HW_NVRAM_PIC32_NVM_H

#include "hw/misc/pic32_flash.h"
#include "hw/misc/pic32_sbt.h"

#define TYPE_PIC32_NVM "pic32-nvm"
OBJECT_DECLARE_SIMPLE_TYPE(PIC32NvmState, PIC32_NVM)

struct PIC32NvmState {
    PIC32SfrState parent_obj;

    PIC32SbtState *sbt;
    PIC32FlashState *flash;
    QEMUTimer *timer;       /* end of the operation */
    qemu_irq irq;
    uint32_t keys;          /* how many of NVMKEY's two keys have come */
};

#endif
