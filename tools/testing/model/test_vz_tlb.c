// SPDX-License-Identifier: GPL-2.0
/* MD00846: the guest's addresses pass its own TLB, then root's. */
#include "guest.h"
#include "ktap.h"
#include "trap.h"

#define VALID		(LO_V | LO_D | LO_G)
#define GVA		0x00800000u	/* in the guest's useg */
#define GPA		0x08000000u	/* where it maps it */
#define DATA		FIRST_FREE	/* root's entry for GPA */

static volatile u32 page[2048] __attribute__((section(".bss.page"), aligned(0x2000)));

static u32 rpa(void)
{
	return (u32)page & 0x1fffffff;
}

/* Both TLBs map one pair of pages: GVA to GPA to page[]. */
static void map(u32 guest_flags, u32 root_flags)
{
	const struct tlb_entry stage1 = {
		GVA, LO(GPA, guest_flags), LO(GPA + 0x1000, guest_flags), PAGES_4K
	};
	const struct tlb_entry stage2 = {
		GPA, LO(rpa(), root_flags), LO(rpa() + 0x1000, root_flags), PAGES_4K
	};

	guest_tlb_write(0, GUEST_ID, &stage1);
	root_tlb_write(DATA, GUEST_ID, &stage2);
}

static const struct trap *load(u32 address)
{
	gpr[A0] = address;
	return GUEST(NOP, LW(V0, 0, A0));
}

static const struct trap *store(u32 address)
{
	gpr[A0] = address;
	gpr[A1] = 0x600d;
	return GUEST(NOP, SW(A1, 0, A0));
}

static void both_stages(void)
{
	guest_reset();
	page[1] = 0x11223344;
	page[1025] = 0x55667788;
	map(VALID, VALID);
	is(outcome(load(GVA + 4)), THROUGH, "MD00846 a load through both TLBs");
	is(gpr[V0], 0x11223344, "MD00846 and its value, from the even page");
	load(GVA + 0x1004);
	is(gpr[V0], 0x55667788, "MD00846 and its value, from the odd page");
	is(outcome(store(GVA + 8)), THROUGH, "MD00846 a store through both TLBs");
	is(page[2], 0x600d, "MD00846 and its value");
	load(0x80000000 + rpa() + 4);
	is(gpr[V0], 0x11223344, "MD00846 the guest's kseg0 passes root's TLB only");
	load(0xa0000000 + rpa() + 4);
	is(gpr[V0], 0x11223344, "MD00846 the guest's kseg1 passes root's TLB only");
	mtgc0(STATUS, ST_ERL);
	load(rpa() + 4);
	is(gpr[V0], 0x11223344, "MD00846 with Guest.Status.ERL=1 useg is unmapped in stage 1");
}

/* What the guest's TLB refuses is the guest's. */
static const struct refusal {
	const char *name;
	u32 flags;
	bool write;
	u32 code;
	u32 vector;
} refusals[] = {
	{ "load, V=0", LO_G, false, EXC_TLBL, 0x180 },
	{ "store, V=0", LO_G, true, EXC_TLBS, 0x180 },
	{ "store, D=0", LO_G | LO_V, true, EXC_MOD, 0x180 },
	{ "load, RI=1", VALID | LO_RI, false, EXC_TLBRI, 0x180 },
};

static void refused_by_the_guest(void)
{
	const struct refusal *r;
	const struct trap *t;

	for (r = refusals; r < refusals + 4; r++) {
		guest_reset();
		mtgc0(PAGEGRAIN, PG_RIE | PG_IEC);
		map(r->flags, VALID);
		t = r->write ? store(GVA + 4) : load(GVA + 4);
		is(outcome(t), GUEST_EXC(r->code),
		   "MD00846 %s in the guest's TLB is the guest's exception", r->name);
		is(mfgc0(BADVADDR), GVA + 4, "MD00846 %s: Guest.BadVAddr", r->name);
		is(t->epc & 0xfff, r->vector, "MD00846 %s: the guest's vector", r->name);
	}
	guest_reset();
	t = load(GVA + 4);
	is(outcome(t), GUEST_EXC(EXC_TLBL), "MD00846 a miss in the guest's TLB is the guest's");
	is(t->epc & 0xfff, 0, "MD00846 and goes to the guest's refill vector");
	is(mfgc0(ENTRYHI) & ~0xfffu, GVA & ~0x1fffu, "MD00846 and Guest.EntryHi.VPN2 is set");
	is(mfgc0(CONTEXT), GVA >> 9 & 0x7ffff0, "MD00846 and Guest.Context.BadVPN2 is set");
	mtgc0(STATUS, ST_EXL);
	is(load(GVA + 4)->epc & 0xfff, 0x180,
	   "MD00846 with Guest.EXL=1 it goes to the guest's general vector");
	is(outcome(store(GVA + 4)), GUEST_EXC(EXC_TLBS), "MD00846 a miss of a store is TLBS");
}

