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
#define HPET_COMPARATOR(n)	(0x108 + 0x20 * (n))

#define CAP_LAST_TIMER(cap)	((cap) >> 8 & 0x1f)
#define CAP_COUNTER_64		(1 << 13)
#define CAP_PERIOD_SHIFT	32		/* femtoseconds */
#define MAX_PERIOD_FS		100000000
#define CONFIG_ENABLE		(1 << 0)
#define TIMER_ENABLE		(1 << 2)
#define TIMER_PERIODIC		(1 << 3)
#define TIMER_PERIODIC_CAP	(1 << 4)
#define TIMER_SET_VALUE		(1 << 6)
#define TIMER_32_BIT		(1 << 8)
#define TIMER_PIN_SHIFT		9
#define TIMER_PINS_SHIFT	32

#define FS_PER_US		1000000000ULL
#define US_PER_SEC		1000000
#define PCI_PINS		0xffff0000	/* those below belong to ISA devices */

/* Each role has a comparator and a pin of its own. */
struct timer {
	u32 comparator;
	u32 pin;		/* 0: the role has none */
};

static const u32 needed[HPET_NR_TIMERS] = {
	[HPET_PROFILER] = TIMER_PERIODIC_CAP,
};

static struct {
	phys_addr_t base;
	u64 us_per_tick;	/* 32 bits of fraction */
	u64 ticks_per_us;
	struct timer timers[HPET_NR_TIMERS];
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

/* The profiler chooses first: often only the first comparator is periodic. */
static void assign_comparators(phys_addr_t base, u32 last)
{
	u32 pins = PCI_PINS, free, n = 0;
	enum hpet_timer role;
	u64 timer;

	for (role = 0; role < HPET_NR_TIMERS && n <= last; role++) {
		timer = readq(base + HPET_TIMER_CONFIG(n));
		free = (u32)(timer >> TIMER_PINS_SHIFT) & pins;
		if (!free || (timer & needed[role]) != needed[role])
			continue;
		hpet.timers[role].pin = (u32)__builtin_ctz(free);
		hpet.timers[role].comparator = n++;
		pins &= ~(free & -free);
	}
}

int hpet_init(phys_addr_t base)
{
	const u64 cap = readq(base + HPET_CAPABILITIES);
	const u64 period = cap >> CAP_PERIOD_SHIFT;
	u32 i;

	if (!(cap & CAP_COUNTER_64) || !period || period > MAX_PERIOD_FS)
		return -ENODEV;
	assign_comparators(base, CAP_LAST_TIMER(cap));
	writeq(0, base + HPET_CONFIG);
	writeq(0, base + HPET_COUNTER);
	for (i = 0; i <= CAP_LAST_TIMER(cap); i++)
		writeq(0, base + HPET_TIMER_CONFIG(i));
	writeq(CONFIG_ENABLE, base + HPET_CONFIG);
	hpet.us_per_tick = (period << 32) / FS_PER_US;
	hpet.ticks_per_us = FS_PER_US / period ?: 1;
	hpet.base = base;
	return hpet_pin(HPET_TICK) < 0 ? -ENODEV : 0;
}

int hpet_pin(enum hpet_timer timer)
{
	return (int)hpet.timers[timer].pin ?: -ENODEV;
}

static void configure(const struct timer *t, u64 flags)
{
	writeq((u64)t->pin << TIMER_PIN_SHIFT | flags,
	       hpet.base + HPET_TIMER_CONFIG(t->comparator));
}

/*
 * The comparator fires on equality, so a time that passed while it was written
 * would never come: then a later one is tried.
 */
void hpet_oneshot(enum hpet_timer timer, u32 us)
{
	const struct timer *t = &hpet.timers[timer];
	const phys_addr_t counter = hpet.base + HPET_COUNTER;
	u64 when;

	configure(t, TIMER_ENABLE);
	do {
		when = readq(counter) + us * hpet.ticks_per_us;
		writeq(when, hpet.base + HPET_COMPARATOR(t->comparator));
	} while ((s64)(readq(counter) - when) >= 0);
}

/*
 * Of 32 bits, because not all hardware takes a period of 64. The first write is the
 * time of the first interrupt, the second the period (2.3.9.2.2).
 */
void hpet_periodic(enum hpet_timer timer, u32 us)
{
	const struct timer *t = &hpet.timers[timer];
	const phys_addr_t comparator = hpet.base + HPET_COMPARATOR(t->comparator);
	const u32 ticks = (u32)(us * hpet.ticks_per_us);

	configure(t, TIMER_ENABLE | TIMER_PERIODIC | TIMER_SET_VALUE |
			     TIMER_32_BIT);
	writel(readl(hpet.base + HPET_COUNTER) + ticks, comparator);
	writel(ticks, comparator);
}

void hpet_off(enum hpet_timer timer)
{
	configure(&hpet.timers[timer], 0);
}
