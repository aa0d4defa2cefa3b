// SPDX-License-Identifier: GPL-2.0
/**
 * DOC: A guest's physical memory
 *
 * A guest sees its RAM from address 0, in pages of 2 MiB; the pages of register
 * blocks that it owns whole; and, in xAPIC mode, the page of its core's local APIC,
 * which it may read but not write. Everything else is not there, and touching it
 * ends the guest. The tables are made once, at boot.
 */
#include <asm/apic.h>
#include <asm/page.h>
#include <asm/vmx-core.h>
#include <levsha/panic.h>

#define ENTRIES			512
#define TABLES			12
#define LEVELS			4
#define TABLE_RIGHTS		(EPT_READ | EPT_WRITE | EPT_EXEC)

#define INV_SINGLE		1

static struct ept {
	u64 tables[TABLES][ENTRIES];
	u32 used;
} __aligned(PAGE_SIZE) epts[MAX_GUESTS] __section(".bss.page");

static struct ept *ept_of(const struct guest *guest)
{
	return &epts[guest->id - 1];
}

/* The entry for an address in the table of a level: 1 for 4 KiB, 2 for 2 MiB. */
static u64 *ept_entry(struct ept *ept, u64 gpa, int level)
{
	u64 *table = ept->tables[0];
	u64 *entry;
	int l;

	for (l = LEVELS;; l--) {
		entry = &table[gpa >> (12 + 9 * (l - 1)) & (ENTRIES - 1)];
		if (l == level)
			return entry;
		if (!*entry) {
			if (ept->used == TABLES)
				panic("guest %u: no EPT table is left for %lx",
				      (u32)(ept - epts) + 1, gpa);
			*entry = virt_to_phys(ept->tables[ept->used++]) |
				 TABLE_RIGHTS;
		}
		table = phys_to_virt(*entry & PTE_ADDR);
	}
}

/* Parts of pages stay out: accesses to them go through vreg_access(). */
static void map_block(struct ept *ept, const struct part_block *b)
{
	const u64 flags = EPT_READ | EPT_TYPE_UC |
			  (b->access == PART_ACCESS_OWN ? EPT_WRITE : 0);
	u64 page = (b->base + PAGE_SIZE - 1) & ~(u64)(PAGE_SIZE - 1);

	for (; page + PAGE_SIZE <= b->base + b->size; page += PAGE_SIZE)
		*ept_entry(ept, page, 1) = page | flags;
}

void ept_init(struct guest *guest)
{
	const struct part_guest *part = guest->part;
	const struct part_block *b = guest->blocks;
	const struct part_block *end = b + part->nr_blocks;
	struct ept *ept = ept_of(guest);
	u64 gpa;

	ept->used = 1;
	for (gpa = 0; gpa < part->ram_size; gpa += LARGE_PAGE_SIZE)
		*ept_entry(ept, gpa, 2) = (part->ram_base + gpa) | TABLE_RIGHTS |
					  EPT_TYPE_WB | EPT_LARGE;
	if (!X2APIC_MODE)
		*ept_entry(ept, APIC_BASE, 1) = APIC_BASE | EPT_READ | EPT_TYPE_UC;
	for (; b < end; b++) {
		if (b->space == PART_SPACE_MMIO &&
		    b->access != PART_ACCESS_EMULATE)
			map_block(ept, b);
	}
}

u64 ept_pointer(const struct guest *guest)
{
	return virt_to_phys(ept_of(guest)->tables) | EPT_WALK4 |
	       EPT_TYPE_WB >> 3;
}

void ept_flush(const struct guest *guest)
{
	const struct {
		u64 what;
		u64 reserved;
	} ept = { ept_pointer(guest), 0 }, vpid = { guest->id, 0 };

	asm volatile("invept %0, %1"
		     : : "m"(ept), "r"((u64)INV_SINGLE) : "cc", "memory");
	asm volatile("invvpid %0, %1"
		     : : "m"(vpid), "r"((u64)INV_SINGLE) : "cc", "memory");
}
