// SPDX-License-Identifier: GPL-2.0
/*
 * MD00846, GuestCtl0 and GuestCtl0Ext: which of the guest's accesses to coprocessor
 * 0 exit as GPSI. Each access is made with everything allowed but one thing, and
 * with only this one thing allowed.
 */
#include "guest.h"
#include "ktap.h"
#include "trap.h"

#define CTL0_ALL	(GC0_CP0 | GC0_AT | GC0_GT | GC0_CG | GC0_CF)
#define EXT_ALL		(GX_OG | GX_BG | GX_MG)

/* What makes an access exit, as bits of GuestCtl0 that allow and Ext that forbid. */
struct rule {
	const char *name;
	u32 allow;
	u32 forbid;
};

static const struct rule mg = { "GuestCtl0Ext.MG=1", 0, GX_MG };
static const struct rule og = { "GuestCtl0Ext.OG=1", 0, GX_OG };
static const struct rule bg = { "GuestCtl0Ext.BG=1", 0, GX_BG };
static const struct rule gt = { "GuestCtl0.GT=0", GC0_GT, 0 };
static const struct rule cf = { "GuestCtl0.CF=0", GC0_CF, 0 };
static const struct rule always = { "anything", 0, 0 };
static const struct rule never = { "nothing", 0, 0 };

static const struct access {
	const char *name;
	u32 reg;
	const struct rule *read;
	const struct rule *write;
} accesses[] = {
	{ "Index", INDEX, &mg, &mg },
	{ "EntryLo0", ENTRYLO0, &mg, &mg },
	{ "EntryLo1", ENTRYLO1, &mg, &mg },
	{ "Context", CONTEXT, &mg, &mg },
	{ "PageMask", PAGEMASK, &mg, &mg },
	{ "EntryHi", ENTRYHI, &mg, &mg },
	{ "PageGrain", PAGEGRAIN, &never, &never },
	{ "Wired", WIRED, &never, &never },
	{ "UserLocal", USERLOCAL, &og, &og },
	{ "HWREna", HWRENA, &og, &og },
	{ "LLAddr", LLADDR, &og, &og },
	{ "KScratch1", KSCRATCH1, &og, &og },
	{ "KScratch2", KSCRATCH2, &og, &og },
	{ "BadVAddr", BADVADDR, &bg, &bg },
	{ "BadInstr", BADINSTR, &bg, &bg },
	{ "BadInstrP", BADINSTRP, &bg, &bg },
	{ "Count", COUNT, &gt, &always },
	{ "Compare", COMPARE, &gt, &gt },
	{ "Status", STATUS, &never, &never },
	{ "IntCtl", INTCTL, &never, &never },
	{ "Cause", CAUSE, &never, &never },
	{ "EPC", EPC, &never, &never },
	{ "EBase", EBASE, &never, &never },
	{ "ErrorEPC", ERROREPC, &never, &never },
	{ "NestedExc", NESTEDEXC, &never, &never },
	{ "NestedEPC", NESTEDEPC, &never, &never },
	{ "View_IPL", VIEW_IPL, &never, &never },
	{ "View_RIPL", VIEW_RIPL, &never, &never },
	{ "SRSCtl", SRSCTL, &always, &always },
	{ "SRSMap", SRSMAP, &always, &always },
	{ "SRSMap2", SRSMAP2, &always, &always },
	{ "PRId", PRID, &always, &always },
	{ "CDMMBase", CDMMBASE, &always, &always },
	{ "Config", CONFIG, &never, &cf },
	{ "Config1", CONFIG1, &never, &cf },
	{ "Config2", CONFIG2, &never, &cf },
	{ "Config3", CONFIG3, &never, &cf },
	{ "Config4", CONFIG4, &never, &cf },
	{ "Config5", CONFIG5, &never, &cf },
	{ "Config7", CONFIG7, &never, &cf },
	{ "WatchLo", WATCHLO, &always, &always },
	{ "WatchHi", WATCHHI, &always, &always },
	{ "Debug", DEBUG, &always, &always },
	{ "DEPC", DEPC, &always, &always },
	{ "DESAVE", DESAVE, &always, &always },
	{ "PerfCtl", PERFCTL, &always, &always },
	{ "PerfCnt", PERFCNT, &always, &always },
	{ "ErrCtl", ERRCTL, &always, &always },
	{ "CacheErr", CACHEERR, &always, &always },
	{ "TagLo", TAGLO, &always, &always },
	{ "DataLo", DATALO, &always, &always },
	{ "TagHi", TAGHI, &always, &always },
	{ "DataHi", DATAHI, &always, &always },
	{ "GuestCtl0", GUESTCTL0, &og, &og },
	{ "GuestCtl0Ext", GUESTCTL0EXT, &og, &og },
	{ "GuestCtl1", GUESTCTL1, &og, &og },
	{ "GuestCtl2", GUESTCTL2, &og, &og },
	{ "GuestCtl3", GUESTCTL3, &og, &og },
	{ "GTOffset", GTOFFSET, &og, &og },
};

/* An access that writes what it read: no field of the register changes. */
static u32 attempt(u32 insn, u32 reg, u32 ctl0, u32 ext)
{
	gpr[V0] = guest_read(reg);
	guest.ctl0 = ctl0;
	guest.ctl0ext = ext | GX_FCD;
	return outcome(GUEST(insn, EHB));
}

static void check(const struct access *a, const char *direction, u32 insn,
		  const struct rule *rule)
{
	is(attempt(insn, a->reg, CTL0_ALL & ~GC0_CP0, 0), EXIT(GEXC_GPSI),
	   "MD00846 GuestCtl0.CP0=0: %s of %s is GPSI", direction, a->name);
	if (rule == &always) {
		is(attempt(insn, a->reg, CTL0_ALL, 0), EXIT(GEXC_GPSI),
		   "MD00846 guest's %s of %s is always GPSI", direction, a->name);
		return;
	}
	is(attempt(insn, a->reg, GC0_CP0 | GC0_AT | rule->allow, EXT_ALL & ~rule->forbid),
	   THROUGH, "MD00846 guest's %s of %s: no other bit matters", direction, a->name);
	if (rule != &never)
		is(attempt(insn, a->reg, CTL0_ALL & ~rule->allow, rule->forbid), EXIT(GEXC_GPSI),
		   "MD00846 %s: %s of %s is GPSI", rule->name, direction, a->name);
}

void run_tests(void)
{
	const struct access *a;

	for (a = accesses; a < accesses + ARRAY_SIZE(accesses); a++) {
		guest_reset();
		check(a, "read", MFC0(V0, a->reg), a->read);
		check(a, "write", MTC0(V0, a->reg), a->write);
	}
}
