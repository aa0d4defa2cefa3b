// SPDX-License-Identifier: GPL-2.0
/* MD00846 4.4: how a guest is entered and left, and what both leave alone. */
#include "board.h"
#include "guest.h"
#include "ktap.h"
#include "trap.h"

static void enter_by_eret(void)
{
	const struct trap *t;

	guest_reset();
	mtgc0(EPC, 0x12345678);
	mtgc0(ERROREPC, 0x23456788);
	t = GUEST(HYPCALL(0x2a5));
	is(outcome(t), EXIT(GEXC_HC), "MD00846 4.4.3.2: ERET with GM=1 and EXL=1 enters the guest");
	is(mfgc0(EPC), 0x12345678, "MD00846 4.4.3.2: entry leaves Guest.EPC alone");
	is(mfgc0(ERROREPC), 0x23456788, "MD00846 4.4.3.2: entry leaves Guest.ErrorEPC alone");
	is(mfgc0(STATUS), 0, "MD00846 4.4.3.2: entry leaves Guest.Status alone");
}

static void leave_by_exception(void)
{
	const struct trap *t;

	guest_reset();
	t = GUEST(NOP, HYPCALL(0x155));
	is(t->guestctl0 >> 31, 1, "MD00846 GuestCtl0.GM stays 1 at an exit");
	is(t->status & (ST_EXL | ST_ERL), ST_EXL, "MD00846 exit sets Root.Status.EXL");
	is(t->epc, code_address(1), "MD00846 exit: Root.EPC is the instruction's address");
	is(t->vector, 0x180, "MD00846 guest exit goes to root's general vector");
	is(CA_EXC(t->cause), EXC_GE, "MD00846 Root.Cause.ExcCode is 27 (GE)");
	is(t->badinstr, HYPCALL(0x155), "MD00846 exit: Root.BadInstr is the guest's instruction");
	is(t->cause >> 31, 0, "MD00846 exit: Root.Cause.BD=0 outside a delay slot");
	is(mfgc0(STATUS), 0, "MD00846 HYPCALL leaves Guest.Status alone");
}

static void leave_from_delay_slot(void)
{
	const u32 branch = BEQ(ZERO, ZERO, 2);
	const struct trap *t;

	guest_reset();
	t = GUEST(branch, MFC0(V0, SRSCTL), NOP);
	is(outcome(t), EXIT(GEXC_GPSI), "MD00846 GPSI in a delay slot exits");
	is(t->cause >> 31, 1, "MD00846 GPSI in a delay slot: Root.Cause.BD=1");
	is(t->epc, code_address(0), "MD00846 GPSI in a delay slot: Root.EPC is the branch");
	is(t->badinstr, MFC0(V0, SRSCTL), "MD00846 GPSI in a delay slot: Root.BadInstr");
	is(t->badinstrp, branch, "MD00846 GPSI in a delay slot: Root.BadInstrP is the branch");
}

/* GM=1 with EXL or ERL is root; MTC0 that clears the last of them enters. */
static void guest_mode_predicate(void)
{
	const u32 status = mfc0(STATUS);
	const struct trap *t;

	guest_reset();
	gpr[A0] = guest.ctl0 | GC0_GM;
	gpr[A1] = status | ST_EXL;
	gpr[A2] = status;
	t = ROOT(MTC0(A1, STATUS), EHB, MTC0(A0, GUESTCTL0), EHB, MFC0(V0, PRID));
	is(outcome(t), THROUGH, "MD00846 root mode with GM=1 while EXL=1");
	mtc0(GUESTCTL0, guest.ctl0);
	mtc0(STATUS, status);

	t = ROOT(MTC0(A1, STATUS), EHB, MTC0(A0, GUESTCTL0), EHB, MTC0(A2, STATUS), EHB,
		 HYPCALL(1));
	is(outcome(t), EXIT(GEXC_HC), "MD00846 guest mode starts when MTC0 clears EXL with GM=1");

	gpr[A1] = status | ST_ERL;
	t = ROOT(MTC0(A1, STATUS), EHB, MTC0(A0, GUESTCTL0), EHB, MFC0(V0, PRID));
	is(outcome(t), THROUGH, "MD00846 root mode with GM=1 while ERL=1");
	mtc0(GUESTCTL0, guest.ctl0);
	mtc0(STATUS, status);

	gpr[A1] = status;
	t = ROOT(MTC0(A0, GUESTCTL0), EHB, HYPCALL(1));
	is(outcome(t), EXIT(GEXC_HC), "MD00846 guest mode starts when MTC0 sets GM with EXL=ERL=0");
}

