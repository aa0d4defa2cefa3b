// SPDX-License-Identifier: GPL-2.0
/* A guest's memory: as it sees it, and as it is before a start. */
#include <asm/exit.h>
#include <asm/page.h>
#include <levsha/arch.h>
#include <levsha/guest.h>
#include <linux/string.h>

#define PIECE			1024
#define CACHE_LINE		16

/*
 * The guest's choice of kseg0 or kseg1 is kept, so that the cache shows what it
 * shows the guest. What is in neither is far from all ranges.
 */
const u8 *arch_guest_memory(struct guest *guest, u32 gva, u32 len)
{
	const struct part_range *range = guest->part->memory;
	const u32 gpa = (gva & ~(KSEG0 ^ KSEG1)) - KSEG0;
	u32 at;

	for (; range->size; range++) {
		at = gpa - range->gpa;
		if (at < range->size && len <= range->size - at)
			return (const u8 *)(gva + range->phys - range->gpa);
	}
	return NULL;
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
