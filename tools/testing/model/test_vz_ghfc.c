// SPDX-License-Identifier: GPL-2.0
/* MD00846: hardware's own change of Guest.Status.EXL exits as GHFC, behind it. */
#include "guest.h"
#include "ktap.h"
#include "trap.h"

static u32 with(u32 mc, u32 fcd, u32 status, u32 word)
{
	guest_reset();
	mtgc0(STATUS, status);
	mtgc0(EPC, code_address(2));
	mtgc0(ERROREPC, code_address(2));
	guest.ctl0 |= mc;
	guest.ctl0ext = fcd;
	return outcome(GUEST(word, NOP, NOP));
}

static void exception_of_the_guest(void)
{
	is(with(GC0_MC, 0, 0, SYSCALL), EXIT(GEXC_GHFC),
	   "MD00846 GHFC: an exception that sets Guest.Status.EXL exits");
	is(last_trap.epc, (u32)guest_vectors + 0x180,
	   "MD00846 GHFC: Root.EPC is the first instruction of the guest's handler");
	is(mfgc0(STATUS), ST_EXL, "MD00846 GHFC: Guest.Status.EXL is set already");
	is(mfgc0(EPC), code_address(0), "MD00846 GHFC: Guest.EPC is set already");
	is(CA_EXC(mfgc0(CAUSE)), EXC_SYS, "MD00846 GHFC: Guest.Cause.ExcCode is set already");
	is(CA_EXC(last_trap.cause), EXC_GE, "MD00846 GHFC: Root.Cause.ExcCode is 27");
	is(with(0, 0, 0, SYSCALL), GUEST_EXC(EXC_SYS), "MD00846 GuestCtl0.MC=0: no GHFC");
	is(with(GC0_MC, GX_FCD, 0, SYSCALL), GUEST_EXC(EXC_SYS),
	   "MD00846 GuestCtl0Ext.FCD=1: no GHFC");
	is(with(GC0_MC, 0, ST_EXL, SYSCALL), GUEST_EXC(EXC_SYS),
	   "MD00846 GHFC: none where Guest.Status.EXL was set before");
}

static void eret_of_the_guest(void)
{
	is(with(GC0_MC, 0, ST_EXL, ERET), EXIT(GEXC_GHFC),
	   "MD00846 GHFC: ERET that clears Guest.Status.EXL exits");
	is(last_trap.epc, code_address(2), "MD00846 GHFC: Root.EPC is where ERET goes");
	is(mfgc0(STATUS), 0, "MD00846 GHFC: Guest.Status.EXL is cleared already");
	is(with(0, 0, ST_EXL, ERET), THROUGH, "MD00846 GuestCtl0.MC=0: no GHFC at ERET");
	is(with(GC0_MC, GX_FCD, ST_EXL, ERET), THROUGH,
	   "MD00846 GuestCtl0Ext.FCD=1: no GHFC at ERET");
	is(with(GC0_MC, 0, ST_ERL, ERET), THROUGH,
	   "MD00846 GHFC: none at ERET that clears Guest.Status.ERL");
}

/* The guest goes on where EPC says: nothing is lost or done twice. */
static void go_on(void)
{
	const struct trap *t;

	with(GC0_MC, 0, 0, SYSCALL);
	guest.ctl0ext = GX_FCD;
	t = run_guest(last_trap.epc);
	is(outcome(t), GUEST_EXC(EXC_SYS), "MD00846 GHFC: the guest goes on at Root.EPC");
	is(t->epc, (u32)guest_vectors + 0x180, "MD00846 GHFC: with its handler");
}

static void interrupt_of_the_guest(void)
{
	guest_reset();
	mtgc0(STATUS, ST_IE);
	guest.ctl0 |= GC0_MC;
	mtc0(GUESTCTL2, GC2_GRIPL(3) | 0x240);
	is(outcome(GUEST(NOP, NOP)), EXIT(GEXC_GHFC),
	   "MD00846 GHFC: an interrupt of the guest exits");
	is(last_trap.epc, (u32)guest_vectors + 0x240,
	   "MD00846 GHFC: Root.EPC is the interrupt's vector");
	is(mfc0(GUESTCTL2) >> 24, 0, "MD00846 GHFC: GRIPL is 0, the interrupt was taken");
	is(CA_RIPL(mfgc0(CAUSE)), 3, "MD00846 GHFC: Guest.Cause.RIPL is its level");
}

void run_tests(void)
{
	exception_of_the_guest();
	eret_of_the_guest();
	go_on();
	interrupt_of_the_guest();
}
