// SPDX-License-Identifier: GPL-2.0
/* A guest's memory: as it sees it, and as it is before a start. */
#include <asm/cp0.h>
#include <asm/exit.h>
#include <asm/page.h>
#include <asm/pic32mz.h>
#include <levsha/arch.h>
#include <levsha/guest.h>
#include <linux/string.h>

#define NOWHERE			(~0u)
#define ENTRYLO_PFN		0x3fffffc0
#define PFN_TO_ADDRESS		6		/* further left */
#define PIECE			1024
#define CACHE_LINE		16

/* The root TLB's work, by the tree that its refill uses */
static u32 gpa_to_phys(const struct part_guest *part, u32 gpa)
{
	const struct part_node *node = part->tree[gpa >> 22 & (PART_TREE_SIZE - 1)];
	const struct part_leaf *leaf =
		(const void *)node->leaves + (gpa >> node->shift & node->mask);
	const u32 page = ((leaf->pagemask | ~ENTRYHI_VPN2) + 1) / 2;
	const u32 lo = gpa & page ? leaf->lo1 : leaf->lo0;

	if (!(lo & ENTRYLO_V))
		return NOWHERE;
	return (lo & ENTRYLO_PFN) << PFN_TO_ADDRESS | (gpa & (page - 1));
}

/*
 * Both ends of so little are in the same page or in neighbours. The guest's choice
 * of kseg0 or kseg1 is kept, so that the cache shows what it shows the guest.
 */
const u8 *arch_guest_memory(struct guest *guest, u32 gva, u32 len)
{
	const u32 span = len ? len - 1 : 0;
	const u32 gpa = gva & KSEG_PHYS;
	const u32 first = gpa_to_phys(guest->part, gpa);

	if ((gva & ~KSEG_PHYS) != KSEG0 && (gva & ~KSEG_PHYS) != KSEG1)
		return NULL;
	if (span >= PAGE_SIZE || first >= SFR_BASE ||
	    gpa_to_phys(guest->part, gpa + span) - first != span)
		return NULL;
	return (const u8 *)(first | (gva & ~KSEG_PHYS));
}

void arch_sync_caches(const u8 *p, u32 len)
{
	const u8 *end = p + len;

	for (p -= (u32)p % CACHE_LINE; p < end; p += CACHE_LINE)
		asm volatile("synci 0(%0)" : : "r"(p) : "memory");
	asm volatile("sync" : : : "memory");
}

/* RAM has whole pieces. */
static u32 clear_piece(const struct part_guest *part, u32 at)
{
	u8 *dst = (u8 *)phys_to_virt(part->ram_base) + at;

	memset(dst, 0, PIECE);
	arch_sync_caches(dst, PIECE);
	return PIECE;
}

static u32 copy_piece(const struct part_segment *s, u32 at)
{
	const u32 len = s->size - at < PIECE ? s->size - at : PIECE;
	u8 *dst = (u8 *)phys_to_virt(s->dst) + at;

	memcpy(dst, (const u8 *)phys_to_virt(s->src) + at, len);
	arch_sync_caches(dst, len);
	return len;
}

bool arch_guest_load(struct guest *guest)
{
	const struct part_guest *part = guest->part;
	const struct part_segment *s = part->segments;
	const struct part_segment *end = s + part_value(part, nr_segments);
	u32 *loaded = &guest->arch.loaded;
	u32 at;

	if (*loaded < part->ram_size) {
		*loaded += clear_piece(part, *loaded);
		return false;
	}
	for (at = *loaded - part->ram_size; s < end; at -= s++->size) {
		if (at < s->size) {
			*loaded += copy_piece(s, at);
			return false;
		}
	}
	return true;
}
