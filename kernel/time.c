// SPDX-License-Identifier: GPL-2.0
/*
 * Time since boot from Count, which wraps after 43 s: the scheduler looks at the
 * time often enough. No 64-bit arithmetic.
 */
#include <asm/time.h>
#include <levsha/time.h>

#define USEC_PER_SEC		1000000

static struct {
	struct ktime now;
	u32 count;		/* Count at @now */
} base;

/* At most 43 s have passed, as many as the loop has rounds. */
void ktime_stamp(struct ktime *now)
{
	const u32 us = (arch_count() - base.count) / COUNTS_PER_US;

	base.count += us * COUNTS_PER_US;
	*now = base.now;
	now->usec += us;
	while (now->usec >= USEC_PER_SEC) {
		now->usec -= USEC_PER_SEC;
		now->sec++;
	}
	base.now = *now;
}

unsigned long ktime_us(void)
{
	struct ktime now;

	ktime_stamp(&now);
	return now.sec * USEC_PER_SEC + now.usec;
}
