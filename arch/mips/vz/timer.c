// SPDX-License-Identifier: GPL-2.0
/* Root's timer, and the guest's that is not used: guests' Count reads trap. */
#include <asm/time.h>

#include "vz.h"

/* Time enough to leave arch_timer_set() before it is over */
#define SOON			(2 * COUNTS_PER_US)

void vz_park_timer(void)
{
	mtc0(C0_GTOFFSET, -arch_count());
}

/* The flag in the interrupt controller stays if Count was there in between. */
void arch_timer_set(u32 count)
{
	mtc0(C0_COMPARE, count);
	ehb();
	while ((s32)(count - arch_count()) <= 0) {
		count = arch_count() + SOON;
		mtc0(C0_COMPARE, count);
		ehb();
	}
	vz_park_timer();
}
