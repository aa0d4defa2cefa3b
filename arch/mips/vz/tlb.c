// SPDX-License-Identifier: GPL-2.0
/*
 * The guest TLB. GuestIDs keep entries apart, but a guest may overwrite those of
 * another: of a guest that uses the TLB, all are kept while it does not run.
 */
#include <levsha/guest.h>
#include <linux/stddef.h>

#include "vz.h"

/* EntryHi of entries that hold nothing: no two alike, or the TLB would complain */
#define UNUSED			(0x80000000 | ENTRYHI_EHINV)
#define UNUSED_STEP		(1u << 13)

/* TLBGR makes RID the GuestID of the entry, or 0. */
void tlb_save(const struct guest *guest)
{
	struct guest_tlb *const tlb = guest->part->tlb;
	struct guest_tlb_entry *e;
	u32 i;

	if (!tlb)
		return;
	e = tlb->entries;
	mtgc0(C0_PAGEGRAIN, PAGEGRAIN_RIE | PAGEGRAIN_XIE);
	for (i = 0; i < ARRAY_SIZE(tlb->entries); i++, e++) {
		mtgc0(C0_INDEX, i);
		tlbgr();
		e->entryhi = mfgc0(C0_ENTRYHI);
		e->entrylo0 = mfgc0(C0_ENTRYLO0);
		e->entrylo1 = mfgc0(C0_ENTRYLO1);
		e->pagemask = mfgc0(C0_PAGEMASK);
		if (mfc0(C0_GUESTCTL1) >> GUESTCTL1_RID_SHIFT != guest->id)
			e->entryhi = UNUSED + i * UNUSED_STEP;
	}
}

void tlb_load(const struct guest *guest)
{
	const struct guest_tlb *const tlb = guest->part->tlb;
	const struct guest_tlb_entry *e;
	u32 i;

	if (!tlb)
		return;
	e = tlb->entries;
	mtgc0(C0_PAGEGRAIN, PAGEGRAIN_RIE | PAGEGRAIN_XIE);
	for (i = 0; i < ARRAY_SIZE(tlb->entries); i++, e++) {
		mtgc0(C0_INDEX, i);
		mtgc0(C0_ENTRYHI, e->entryhi);
		mtgc0(C0_ENTRYLO0, e->entrylo0);
		mtgc0(C0_ENTRYLO1, e->entrylo1);
		mtgc0(C0_PAGEMASK, e->pagemask);
		tlbgwi();
	}
}

static void clear(u32 id)
{
	const u32 ctl1 = mfc0(C0_GUESTCTL1);

	mtc0(C0_GUESTCTL1, GUESTCTL1(id));
	tlbginvf();
	mtc0(C0_GUESTCTL1, ctl1);
}

void tlb_reset(const struct guest *guest)
{
	struct guest_tlb *const tlb = guest->part->tlb;
	struct guest_tlb_entry *e;
	u32 entryhi = UNUSED;

	clear(guest->id);
	if (!tlb)
		return;
	for (e = tlb->entries; e < tlb->entries + ARRAY_SIZE(tlb->entries); e++) {
		e->entryhi = entryhi;
		entryhi += UNUSED_STEP;
	}
}
