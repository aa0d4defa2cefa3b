// SPDX-License-Identifier: GPL-2.0
/* MD00090 SRSCtl: shadow register sets and who runs in which. */
#include "board.h"
#include "cp0.h"
#include "ktap.h"
#include "trap.h"

#define SETS	8

static u32 peek(u32 set, u32 insn)
{
	mtc0(SRSCTL, set << SRS_PSS_SHIFT);
	ROOT(insn);
	mtc0(SRSCTL, 0);
	return gpr[V0];
}

static void poke(u32 set, u32 insn, u32 value)
{
	mtc0(SRSCTL, set << SRS_PSS_SHIFT);
	gpr[A0] = value;
	ROOT(insn);
	mtc0(SRSCTL, 0);
}

static void registers(void)
{
	u32 set;

	for (set = 1; set < SETS; set++) {
		poke(set, WRPGPR(T1, A0), 0x1000 + set);
		poke(set, WRPGPR(RA, A0), 0x2000 + set);
	}
	for (set = 1; set < SETS; set++) {
		is(peek(set, RDPGPR(V0, T1)), 0x1000 + set,
		   "MD00090 RDPGPR reads what WRPGPR wrote to set %u", set);
		is(peek(set, RDPGPR(V0, RA)), 0x2000 + set,
		   "MD00090 each register of set %u is its own", set);
	}
	poke(5, WRPGPR(ZERO, A0), 0x1234);
	is(peek(5, RDPGPR(V0, ZERO)), 0, "MD00090 register 0 of a shadow set is 0");
	gpr[T1] = 0x55;
	is(peek(0, RDPGPR(V0, T1)), 0x55, "MD00090 RDPGPR with PSS=CSS reads the current set");
	gpr[A0] = 0x66;
	ROOT(WRPGPR(V0, A0));
	is(gpr[V0], 0x66, "MD00090 WRPGPR with PSS=CSS writes the current set");
}

static void fields(void)
{
	root_write(SRSCTL, ~0u);
	is(SRS_HSS(root_read(SRSCTL)), 7, "MD00090 SRSCtl.HSS is read only");
	is(SRS_CSS(root_read(SRSCTL)), 0, "MD00090 SRSCtl.CSS is read only");
	is(SRS_EICSS(root_read(SRSCTL)), 0, "MD00090 SRSCtl.EICSS is read only");
	root_write(SRSCTL, 3 << SRS_ESS_SHIFT | 6 << SRS_PSS_SHIFT);
	is(SRS_ESS(root_read(SRSCTL)), 3, "MD00090 SRSCtl.ESS is written");
	is(SRS_PSS(root_read(SRSCTL)), 6, "MD00090 SRSCtl.PSS is written");
	root_write(SRSCTL, 0);
}

/* Inside the handler: CP0 is as the exception made it. */
static u32 css_inside, eicss_inside;

static bool look(struct trap *frame)
{
	css_inside = SRS_CSS(mfc0(SRSCTL));
	eicss_inside = SRS_EICSS(mfc0(SRSCTL));
	irq_clear(2);
	mtc0(EPC, frame->epc + (CA_EXC(frame->cause) == EXC_SYS ? 4 : 0));
	return true;
}

static void exceptions(void)
{
	trap_hook = look;
	root_write(SRSCTL, 4 << SRS_ESS_SHIFT | 6 << SRS_PSS_SHIFT);
	gpr[T1] = 0x77;
	ROOT(SYSCALL, ADDU(V0, T1, ZERO));
	is(css_inside, 4, "MD00090 an exception goes to set ESS");
	is(SRS_PSS(last_trap.srsctl), 0, "MD00090 and PSS is the set before");
	is(SRS_CSS(mfc0(SRSCTL)), 0, "MD00090 ERET returns to set PSS");
	is(gpr[V0], 0x77, "MD00090 whose registers are as they were");
	trap_hook = NULL;
	root_write(SRSCTL, 4 << SRS_ESS_SHIFT | 6 << SRS_PSS_SHIFT);
	gpr[A0] = mfc0(STATUS) | ST_EXL;
	ROOT(MTC0(A0, STATUS), EHB, SYSCALL);
	is(SRS_CSS(last_trap.srsctl), 0, "MD00090 an exception with EXL=1 leaves CSS");
	is(SRS_PSS(last_trap.srsctl), 6, "MD00090 an exception with EXL=1 leaves PSS");
	root_write(SRSCTL, 0);
}

static void interrupts(void)
{
	trap_hook = look;
	INTCON = INTCON_MVEC;
	PRISS = 0x76543210;
	OFF(2) = 0x400;
	irq_enable(2, 5);
	gpr[A0] = mfc0(STATUS) | ST_IE;
	gpr[A1] = mfc0(STATUS);
	gpr[T1] = 0x88;
	irq_raise(2);
	ROOT(MTC0(A0, STATUS), EHB, NOP, MTC0(A1, STATUS), EHB, ADDU(V0, T1, ZERO));
	is(last_trap.vector, 0x400, "DS60001320 OFF002 is the vector");
	is(css_inside, 5, "DS60001320 PRISS: an interrupt of priority 5 runs in its set");
	is(eicss_inside, 5, "MD00090 SRSCtl.EICSS is the set that the controller asked for");
	is(SRS_PSS(last_trap.srsctl), 0, "MD00090 and PSS is the set before");
	is(SRS_CSS(mfc0(SRSCTL)), 0, "MD00090 ERET leaves the interrupt's set");
	is(gpr[V0], 0x88, "MD00090 and the registers are as they were");
	irq_disable(2);
	PRISS = 0;
	INTCON = 0;
	trap_hook = NULL;
}

void run_tests(void)
{
	registers();
	fields();
	exceptions();
	interrupts();
}
