/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Real-time clock and calendar of Microchip's PIC32MZ.  Time runs on the
 * virtual clock, from 1 January 2000 at power-up: the part has no battery.
 * Interrupt 0 of the device is the alarm.
 */
#ifndef HW_RTC_PIC32_RTCC_H
#define HW_RTC_PIC32_RTCC_H

#include "hw/misc/pic32_sfr.h"

#define TYPE_PIC32_RTCC "pic32-rtcc"
OBJECT_DECLARE_SIMPLE_TYPE(PIC32RtccState, PIC32_RTCC)

struct PIC32RtccState {
    PIC32SfrState parent_obj;

    QEMUTimer *timer;       /* the next half second, while an alarm is on */
    qemu_irq irq;
    /* half seconds since 1 January 2000 at "base_ns"; stands still when off */
    int64_t base_halves;
    int64_t base_ns;
    uint32_t weekday_shift; /* software may count other than the calendar */
};

#endif
