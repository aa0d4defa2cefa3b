// SPDX-License-Identifier: GPL-2.0
/* MD00090, DS60001320: the core and the external interrupt controller. */
#include "board.h"
#include "cp0.h"
#include "ktap.h"
#include "trap.h"

#define IRQ	2

/* Root with these bits of Status for some instructions. */
static const struct trap *with_status(u32 bits)
{
	gpr[A0] = mfc0(STATUS) | bits;
	gpr[A1] = mfc0(STATUS);
	return ROOT(MTC0(A0, STATUS), EHB, NOP, NOP, MTC0(A1, STATUS), EHB);
}

static void acceptance(void)
{
	const struct trap *t;

	irq_enable(IRQ, 4);
	irq_raise(IRQ);
	is(outcome(with_status(0)), THROUGH, "MD00090 Status.IE=0 masks an interrupt");
	is(outcome(with_status(ST_IE | ST_EXL)), THROUGH, "MD00090 Status.EXL=1 masks it");
	is(outcome(with_status(ST_IE | ST_ERL)), THROUGH, "MD00090 Status.ERL=1 masks it");
	is(outcome(with_status(ST_IE | 4 << ST_IPL_SHIFT)), THROUGH,
	   "MD00090 Status.IPL masks its own level");
	is(outcome(with_status(ST_IE | 5 << ST_IPL_SHIFT)), THROUGH,
	   "MD00090 Status.IPL masks lower levels");
	is(outcome(with_status(ST_IE | 1u << 18)), THROUGH, "MD00090 Status.IPL has bit 18");
	t = with_status(ST_IE | 3 << ST_IPL_SHIFT);
	is(outcome(t), ROOT_EXC(EXC_INT), "MD00090 a level above Status.IPL interrupts");
	is(CA_RIPL(t->cause), 4, "MD00090 Cause.RIPL is its level");
	is(t->status & ST_IPL, 3 << ST_IPL_SHIFT, "MD00090 Status.IPL is left alone");
	is(t->vector, 0x200, "DS60001320 INTCON.MVEC=0: EBase+0x200");
	is(mfc0(VIEW_RIPL) >> 2 & 0xff, 4, "MD00090 View_RIPL is Cause.RIPL");
	mtc0(STATUS, mfc0(STATUS) | 5 << ST_IPL_SHIFT);
	is(mfc0(VIEW_IPL) >> 2 & 0xff, 5, "MD00090 View_IPL is Status.IPL");
	mtc0(STATUS, mfc0(STATUS) & ~ST_IPL);
	root_write(VIEW_IPL, 3 << 2);
	is(mfc0(STATUS) & ST_IPL, 3 << ST_IPL_SHIFT, "MD00090 View_IPL writes Status.IPL");
	root_write(VIEW_IPL, 0);
	irq_clear(IRQ);
	is(outcome(with_status(ST_IE)), THROUGH, "DS60001320 IFS=0 takes the request back");
	irq_disable(IRQ);
}

static void vectors(void)
{
	INTCON = INTCON_MVEC;
	irq_enable(IRQ, 1);
	OFF(IRQ) = 0x600;
	irq_raise(IRQ);
	is(with_status(ST_IE)->vector, 0x600, "DS60001320 INTCON.MVEC=1: EBase+OFF");
	OFF(IRQ) = 0xa20;
	is(with_status(ST_IE)->vector, 0xa20, "DS60001320 OFF is looked at for each request");
	root_write(CAUSE, 0);
	is(with_status(ST_IE)->vector, 0x180, "MD00090 Cause.IV=0: the general vector");
	root_write(CAUSE, CA_IV);
	irq_clear(IRQ);
	irq_disable(IRQ);
	INTCON = 0;
}

static void software_interrupts(void)
{
	irq_enable(1, 2);
	irq_enable(2, 2);
	root_write(CAUSE, CA_IV | CA_IP0);
	is(irq_flag(1), 1, "DS60001320 Cause.IP0 raises CS0, interrupt 1");
	is(irq_flag(2), 0, "DS60001320 and not CS1");
	is(outcome(with_status(ST_IE)), ROOT_EXC(EXC_INT), "DS60001320 CS0 interrupts");
	root_write(CAUSE, CA_IV);
	is(irq_flag(1), 1, "DS60001320 the flag of CS0 stays until software clears it");
	irq_clear(1);
	is(irq_flag(1), 0, "DS60001320 and is cleared then");
	root_write(CAUSE, CA_IV | CA_IP1);
	is(irq_flag(2), 1, "DS60001320 Cause.IP1 raises CS1, interrupt 2");
	root_write(CAUSE, CA_IV);
	irq_clear(2);
	irq_disable(1);
	irq_disable(2);
}

/* Status is written in a delay slot: the interrupt comes at the branch's target. */
static void in_delay_slot(void)
{
	const struct trap *t;

	irq_enable(IRQ, 1);
	irq_raise(IRQ);
	gpr[A0] = mfc0(STATUS) | ST_IE;
	gpr[A2] = 1000;
	t = ROOT(BEQ(ZERO, ZERO, 1), MTC0(A0, STATUS), ADDIU(A2, A2, -1), BNE(A2, ZERO, -2), NOP);
	is(outcome(t), ROOT_EXC(EXC_INT), "MD00090 MTC0 in a delay slot lets an interrupt in");
	ok(gpr[A2] > 990, "MD00090 and at once");
	gpr[A2] = 1000;
	t = ROOT(BEQ(ZERO, ZERO, 1), EI(ZERO), ADDIU(A2, A2, -1), BNE(A2, ZERO, -2), NOP);
	is(outcome(t), ROOT_EXC(EXC_INT), "MD00090 EI in a delay slot lets an interrupt in");
	ok(gpr[A2] > 990, "MD00090 and at once, too");
	irq_clear(IRQ);
	irq_disable(IRQ);
}

static bool clear_and_go_on(struct trap *frame)
{
	(void)frame;
	irq_clear(IRQ);
	return true;
}

static void waiting(void)
{
	irq_enable(IRQ, 1);
	irq_raise(IRQ);
	is(outcome(ROOT(WAIT)), THROUGH, "MD00090 Config7.WII: WAIT ends although IE=0");
	trap_hook = clear_and_go_on;
	trap_count = 0;
	gpr[A0] = mfc0(STATUS) | ST_IE;
	gpr[A1] = mfc0(STATUS);
	ROOT(MTC0(A0, STATUS), EHB, NOP, NOP, MTC0(A1, STATUS), EHB, ORI(V0, ZERO, 0x99));
	is(trap_count, 1, "MD00090 an interrupt is taken once");
	is(gpr[V0], 0x99, "MD00090 ERET goes on behind it");
	trap_hook = NULL;
	irq_disable(IRQ);
}

void run_tests(void)
{
	acceptance();
	vectors();
	software_interrupts();
	waiting();
	in_delay_slot();
}
