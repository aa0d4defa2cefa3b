/* SPDX-License-Identifier: GPL-2.0 */
/* Time since boot, for every core and context. */
#ifndef _LEVSHA_TIME_H
#define _LEVSHA_TIME_H

#include <linux/types.h>

/** ktime_us() - microseconds since the time base was started; 0 before */
u64 ktime_us(void);

#endif /* _LEVSHA_TIME_H */
