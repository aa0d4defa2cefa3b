// SPDX-License-Identifier: GPL-2.0
/*
 * A guest that minds its own business: it beats, and watches its memory. What it
 * prints does not depend on time, so that two runs can be compared.
 */
#include "guest.h"

#define FIRST ((u32 *)0x200000)		/* behind the image */
#define END ((u32 *)0x400000)
#define BEATS 12
#define TICKS_PER_BEAT 4000000

static u32 pattern(const u32 *p)
{
	return (u32)p * 2654435761u;
}

static u32 spoilt_words(void)
{
	u32 *p, n = 0;

	for (p = FIRST; p < END; p++)
		n += *p != pattern(p);
	return n;
}

int main(void)
{
	u32 *p, beat;

	for (p = FIRST; p < END; p++)
		*p = pattern(p);
	for (beat = 1; beat <= BEATS; beat++) {
		const u64 next = rdtsc() + TICKS_PER_BEAT;
		const u32 spoilt = spoilt_words();

		print("beat %u of %u, %u words spoilt\n", beat, BEATS, spoilt);
		while (rdtsc() < next)
			;
	}
	halt();
}
