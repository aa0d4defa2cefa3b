// SPDX-License-Identifier: GPL-2.0
/*
 * Core software interrupts, by which real-time kernels yield: set in Cause they must
 * come before the next instruction matters. And that all of CP0 is as it was while
 * one of them is enabled.
 */
#include "testing.h"

#define YIELDS		1000
#define CAUSE_IP0	0x100u
#define CAUSE_IP1	0x200u
#define STATUS_IE	0x1u
#define TLB_INDEX	5

static volatile uint32_t yields, order;

static void yielded(void)
{
	mtc0(13, 0, mfc0(13, 0) & ~CAUSE_IP0);
	irq_done(IRQ_SOFT0);
	yields++;
	order = order << 4 | 1;
}

static void other(void)
{
	mtc0(13, 0, mfc0(13, 0) & ~CAUSE_IP1);
	irq_done(IRQ_SOFT1);
	order = order << 4 | 2;
}

static void yield(uint32_t bits)
{
	mtc0(13, 0, mfc0(13, 0) | bits);
}

static void yields_come_at_once(void)
{
	uint32_t i, late = 0;

	yields = 0;
	for (i = 1; i <= YIELDS; i++) {
		yield(CAUSE_IP0);
		late += yields != i;
	}
	is(late, 0, "each yield comes before the next instruction matters");
}

static void both(void)
{
	order = 0;
	yield(CAUSE_IP0 | CAUSE_IP1);
	is(order, 0x21, "of both the one of higher priority comes first");
}

static void held_back(void)
{
	yields = 0;
	asm volatile("di\n\tehb");
	yield(CAUSE_IP0);
	is(yields, 0, "DI holds it back");
	is(IFS(0) >> IRQ_SOFT0 & 1, 1, "its flag is set");
	asm volatile("ei\n\tehb");
	is(yields, 1, "EI lets it in");
}

static void flag_stays_cleared(void)
{
	asm volatile("di\n\tehb");
	yield(CAUSE_IP0);
	irq_done(IRQ_SOFT0);
	mtc0(13, 0, mfc0(13, 0));
	is(IFS(0) >> IRQ_SOFT0 & 1, 0, "the flag is set by the edge alone");
	mtc0(13, 0, mfc0(13, 0) & ~CAUSE_IP0);
	asm volatile("ei\n\tehb");
}

#define KEEPS(n, sel, value)                                                  \
	do {                                                                  \
		mtc0(n, sel, value);                                          \
		if (mfc0(n, sel) == (value))                                  \
			break;                                                \
		print("# register %u, %u: 0x%x, not 0x%x\n", n, sel,         \
		      mfc0(n, sel), value);                                   \
		wrong++;                                                      \
	} while (0)

/* Registers that hold what is written, with values that they can hold. */
static void registers_of_its_own(void)
{
	uint32_t wrong = 0;

	KEEPS(2, 0, 0x12345);
	KEEPS(3, 0, 0x23456);
	KEEPS(4, 2, 0xdeadbeef);
	KEEPS(5, 0, 0x6000);
	KEEPS(5, 0, 0);
	KEEPS(6, 0, 2);
	KEEPS(6, 0, 0);
	KEEPS(7, 0, 0x2);
	KEEPS(10, 0, 0x1234e056);
	KEEPS(14, 0, 0x9d00beec);
	KEEPS(30, 0, 0x9d00beec);
	KEEPS(31, 2, 0x600df00d);
	KEEPS(31, 3, 0xcafebabe);
	is(wrong, 0, "registers keep what is written");
}

static void tlb(void)
{
	mtc0(0, 0, TLB_INDEX);
	mtc0(10, 0, 0x40000000);
	mtc0(5, 0, 0);
	mtc0(2, 0, 0x47);
	mtc0(3, 0, 0x87);
	asm volatile("tlbwi\n\tehb");
	mtc0(0, 0, 0);
	mtc0(10, 0, 0x40000000);
	asm volatile("tlbp\n\tehb");
	is(mfc0(0, 0), TLB_INDEX, "TLBP finds what TLBWI wrote");
	mtc0(10, 0, 0);
	mtc0(2, 0, 0);
	asm volatile("tlbr\n\tehb");
	is(mfc0(10, 0), 0x40000000, "TLBR reads EntryHi");
	is(mfc0(2, 0), 0x47, "TLBR reads EntryLo0");
	is(mfc0(3, 0), 0x87, "TLBR reads EntryLo1");
	is(*(volatile uint32_t *)0x40000000, *(volatile uint32_t *)0xa0001000,
	   "and the page is there");
	asm volatile(".word 0x42000004\n\tehb");	/* TLBINVF */
	mtc0(10, 0, 0x40000000);
	asm volatile("tlbp\n\tehb");
	is(mfc0(0, 0) >> 31, 1, "TLBINVF forgets it");
}

static void identity(void)
{
	uint32_t before[4] = { mfc0(15, 0), mfc0(16, 0), mfc0(16, 1), mfc0(16, 3) };
	uint32_t ebase = mfc0(15, 1);

	irq_enable(IRQ_SOFT0, 2, yielded);
	irq_enable(IRQ_SOFT1, 3, other);
	is(mfc0(15, 0), before[0], "PRId");
	is(mfc0(16, 0), before[1], "Config");
	is(mfc0(16, 1), before[2], "Config1");
	is(mfc0(16, 3), before[3], "Config3");
	is(mfc0(15, 1), ebase, "EBase");
	is(mfc0(12, 0) & STATUS_IE, STATUS_IE, "Status.IE");
}

int main(void)
{
	console_init();
	interrupts_on();
	identity();
	yields_come_at_once();
	both();
	held_back();
	flag_stays_cleared();
	registers_of_its_own();
	tlb();
	yields_come_at_once();
	CLR(IEC(0)) = 6;
	yield(CAUSE_IP0);
	mtc0(13, 0, mfc0(13, 0) & ~CAUSE_IP0);
	registers_of_its_own();
	done();
}
