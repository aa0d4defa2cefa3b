// SPDX-License-Identifier: GPL-2.0
/* MD00090 Count and Compare; an instruction takes one clock of 200 MHz. */
#include "board.h"
#include "cp0.h"
#include "ktap.h"
#include "trap.h"

#define CT	0		/* the core timer's interrupt */

static u32 words[1000];

/* Counts between two reads that are so many instructions apart. */
static u32 counts(u32 instructions)
{
	u32 i;

	words[0] = MFC0(V0, COUNT);
	for (i = 1; i < instructions; i++)
		words[i] = NOP;
	words[instructions] = MFC0(V1, COUNT);
	run_root(write_code(words, instructions + 1, JR_HB_RA));
	return gpr[V1] - gpr[V0];
}

static void exact(void)
{
	static const u32 lengths[] = { 2, 4, 10, 62, 100, 256, 998 };
	u32 i, sum = 0;

	for (i = 0; i < ARRAY_SIZE(lengths); i++)
		is(counts(lengths[i]), lengths[i] / 2,
		   "MD00090 Count makes a step every 2 instructions: %u", lengths[i]);
	/* An odd number takes half a step more or less, depending on where it starts. */
	for (i = 0; i < 4; i++)
		sum += counts(7);
	ok(sum >= 12 && sum <= 16, "MD00090 7 instructions are 3 or 4 steps of Count");
	/* 999 rounds of two instructions, and one before them. */
	gpr[A0] = 999;
	ROOT(MFC0(V0, COUNT), ADDIU(A0, A0, -1), 0x1480fffe, NOP, MFC0(V1, COUNT));
	is(gpr[V1] - gpr[V0], (1 + 3 * 999) / 2,
	   "MD00090 a loop takes no more than its instructions");
}

static void count(void)
{
	mtc0(COUNT, 0x80000000);
	ok(mfc0(COUNT) - 0x80000000 < 10, "MD00090 Count is written");
	ROOT(MTC0(ZERO, COUNT), RDHWR(V0, 2), MFC0(V1, COUNT));
	ok(gpr[V1] - gpr[V0] < 2, "MD00090 RDHWR CC is Count");
	mtc0(CAUSE, CA_IV | CA_DC);
	is(counts(100), 0, "MD00090 Cause.DC=1 stops Count");
	mtc0(CAUSE, CA_IV);
	is(counts(100), 50, "MD00090 Cause.DC=0 lets it go on");
}

static void compare(void)
{
	const u32 start = mfc0(COUNT);
	u32 before, seen;

	mtc0(COMPARE, start + 1000);
	irq_clear(CT);
	before = mfc0(CAUSE);
	while (!(mfc0(CAUSE) & CA_TI) && mfc0(COUNT) - start < 5000)
		;
	seen = mfc0(COUNT) - start;
	is(before & CA_TI, 0, "MD00090 Cause.TI is 0 before Compare");
	ok(seen >= 1000 && seen < 1020, "MD00090 Cause.TI is set when Count is Compare");
	is(irq_flag(CT), 1, "DS60001320 it raises the core timer's interrupt, 0");
	irq_clear(CT);
	is(irq_flag(CT), 0, "DS60001320 whose flag follows the edge: cleared, it stays");
	is(mfc0(CAUSE) & CA_TI, CA_TI, "MD00090 Cause.TI stays until Compare is written");
	mtc0(COMPARE, mfc0(COUNT) - 1);
	is(mfc0(CAUSE) & CA_TI, 0, "MD00090 a write to Compare clears Cause.TI");
	mtc0(COMPARE, mfc0(COUNT) + 100);
	counts(400);
	is(irq_flag(CT), 1, "DS60001320 the next edge raises it again");
	mtc0(COMPARE, mfc0(COUNT) - 1);
	is(irq_flag(CT), 1, "DS60001320 a write to Compare leaves the flag");
	irq_clear(CT);
}

/* The interrupt comes at the instruction at which Count is Compare. */
static void exact_interrupt(void)
{
	u32 i;

	irq_enable(CT, 1);
	words[0] = MFC0(T0, COUNT);
	words[1] = ADDIU(T0, T0, 100);
	words[2] = MTC0(T0, COMPARE);
	words[3] = EHB;
	words[4] = MTC0(A0, STATUS);
	for (i = 5; i < 400; i++)
		words[i] = NOP;
	gpr[A0] = mfc0(STATUS) | ST_IE;
	run_root(write_code(words, 400, JR_HB_RA));
	is(outcome(&last_trap), ROOT_EXC(EXC_INT), "DS60001320 the core timer interrupts");
	i = (last_trap.epc - code_address(0)) / 4;
	ok(i >= 199 && i <= 202, "MD00090 200 instructions behind the read of Count: %u", i);
	mtc0(COMPARE, mfc0(COUNT) - 1);
	irq_clear(CT);
	irq_disable(CT);
}

static void wait(void)
{
	u32 start = mfc0(COUNT), end;

	irq_clear(CT);
	irq_enable(CT, 1);
	mtc0(COMPARE, start + 1000000);
	ROOT(WAIT);
	end = mfc0(COUNT);
	ok(end - start >= 1000000 && end - start < 1001000, "MD00090 WAIT sleeps until Compare");
	irq_disable(CT);
	irq_clear(CT);
}

void run_tests(void)
{
	exact();
	count();
	compare();
	exact_interrupt();
	wait();
}
