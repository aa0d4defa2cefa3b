// SPDX-License-Identifier: GPL-2.0
/* MD00846: the guest's view of Count, its own Compare, and what they raise. */
#include "board.h"
#include "guest.h"
#include "ktap.h"
#include "trap.h"

#define NEAR	0x100u

/* Some Counts of the guest's own. */
static void wait_in_guest(void)
{
	gpr[A0] = 1000;
	GUEST(ADDIU(A0, A0, -1), 0x1480fffe /* bnez a0, -2 */, NOP);
}

static void count(void)
{
	u32 before, after;

	guest_reset();
	guest.ctl0 |= GC0_GT;
	mtc0(GTOFFSET, 0x40000000);
	before = mfc0(COUNT);
	GUEST(MFC0(V0, COUNT));
	after = mfc0(COUNT);
	ok(gpr[V0] - 0x40000000 - before < after - before,
	   "MD00846 Guest.Count is Root.Count+GTOffset");
	before = mfc0(COUNT);
	GUEST(RDHWR(V0, 2));
	after = mfc0(COUNT);
	ok(gpr[V0] - 0x40000000 - before < after - before,
	   "MD00846 RDHWR CC in the guest is Guest.Count");
	mtc0(GTOFFSET, 0xc0000000);
	before = mfc0(COUNT);
	gpr[V0] = mfgc0(COUNT);
	ok(gpr[V0] - 0xc0000000 - before < NEAR, "MD00846 MFGC0 of Count adds GTOffset");
	before = mfc0(COUNT);
	wait_in_guest();
	ok(mfc0(COUNT) - before > 1000, "MD00846 Root.Count goes on while the guest runs");
}

static void compare(void)
{
	guest_reset();
	guest.ctl0 |= GC0_GT;
	mtc0(GTOFFSET, 0x10000000);
	mtgc0(COMPARE, mfgc0(COUNT) + NEAR);
	is(mfgc0(CAUSE) & CA_TI, 0, "MD00846 Guest.Cause.TI is 0 before Guest.Compare");
	wait_in_guest();
	is(mfgc0(CAUSE) & CA_TI, CA_TI,
	   "MD00846 Guest.Cause.TI is set when Guest.Count reaches Guest.Compare");
	is(mfc0(CAUSE) & CA_TI, 0, "MD00846 Root.Cause.TI is not");
	mtgc0(COMPARE, mfgc0(COUNT) - 1);
	is(mfgc0(CAUSE) & CA_TI, 0, "MD00846 MTGC0 to Compare clears Guest.Cause.TI");
	mtgc0(CAUSE, mfgc0(CAUSE) | CA_TI);
	gpr[V0] = mfgc0(COUNT) - 1;
	GUEST(MTC0(V0, COMPARE));
	is(mfgc0(CAUSE) & CA_TI, 0, "MD00846 the guest's MTC0 to Compare clears Guest.Cause.TI");
	mtgc0(COMPARE, mfgc0(COUNT) + NEAR);
	mtc0(GTOFFSET, mfc0(GTOFFSET) + NEAR - 8);
	wait_in_guest();
	is(mfgc0(CAUSE) & CA_TI, CA_TI, "MD00846 GTOffset moves when Compare is reached");
	mtgc0(CAUSE, CA_IV);
	is(mfgc0(CAUSE) & CA_TI, 0, "MD00846 MTGC0 to Cause clears Guest.Cause.TI");
}

/* DS60001320: the part does not connect the guest's timer. */
static void not_connected(void)
{
	guest_reset();
	guest.ctl0 |= GC0_GT;
	mtgc0(STATUS, ST_IE);
	irq_clear(0);
	mtgc0(COMPARE, mfgc0(COUNT) + NEAR);
	gpr[A0] = 1000;
	is(outcome(GUEST(ADDIU(A0, A0, -1), 0x1480fffe, NOP)), THROUGH,
	   "DS60001320 the guest's timer does not interrupt an EIC guest");
	is(mfgc0(CAUSE) & CA_TI, CA_TI, "DS60001320 although Guest.Cause.TI is set");
	is(CA_RIPL(mfgc0(CAUSE)), 0, "DS60001320 and Guest.Cause.RIPL stays 0");
}

void run_tests(void)
{
	count();
	compare();
	not_connected();
}
