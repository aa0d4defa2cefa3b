// SPDX-License-Identifier: GPL-2.0
/* MD00846: which privileged instructions of a guest exit, and under which bit. */
#include "guest.h"
#include "ktap.h"
#include "trap.h"

#define I_INDEX_INV	0x00
#define D_INDEX_WB_INV	0x01
#define I_LOAD_TAG	0x04
#define D_LOAD_TAG	0x05
#define I_STORE_TAG	0x08
#define D_STORE_TAG	0x09
#define I_HIT_INV	0x10
#define D_HIT_INV	0x11
#define D_HIT_WB_INV	0x15
#define D_HIT_WB	0x19
#define I_LOCK		0x1c

#define CTL0_ALL	(GC0_CP0 | GC0_AT | GC0_GT | GC0_CG | GC0_CF)

static u32 attempt(u32 word, u32 ctl0, u32 ext)
{
	gpr[A0] = 0x80000000 + 0x1f000;
	guest.ctl0 = ctl0;
	guest.ctl0ext = ext;
	return outcome(GUEST(word));
}

static const struct line {
	const char *name;
	u32 word;
	u32 ctl0;
	u32 ext;
	u32 outcome;
} lines[] = {
	{ "WAIT is always GPSI", WAIT, CTL0_ALL, GX_CGI, EXIT(GEXC_GPSI) },
	{ "RDPGPR is always GPSI", RDPGPR(V0, A0), CTL0_ALL, GX_CGI,
	  EXIT(GEXC_GPSI) },
	{ "WRPGPR is always GPSI", WRPGPR(V0, A0), CTL0_ALL, GX_CGI,
	  EXIT(GEXC_GPSI) },
	{ "RDHWR CC with GuestCtl0.GT=0 is GPSI", RDHWR(V0, 2),
	  CTL0_ALL & ~GC0_GT, 0, EXIT(GEXC_GPSI) },
	{ "RDHWR CC with GuestCtl0.GT=1 runs", RDHWR(V0, 2),
	  GC0_CP0 | GC0_AT | GC0_GT, 0, THROUGH },
	{ "RDHWR CCRes with GuestCtl0.GT=0 runs", RDHWR(V0, 3),
	  GC0_CP0 | GC0_AT, 0, THROUGH },
	{ "TLBWI runs with AT=3", TLBWI, GC0_CP0 | GC0_AT, 0, THROUGH },
	{ "TLBWR runs with AT=3", TLBWR, GC0_CP0 | GC0_AT, 0, THROUGH },
	{ "TLBP runs with AT=3", TLBP, GC0_CP0 | GC0_AT, 0, THROUGH },
	{ "TLBR runs with AT=3", TLBR, GC0_CP0 | GC0_AT, 0, THROUGH },
	{ "TLBINV runs with AT=3", TLBINV, GC0_CP0 | GC0_AT, 0, THROUGH },
	{ "TLBINVF runs with AT=3", TLBINVF, GC0_CP0 | GC0_AT, 0, THROUGH },
	{ "SYNC runs with GuestCtl0.CP0=0", SYNC, GC0_AT, 0, THROUGH },
	{ "SYNCI runs with GuestCtl0.CP0=0", SYNCI(0, A0), GC0_AT, 0, THROUGH },
	{ "PREF runs with GuestCtl0.CP0=0", PREF(0, 0, A0), GC0_AT, 0, THROUGH },
	{ "CACHE hit of D with CG=0 is GPSI", CACHE(D_HIT_WB_INV, 0, A0), CTL0_ALL & ~GC0_CG,
	  GX_CGI, EXIT(GEXC_GPSI) },
	{ "CACHE hit of D with CG=1 runs", CACHE(D_HIT_WB_INV, 0, A0),
	  GC0_CP0 | GC0_AT | GC0_CG, 0, THROUGH },
	{ "CACHE hit invalidate of D with CG=1 runs", CACHE(D_HIT_INV, 0, A0),
	  GC0_CP0 | GC0_AT | GC0_CG, 0, THROUGH },
	{ "CACHE hit write-back of D with CG=1 runs", CACHE(D_HIT_WB, 0, A0),
	  GC0_CP0 | GC0_AT | GC0_CG, 0, THROUGH },
	{ "CACHE hit of I with CG=0 is GPSI", CACHE(I_HIT_INV, 0, A0), CTL0_ALL & ~GC0_CG,
	  GX_CGI, EXIT(GEXC_GPSI) },
	{ "CACHE hit of I with CG=1 runs", CACHE(I_HIT_INV, 0, A0),
	  GC0_CP0 | GC0_AT | GC0_CG, 0, THROUGH },
	{ "CACHE index invalidate of I with CGI=0 is GPSI",
	  CACHE(I_INDEX_INV, 0, A0), CTL0_ALL, 0, EXIT(GEXC_GPSI) },
	{ "CACHE index invalidate of I with CG=0 is GPSI",
	  CACHE(I_INDEX_INV, 0, A0), CTL0_ALL & ~GC0_CG, GX_CGI,
	  EXIT(GEXC_GPSI) },
	{ "CACHE index invalidate of I with CG=CGI=1 runs",
	  CACHE(I_INDEX_INV, 0, A0), GC0_CP0 | GC0_AT | GC0_CG, GX_CGI,
	  THROUGH },
	{ "CACHE index write-back of D with CGI=0 is GPSI",
	  CACHE(D_INDEX_WB_INV, 0, A0), CTL0_ALL, 0, EXIT(GEXC_GPSI) },
	{ "CACHE index write-back of D with CG=CGI=1 runs",
	  CACHE(D_INDEX_WB_INV, 0, A0), GC0_CP0 | GC0_AT | GC0_CG, GX_CGI,
	  THROUGH },
	{ "CACHE load tag of I is always GPSI", CACHE(I_LOAD_TAG, 0, A0),
	  CTL0_ALL, GX_CGI, EXIT(GEXC_GPSI) },
	{ "CACHE load tag of D is always GPSI", CACHE(D_LOAD_TAG, 0, A0),
	  CTL0_ALL, GX_CGI, EXIT(GEXC_GPSI) },
	{ "CACHE store tag of I is always GPSI", CACHE(I_STORE_TAG, 0, A0),
	  CTL0_ALL, GX_CGI, EXIT(GEXC_GPSI) },
	{ "CACHE store tag of D is always GPSI", CACHE(D_STORE_TAG, 0, A0),
	  CTL0_ALL, GX_CGI, EXIT(GEXC_GPSI) },
	{ "CACHE fetch and lock is always GPSI", CACHE(I_LOCK, 0, A0), CTL0_ALL,
	  GX_CGI, EXIT(GEXC_GPSI) },
};

