/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The high precision event timer: time base of all cores, and timers that
 * interrupt through the I/O APIC. Context: core 0.
 */
#ifndef _LEVSHA_HPET_H
#define _LEVSHA_HPET_H

#include <linux/types.h>

/**
 * enum hpet_timer - what the comparators are used for
 * @HPET_PROFILER: periodic; the clock of samples
 * @HPET_TICK: one-shot; ends the sleep of core 0
 * @HPET_NR_TIMERS: their number
 */
enum hpet_timer {
	HPET_PROFILER,
	HPET_TICK,
	HPET_NR_TIMERS,
};

/**
 * hpet_init() - start the main counter from 0; ktime_us() works from here on
 * @base: physical address of the registers, mapped uncached
 *
 * Return: 0, or -ENODEV when the counter has only 32 bits or an impossible
 * period, or there is no comparator for the tick.
 */
int hpet_init(phys_addr_t base);

/** hpet_pin() - the I/O APIC input of a timer, or -ENODEV if it has no comparator */
int hpet_pin(enum hpet_timer timer);

/**
 * hpet_oneshot() - interrupt once
 * @timer: of those that hpet_pin() knows
 * @us: microseconds from now
 */
void hpet_oneshot(enum hpet_timer timer, u32 us);

/**
 * hpet_periodic() - interrupt again and again
 * @timer: %HPET_PROFILER
 * @us: microseconds, some seconds at most
 */
void hpet_periodic(enum hpet_timer timer, u32 us);

/** hpet_off() - do not interrupt any more */
void hpet_off(enum hpet_timer timer);

#endif /* _LEVSHA_HPET_H */
