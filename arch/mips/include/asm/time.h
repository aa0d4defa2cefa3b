/* SPDX-License-Identifier: GPL-2.0 */
/* Count and Compare: the only clock, and the only timer, of root. */
#ifndef _ASM_MIPS_TIME_H
#define _ASM_MIPS_TIME_H

#include <asm/cp0.h>
#include <linux/types.h>

/* Count steps every two cycles of the 200 MHz clock. */
#define COUNTS_PER_US		100

/** arch_count() - Count */
static inline u32 arch_count(void)
{
	return mfc0(C0_COUNT);
}

/**
 * arch_timer_set() - let the core timer interrupt
 * @count: when Count is that; at once if it was so less than 2^31 counts ago
 */
void arch_timer_set(u32 count);

#endif /* _ASM_MIPS_TIME_H */
