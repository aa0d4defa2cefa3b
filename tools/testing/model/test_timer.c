// SPDX-License-Identifier: GPL-2.0
/* DS60001320 sections 13 and 14: timers 1 to 9. PB3 is as fast as Count. */
#include "board.h"
#include "cp0.h"
#include "ktap.h"

#define TCON(n)		SFR(0x1f840000 + 0x200 * ((n) - 1))
#define TMR(n)		SFR(0x1f840010 + 0x200 * ((n) - 1))
#define PR(n)		SFR(0x1f840020 + 0x200 * ((n) - 1))
#define ON		0x8000
#define T32		0x0008
#define TCKPS(n)	((n) << 4)
#define NEAR		40	/* PB3 clocks that a few accesses take */

static const u32 irqs[] = { 0, 4, 9, 14, 19, 24, 28, 32, 36, 40 };

static void wait(u32 counts)
{
	const u32 start = mfc0(COUNT);

	while (mfc0(COUNT) - start < counts)
		;
}

static void periods(void)
{
	u32 n, early, late, value;

	for (n = 1; n <= 9; n++) {
		TCON(n) = 0;
		is(PR(n), 0xffff, "DS60001320 PR%u is 0xffff after reset", n);
		TMR(n) = 0;
		PR(n) = 999;
		irq_clear(irqs[n]);
		TCON(n) = ON;
		wait(900);
		early = irq_flag(irqs[n]);
		wait(150);
		late = irq_flag(irqs[n]);
		value = TMR(n);
		is(early, 0, "DS60001320 timer %u: no interrupt before its period", n);
		is(late, 1, "DS60001320 timer %u: interrupt %u after it", n, irqs[n]);
		ok(value >= 50 && value < 50 + NEAR, "DS60001320 TMR%u starts again at 0", n);
		irq_clear(irqs[n]);
		is(irq_flag(irqs[n]), 0, "DS60001320 timer %u: its flag is cleared", n);
		wait(1000);
		is(irq_flag(irqs[n]), 1, "DS60001320 timer %u: the next period", n);
		TCON(n) = 0;
		PR(n) = 0xffff;
	}
}

static void many_periods(void)
{
	u32 value;

	TCON(2) = 0;
	TMR(2) = 0;
	PR(2) = 999;
	TCON(2) = ON;
	wait(49100);
	value = TMR(2);
	ok(value >= 100 && value < 100 + NEAR, "DS60001320 a period of PR2 is PR2 + 1 counts");
	TCON(2) = 0;
	PR(2) = 0xffff;
}

/* So many clocks are one step. */
static void prescaler(u32 n, u32 tckps, u32 clocks)
{
	u32 steps;

	TCON(n) = 0;
	PR(n) = 0xffff;
	TMR(n) = 0;
	TCON(n) = ON | TCKPS(tckps);
	wait(100 * clocks);
	steps = TMR(n);
	ok(steps >= 100 && steps <= 100 + NEAR, "DS60001320 timer %u, TCKPS=%u: 1 of %u clocks", n,
	   tckps, clocks);
	TCON(n) = 0;
}

static void prescalers(void)
{
	static const u32 of_1[] = { 1, 8, 64, 256 };
	static const u32 of_2[] = { 1, 2, 4, 8, 16, 32, 64, 256 };
	u32 i;

	for (i = 0; i < 4; i++)
		prescaler(1, i, of_1[i]);
	for (i = 0; i < 8; i++)
		prescaler(2, i, of_2[i]);
}

static void stopped(void)
{
	u32 before;

	TMR(4) = 0;
	TCON(4) = ON;
	wait(100);
	TCON(4) = 0;
	before = TMR(4);
	ok(before >= 100, "DS60001320 TMR4 counted while ON=1");
	wait(100);
	is(TMR(4), before, "DS60001320 TMR4 stands while ON=0");
	TMR(4) = 0x1234;
	is(TMR(4), 0x1234, "DS60001320 TMR4 is written");
	TMR(4) = 0x12345;
	is(TMR(4), 0x2345, "DS60001320 TMR4 has 16 bits");
	SET(TCON(4)) = TCKPS(3);
	is(TCON(4), TCKPS(3), "DS60001320 T4CONSET sets bits");
	CLR(TCON(4)) = TCKPS(1);
	is(TCON(4), TCKPS(2), "DS60001320 T4CONCLR clears bits");
	TCON(4) = 0;
}

static void pair(void)
{
	u32 carried, again;

	TCON(2) = 0;
	TCON(3) = 0;
	TCON(2) = T32;
	TMR(2) = 0x12345678;
	is(TMR(3), 0x1234, "DS60001320 T32=1: a word stored to TMR2 reaches TMR3");
	is(TMR(2), 0x12345678, "DS60001320 T32=1: a load of TMR2 has both halves");
	PR(2) = 0x00010002;
	is(PR(3), 1, "DS60001320 T32=1: a word stored to PR2 reaches PR3");
	is(PR(2), 0x00010002, "DS60001320 T32=1: a load of PR2 has both halves");
	TMR(2) = 0xfff0;
	TMR(3) = 1;
	PR(2) = 99;
	PR(3) = 2;
	irq_clear(irqs[2]);
	irq_clear(irqs[3]);
	TCON(2) = T32 | ON;
	wait(40);
	carried = TMR(3);
	wait(200);
	again = TMR(3);
	is(carried, 2, "DS60001320 T32=1: timers 2 and 3 carry over");
	is(irq_flag(irqs[3]), 1, "DS60001320 T32=1: the odd timer's interrupt");
	is(irq_flag(irqs[2]), 0, "DS60001320 T32=1: not the even one's");
	is(again, 0, "DS60001320 T32=1: starts again at 0");
	TCON(2) = 0;
	PR(2) = 0xffff;
	PR(3) = 0xffff;
}

void run_tests(void)
{
	periods();
	many_periods();
	prescalers();
	stopped();
	pair();
}
