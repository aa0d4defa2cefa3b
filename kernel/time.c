// SPDX-License-Identifier: GPL-2.0
/*
 * Time since boot from Count, which wraps after 43 s: the scheduler looks at the
 * time often enough. No 64-bit arithmetic.
 */
#include <asm/time.h>
#include <levsha/time.h>

#define USEC_PER_SEC		1000000
#define COUNTS_PER_SEC		(COUNTS_PER_US * USEC_PER_SEC)

static struct {
	u32 sec;
	u32 count;		/* Count when that second began */
} base;

void ktime_stamp(struct ktime *now)
{
	u32 counts;

	while ((counts = arch_count() - base.count) >= COUNTS_PER_SEC) {
		base.count += COUNTS_PER_SEC;
		base.sec++;
	}
	now->sec = base.sec;
	now->usec = counts / COUNTS_PER_US;
}

unsigned long ktime_us(void)
{
	struct ktime now;

	ktime_stamp(&now);
	return now.sec * USEC_PER_SEC + now.usec;
}
