// SPDX-License-Identifier: GPL-2.0
/* DS60001246 (FRM section 49): random numbers. */
#include "board.h"
#include "ktap.h"

#define RNG(offset)	SFR(0x1f8e6000 + (offset))
#define RNGCON		RNG(0x04)
#define RNGPOLY1	RNG(0x08)
#define RNGPOLY2	RNG(0x0c)
#define RNGNUMGEN1	RNG(0x10)
#define RNGNUMGEN2	RNG(0x14)
#define RNGSEED1	RNG(0x18)
#define RNGSEED2	RNG(0x1c)
#define RNGCNT		RNG(0x20)
#define TRNGEN		0x0100
#define PRNGEN		0x0200
#define CONT		0x0400
#define TRNGMODE	0x0800
#define LOAD		0x1000

static bool complete;

static u32 seed(u32 *high)
{
	u32 i;

	for (i = 0; RNGCNT < 64 && i < 100000; i++)
		;
	complete = RNGCNT >= 64;
	*high = RNGSEED2;
	return RNGSEED1;
}

static void true_generator(void)
{
	u32 first, second, first_high, second_high;

	RNGCON = TRNGMODE | TRNGEN;
	first = seed(&first_high);
	RNGCON = 0;
	RNGCON = TRNGMODE | TRNGEN;
	second = seed(&second_high);
	ok(complete, "DS60001246 TRNGEN: RNGCNT reaches 64");
	ok(first || first_high, "DS60001246 TRNGEN: RNGSEED is not 0");
	ok(first != second || first_high != second_high,
	   "DS60001246 TRNGEN: RNGSEED is another one each time");
	RNGCON = 0;
}

static void pseudo_generator(void)
{
	u32 a, b;

	RNGPOLY1 = 0x00c00003;
	RNGPOLY2 = 0;
	RNGNUMGEN1 = 0x12345678;
	RNGNUMGEN2 = 0;
	is(RNGNUMGEN1, 0x12345678, "DS60001246 RNGNUMGEN is a seed while it stands");
	RNGCON = PRNGEN | CONT | 42;
	a = RNGNUMGEN1;
	b = RNGNUMGEN1;
	ok(a != b, "DS60001246 PRNGEN and CONT: RNGNUMGEN changes");
	RNGCON = 0;
	is(RNGCON & (PRNGEN | TRNGEN), 0, "DS60001246 RNGCON is cleared");
}

void run_tests(void)
{
	true_generator();
	pseudo_generator();
}