/* Root.Status.KSU is another mode's, and registers are one copy. */
static void shared_and_not(void)
{
	const struct trap *t;

	guest_reset();
	guest.status = ST_UM;
	t = GUEST(MFC0(V0, STATUS));
	is(outcome(t), THROUGH, "MD00846 Root.Status.KSU plays no part in guest mode");
	guest.status = 0;
	gpr[A0] = 0xfeedbeef;
	t = GUEST(ADDIU(V0, A0, 1));
	is(gpr[V0], 0xfeedbef0, "MD00846 general registers are shared by root and guest");
	gpr[A0] = 0x1234;
	t = GUEST(0x00800011 /* mthi a0 */, 0x00800013 /* mtlo a0 */);
	is(t->hi == 0x1234 && t->lo == 0x1234, 1, "MD00846 HI and LO are shared by root and guest");
	mtgc0(KSCRATCH1, 1);
	t = GUEST(ORI(T0, ZERO, 0x77), MTC0(T0, KSCRATCH1));
	is(mfgc0(KSCRATCH1), 0x77, "MD00846 guest writes Guest.KScratch1");
	is(mfc0(KSCRATCH1) != 0x77, 1, "MD00846 Root.KScratch1 is another register");
	mtc0(USERLOCAL, 0x11111111);
	t = GUEST(ORI(T0, ZERO, 0x22), MTC0(T0, USERLOCAL), EHB, MFC0(V0, USERLOCAL));
	is(gpr[V0], 0x22, "MD00846 UserLocal is replicated: guest reads its own");
	is(mfc0(USERLOCAL), 0x11111111, "MD00846 UserLocal is replicated: root keeps its own");
}

static void hypcall_elsewhere(void)
{
	guest_reset();
	is(outcome(ROOT(HYPCALL(0))), ROOT_EXC(EXC_RI), "MD00846 HYPCALL in root mode is RI");
	is(mfc0(GUESTCTL0) >> 31, 0, "MD00846 GuestCtl0.GM is 0 after it was cleared");
}

/* A guest that never gets beyond its first vector leaves root's interrupts alone. */
static void endless_exceptions(void)
{
	static const u32 words[0x64] = { [0] = SYSCALL, [0x60] = LW(ZERO, 1, ZERO) };
	const u32 pc = write_code(words, 0x64, NOP);

	guest_reset();
	mtgc0(EBASE, 0x80000000 | (pc & 0x1ffff000));
	irq_enable(0, 1);
	mtc0(COMPARE, mfc0(COUNT) + 1000);
	irq_clear(0);
	guest.status = ST_IE;
	is(outcome(run_guest(pc)), ROOT_EXC(EXC_INT),
	   "MD00846 root's interrupt ends a guest whose vector faults for ever");
	is(last_trap.epc & 0xfff, 0x180, "MD00846 at this vector");
	mtc0(COMPARE, mfc0(COUNT) - 1);
	irq_clear(0);
	irq_disable(0);
}

/* LLbit: SC fails after any ERET or exit came between. */
static void link_of_load(void)
{
	static volatile u32 word;

	guest_reset();
	word = 5;
	gpr[A0] = (u32)&word;
	GUEST(LL(V0, 0, A0), ORI(V0, ZERO, 6), SC(V0, 0, A0));
	is(gpr[V0], 1, "MD00846 LL, SC in the guest: stored");
	is(word, 6, "MD00846 SC stored the guest's value");
	GUEST(LL(T0, 0, A0));
	GUEST(ORI(V0, ZERO, 7), SC(V0, 0, A0));
	is(gpr[V0], 0, "MD00846 SC after an exit and an ERET does not store");
}

void run_tests(void)
{
	enter_by_eret();
	leave_by_exception();
	leave_from_delay_slot();
	guest_mode_predicate();
	shared_and_not();
	hypcall_elsewhere();
	link_of_load();
	endless_exceptions();
}
