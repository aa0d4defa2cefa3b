// SPDX-License-Identifier: GPL-2.0
/*
 * Seven guests in seven register sets that never end, interrupted by the core timer
 * wherever they are. A line a round, in which each trap's place and time counts: what
 * the machine has to keep when it is moved, and to do again in the next run.
 */
#include "board.h"
#include "guest.h"
#include "ktap.h"
#include "trap.h"

#define SETS	7
#define PERIOD	777u		/* Counts between two interrupts */
#define PAGE	0x00800000u

static u32 sum;

static void add(u32 value)
{
	sum = sum * 31 + value;
}

/* Its own register, its memory in two steps of translation, its time. */
static const u32 guest_code[] = {
	ORI(T0, ZERO, 200), LUI(A1, PAGE >> 16),
	ADDIU(T1, T1, 7), ADDU(T1, T1, T1), SW(T1, 0x80, A1), LW(A2, 0x80, A1),
	MFC0(A3, COUNT), ADDU(T1, A2, A3), MTC0(T1, KSCRATCH1),
	ADDIU(T0, T0, -1), 0x1500fff7 /* bnez t0, -9 */, NOP,
};

static void note(const struct trap *t)
{
	add(t->cause);
	add(t->epc);
	add(t->count);
	add(SRS_PSS(t->srsctl));
}

static void run_one(u32 set, u32 pc)
{
	const struct trap *t;

	do {
		mtc0(GUESTCTL3, set);
		mtc0(SRSCTL, set << SRS_PSS_SHIFT);
		t = run_guest(pc);
		note(t);
		pc = t->epc;
		if (outcome(t) == ROOT_EXC(EXC_INT)) {
			mtc0(COMPARE, mfc0(COUNT) + PERIOD);
			irq_clear(0);
		}
	} while (outcome(t) == ROOT_EXC(EXC_INT));
	add(outcome(t));
	add(mfgc0(KSCRATCH1));
}

void run_tests(void)
{
	const u32 pc = write_code(guest_code, ARRAY_SIZE(guest_code), HYPCALL(END));
	const struct tlb_entry page = {
		PAGE, LO(0x50000, LO_V | LO_D | LO_G), LO_G, PAGES_4K
	};
	u32 round, set;

	guest_reset();
	guest_tlb_write(0, GUEST_ID, &page);
	guest.ctl0 |= GC0_GT;
	guest.status = ST_IE;
	mtc0(GTOFFSET, 0x12345678);
	irq_enable(0, 7);
	mtc0(COMPARE, mfc0(COUNT) + PERIOD);
	for (round = 0;; round++) {
		for (set = 1; set <= SETS; set++)
			run_one(set, pc);
		print("round %u: 0x%x\n", round, sum);
	}
}
