// SPDX-License-Identifier: GPL-2.0
/* MD00846: GuestIDs in both TLBs, and the instructions on the guest's TLB. */
#include "guest.h"
#include "ktap.h"
#include "trap.h"

#define VALID		(LO_V | LO_D | LO_G)
#define VA		0x00800000u
#define OTHER_VA	0x00900000u
#define OTHER_ID	5

static const struct tlb_entry entry = {
	VA, LO(0x10000, VALID), LO(0x11000, VALID), PAGES_4K
};

static u32 rid(void)
{
	return mfc0(GUESTCTL1) >> 16;
}

static void set_rid(u32 id)
{
	mtc0(GUESTCTL1, GC1_RID(id) | GC1_ID(GUEST_ID));
}

static u32 root_probe(u32 id, u32 va)
{
	set_rid(id);
	mtc0(ENTRYHI, va);
	insn(TLBP);
	mtc0(ENTRYHI, 0);
	return mfc0(INDEX);
}

static u32 guest_probe(u32 id, u32 va)
{
	set_rid(id);
	mtgc0(ENTRYHI, va);
	insn(TLBGP);
	mtgc0(ENTRYHI, 0);
	return mfgc0(INDEX);
}

static void root_entries(void)
{
	struct tlb_entry seen;
	struct tlb_entry local = entry;

	guest_reset();
	root_tlb_write(FIRST_FREE, OTHER_ID, &entry);
	set_rid(0);
	seen = root_tlb_read(FIRST_FREE);
	is(rid(), OTHER_ID, "MD00846 TLBR: GuestCtl1.RID is the entry's GuestID");
	is(seen.hi & ~0xfffu, VA, "MD00846 TLBR reads the entry of another GuestID");
	is(seen.lo0, entry.lo0, "MD00846 TLBR: EntryLo0");
	is(seen.lo1, entry.lo1, "MD00846 TLBR: EntryLo1");
	is(root_probe(OTHER_ID, VA), FIRST_FREE, "MD00846 TLBP finds an entry of RID");
	is(root_probe(4, VA) >> 31, 1, "MD00846 TLBP finds no entry of another GuestID");
	is(root_probe(0, VA) >> 31, 1, "MD00846 TLBP with RID=0 finds no guest's entry");
	local.lo0 &= ~LO_G;
	local.lo1 &= ~LO_G;
	root_tlb_write(FIRST_FREE, OTHER_ID, &local);
	is(root_tlb_read(FIRST_FREE).lo0 & LO_G, LO_G,
	   "MD00846 TLBWI with RID other than 0 forces G=1");
	root_tlb_write(FIRST_FREE, 0, &local);
	is(root_tlb_read(FIRST_FREE).lo0 & LO_G, 0, "MD00846 TLBWI with RID=0 leaves G");
	is(rid(), 0, "MD00846 TLBR: GuestCtl1.RID is 0 for an entry of root");
	root_tlb_clear(FIRST_FREE);
	set_rid(3);
	seen = root_tlb_read(FIRST_FREE);
	is(rid(), 0, "MD00846 TLBR of an invalid entry: GuestCtl1.RID is 0");
	is(seen.hi & HI_EHINV, HI_EHINV, "MD00846 TLBR of an invalid entry: EHINV=1");
}

static void entries_of_others(void)
{
	static volatile u32 word;

	guest_reset();
	word = 0xabcd;
	gpr[A0] = VA + ((u32)&word & 0xfff);
	root_tlb_write(FIRST_FREE, OTHER_ID, &(struct tlb_entry){
		VA, LO((u32)&word & 0x1ffff000, VALID), LO_G, PAGES_4K });
	set_rid(0);
	is(outcome(ROOT(LW(V0, 0, A0))), ROOT_EXC(EXC_TLBL),
	   "MD00846 root's accesses pass by a guest's entries");
	mtgc0(STATUS, ST_ERL);
	is(outcome(GUEST(LW(V0, 0, A0))), ROOT_EXC(EXC_TLBL),
	   "MD00846 a guest's accesses pass by the entries of another GuestID");
	root_tlb_write(FIRST_FREE, GUEST_ID, &(struct tlb_entry){
		VA, LO((u32)&word & 0x1ffff000, VALID), LO_G, PAGES_4K });
	is(outcome(GUEST(LW(V0, 0, A0))), THROUGH, "MD00846 and use those of GuestCtl1.ID");
	is(gpr[V0], 0xabcd, "MD00846 with the memory that they map");
	mtc0(ENTRYHI, 0x55);
	is(outcome(GUEST(LW(V0, 0, A0))), THROUGH, "MD00846 whatever Root.EntryHi.ASID is");
	mtc0(ENTRYHI, 0);
	root_tlb_write(FIRST_FREE, 0, &(struct tlb_entry){
		VA, LO((u32)&word & 0x1ffff000, VALID), LO_G, PAGES_4K });
	is(outcome(GUEST(LW(V0, 0, A0))), ROOT_EXC(EXC_TLBL),
	   "MD00846 a guest's accesses pass by root's own entries");
	is(outcome(ROOT(LW(V0, 0, A0))), THROUGH, "MD00846 which root uses");
}

