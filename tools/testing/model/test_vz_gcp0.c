// SPDX-License-Identifier: GPL-2.0
/* MD00846: the registers of VZ themselves, and the guest's seen from root. */
#include "guest.h"
#include "ktap.h"
#include "trap.h"

#define PIP		0x0000fc00u
#define WRITABLE	(GC0_GM | GC0_RI | GC0_MC | GC0_CP0 | GC0_GT | GC0_CG | GC0_CF | \
			 PIP | GC0_SFC2 | GC0_SFC1)

static void registers_of_vz(void)
{
	guest_reset();
	ok(mfc0(CONFIG3) & 1 << 23, "MD00846 Config3.VZ=1");
	is(mfc0(GUESTCTL0) & (GC0_G1 | GC0_G0E | GC0_G2), GC0_G1 | GC0_G0E | GC0_G2,
	   "MD00846 GuestCtl0.G0E, G1 and G2 are 1");
	is(mfc0(GUESTCTL0) & GC0_PT, GC0_PT, "MD00846 GuestCtl0.PT=1");
	is(mfc0(GUESTCTL0) & 0x300, 0, "MD00846 GuestCtl0.RAD and DRG are 0");
	gpr[A0] = WRITABLE & ~GC0_GM;
	ROOT(MTC0(A0, GUESTCTL0), EHB, MFC0(V0, GUESTCTL0), MTC0(ZERO, GUESTCTL0));
	is(gpr[V0] & WRITABLE, WRITABLE & ~GC0_GM, "MD00846 GuestCtl0: its fields are written");
	is(gpr[V0] & GC0_AT, GC0_AT, "MD00846 GuestCtl0.AT is 3");
	is(mfc0(GUESTCTL0) & WRITABLE, 0, "MD00846 GuestCtl0: its fields are cleared");
	is(mfc0(GUESTCTL0) & GC0_AT, GC0_AT, "MD00846 GuestCtl0.AT stays 3");
	root_write(GUESTCTL0EXT, ~0u);
	is(root_read(GUESTCTL0EXT) & (GX_CGI | GX_FCD | GX_OG | GX_BG | GX_MG), 0x1f,
	   "MD00846 GuestCtl0Ext: CGI, FCD, OG, BG, MG are written");
	is(root_read(GUESTCTL0EXT) >> 8 & 3, 0, "MD00846 GuestCtl0Ext.RPW is 0: no page walker");
	root_write(GUESTCTL0EXT, 0x40);
	is(root_read(GUESTCTL0EXT), 0x40, "MD00846 GuestCtl0Ext.NCC holds 1");
	root_write(GUESTCTL0EXT, 0);
	root_write(GUESTCTL1, ~0u);
	is(root_read(GUESTCTL1), 0x00070007, "MD00846 GuestCtl1.RID and ID have three bits");
	root_write(GUESTCTL1, GC1_RID(5) | GC1_ID(2));
	is(root_read(GUESTCTL1), GC1_RID(5) | GC1_ID(2), "MD00846 GuestCtl1 reads as written");
	root_write(GTOFFSET, 0xdeadbeef);
	is(root_read(GTOFFSET), 0xdeadbeef, "MD00846 GTOffset has 32 bits");
	root_write(GTOFFSET, 0);
	root_write(GUESTCTL3, 7);
	is(root_read(GUESTCTL3), 7, "MD00846 GuestCtl3.GLSS is written");
	root_write(GUESTCTL3, 0);
	root_write(GUESTCTL2, GC2_GRIPL(7) | GC2_GEICSS(3) | 0x220);
	is(root_read(GUESTCTL2), GC2_GRIPL(7) | GC2_GEICSS(3) | 0x220,
	   "MD00846 GuestCtl2: GRIPL, GEICSS and GVEC are written");
	root_write(GUESTCTL2, 0);
}

/* Each register of the guest is another one than root's. */
static const struct copy {
	const char *name;
	u32 reg;
	u32 mask;
} copies[] = {
	{ "Index", INDEX, 0xf },
	{ "EntryLo0", ENTRYLO0, 0x00ffffff },
	{ "EntryLo1", ENTRYLO1, 0x00ffffff },
	{ "Context", CONTEXT, 0xff800000 },
	{ "UserLocal", USERLOCAL, 0xffffffff },
	{ "PageMask", PAGEMASK, 0x0001e000 },
	{ "PageGrain", PAGEGRAIN, PG_RIE | PG_XIE },
	{ "Wired", WIRED, 0xf },
	{ "HWREna", HWRENA, 0x2000000f },
	{ "EntryHi", ENTRYHI, 0xffffe0ff },
	{ "Compare", COMPARE, 0xffffffff },
	{ "EPC", EPC, 0xffffffff },
	{ "NestedEPC", NESTEDEPC, 0xffffffff },
	{ "ErrorEPC", ERROREPC, 0xffffffff },
	{ "KScratch1", KSCRATCH1, 0xffffffff },
	{ "KScratch2", KSCRATCH2, 0xffffffff },
	{ "BadVAddr", BADVADDR, 0 },
	{ "SRSMap", SRSMAP, 0x77777777 },
	{ "SRSMap2", SRSMAP2, 0x77 },
};

