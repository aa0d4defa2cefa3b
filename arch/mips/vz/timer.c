// SPDX-License-Identifier: GPL-2.0
/* Root's timer, and the guest's that is not used: guests' Count reads trap. */
#include <asm/time.h>

#include "vz.h"

/* Time enough to write Compare before Count is there */
#define SOON			COUNTS_PER_US

/*
 * What is due by now, or will be when Compare is written, comes soon. As this is
 * done at least every ten seconds, Guest.Count stays below Guest.Compare: nobody
 * wants the interrupt that root might get then.
 */
void arch_timer_set(u32 count)
{
	const u32 now = arch_count();

	if ((s32)(count - now) < SOON)
		count = now + SOON;
	mtc0(C0_COMPARE, count);
	mtc0(C0_GTOFFSET, -now);
}
