// SPDX-License-Identifier: GPL-2.0
/*
 * Time since boot from Count, which wraps after 43 s: the scheduler looks at the
 * time often enough. No 64-bit arithmetic.
 */
#include <asm/time.h>
#include <levsha/time.h>

#define USEC_PER_SEC		1000000

static struct {
	u32 count;		/* Count at @us */
	u32 us;
	struct ktime stamp;	/* at @us too */
} base;

/* At most 43 s have passed, as many as the loop has rounds. */
static void advance(void)
{
	const u32 us = (arch_count() - base.count) / COUNTS_PER_US;

	base.count += us * COUNTS_PER_US;
	base.us += us;
	base.stamp.usec += us;
	while (base.stamp.usec >= USEC_PER_SEC) {
		base.stamp.usec -= USEC_PER_SEC;
		base.stamp.sec++;
	}
}

unsigned long ktime_us(void)
{
	advance();
	return base.us;
}

void ktime_stamp(struct ktime *now)
{
	advance();
	*now = base.stamp;
}
