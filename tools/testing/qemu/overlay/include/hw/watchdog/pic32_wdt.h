/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Watchdog and deadman timers of Microchip's PIC32MZ.  The clock input of the
 * watchdog is LPRC, that of the deadman timer the core's (one instruction is
 * one clock).  Both take their configuration from DEVCFG1 at reset, and end
 * in an NMI and a reset through the link "cru".
 */
#ifndef HW_WATCHDOG_PIC32_WDT_H
#define HW_WATCHDOG_PIC32_WDT_H

#include "hw/misc/pic32_cru.h"
#include "hw/misc/pic32_flash.h"
#include "hw/misc/pic32_sfr.h"

#define TYPE_PIC32_WDT "pic32-wdt"
OBJECT_DECLARE_SIMPLE_TYPE(PIC32WdtState, PIC32_WDT)

struct PIC32WdtState {
    PIC32SfrState parent_obj;

    PIC32CruState *cru;
    PIC32FlashState *flash;
    QEMUTimer *timer;
    uint32_t devcfg1;
    int64_t started;        /* when the count was 0 */
};

#define TYPE_PIC32_DMT "pic32-dmt"
OBJECT_DECLARE_SIMPLE_TYPE(PIC32DmtState, PIC32_DMT)

struct PIC32DmtState {
    PIC32SfrState parent_obj;

    PIC32CruState *cru;
    PIC32FlashState *flash;
    QEMUTimer *timer;
    uint32_t devcfg1;
    int64_t started;
    bool step1;             /* DMTPRECLR has had its key */
};

#endif
