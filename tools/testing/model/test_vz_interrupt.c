// SPDX-License-Identifier: GPL-2.0
/* MD00846: interrupts of root while a guest runs, and those that root gives it. */
#include "board.h"
#include "guest.h"
#include "ktap.h"
#include "trap.h"

#define IRQ		2		/* any that nothing but software raises */
#define GVEC		0x340u

/* Enough instructions for what is pending to come. */
static const struct trap *spin(void)
{
	return GUEST(NOP, NOP, NOP, NOP, NOP, NOP, NOP, NOP);
}

static void of_root(void)
{
	const struct trap *t;

	guest_reset();
	irq_enable(IRQ, 3);
	irq_raise(IRQ);
	is(outcome(GUEST(NOP)), THROUGH, "MD00846 Root.Status.IE=0 masks root's interrupt");
	guest.status = ST_IE;
	t = GUEST(NOP);
	is(outcome(t), ROOT_EXC(EXC_INT), "MD00846 root's interrupt exits from the guest");
	is(t->vector, 0x200, "MD00846 and goes to root's interrupt vector");
	is(t->epc, code_address(0), "MD00846 and Root.EPC is the guest's next instruction");
	is(CA_RIPL(t->cause), 3, "MD00846 and Root.Cause.RIPL is its level");
	guest.status = ST_IE | 3 << ST_IPL_SHIFT;
	is(outcome(GUEST(NOP)), THROUGH, "MD00846 Root.Status.IPL masks root's interrupt");
	guest.status = ST_IE;
	mtgc0(STATUS, ST_EXL | ST_ERL | 7 << ST_IPL_SHIFT);
	is(outcome(GUEST(NOP)), ROOT_EXC(EXC_INT),
	   "MD00846 nothing in Guest.Status masks root's interrupt");
	mtgc0(STATUS, ST_IE);
	mtc0(GUESTCTL2, GC2_GRIPL(7) | GVEC);
	is(outcome(GUEST(NOP)), ROOT_EXC(EXC_INT),
	   "MD00846 root's interrupt comes before the guest's");
	is(mfc0(GUESTCTL2) >> 24, 7, "MD00846 and leaves GRIPL");
	irq_disable(IRQ);
	irq_clear(IRQ);
}

static void eic_injection(void)
{
	const struct trap *t;

	guest_reset();
	mtgc0(STATUS, ST_IE);
	mtc0(GUESTCTL2, GC2_GRIPL(4) | GVEC);
	t = spin();
	is(outcome(t), GUEST_EXC(EXC_INT), "MD00846 GuestCtl2.GRIPL interrupts the guest");
	is(t->epc, (u32)guest_vectors + GVEC, "MD00846 at Guest.EBase+GVEC");
	is(mfgc0(EPC), code_address(0), "MD00846 and Guest.EPC is its next instruction");
	is(CA_RIPL(mfgc0(CAUSE)), 4, "MD00846 and Guest.Cause.RIPL is GRIPL");
	is(mfgc0(VIEW_RIPL) >> 2 & 0xff, 4, "MD00846 and Guest.View_RIPL is");
	is(mfc0(GUESTCTL2) >> 24, 0, "MD00846 hardware clears GRIPL when the guest takes it");
	is(mfgc0(STATUS), ST_IE | ST_EXL, "MD00846 Guest.Status.EXL is set, IPL as it was");

	mtgc0(STATUS, ST_IE | 4 << ST_IPL_SHIFT);
	mtc0(GUESTCTL2, GC2_GRIPL(4) | GVEC);
	is(outcome(spin()), THROUGH, "MD00846 GRIPL not above Guest.Status.IPL waits");
	is(mfc0(GUESTCTL2) >> 24, 4, "MD00846 and stays pending");
	mtgc0(STATUS, ST_IE | 3 << ST_IPL_SHIFT);
	is(outcome(spin()), GUEST_EXC(EXC_INT), "MD00846 until Guest.Status.IPL is below");

	mtc0(GUESTCTL2, GC2_GRIPL(0x20) | GVEC);
	mtgc0(STATUS, ST_IE);
	is(outcome(spin()), GUEST_EXC(EXC_INT), "MD00846 GRIPL has six bits");
	is(CA_RIPL(mfgc0(CAUSE)), 0x20, "MD00846 and so has Guest.Cause.RIPL");
}

static void masks_of_the_guest(void)
{
	static const struct {
		const char *name;
		u32 status;
	} masks[] = {
		{ "IE=0", 0 }, { "EXL=1", ST_IE | ST_EXL }, { "ERL=1", ST_IE | ST_ERL },
	};
	u32 i;

	for (i = 0; i < 3; i++) {
		guest_reset();
		mtgc0(STATUS, masks[i].status);
		mtc0(GUESTCTL2, GC2_GRIPL(4) | GVEC);
		is(outcome(spin()), THROUGH, "MD00846 Guest.Status.%s masks GRIPL",
		   masks[i].name);
	}
	guest_reset();
	mtc0(GUESTCTL2, GC2_GRIPL(4) | GVEC);
	is(outcome(GUEST(EI(ZERO), NOP, NOP, NOP)), GUEST_EXC(EXC_INT),
	   "MD00846 the guest's EI lets GRIPL in");
	guest_reset();
	mtgc0(STATUS, ST_IE | ST_EXL);
	mtgc0(EPC, code_address(2));
	mtc0(GUESTCTL2, GC2_GRIPL(4) | GVEC);
	is(outcome(GUEST(ERET, NOP, NOP, NOP)), GUEST_EXC(EXC_INT),
	   "MD00846 the guest's ERET lets GRIPL in");
	is(mfgc0(EPC), code_address(2), "MD00846 and Guest.EPC is where ERET went");
}

/* Guest.Config3.VEIC=1 alone is not EIC mode: GuestCtl2 has lines then. */
static void not_in_eic_mode(void)
{
	guest_reset();
	mtgc0(CONFIG3, mfgc0(CONFIG3) & ~0x40u);
	is(mfgc0(CONFIG3) & 0x40, 0x40, "DS60001320 Guest.Config3.VEIC is 1 for ever");
	mtgc0(STATUS, ST_IE | 0x0000fc00);
	mtgc0(INTCTL, 0);
	mtc0(GUESTCTL2, GC2_VIP(1));
	is(spin()->epc, (u32)guest_vectors + 0x200, "MD00846 with VS=0 VIP goes to 0x200");
	is(mfgc0(CAUSE) & 0xfc00, 0x800, "MD00846 and shows in Guest.Cause.IP");
	is(mfc0(GUESTCTL2), GC2_VIP(1), "MD00846 and stays pending");
	mtgc0(CAUSE, 0);
	mtgc0(STATUS, ST_IE | 0x0000fc00);
	is(spin()->epc, (u32)guest_vectors + 0x180, "MD00846 with IV=0 to 0x180");
	mtgc0(STATUS, ST_IE | 0x0000f400);
	is(outcome(spin()), THROUGH, "MD00846 Guest.Status.IM masks it");
	mtc0(GUESTCTL2, 0);
	mtgc0(STATUS, ST_IE | 0x0000fc00);
	is(outcome(spin()), THROUGH, "MD00846 VIP=0 takes it back");
	is(mfgc0(CAUSE) & 0xfc00, 0, "MD00846 and Guest.Cause.IP shows none");
}

void run_tests(void)
{
	of_root();
	eic_injection();
	masks_of_the_guest();
	not_in_eic_mode();
}