/* All of them are instructions of coprocessor 0. */
static const struct cp0 {
	const char *name;
	u32 word;
} of_cp0[] = {
	{ "DI", DI(V0) }, { "EI", EI(V0) }, { "ERET", ERET }, { "IRET", IRET },
	{ "TLBWI", TLBWI }, { "TLBWR", TLBWR }, { "TLBP", TLBP }, { "TLBR", TLBR },
	{ "TLBINV", TLBINV }, { "TLBINVF", TLBINVF }, { "WAIT", WAIT },
	{ "RDPGPR", RDPGPR(V0, A0) }, { "CACHE", CACHE(D_HIT_WB_INV, 0, A0) },
};

static void tables(void)
{
	u32 i;

	for (i = 0; i < ARRAY_SIZE(lines); i++) {
		guest_reset();
		is(attempt(lines[i].word, lines[i].ctl0, lines[i].ext | GX_FCD),
		   lines[i].outcome, "MD00846 guest: %s", lines[i].name);
	}
	for (i = 0; i < ARRAY_SIZE(of_cp0); i++) {
		guest_reset();
		is(attempt(of_cp0[i].word, CTL0_ALL & ~GC0_CP0, GX_CGI | GX_FCD),
		   EXIT(GEXC_GPSI), "MD00846 GuestCtl0.CP0=0: %s is GPSI", of_cp0[i].name);
	}
}

/* What runs in the guest acts on the guest's context alone. */
static void effects(void)
{
	u32 status;

	guest_reset();
	status = mfc0(STATUS);
	GUEST(EI(V0));
	is(mfgc0(STATUS), ST_IE, "MD00846 EI in the guest sets Guest.Status.IE");
	is(gpr[V0], 0, "MD00846 EI in the guest returns Guest.Status");
	GUEST(DI(V0));
	is(mfgc0(STATUS), 0, "MD00846 DI in the guest clears Guest.Status.IE");
	is(gpr[V0], ST_IE, "MD00846 DI in the guest returns Guest.Status");
	is(mfc0(STATUS), status, "MD00846 EI and DI in the guest leave Root.Status");

	mtgc0(STATUS, ST_EXL);
	mtgc0(EPC, code_address(2));
	is(outcome(GUEST(ERET, HYPCALL(1), NOP)), THROUGH,
	   "MD00846 ERET in the guest goes to Guest.EPC");
	is(mfgc0(STATUS), 0, "MD00846 ERET in the guest clears Guest.Status.EXL");
	mtgc0(STATUS, ST_ERL | ST_EXL);
	mtgc0(ERROREPC, code_address(2));
	is(outcome(GUEST(ERET, HYPCALL(1), NOP)), THROUGH,
	   "MD00846 ERET with Guest.ERL=1 goes to Guest.ErrorEPC");
	is(mfgc0(STATUS), ST_EXL, "MD00846 ERET with Guest.ERL=1 clears Guest.Status.ERL");
	mtgc0(STATUS, ST_EXL);
	mtgc0(EPC, code_address(2));
	is(outcome(GUEST(IRET, HYPCALL(1), NOP)), THROUGH,
	   "MD00846 IRET in the guest acts as ERET on its context");
	is(mfgc0(STATUS), 0, "MD00846 IRET in the guest clears Guest.Status.EXL");

	guest_reset();
	guest.ctl0 |= GC0_GT;
	GUEST(RDHWR(V0, 3));
	is(gpr[V0], 2, "MD00090 RDHWR CCRes in the guest is 2");
}

void run_tests(void)
{
	tables();
	effects();
}
