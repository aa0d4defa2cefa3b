// SPDX-License-Identifier: GPL-2.0
/*
 * MD00846 4.7.1, the onion model: the guest's context refuses first, by an exception
 * of the guest's own; then the root's, by an exit.
 */
#include "guest.h"
#include "ktap.h"
#include "trap.h"

/* A unit that both contexts can switch off. */
static const struct unit {
	const char *name;
	u32 word;
	u32 enable;		/* in both Status */
	u32 code;		/* ExcCode of either refusal */
	bool ce;		/* Cause.CE is 1 then */
} units[] = {
	{ "CU1", MTC1(ZERO, 0), ST_CU1, EXC_CPU, true },
	{ "MX", ADDQ_PH(V0, A0, A1), ST_MX, EXC_DSPDIS, false },
};

static void units_of_both(void)
{
	const struct trap *t;
	const struct unit *u;

	for (u = units; u < units + 2; u++) {
		guest_reset();
		guest.status = u->enable;
		t = GUEST(u->word);
		is(outcome(t), GUEST_EXC(u->code),
		   "MD00846 4.7.1: Guest.Status.%s=0 is the guest's own exception", u->name);
		if (u->ce)
			is(CA_CE(mfgc0(CAUSE)), 1, "MD00846 4.7.1: Guest.Cause.CE for %s",
			   u->name);
		guest_reset();
		mtgc0(STATUS, u->enable);
		t = GUEST(u->word);
		is(outcome(t), ROOT_EXC(u->code),
		   "MD00846 4.7.1: Root.Status.%s=0 is root's exception", u->name);
		if (u->ce)
			is(CA_CE(t->cause), 1,
			   "MD00846 4.7.1: Root.Cause.CE for %s", u->name);
		is(t->epc, code_address(0), "MD00846 4.7.1: Root.EPC for %s",
		   u->name);
		is(mfgc0(STATUS), u->enable,
		   "MD00846 4.7.1: Guest.Status as it was for %s", u->name);
		guest.status = u->enable;
		is(outcome(GUEST(u->word)), THROUGH, "MD00846 4.7.1: %s=1 in both runs through",
		   u->name);
	}
}

/* Exceptions that are none of root's business. */
static const struct own {
	const char *name;
	u32 word;
	u32 code;
} own[] = {
	{ "SYSCALL", SYSCALL, EXC_SYS },
	{ "BREAK", BREAK, EXC_BP },
	{ "TEQ", TEQ(ZERO, ZERO), EXC_TR },
	{ "ADD with overflow", ADD(V0, A1, A1), EXC_OV },
	{ "LW from an odd address", LW(V0, 1, A0), EXC_ADEL },
	{ "SW to an odd address", SW(V0, 1, A0), EXC_ADES },
	{ "an undefined instruction", UNDEFINED, EXC_RI },
	{ "MFGC0", MFGC0(V0, STATUS), EXC_RI },
	{ "MTGC0", MTGC0(V0, STATUS), EXC_RI },
	{ "TLBGR", TLBGR, EXC_RI },
	{ "TLBGWI", TLBGWI, EXC_RI },
	{ "TLBGWR", TLBGWR, EXC_RI },
	{ "TLBGP", TLBGP, EXC_RI },
	{ "TLBGINV", TLBGINV, EXC_RI },
	{ "TLBGINVF", TLBGINVF, EXC_RI },
	{ "DERET", DERET, EXC_RI },
	{ "MFHC0", MFHC0(V0, ENTRYLO0), EXC_RI },
};

static void exceptions_of_the_guest(void)
{
	const struct own *o;

	for (o = own; o < own + ARRAY_SIZE(own); o++) {
		guest_reset();
		gpr[A0] = (u32)&gpr;
		gpr[A1] = 0x7fffffff;
		is(outcome(GUEST(NOP, o->word)), GUEST_EXC(o->code),
		   "MD00846 4.7.1: %s is the guest's own exception", o->name);
	}
	guest_reset();
	GUEST(NOP, SYSCALL);
	is(mfgc0(EPC), code_address(1), "MD00846 4.7.1: Guest.EPC of the guest's exception");
	is(mfgc0(STATUS), ST_EXL, "MD00846 4.7.1: Guest.Status.EXL is set by it");
	is(last_trap.epc, (u32)guest_vectors + 0x180,
	   "MD00846 4.7.1: guest's vector is Guest.EBase+0x180");
	is(mfgc0(BADINSTR), SYSCALL, "MD00846 4.7.1: Guest.BadInstr of it");
}

/* GuestCtl0.RI sends reserved instructions to root. */
static void redirected(void)
{
	static const u32 words[] = { UNDEFINED, MFGC0(V0, STATUS), TLBGWI, DERET };
	u32 i;

	for (i = 0; i < 4; i++) {
		guest_reset();
		guest.ctl0 |= GC0_RI;
		is(outcome(GUEST(NOP, words[i])), EXIT(GEXC_GRR),
		   "MD00846 GuestCtl0.RI=1: instruction 0x%x exits as GRR", words[i]);
	}
	is(last_trap.epc, code_address(1), "MD00846 GRR: Root.EPC is the instruction");
	is(last_trap.badinstr, DERET, "MD00846 GRR: Root.BadInstr is the instruction");
	is(mfgc0(STATUS), 0, "MD00846 GRR: Guest.Status as it was");
	is(outcome(GUEST(SYSCALL)), GUEST_EXC(EXC_SYS), "MD00846 GuestCtl0.RI=1 leaves SYSCALL");
}