/* What root's TLB refuses is root's, with the guest's physical address. */
static const struct refusal exits[] = {
	{ "load, V=0", LO_G, false, EXC_TLBL, 0x180 },
	{ "store, V=0", LO_G, true, EXC_TLBS, 0x180 },
	{ "store, D=0", LO_G | LO_V, true, EXC_MOD, 0x180 },
	{ "load, RI=1", VALID | LO_RI, false, EXC_TLBRI, 0x180 },
};

static void check_exit(const struct trap *t, const char *name, u32 code, u32 vector)
{
	is(outcome(t), ROOT_EXC(code), "MD00846 %s in root's TLB is root's exception", name);
	is(GC0_GEXC(t->guestctl0), GEXC_GPA, "MD00846 %s: GExcCode is GPA", name);
	is(t->badvaddr, GPA + 4, "MD00846 %s: Root.BadVAddr is the GPA", name);
	is(t->entryhi & ~0x1fffu, GPA & ~0x1fffu, "MD00846 %s: Root.EntryHi.VPN2", name);
	is(t->context & 0x7ffff0, GPA >> 9 & 0x7ffff0, "MD00846 %s: Root.Context.BadVPN2", name);
	is(t->epc, code_address(1), "MD00846 %s: Root.EPC", name);
	is(t->vector, vector, "MD00846 %s: root's vector", name);
	is(mfgc0(STATUS), 0, "MD00846 %s: the guest's context is as it was", name);
}

static void refused_by_root(void)
{
	const struct refusal *r;
	const struct trap *t;

	for (r = exits; r < exits + 4; r++) {
		guest_reset();
		mtc0(PAGEGRAIN, PG_RIE | PG_XIE | PG_IEC);
		map(VALID, r->flags);
		check_exit(r->write ? store(GVA + 4) : load(GVA + 4), r->name, r->code,
			   r->vector);
	}
	is(last_trap.badinstr, LW(V0, 0, A0), "MD00846 exit of a load: Root.BadInstr");
	guest_reset();
	map(VALID, VALID);
	root_tlb_clear(DATA);
	check_exit(load(GVA + 4), "load, a miss", EXC_TLBL, 0);
	check_exit(store(GVA + 4), "store, a miss", EXC_TLBS, 0);
	t = load(0x80000000 + GPA + 4);
	is(t->badvaddr, GPA + 4, "MD00846 a miss of kseg0: Root.BadVAddr is the GPA");
}

static void fetches(void)
{
	const struct trap *t;

	guest_reset();
	map(VALID, VALID);
	root_tlb_clear(DATA);
	t = run_guest(GVA);
	is(outcome(t), ROOT_EXC(EXC_TLBL), "MD00846 a fetch that root's TLB misses is root's");
	is(t->epc, GVA, "MD00846 and Root.EPC is the guest's virtual address");
	is(t->badvaddr, GPA, "MD00846 and Root.BadVAddr is the GPA");
	mtc0(PAGEGRAIN, PG_RIE | PG_XIE | PG_IEC);
	map(VALID, VALID | LO_XI);
	t = run_guest(GVA);
	is(outcome(t), ROOT_EXC(EXC_TLBXI), "MD00846 XI=1 in root's TLB is root's TLBXI");
	is(GC0_GEXC(t->guestctl0), GEXC_GPA, "MD00846 and GExcCode is GPA");
	mtgc0(PAGEGRAIN, PG_XIE | PG_IEC);
	map(VALID | LO_XI, VALID);
	is(outcome(run_guest(GVA)), GUEST_EXC(EXC_TLBXI),
	   "MD00846 XI=1 in the guest's TLB is the guest's TLBXI");
}

/* The guest's TLB comes first where both would refuse. */
static void order(void)
{
	guest_reset();
	map(LO_G, LO_G);
	is(outcome(load(GVA)), GUEST_EXC(EXC_TLBL), "MD00846 4.7.1: the guest's TLB comes first");
	map(VALID, LO_V | LO_G);
	is(outcome(load(GVA)), THROUGH, "MD00846 a page that root lets it read: load");
	is(outcome(store(GVA)), ROOT_EXC(EXC_MOD), "MD00846 a page that root lets it read: store");
}

void run_tests(void)
{
	both_stages();
	refused_by_the_guest();
	refused_by_root();
	fetches();
	order();
	mtc0(PAGEGRAIN, 0);
}
