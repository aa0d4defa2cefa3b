// SPDX-License-Identifier: GPL-2.0
/* MD00090: exceptions of root, and what the registers tell about them. */
#include "guest.h"
#include "ktap.h"
#include "trap.h"

#define NOWHERE		0xb0000000u	/* no device of the part is there */
#define USER_PC		0x00400000u

static const struct exception {
	const char *name;
	u32 word;
	u32 code;
} exceptions[] = {
	{ "SYSCALL", SYSCALL, EXC_SYS },
	{ "BREAK", BREAK, EXC_BP },
	{ "TEQ", TEQ(ZERO, ZERO), EXC_TR },
	{ "ADD with overflow", ADD(V0, A1, A1), EXC_OV },
	{ "LW from an odd address", LW(V0, 1, A0), EXC_ADEL },
	{ "SW to an odd address", SW(V0, 1, A0), EXC_ADES },
	{ "an undefined instruction", UNDEFINED, EXC_RI },
	{ "MTC1 with CU1=0", MTC1(ZERO, 0), EXC_CPU },
	{ "ADDQ.PH with MX=0", ADDQ_PH(V0, A0, A1), EXC_DSPDIS },
	{ "LW from nowhere", LW(V0, 0, A2), EXC_DBE },
};

static void kinds(void)
{
	const struct exception *e;
	const struct trap *t;

	for (e = exceptions; e < exceptions + ARRAY_SIZE(exceptions); e++) {
		gpr[A0] = (u32)gpr;
		gpr[A1] = 0x7fffffff;
		gpr[A2] = NOWHERE;
		t = ROOT(NOP, e->word);
		is(outcome(t), ROOT_EXC(e->code), "MD00090 %s", e->name);
		is(t->epc, code_address(1), "MD00090 %s: EPC", e->name);
		if (e->code != EXC_DBE)
			is(t->badinstr, e->word, "MD00090 %s: BadInstr", e->name);
		is(t->vector, 0x180, "MD00090 %s: EBase+0x180", e->name);
	}
	gpr[A0] = (u32)gpr;
	is(ROOT(LW(V0, 1, A0))->badvaddr, (u32)gpr + 1, "MD00090 AdEL: BadVAddr");
	is(CA_CE(ROOT(MTC1(ZERO, 0))->cause), 1, "MD00090 Cause.CE of coprocessor 1");
	is(outcome(run_root(NOWHERE)), ROOT_EXC(EXC_IBE), "MD00090 a fetch from nowhere is IBE");
	is(outcome(run_root(code_address(0) + 2)), ROOT_EXC(EXC_ADEL),
	   "MD00090 a fetch from half a word is AdEL");
}

static void delay_slot(void)
{
	const u32 branch = BEQ(ZERO, ZERO, 2);
	const struct trap *t = ROOT(NOP, branch, SYSCALL, NOP);

	is(t->epc, code_address(1), "MD00090 in a delay slot EPC is the branch");
	is(t->cause >> 31, 1, "MD00090 in a delay slot Cause.BD=1");
	is(t->badinstr, SYSCALL, "MD00090 in a delay slot BadInstr");
	is(t->badinstrp, branch, "MD00090 in a delay slot BadInstrP is the branch");
	is(t->status & ST_EXL, ST_EXL, "MD00090 an exception sets Status.EXL");
}

static void nested(void)
{
	const struct trap *t;

	gpr[A0] = mfc0(STATUS) | ST_EXL;
	gpr[A1] = 0x12345678;
	t = ROOT(MTC0(A1, EPC), MTC0(A0, STATUS), EHB, SYSCALL);
	is(t->epc, 0x12345678, "MD00090 with EXL=1 an exception leaves EPC");
	is(mfc0(NESTEDEPC), code_address(3), "MD00090 NestedEPC is its address");
	is(mfc0(NESTEDEXC) & 3, ST_EXL, "MD00090 NestedExc tells EXL as it was");
	ROOT(SYSCALL);
	is(mfc0(NESTEDEPC), code_address(0), "MD00090 NestedEPC of a first exception");
	is(mfc0(NESTEDEXC) & 3, 0, "MD00090 NestedExc of a first exception");
}

static const struct exception privileged[] = {
	{ "MFC0", MFC0(V0, STATUS), EXC_CPU },
	{ "MFGC0", MFGC0(V0, STATUS), EXC_CPU },
	{ "TLBGR", TLBGR, EXC_CPU },
	{ "ERET", ERET, EXC_CPU },
	{ "WAIT", WAIT, EXC_CPU },
	{ "RDHWR CCRes without HWREna", RDHWR(V0, 3), EXC_RI },
	{ "LW from kseg0", LW(V0, 0, A0), EXC_ADEL },
	{ "SW to kseg1", SW(V0, 0, A1), EXC_ADES },
};

static void user_mode(void)
{
	const struct exception *e;
	const u32 pa = code_address(0) & 0x1ffff000, status = mfc0(STATUS);

	guest_reset();
	root_tlb_write(FIRST_FREE, 0, &(struct tlb_entry){
		USER_PC, LO(pa, LO_V | LO_G), LO_G, PAGES_4K });
	gpr[A0] = 0x80000000;
	gpr[A1] = 0xa0000000;
	gpr[A2] = ST_UM | ST_EXL;
	gpr[A3] = USER_PC + 16;
	for (e = privileged; e < privileged + ARRAY_SIZE(privileged); e++)
		is(outcome(ROOT(MTC0(A2, STATUS), MTC0(A3, EPC), EHB, ERET, e->word)),
		   ROOT_EXC(e->code), "MD00090 user mode: %s", e->name);
	is(mfc0(STATUS), status, "MD00090 and root goes on");
	root_tlb_clear(FIRST_FREE);
}

void run_tests(void)
{
	kinds();
	delay_slot();
	nested();
	user_mode();
}
