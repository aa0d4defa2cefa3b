// SPDX-License-Identifier: GPL-2.0
/* MD00846, MD00090: guests in register sets of their own. */
#include "board.h"
#include "guest.h"
#include "ktap.h"
#include "trap.h"

#define OWN	3

/* One register of set @set, and what it is made. */
static u32 peek(u32 set)
{
	mtc0(SRSCTL, set << SRS_PSS_SHIFT);
	ROOT(RDPGPR(V0, T1));
	mtc0(SRSCTL, 0);
	return gpr[V0];
}

static void poke(u32 set, u32 value)
{
	mtc0(SRSCTL, set << SRS_PSS_SHIFT);
	gpr[A0] = value;
	ROOT(WRPGPR(T1, A0));
	mtc0(SRSCTL, 0);
}

/* Root's set 0 for exceptions, the guest in @set, as GLSS says. */
static const struct trap *run_in(u32 set, const u32 *words, u32 count)
{
	mtc0(GUESTCTL3, set);
	mtc0(SRSCTL, set << SRS_PSS_SHIFT);
	return run_guest(write_code(words, count, HYPCALL(END)));
}

static void enter_and_leave(void)
{
	const struct trap *t;

	guest_reset();
	poke(OWN, 0x1111);
	gpr[T1] = 0x2222;
	t = run_in(OWN, (const u32[]){ ADDIU(T1, T1, 1) }, 1);
	is(outcome(t), THROUGH, "MD00846 a guest in a shadow set runs");
	is(SRS_PSS(t->srsctl), OWN, "MD00846 exit: Root.SRSCtl.PSS is the guest's set");
	is(SRS_CSS(t->srsctl), 0, "MD00846 exit: Root.SRSCtl.CSS is ESS");
	is(peek(OWN), 0x1112, "MD00846 the guest used the registers of PSS");
	is(gpr[T1], 0x2222, "MD00846 and left those of set 0");
	mtc0(SRSCTL, 0);
}

static void exception_of_the_guest(void)
{
	/* 0x180 behind the start of the code: the guest's handler. */
	static const u32 words[0x64] = {
		[0] = SYSCALL, [1] = HYPCALL(1), [0x60] = ADDIU(T1, T1, 1),
		[0x61] = MFC0(T0, EPC), [0x62] = HYPCALL(2)
	};
	const struct trap *t;

	guest_reset();
	mtgc0(EBASE, 0x80000000 | (code_address(0) & 0x1ffff000));
	poke(OWN, 0x40);
	write_code(words, 0x64, NOP);
	mtc0(GUESTCTL3, OWN);
	mtc0(SRSCTL, OWN << SRS_PSS_SHIFT);
	t = run_guest(code_address(0));
	is(HYPCALL_CODE(t->badinstr), 2, "MD00846 a guest in a shadow set takes its exception");
	is(SRS_PSS(t->srsctl), OWN, "MD00846 Guest.SRSCtl.ESS=0: in the same set");
	is(peek(OWN), 0x41, "MD00846 whose registers its handler uses");
	mtc0(SRSCTL, 0);
}

/* No set above the highest: the guest's first one, and never root's. */
static void beyond_the_sets(void)
{
	static const u32 words[] = { SYSCALL };
	const struct trap *t;

	guest_reset();
	mtgc0(SRSCTL, 5 << SRS_ESS_SHIFT);
	t = run_in(6, words, 1);
	is(outcome(t), GUEST_EXC(EXC_SYS), "MD00846 GLSS+ESS above HSS: the exception is taken");
	is(SRS_PSS(t->srsctl), 6, "MD00846 GLSS+ESS above HSS: in set GLSS");
	mtgc0(SRSCTL, 0);
	mtc0(SRSCTL, 0);
}

static void interrupt_of_the_guest(void)
{
	const struct trap *t;

	guest_reset();
	mtgc0(STATUS, ST_IE);
	mtc0(GUESTCTL2, GC2_GRIPL(2) | GC2_GEICSS(1) | 0x240);
	t = run_in(OWN, (const u32[]){ NOP, NOP }, 2);
	is(outcome(t), GUEST_EXC(EXC_INT), "MD00846 GEICSS: the guest takes the interrupt");
	is(SRS_PSS(t->srsctl), OWN + 1, "MD00846 GEICSS: in set GLSS+GEICSS");
	is(SRS_CSS(mfgc0(SRSCTL)), 1, "MD00846 GEICSS: Guest.SRSCtl.CSS is it");
	is(SRS_PSS(mfgc0(SRSCTL)), 0, "MD00846 GEICSS: Guest.SRSCtl.PSS is the one before");
	is(SRS_EICSS(mfgc0(SRSCTL)), 1, "MD00846 GEICSS: Guest.SRSCtl.EICSS is it");
	mtc0(SRSCTL, 0);
}

/* All sets are there, and each guest keeps its own. */
static void seven_guests(void)
{
	u32 set, good = 0;

	guest_reset();
	for (set = 1; set < 8; set++)
		poke(set, 0x100 * set);
	for (set = 1; set < 8; set++)
		run_in(set, (const u32[]){ ADDIU(T1, T1, 5) }, 1);
	for (set = 1; set < 8; set++)
		good += peek(set) == 0x100 * set + 5;
	is(good, 7, "MD00846 seven guests keep their registers in seven sets");
	mtc0(SRSCTL, 0);
}

static bool resume(struct trap *frame)
{
	(void)frame;
	mtc0(GUESTCTL0, guest.ctl0 | GC0_GM);
	irq_clear(2);
	trap_hook = NULL;
	return true;
}

static void interrupt_of_root(void)
{
	const struct trap *t;

	guest_reset();
	irq_enable(2, 3);
	irq_raise(2);
	guest.status = ST_IE;
	trap_hook = resume;
	trap_count = 0;
	poke(OWN, 0x60);
	t = run_in(OWN, (const u32[]){ ADDIU(T1, T1, 1), NOP, NOP }, 3);
	is(trap_count, 2, "MD00846 root's interrupt, then the guest goes on");
	is(outcome(t), THROUGH, "MD00846 to its end");
	is(peek(OWN), 0x61, "MD00846 in its own set");
	irq_disable(2);
	mtc0(SRSCTL, 0);
}

void run_tests(void)
{
	enter_and_leave();
	exception_of_the_guest();
	beyond_the_sets();
	interrupt_of_the_guest();
	seven_guests();
	interrupt_of_root();
}
