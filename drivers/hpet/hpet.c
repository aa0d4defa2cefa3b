// SPDX-License-Identifier: GPL-2.0
/* The HPET (IA-PC HPET Specification 1.0a). */
#include <asm/io.h>
#include <levsha/hpet.h>
#include <levsha/time.h>
#include <linux/errno.h>

#define HPET_CAPABILITIES	0x000
#define HPET_CONFIG		0x010
#define HPET_COUNTER		0x0f0
#define HPET_TIMER_CONFIG(n)	(0x100 + 0x20 * (n))
#define HPET_TIMER0_COMPARATOR	0x108

#define CAP_LAST_TIMER(cap)	((cap) >> 8 & 0x1f)
#define CAP_COUNTER_64		(1 << 13)
#define CAP_PERIOD_SHIFT	32		/* femtoseconds */
#define MAX_PERIOD_FS		100000000
#define CONFIG_ENABLE		(1 << 0)
#define TIMER_ENABLE		(1 << 2)
#define TIMER_PIN_SHIFT		9
#define TIMER_PINS_SHIFT	32

#define FS_PER_US		1000000000ULL
#define US_PER_SEC		1000000
#define FIRST_PCI_PIN		16		/* pins below belong to ISA devices */

static struct {
	phys_addr_t base;
	u64 us_per_tick;	/* 32 bits of fraction */
	u64 ticks_per_us;
	u32 pin;
} hpet;

unsigned long ktime_us(void)
{
	if (!hpet.base)
		return 0;
	return (u64)((u128)readq(hpet.base + HPET_COUNTER) *
			     hpet.us_per_tick >> 32);
}

void ktime_stamp(struct ktime *now)
{
	const u64 us = ktime_us();

	now->sec = (u32)(us / US_PER_SEC);
	now->usec = (u32)(us % US_PER_SEC);
}

static int choose_pin(u32 pins)
{
	const u32 free = pins & ~0U << FIRST_PCI_PIN;

	if (!free)
		return -ENODEV;
	hpet.pin = (u32)__builtin_ctz(free);
	return 0;
}

int hpet_init(phys_addr_t base)
{
	const u64 cap = readq(base + HPET_CAPABILITIES);
	const u64 period = cap >> CAP_PERIOD_SHIFT;
	const u64 timer = readq(base + HPET_TIMER_CONFIG(0));
	u32 i;

	if (!(cap & CAP_COUNTER_64) || !period || period > MAX_PERIOD_FS ||
	    choose_pin((u32)(timer >> TIMER_PINS_SHIFT)))
		return -ENODEV;
	writeq(0, base + HPET_CONFIG);
	writeq(0, base + HPET_COUNTER);
	for (i = 0; i <= CAP_LAST_TIMER(cap); i++)
		writeq(0, base + HPET_TIMER_CONFIG(i));
	writeq((u64)hpet.pin << TIMER_PIN_SHIFT | TIMER_ENABLE,
	       base + HPET_TIMER_CONFIG(0));
	writeq(CONFIG_ENABLE, base + HPET_CONFIG);
	hpet.us_per_tick = (period << 32) / FS_PER_US;
	hpet.ticks_per_us = FS_PER_US / period ?: 1;
	hpet.base = base;
	return 0;
}

u32 hpet_tick_pin(void)
{
	return hpet.pin;
}

/*
 * The comparator fires on equality, so a time that passed while it was written
 * would never come: then a later one is tried.
 */
void hpet_tick_arm(u32 us)
{
	const phys_addr_t counter = hpet.base + HPET_COUNTER;
	u64 when;

	do {
		when = readq(counter) + us * hpet.ticks_per_us;
		writeq(when, hpet.base + HPET_TIMER0_COMPARATOR);
	} while ((s64)(readq(counter) - when) >= 0);
}
