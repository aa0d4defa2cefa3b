// SPDX-License-Identifier: GPL-2.0
/**
 * DOC: Where a guest's DMA channels read
 *
 * DMA does not pass the TLB: a guest's RAM is where it sees it, but its flash is not.
 * For guests with "dma-flash" the registers that say where a channel reads take an
 * address of the guest's flash, and keep where that really lies. What no other may
 * reach is fenced by the bus arbiter, whatever the registers say.
 */
#include <asm/io.h>
#include <levsha/guest.h>
#include <levsha/vdma.h>

u32 vdma_read_source(struct guest *guest, const struct part_block *block, u32 addr)
{
	const struct part_range *range = guest->part->memory;
	const u32 value = readl(block->base);

	while (range->size && value - range->phys >= range->size)
		range++;
	return value - range->phys + range->gpa;
}

void vdma_write_source(struct guest *guest, const struct part_block *block,
		       u32 clear, u32 set, u32 addr)
{
	const u32 value = (vdma_read_source(guest, block, addr) & ~clear) | set;
	const struct part_range *range = guest->part->memory;

	while (range->size && value - range->gpa >= range->size)
		range++;
	writel(value - range->gpa + range->phys, block->base);
}
