// SPDX-License-Identifier: GPL-2.0
/* MD00090: root's TLB. */
#include "guest.h"
#include "ktap.h"
#include "trap.h"

#define VA	0x00800000u
#define VALID	(LO_V | LO_D | LO_G)

static volatile u32 page[2048] __attribute__((section(".bss.page"), aligned(0x2000)));

static void map(u32 index, u32 hi, u32 flags)
{
	const u32 pa = (u32)page & 0x1fffffff;
	const struct tlb_entry entry = {
		hi, LO(pa, flags), LO(pa + 0x1000, flags), PAGES_4K
	};

	root_tlb_write(index, 0, &entry);
}

static const struct trap *load(u32 address)
{
	gpr[A0] = address;
	return ROOT(LW(V0, 0, A0));
}

static const struct trap *store(u32 address)
{
	gpr[A0] = address;
	return ROOT(SW(A0, 0, A0));
}

static void pages(void)
{
	guest_reset();
	page[0] = 0x1111;
	page[1024] = 0x2222;
	map(FIRST_FREE, VA, VALID);
	is(outcome(load(VA)), THROUGH, "MD00090 a mapped load");
	is(gpr[V0], 0x1111, "MD00090 EntryLo0 maps the even page");
	load(VA + 0x1000);
	is(gpr[V0], 0x2222, "MD00090 EntryLo1 maps the odd page");
	load(0xc0000000);
	is(outcome(load(0xc0000000)), ROOT_EXC(EXC_TLBL), "MD00090 kseg2 is mapped");
	root_tlb_write(FIRST_FREE + 1, 0, &(struct tlb_entry){
		0xc0000000, LO(0, VALID), LO(0x10000000, VALID), 0x1fffe000 });
	gpr[A0] = 0xc0000000 + ((u32)page & 0x1fffffff);
	ROOT(LW(V0, 0, A0));
	is(gpr[V0], 0x1111, "MD00090 PageMask: pages of 256 MB");
	is(root_tlb_read(FIRST_FREE + 1).mask, 0x1fffe000, "MD00090 PageMask reads back");
	root_tlb_clear(FIRST_FREE + 1);
}

static const struct refusal {
	const char *name;
	u32 flags;
	bool write;
	u32 code;
} refusals[] = {
	{ "a load, V=0", LO_G, false, EXC_TLBL },
	{ "a store, V=0", LO_G, true, EXC_TLBS },
	{ "a store, D=0", LO_V | LO_G, true, EXC_MOD },
	{ "a load, RI=1", VALID | LO_RI, false, EXC_TLBRI },
};

static void refused(void)
{
	const struct refusal *r;
	const struct trap *t;

	guest_reset();
	mtc0(PAGEGRAIN, PG_RIE | PG_XIE | PG_IEC);
	for (r = refusals; r < refusals + 4; r++) {
		map(FIRST_FREE, VA, r->flags);
		t = r->write ? store(VA + 8) : load(VA + 8);
		is(outcome(t), ROOT_EXC(r->code), "MD00090 %s", r->name);
		is(t->badvaddr, VA + 8, "MD00090 %s: BadVAddr", r->name);
		is(t->vector, 0x180, "MD00090 %s: the general vector", r->name);
	}
	map(FIRST_FREE, VA, VALID | LO_XI);
	is(outcome(run_root(VA)), ROOT_EXC(EXC_TLBXI), "MD00090 a fetch, XI=1");
	mtc0(PAGEGRAIN, PG_RIE | PG_XIE);
	is(outcome(run_root(VA)), ROOT_EXC(EXC_TLBL), "MD00090 PageGrain.IEC=0: XI=1 is TLBL");
	mtc0(PAGEGRAIN, 0);
	root_tlb_clear(FIRST_FREE);
	t = store(VA + 8);
	is(outcome(t), ROOT_EXC(EXC_TLBS), "MD00090 a miss of a store");
	is(t->vector, 0, "MD00090 a miss goes to the refill vector");
	is(t->entryhi & ~0x1fffu, VA, "MD00090 a miss: EntryHi.VPN2");
	is(t->context & 0x7ffff0, VA >> 9 & 0x7ffff0, "MD00090 a miss: Context.BadVPN2");
	gpr[A0] = VA;
	gpr[A1] = mfc0(STATUS) | ST_EXL;
	is(ROOT(MTC0(A1, STATUS), EHB, LW(V0, 0, A0))->vector, 0x180,
	   "MD00090 a miss with EXL=1 goes to the general vector");
}

