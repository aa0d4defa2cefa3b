/* SPDX-License-Identifier: GPL-2.0 */
/* Time, which here is what the test says. */
#ifndef _KUNIT_MIPS_TIME_H
#define _KUNIT_MIPS_TIME_H

#include <linux/types.h>

#define COUNTS_PER_US		100

extern u32 now_count;

static inline u32 arch_count(void)
{
	return now_count;
}

void arch_timer_set(u32 count);

#endif /* _KUNIT_MIPS_TIME_H */
