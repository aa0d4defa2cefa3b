// SPDX-License-Identifier: GPL-2.0
/*
 * What a guest that always computes has of the CPU: Count goes on while others run,
 * and leaps in its eyes. A line for each second: thousandths of it that the guest
 * ran, and the longest time that it did not, in microseconds.
 */
#include "testing.h"

#define COUNTS_PER_US	(COUNTS_PER_MS / 1000)
#define SECOND		(1000 * COUNTS_PER_MS)
#define LEAP		(20 * COUNTS_PER_US)

int main(void)
{
	uint32_t start, now, last, away, longest;

	console_init();
	for (;;) {
		away = 0;
		longest = 0;
		start = read_count();
		for (last = start; last - start < SECOND; last = now) {
			now = read_count();
			if (now - last < LEAP)
				continue;
			away += now - last;
			if (now - last > longest)
				longest = now - last;
		}
		print("%u %u\n", 1000 - away / (SECOND / 1000),
		      longest / COUNTS_PER_US);
	}
}
