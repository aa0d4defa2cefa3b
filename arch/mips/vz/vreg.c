// SPDX-License-Identifier: GPL-2.0
/* Register blocks of guests: which there are, and what they allow. */
#include <asm/io.h>
#include <asm/pic32mz.h>
#include <levsha/arch.h>
#include <levsha/guest.h>
#include <levsha/vreg.h>
#include <levsha/vsfr.h>

static void write_real(const struct vreg_access *a)
{
	if (a->width == 1)
		writeb((u8)a->value, a->addr);
	else if (a->width == 2)
		writew((u16)a->value, a->addr);
	else
		writel(a->value, a->addr);
}

/* Bits of the same register that are another's must not be written at all. */
static void write_masked(const struct vreg_access *a, u32 mask)
{
	const phys_addr_t reg = a->addr & ~15ul;
	const u32 data = sfr_data(a);

	if (sfr_alias(a) != SFR_REG) {
		writel(data & mask, a->addr & ~3ul);
		return;
	}
	mask &= sfr_lanes(a);
	writel(mask & ~data, reg + REG_CLR);
	writel(mask & data, reg + REG_SET);
}

/* A real device that hardware could not hand over whole. */
static bool hardware_access(const struct part_block *block, struct vreg_access *a)
{
	if (!a->write)
		sfr_read(a, readl(a->addr & ~3ul));
	else if (block->access != PART_ACCESS_OWN)
		return !block->report;
	else if (block->mask == ~0u)
		write_real(a);
	else
		write_masked(a, block->mask);
	return true;
}

static const struct part_block *find_block(struct guest *guest,
					   const struct vreg_access *a)
{
	const struct part_guest *part = guest->part;
	const u32 offset = a->addr - SFR_BASE;
	u32 n;

	if (offset >= SFR_SIZE)
		return NULL;
	n = part->sfr_maps[part->sfr_pages[offset >> 12]][offset >> 4 & 0xff];
	return n ? &part->blocks[n] : NULL;
}

bool vreg_access(struct guest *guest, struct vreg_access *a)
{
	const struct part_block *block = find_block(guest, a);

	if (unlikely(!block))
		return false;
	if (block->access != PART_ACCESS_EMULATE)
		return hardware_access(block, a);
	sfr_access(guest, block, a);
	return true;
}
