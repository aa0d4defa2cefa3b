// SPDX-License-Identifier: GPL-2.0
/* Register blocks of guests: which there are, and what they allow. */
#include <asm/vmx-core.h>
#include <levsha/arch.h>
#include <levsha/guest.h>
#include <levsha/vpc.h>
#include <levsha/vreg.h>
#include <levsha/vuart.h>

/* A real device that hardware could not hand over whole. */
static bool hardware_access(struct guest *guest, const struct part_block *block,
			    struct vreg_access *a)
{
	if (block->access == PART_ACCESS_OWN || !a->write)
		vmx_block_access(a);
	return true;
}

static const vreg_handler devices[] = {
	[PART_DEVICE_NONE] = hardware_access,
	[PART_DEVICE_VUART] = vuart_access,
	[PART_DEVICE_VPIC] = vpic_access,
	[PART_DEVICE_VPIT] = vpit_access,
	[PART_DEVICE_VPM] = vpm_access,
	[PART_DEVICE_VCRTC] = vcrtc_access,
	[PART_DEVICE_VPCI] = vpci_access,
};

static bool block_has(const struct part_block *b, const struct vreg_access *a)
{
	const u64 offset = a->addr - b->base;

	return offset < b->size && a->width <= b->size - offset &&
	       b->space == a->space;
}

static noinline const struct part_block *find_block(struct guest *guest,
						    const struct vreg_access *a)
{
	const struct part_block *b = guest->blocks;
	const struct part_block *end = b + guest->part->nr_blocks;

	for (; b < end; b++) {
		if (block_has(b, a))
			return guest->recent = b;
	}
	return NULL;
}

/* Drivers touch one device many times, so the last block is looked at first. */
bool vreg_access(struct guest *guest, struct vreg_access *a)
{
	const struct part_block *b = guest->recent;

	if (unlikely(!b || !block_has(b, a)))
		b = find_block(guest, a);
	if (unlikely(!b))
		return false;
	return devices[b->device](guest, b, a);
}
