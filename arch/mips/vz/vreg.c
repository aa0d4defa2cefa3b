// SPDX-License-Identifier: GPL-2.0
/* Register blocks of guests: which there are, and what they allow. */
#include <asm/exit.h>
#include <asm/io.h>
#include <levsha/guest.h>
#include <levsha/vsfr.h>

/* A store of a width that the bus has is one, of whatever else the rest stays. */
static void write_own(u32 addr, u32 lanes, u32 value)
{
	const u32 first = (u32)__builtin_ctz(lanes);

	addr += first / 8;
	if (lanes >> first == 0xff)
		writeb((u8)(value >> first), addr);
	else if (lanes >> first == 0xffff)
		writew((u16)(value >> first), addr);
	else if (lanes == ~0u)
		writel(value, addr);
	else
		writel((readl(addr & ~3u) & ~lanes) | value, addr & ~3u);
}

/* Bits of the same register that are another's must not be written at all. */
static void write_masked(u32 addr, u32 lanes, u32 value)
{
	if (sfr_alias(addr) != SFR_REG) {
		writel(value, addr);
		return;
	}
	writel(lanes & ~value, addr + REG_CLR);
	writel(value, addr + REG_SET);
}

static const struct part_block *find_block(const struct guest *guest, u32 addr)
{
	const struct part_guest *part = guest->part;
	const u16 *map = part->sfr_pages[addr >> 12 & 0xff];

	return (const void *)part->blocks + map[addr >> 4 & 0xff];
}

/* Block 0, where there is nothing, is the guest's own without a bit. */
static bool is_nothing(const struct part_block *block)
{
	return block->access == PART_ACCESS_OWN && !block->mask;
}

static void refuse(struct guest *guest)
{
	guest_fail(guest, PART_EVENT_ILLEGAL_ACCESS, "illegal access");
}

u32 vreg_read(struct guest *guest, u32 addr)
{
	const struct part_block *block = find_block(guest, addr);

	addr &= ~3u;
	if (block->access == PART_ACCESS_EMULATE)
		return sfr_read(guest, block, addr);
	if (!is_nothing(block))
		return readl(addr);
	refuse(guest);
	return 0;
}

/* A real device that hardware could not hand over whole. Return: it is legal. */
static bool write_real(const struct part_block *block, u32 addr, u32 lanes,
		       u32 value)
{
	const u32 mask = block->mask;

	if (block->access == PART_ACCESS_READ)
		return !block->report;
	if (mask == ~0u)
		write_own(addr, lanes, value);
	else if (mask)
		write_masked(addr, lanes & mask, value & mask);
	return mask;
}

void vreg_write(struct guest *guest, u32 addr, u32 lanes, u32 value)
{
	const struct part_block *block = find_block(guest, addr);

	addr &= ~3u;
	value &= lanes;
	if (block->access == PART_ACCESS_EMULATE)
		sfr_write(guest, block, addr, lanes, value);
	else if (!write_real(block, addr, lanes, value))
		refuse(guest);
}
