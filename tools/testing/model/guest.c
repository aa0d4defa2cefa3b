// SPDX-License-Identifier: GPL-2.0
#include "guest.h"

#define PHYSICAL(address)	((u32)(address) & 0x1fffffff)
#define RID_MASK		0x00ff0000u
#define UNUSED_VPN		0x80000000u

struct guest guest;

static void set_rid(u32 id)
{
	mtc0(GUESTCTL1, (mfc0(GUESTCTL1) & ~RID_MASK) | GC1_RID(id));
}

void root_tlb_write(u32 index, u32 id, const struct tlb_entry *entry)
{
	set_rid(id);
	mtc0(INDEX, index);
	mtc0(ENTRYHI, entry->hi);
	mtc0(ENTRYLO0, entry->lo0);
	mtc0(ENTRYLO1, entry->lo1);
	mtc0(PAGEMASK, entry->mask);
	insn(TLBWI);
	mtc0(PAGEMASK, 0);
	mtc0(ENTRYHI, 0);
	set_rid(0);
}

void guest_tlb_write(u32 index, u32 id, const struct tlb_entry *entry)
{
	set_rid(id);
	mtgc0(INDEX, index);
	mtgc0(ENTRYHI, entry->hi);
	mtgc0(ENTRYLO0, entry->lo0);
	mtgc0(ENTRYLO1, entry->lo1);
	mtgc0(PAGEMASK, entry->mask);
	insn(TLBGWI);
	mtgc0(PAGEMASK, 0);
	mtgc0(ENTRYHI, 0);
	set_rid(0);
}

struct tlb_entry root_tlb_read(u32 index)
{
	struct tlb_entry entry;

	mtc0(INDEX, index);
	insn(TLBR);
	entry.hi = mfc0(ENTRYHI);
	entry.lo0 = mfc0(ENTRYLO0);
	entry.lo1 = mfc0(ENTRYLO1);
	entry.mask = mfc0(PAGEMASK);
	mtc0(PAGEMASK, 0);
	mtc0(ENTRYHI, 0);
	return entry;
}

struct tlb_entry guest_tlb_read(u32 index)
{
	struct tlb_entry entry;

	mtgc0(INDEX, index);
	insn(TLBGR);
	entry.hi = mfgc0(ENTRYHI);
	entry.lo0 = mfgc0(ENTRYLO0);
	entry.lo1 = mfgc0(ENTRYLO1);
	entry.mask = mfgc0(PAGEMASK);
	mtgc0(PAGEMASK, 0);
	mtgc0(ENTRYHI, 0);
	return entry;
}

static const struct tlb_entry unused = { UNUSED_VPN | HI_EHINV, 0, 0, 0 };

void root_tlb_clear(u32 index)
{
	struct tlb_entry entry = unused;

	entry.hi += index << 13;
	root_tlb_write(index, 0, &entry);
}

static void map_memory(void)
{
	const struct tlb_entry flash = {
		0x1d000000, LO(0x1d000000, LO_D | LO_V | LO_G),
		LO(0x1d100000, LO_D | LO_V | LO_G), PAGES_1M
	};
	const struct tlb_entry ram = {
		0, LO(0, LO_D | LO_V | LO_G), LO(0x40000, LO_D | LO_V | LO_G), PAGES_256K
	};
	const struct tlb_entry boot = {
		0x1fc00000, LO(PHYSICAL(guest_vectors), LO_D | LO_V | LO_G), LO_G, PAGES_4K
	};
	u32 i;

	for (i = 0; i < TLB_ENTRIES; i++) {
		struct tlb_entry entry = unused;

		root_tlb_clear(i);
		entry.hi += i << 13;
		guest_tlb_write(i, GUEST_ID, &entry);
	}
	root_tlb_write(0, GUEST_ID, &flash);
	root_tlb_write(1, GUEST_ID, &ram);
	root_tlb_write(2, GUEST_ID, &boot);
}

static void reset_context(void)
{
	mtgc0(STATUS, 0);
	mtgc0(CAUSE, CA_IV);
	mtgc0(INTCTL, 0x20);
	mtgc0(EBASE, (u32)guest_vectors);
	mtgc0(WIRED, 0);
	mtgc0(PAGEGRAIN, 0);
	mtgc0(PAGEMASK, 0);
	mtgc0(ENTRYHI, 0);
	mtgc0(CONTEXT, 0);
	mtgc0(HWRENA, 0);
	mtgc0(SRSCTL, 0);
	mtgc0(SRSMAP, 0);
	mtgc0(SRSMAP2, 0);
}

void guest_reset(void)
{
	guest.ctl0 = GC0_CP0 | GC0_AT;
	guest.ctl0ext = 0;
	guest.status = 0;
	mtc0(PAGEGRAIN, PG_IEC);
	mtc0(WIRED, 0);
	mtc0(GUESTCTL0, guest.ctl0);
	mtc0(GUESTCTL0EXT, 0);
	mtc0(GUESTCTL1, GC1_ID(GUEST_ID));
	mtc0(GUESTCTL2, 0);
	mtc0(GUESTCTL3, 0);
	mtc0(GTOFFSET, 0);
	reset_context();
	map_memory();
}
