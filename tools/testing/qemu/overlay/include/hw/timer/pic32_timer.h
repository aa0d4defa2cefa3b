/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * PIC32MZ timers: TYPE_PIC32_TIMER1 is Timer 1, TYPE_PIC32_TIMER the others.
 */
#ifndef HW_TIMER_PIC32_TIMER_H
#define HW_TIMER_PIC32_TIMER_H

#include "hw/misc/pic32_sfr.h"
#include "qemu/notify.h"

#define TYPE_PIC32_TIMER    "pic32-timer"
#define TYPE_PIC32_TIMER1   "pic32-timer1"
OBJECT_DECLARE_SIMPLE_TYPE(PIC32TimerState, PIC32_TIMER)

/*
 * The virtual time at which the count will next become "value", -1 if never
 * as things are; and who wants to know of changes (the timer is their data).
 */
int64_t pic32_timer_next(PIC32TimerState *s, uint32_t value);
void pic32_timer_notify(PIC32TimerState *s, Notifier *n);

/* for the board: let an even timer and the next odd one form 32 bits */
void pic32_timer_pair(PIC32TimerState *even, PIC32TimerState *odd);

#endif