static void address_spaces(void)
{
	guest_reset();
	map(FIRST_FREE, VA | 0x21, LO_V | LO_D);
	mtc0(ENTRYHI, 0x21);
	is(outcome(load(VA)), THROUGH, "MD00090 an entry of the current ASID");
	mtc0(ENTRYHI, 0x22);
	is(outcome(load(VA)), ROOT_EXC(EXC_TLBL), "MD00090 an entry of another ASID");
	map(FIRST_FREE, VA | 0x21, VALID);
	mtc0(ENTRYHI, 0x22);
	is(outcome(load(VA)), THROUGH, "MD00090 a global entry of another ASID");
	mtc0(ENTRYHI, 0);
	root_tlb_write(FIRST_FREE, 0, &(struct tlb_entry){
		VA | 0x21, LO(0, VALID), LO(0, LO_V | LO_D), PAGES_4K });
	is(root_tlb_read(FIRST_FREE).lo0 & LO_G, 0, "MD00090 G is the AND of both EntryLo");
}

static u32 probe(u32 hi)
{
	mtc0(ENTRYHI, hi);
	insn(TLBP);
	mtc0(ENTRYHI, 0);
	return mfc0(INDEX);
}

static void write_random(void)
{
	u32 i, seen = 0;

	guest_reset();
	mtc0(WIRED, 12);
	for (i = 0; i < 40; i++) {
		u32 random = mfc0(RANDOM);

		seen |= random < 12 || random > 15 ? 1u << 31 : 1u << random;
	}
	is(seen >> 31, 0, "MD00090 Random is between Wired and the last entry");
	mtc0(ENTRYHI, VA);
	mtc0(ENTRYLO0, LO_G);
	mtc0(ENTRYLO1, LO_G);
	insn(TLBWR);
	ok(probe(VA) >= 12 && probe(VA) <= 15, "MD00090 TLBWR spares wired entries");
	mtc0(WIRED, 0);
}

static void invalidate(void)
{
	guest_reset();
	map(FIRST_FREE, VA | 0x21, LO_V);
	map(FIRST_FREE + 1, (VA + 0x2000) | 0x21, VALID);
	mtc0(ENTRYHI, 0x21);
	insn(TLBINV);
	is(probe(VA | 0x21) >> 31, 1, "MD00090 TLBINV invalidates entries of the ASID");
	is(probe((VA + 0x2000) | 0x21), FIRST_FREE + 1, "MD00090 TLBINV leaves global entries");
	insn(TLBINVF);
	is(probe((VA + 0x2000) | 0x21) >> 31, 1, "MD00090 TLBINVF invalidates all of root's");
	is(root_tlb_read(FIRST_FREE + 1).hi & HI_EHINV, HI_EHINV,
	   "MD00090 TLBR of an invalidated entry: EHINV=1");
	map(FIRST_FREE, VA | HI_EHINV, VALID);
	is(outcome(load(VA)), ROOT_EXC(EXC_TLBL), "MD00090 TLBWI with EHINV=1 maps nothing");
}

static void duplicates(void)
{
	guest_reset();
	map(FIRST_FREE, VA, VALID);
	mtc0(INDEX, FIRST_FREE + 1);
	mtc0(ENTRYHI, VA);
	mtc0(ENTRYLO0, LO(0, VALID));
	mtc0(ENTRYLO1, LO(0, VALID));
	is(outcome(ROOT(TLBWI)), ROOT_EXC(EXC_MCHECK),
	   "MD00090 a second entry for an address is a machine check");
	is(last_trap.status >> 21 & 1, 1, "MD00090 and sets Status.TS");
	mtc0(STATUS, mfc0(STATUS) & ~(1u << 21));
	mtc0(ENTRYHI, 0);
}

void run_tests(void)
{
	pages();
	refused();
	address_spaces();
	write_random();
	invalidate();
	duplicates();
}
