// SPDX-License-Identifier: GPL-2.0
/* MD00846: the instructions of VZ in microMIPS, and guests that use it. */
#include "guest.h"
#include "ktap.h"
#include "micromips.h"

#define VA	0x00800000u
#define VALID	(LO_V | LO_D | LO_G)

static void hypercalls(void)
{
	const struct trap *t;

	guest_reset();
	t = MM_GUEST(MM(MM_ADDIU(V0, A0, 1)), MM(MM_HYPCALL(0x2a5)));
	is(outcome(t), EXIT(GEXC_HC), "MD00846 microMIPS HYPCALL exits");
	is(t->epc, code_address(1) | 1, "MD00846 microMIPS: Root.EPC has the mode in bit 0");
	is(t->badinstr, MM_HYPCALL(0x2a5), "MD00846 microMIPS: Root.BadInstr");
	is(t->cause >> 31, 0, "MD00846 microMIPS: Root.Cause.BD=0 outside a delay slot");
	is(outcome(MM_ROOT(MM(MM_HYPCALL(0)))), ROOT_EXC(EXC_RI),
	   "MD00846 microMIPS HYPCALL in root mode is RI");
}

static void registers_of_the_guest(void)
{
	guest_reset();
	gpr[A0] = 0x12345678;
	is(outcome(MM_ROOT(MM(MM_MTGC0(A0, EPC)), MM(MM_MFGC0(V0, EPC)))), THROUGH,
	   "MD00846 microMIPS MTGC0 and MFGC0 run in root mode");
	is(mfgc0(EPC), 0x12345678, "MD00846 microMIPS MTGC0 writes");
	is(gpr[V0], 0x12345678, "MD00846 microMIPS MFGC0 reads");
	gpr[A0] = 0x600d;
	MM_ROOT(MM(MM_MTGC0(A0, KSCRATCH2)));
	is(mfgc0(KSCRATCH2), 0x600d, "MD00846 microMIPS MTGC0 with a select of 3");
}

static void tlb_of_the_guest(void)
{
	guest_reset();
	mtc0(GUESTCTL1, GC1_RID(GUEST_ID) | GC1_ID(GUEST_ID));
	mtgc0(INDEX, 6);
	mtgc0(ENTRYHI, VA);
	mtgc0(ENTRYLO0, LO(0x12000, VALID));
	mtgc0(ENTRYLO1, LO(0x13000, VALID));
	MM_ROOT(MM(MM_TLBGWI));
	mtgc0(ENTRYLO0, 0);
	mtgc0(INDEX, 0);
	MM_ROOT(MM(MM_TLBGP));
	is(mfgc0(INDEX), 6, "MD00846 microMIPS TLBGWI writes, TLBGP finds");
	MM_ROOT(MM(MM_TLBGR));
	is(mfgc0(ENTRYLO0), LO(0x12000, VALID), "MD00846 microMIPS TLBGR reads");
	MM_ROOT(MM(MM_TLBGINVF));
	mtgc0(ENTRYHI, VA);
	MM_ROOT(MM(MM_TLBGP));
	is(mfgc0(INDEX) >> 31, 1, "MD00846 microMIPS TLBGINVF invalidates");
	mtgc0(WIRED, 15);
	mtgc0(ENTRYHI, VA);
	MM_ROOT(MM(MM_TLBGWR));
	MM_ROOT(MM(MM_TLBGP));
	is(mfgc0(INDEX), 15, "MD00846 microMIPS TLBGWR writes");
}

static const struct line {
	const char *name;
	u32 word;
	u32 outcome;
} lines[] = {
	{ "MFC0 of Status", MM_MFC0(V0, STATUS), EXIT(GEXC_HC) },
	{ "MFC0 of SRSCtl", MM_MFC0(V0, SRSCTL), EXIT(GEXC_GPSI) },
	{ "MTC0 to Count", MM_MTC0(V0, COUNT), EXIT(GEXC_GPSI) },
	{ "WAIT", MM_WAIT, EXIT(GEXC_GPSI) },
	{ "RDPGPR", MM_RDPGPR(V0, A0), EXIT(GEXC_GPSI) },
	{ "WRPGPR", MM_WRPGPR(V0, A0), EXIT(GEXC_GPSI) },
	{ "MFGC0", MM_MFGC0(V0, STATUS), GUEST_EXC(EXC_RI) },
	{ "MTGC0", MM_MTGC0(V0, STATUS), GUEST_EXC(EXC_RI) },
	{ "TLBGWI", MM_TLBGWI, GUEST_EXC(EXC_RI) },
	{ "SYSCALL", MM_SYSCALL, GUEST_EXC(EXC_SYS) },
	{ "an undefined instruction", MM_UNDEFINED, GUEST_EXC(EXC_RI) },
};

static void instructions_of_the_guest(void)
{
	const struct line *l;
	const u32 branch = MM_BEQ(ZERO, ZERO, 4);
	const struct trap *t;

	for (l = lines; l < lines + ARRAY_SIZE(lines); l++) {
		guest_reset();
		is(outcome(MM_GUEST(MM(l->word))), l->outcome, "MD00846 microMIPS guest: %s",
		   l->name);
	}
	guest_reset();
	MM_GUEST(NOP, MM(MM_SYSCALL));
	is(mfgc0(EPC), code_address(1) | 1, "MD00846 microMIPS: Guest.EPC has the mode in bit 0");
	is(last_trap.epc & 1, 0, "MD00846 Guest.Config3.ISAOnExc=0: its handler is MIPS32");
	t = MM_GUEST(MM(branch), MM(MM_MFC0(V0, SRSCTL)));
	is(t->epc, code_address(0) | 1, "MD00846 microMIPS GPSI in a delay slot: Root.EPC");
	is(t->cause >> 31, 1, "MD00846 microMIPS GPSI in a delay slot: Root.Cause.BD=1");
	is(t->badinstr, MM_MFC0(V0, SRSCTL), "MD00846 microMIPS: Root.BadInstr in a delay slot");
	is(t->badinstrp, branch, "MD00846 microMIPS: Root.BadInstrP is the branch");
}

void run_tests(void)
{
	hypercalls();
	registers_of_the_guest();
	tlb_of_the_guest();
	instructions_of_the_guest();
}