/* Each with entries of two GuestIDs and an entry of root's in place. */
static void invalidate(void)
{
	guest_reset();
	root_tlb_write(FIRST_FREE, OTHER_ID, &entry);
	root_tlb_write(FIRST_FREE + 1, 0, &entry);
	set_rid(OTHER_ID);
	insn(TLBINVF);
	is(root_probe(OTHER_ID, VA) >> 31, 1, "MD00846 TLBINVF invalidates entries of RID");
	is(root_probe(0, VA), FIRST_FREE + 1, "MD00846 TLBINVF leaves those of others");
	is(outcome(GUEST(NOP)), THROUGH, "MD00846 TLBINVF leaves the running guest's");
	root_tlb_clear(FIRST_FREE + 1);

	guest_tlb_write(0, GUEST_ID, &entry);
	guest_tlb_write(1, OTHER_ID, &entry);
	set_rid(OTHER_ID);
	insn(TLBGINVF);
	is(guest_probe(OTHER_ID, VA) >> 31, 1, "MD00846 TLBGINVF invalidates entries of RID");
	is(guest_probe(GUEST_ID, VA), 0, "MD00846 TLBGINVF leaves those of others");
	set_rid(0);
	GUEST(TLBINVF);
	is(guest_probe(GUEST_ID, VA) >> 31, 1, "MD00846 TLBINVF in the guest: its GuestID");
}

static void guest_entries(void)
{
	struct tlb_entry seen;
	struct tlb_entry local = { OTHER_VA | 7, LO(0x12000, LO_V), LO(0x13000, LO_V), PAGES_4K };

	guest_reset();
	guest_tlb_write(4, GUEST_ID, &entry);
	set_rid(0);
	seen = guest_tlb_read(4);
	is(rid(), GUEST_ID, "MD00846 TLBGR: GuestCtl1.RID is the entry's GuestID");
	is(seen.hi & ~0xfffu, VA, "MD00846 TLBGR: Guest.EntryHi");
	is(seen.lo0, entry.lo0, "MD00846 TLBGR: Guest.EntryLo0");
	is(seen.lo1, entry.lo1, "MD00846 TLBGR: Guest.EntryLo1");
	is(guest_probe(GUEST_ID, VA), 4, "MD00846 TLBGP finds an entry of RID");
	is(guest_probe(OTHER_ID, VA) >> 31, 1, "MD00846 TLBGP finds no entry of another GuestID");
	set_rid(0);
	mtgc0(ENTRYHI, VA);
	GUEST(TLBP);
	is(mfgc0(INDEX), 4, "MD00846 TLBP in the guest finds the guest's entry");
	mtgc0(INDEX, 4);
	GUEST(TLBR);
	is(mfgc0(ENTRYLO0), entry.lo0, "MD00846 TLBR in the guest reads the guest's entry");
	guest_tlb_write(5, OTHER_ID, &entry);
	mtgc0(INDEX, 5);
	GUEST(TLBR);
	is(mfgc0(ENTRYHI), HI_EHINV, "MD00846 TLBR in the guest of another GuestID: EHINV=1");
	is(mfgc0(ENTRYLO0), 0, "MD00846 TLBR in the guest of another GuestID: zeros");

	guest_tlb_write(6, GUEST_ID, &local);
	set_rid(GUEST_ID);
	mtgc0(ENTRYHI, 8);
	insn(TLBGINV);
	is(guest_probe(GUEST_ID, OTHER_VA | 7), 6, "MD00846 TLBGINV leaves another ASID's");
	set_rid(GUEST_ID);
	mtgc0(ENTRYHI, 7);
	insn(TLBGINV);
	is(guest_probe(GUEST_ID, OTHER_VA | 7) >> 31, 1, "MD00846 TLBGINV invalidates its ASID's");
	is(guest_probe(GUEST_ID, VA), 4, "MD00846 TLBGINV leaves global entries");

	set_rid(GUEST_ID);
	mtgc0(WIRED, 15);
	mtgc0(ENTRYHI, OTHER_VA);
	mtgc0(ENTRYLO0, LO(0x12000, VALID));
	mtgc0(ENTRYLO1, LO(0x13000, VALID));
	insn(TLBGWR);
	mtgc0(ENTRYHI, 0);
	is(guest_probe(GUEST_ID, OTHER_VA), 15, "MD00846 TLBGWR spares Guest.Wired entries");
	guest_reset();
	mtgc0(ENTRYHI, OTHER_VA);
	mtgc0(ENTRYLO0, LO(0x12000, VALID));
	mtgc0(ENTRYLO1, LO(0x13000, VALID));
	mtgc0(INDEX, 9);
	GUEST(TLBWI);
	is(guest_probe(GUEST_ID, OTHER_VA), 9, "MD00846 TLBWI in the guest: tagged with ID");
	is(root_probe(GUEST_ID, OTHER_VA) >> 31, 1, "MD00846 and root's TLB does not have it");
}

void run_tests(void)
{
	root_entries();
	entries_of_others();
	invalidate();
	guest_entries();
}