static void copies_of_registers(void)
{
	const struct copy *c;

	for (c = copies; c < copies + ARRAY_SIZE(copies); c++) {
		u32 before = root_read(c->reg);

		guest_write(c->reg, 0);
		is(guest_read(c->reg) & c->mask, 0, "MD00846 MTGC0 clears Guest.%s", c->name);
		guest_write(c->reg, ~0u);
		is(guest_read(c->reg) & c->mask, c->mask, "MD00846 MTGC0 writes Guest.%s",
		   c->name);
		is(root_read(c->reg), before, "MD00846 MTGC0 leaves Root.%s alone", c->name);
		guest_write(c->reg, 0);
	}
}

/* Root may write what the guest may only read. */
static const struct read_only {
	const char *name;
	u32 reg;
	u32 value;
} read_only[] = {
	{ "Cause.BD", CAUSE, CA_BD },
	{ "Cause.TI", CAUSE, CA_TI },
	{ "Cause.CE", CAUSE, 0x30000000 },
	{ "Cause.ExcCode", CAUSE, 0x7c },
	{ "Context.BadVPN2", CONTEXT, 0x007ffff0 },
	{ "BadVAddr", BADVADDR, 0x12345679 },
	{ "BadInstr", BADINSTR, 0x24020001 },
	{ "BadInstrP", BADINSTRP, 0x24020002 },
};

static void read_only_for_the_guest(void)
{
	const struct read_only *r;

	for (r = read_only; r < read_only + ARRAY_SIZE(read_only); r++) {
		guest_reset();
		guest_write(r->reg, 0);
		guest_write(r->reg, r->value);
		is(guest_read(r->reg) & r->value, r->value, "MD00846 MTGC0 writes Guest.%s",
		   r->name);
		guest_write(r->reg, 0);
		gpr[V0] = r->value;
		guest.ctl0ext = GX_FCD;
		GUEST(MTC0(V0, r->reg));
		is(guest_read(r->reg) & r->value, 0, "MD00846 the guest cannot write its %s",
		   r->name);
	}
}

static void access_from_root(void)
{
	guest_reset();
	mtc0(GUESTCTL0, 0);
	guest_write(SRSCTL, 0);
	is(outcome(ROOT(MFGC0(V0, SRSCTL))), THROUGH, "MD00846 MFGC0 never raises GPSI");
	guest_write(STATUS, ST_FR | ST_BEV);
	is(guest_read(STATUS), ST_FR | ST_BEV, "MD00846 MTGC0 never raises GSFC");
	is(guest_read(REG(22, 5)), 0, "MD00846 MFGC0 of an absent register is 0");
	is(guest_read(CONFIG3) >> 23 & 1, 0, "MD00846 Guest.Config3.VZ is 0");
	guest_reset();
	mtgc0(EBASE, 0x9d123000);
	is(mfgc0(EBASE) & 0xfffff000, 0x9d123000, "MD00846 MTGC0 writes Guest.EBase 29:12");
	mtgc0(EBASE, 0x1d123000);
	is(mfgc0(EBASE) >> 30, 2, "MD00846 Guest.EBase 31:30 are 10");
	guest_reset();
	is(outcome(ROOT(MFHGC0(V0, ENTRYLO0))), ROOT_EXC(EXC_RI),
	   "MD00846 MFHGC0 is RI without Config5.MVH");
	is(outcome(ROOT(MTHGC0(V0, ENTRYLO0))), ROOT_EXC(EXC_RI),
	   "MD00846 MTHGC0 is RI without Config5.MVH");
	gpr[V0] = 0x00880000;
	guest.ctl0ext = GX_FCD;
	GUEST(MTC0(V0, STATUS));
	is(mfgc0(STATUS) & 0x00180000, 0, "MD00846 the guest cannot set Status.SR and NMI");
	mtgc0(CONFIG1, mfgc0(CONFIG1) & ~1u);
	is(mfgc0(CONFIG1) & 1, 0, "MD00846 MTGC0 clears Guest.Config1.FP");
	gpr[V0] = ST_CU1 | ST_FR;
	GUEST(MTC0(V0, STATUS));
	is(mfgc0(STATUS), 0, "MD00846 without Guest.Config1.FP the guest cannot set CU1 and FR");
	mtgc0(CONFIG1, mfgc0(CONFIG1) | 1);
	is(mfgc0(CONFIG1) & 1, 1, "MD00846 MTGC0 sets Guest.Config1.FP");
	mtgc0(CONFIG3, mfgc0(CONFIG3) & ~0x400u);
	gpr[V0] = ST_MX;
	GUEST(MTC0(V0, STATUS));
	is(mfgc0(STATUS), 0, "MD00846 without Guest.Config3.DSPP the guest cannot set MX");
	mtgc0(CONFIG3, mfgc0(CONFIG3) | 0x400);
}

void run_tests(void)
{
	registers_of_vz();
	copies_of_registers();
	read_only_for_the_guest();
	access_from_root();
}
