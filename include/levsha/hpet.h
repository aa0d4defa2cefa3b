/* SPDX-License-Identifier: GPL-2.0 */
/* The high precision event timer: time base of all cores and tick of core 0. */
#ifndef _LEVSHA_HPET_H
#define _LEVSHA_HPET_H

#include <linux/types.h>

/**
 * hpet_init() - start the main counter from 0; ktime_us() works from here on
 * @base: physical address of the registers, mapped uncached
 *
 * Return: 0, or -ENODEV when the counter has only 32 bits or an impossible
 * period, or no comparator can interrupt through the I/O APIC.
 */
int hpet_init(phys_addr_t base);

/** hpet_tick_pin() - the I/O APIC input of the tick */
u32 hpet_tick_pin(void);

/**
 * hpet_tick_arm() - interrupt once
 * @us: microseconds from now
 *
 * Context: core 0.
 */
void hpet_tick_arm(u32 us);

#endif /* _LEVSHA_HPET_H */