/* User mode of the guest, in a page of its own at the bottom of memory. */
#define USER_PC		0x00400000u

static u32 in_user_mode(u32 word, u32 status)
{
	const u32 pa = code_address(0) & 0x1fffffff;
	const struct tlb_entry page = {
		USER_PC, LO(pa & ~0xfffu, LO_V | LO_D | LO_G), LO_G, PAGES_4K
	};

	write_code((const u32[]){ word, SYSCALL }, 2, NOP);
	guest_tlb_write(0, GUEST_ID, &page);
	mtgc0(STATUS, ST_UM | status);
	return outcome(run_guest(USER_PC));
}

/* Root's report must have the guest's instruction, not what root finds at its address. */
static void badinstr_of_a_mapped_page(void)
{
	const struct tlb_entry page = {
		USER_PC, LO(code_address(0) & 0x1ffff000, LO_V | LO_D | LO_G), LO_G, PAGES_4K
	};
	const struct trap *t;

	guest_reset();
	write_code((const u32[]){ ADDQ_PH(V0, A0, A1) }, 1, HYPCALL(END));
	guest_tlb_write(0, GUEST_ID, &page);
	mtgc0(STATUS, ST_MX);
	t = run_guest(USER_PC);
	is(outcome(t), ROOT_EXC(EXC_DSPDIS), "MD00846 4.7.1: Root.Status.MX=0, in a mapped page");
	is(t->badinstr, ADDQ_PH(V0, A0, A1), "MD00846 4.7.1: and Root.BadInstr is the guest's");
}

static void user_mode(void)
{
	guest_reset();
	is(in_user_mode(NOP, 0), GUEST_EXC(EXC_SYS), "MD00846 the guest's user mode runs");
	is(mfgc0(EPC), USER_PC + 4, "MD00846 SYSCALL of its user mode: Guest.EPC");
	is(in_user_mode(MFC0(V0, STATUS), 0), GUEST_EXC(EXC_CPU),
	   "MD00846 4.7.1: MFC0 in the guest's user mode is the guest's CpU");
	is(CA_CE(mfgc0(CAUSE)), 0, "MD00846 4.7.1: its Guest.Cause.CE is 0");
	guest.ctl0 &= ~GC0_CP0;
	is(in_user_mode(MFC0(V0, STATUS), 0), GUEST_EXC(EXC_CPU),
	   "MD00846 4.7.1: the guest's CpU comes before GPSI of GuestCtl0.CP0=0");
	is(in_user_mode(MFC0(V0, STATUS), ST_CU0), EXIT(GEXC_GPSI),
	   "MD00846 4.7.1: with Guest.CU0=1 it is GPSI");
	guest.ctl0 |= GC0_CP0;
	is(in_user_mode(MFC0(V0, STATUS), ST_CU0), GUEST_EXC(EXC_SYS),
	   "MD00846 4.7.1: Guest.CU0=1 allows CP0 in the guest's user mode");
	is(in_user_mode(HYPCALL(1), 0), GUEST_EXC(EXC_CPU),
	   "MD00846 HYPCALL in the guest's user mode without CU0 is the guest's CpU");
	is(in_user_mode(HYPCALL(1), ST_CU0), EXIT(GEXC_HC),
	   "MD00846 HYPCALL in the guest's user mode with CU0 exits");
	gpr[A0] = 0x80000000;
	is(in_user_mode(LW(V0, 0, A0), 0), GUEST_EXC(EXC_ADEL),
	   "MD00846 kseg0 is the guest's AdEL in its user mode");
	is(mfgc0(BADVADDR), 0x80000000, "MD00846 and Guest.BadVAddr tells where");
	is(in_user_mode(SW(V0, 0, A0), 0), GUEST_EXC(EXC_ADES),
	   "MD00846 kseg0 is the guest's AdES in its user mode");
	is(in_user_mode(RDHWR(V0, 29), 0), GUEST_EXC(EXC_RI),
	   "MD00846 RDHWR needs Guest.HWREna in the guest's user mode");
	mtgc0(HWRENA, 1u << 29);
	mtgc0(USERLOCAL, 0x600d);
	is(in_user_mode(RDHWR(V0, 29), 0), GUEST_EXC(EXC_SYS),
	   "MD00846 Guest.HWREna allows it, whatever Root.HWREna says");
	is(gpr[V0], 0x600d, "MD00846 RDHWR 29 is Guest.UserLocal");
}

void run_tests(void)
{
	units_of_both();
	exceptions_of_the_guest();
	redirected();
	badinstr_of_a_mapped_page();
	user_mode();
}
