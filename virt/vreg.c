// SPDX-License-Identifier: GPL-2.0
/* Register blocks of guests: who stands at an address, and what that allows. */
#include <levsha/arch.h>
#include <levsha/guest.h>
#include <levsha/vpic.h>
#include <levsha/vpit.h>
#include <levsha/vreg.h>
#include <levsha/vuart.h>

typedef bool (*vreg_handler)(struct guest *guest, const struct part_block *block,
			     struct vreg_access *a);

static bool nothing(struct guest *guest, const struct part_block *block,
		    struct vreg_access *a)
{
	return false;
}

static const vreg_handler devices[] = {
	[PART_DEVICE_NONE] = nothing,
	[PART_DEVICE_VUART] = vuart_access,
	[PART_DEVICE_VPIC] = vpic_access,
	[PART_DEVICE_VPIT] = vpit_access,
};

static bool block_has(const struct part_block *b, const struct vreg_access *a)
{
	const u64 offset = a->addr - b->base;

	return b->space == a->space && a->addr >= b->base &&
	       offset < b->size && a->width <= b->size - offset;
}

static const struct part_block *find_block(const struct guest *guest,
					   const struct vreg_access *a)
{
	const struct part_block *b = guest->blocks;
	const struct part_block *end = b + guest->part->nr_blocks;

	for (; b < end; b++) {
		if (block_has(b, a))
			return b;
	}
	return NULL;
}

bool vreg_access(struct guest *guest, struct vreg_access *a)
{
	const struct part_block *b = find_block(guest, a);

	if (!b)
		return false;
	if (b->access == PART_ACCESS_EMULATE)
		return devices[b->device](guest, b, a);
	if (b->access == PART_ACCESS_OWN || !a->write)
		arch_block_access(a);
	return true;
}
