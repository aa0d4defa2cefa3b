/* SPDX-License-Identifier: GPL-2.0 */
/* Time since boot, for every core and context. */
#ifndef _LEVSHA_TIME_H
#define _LEVSHA_TIME_H

#include <linux/types.h>

/**
 * struct ktime - a time since boot, for people
 * @sec: seconds
 * @usec: microseconds of the next one
 */
struct ktime {
	u32 sec;
	u32 usec;
};

/**
 * ktime_us() - microseconds since the time base was started, for intervals
 *
 * Return: 0 before; where a long has 32 bits it wraps after 71 minutes.
 */
unsigned long ktime_us(void);

/** ktime_stamp() - the time since the time base was started */
void ktime_stamp(struct ktime *now);

#endif /* _LEVSHA_TIME_H */
