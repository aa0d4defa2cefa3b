// SPDX-License-Identifier: GPL-2.0
/**
 * DOC: Register blocks of guests
 *
 * Which there are, and what they allow. Loads and stores are not taken apart: the
 * CPU carries them out, with the guest's value, on the register if the guest has
 * all of it, else on a copy.
 */
#include <asm/exit.h>
#include <asm/io.h>
#include <asm/page.h>
#include <levsha/guest.h>
#include <levsha/vsfr.h>

static const struct part_block *find_block(const struct guest *guest, u32 addr)
{
	const struct part_guest *part = guest->part;
	const u16 *map = part->sfr_pages[addr >> 12 & 0xff];

	return (const void *)part->blocks + map[addr >> 4 & 0xff];
}

/* What the instruction makes of @word instead of the one at @addr */
static u32 on_copy(u32 insn, u32 addr, u32 value, u32 *word)
{
	return execute(insn, value, (unsigned long)word + (addr & 3));
}

u32 sfr_access(struct guest *guest, u32 insn, u32 addr, u32 value, bool store)
{
	const struct part_block *block = find_block(guest, addr);
	const u32 base = addr & ~3u;
	u32 word = 0, kept = ~0u;

	if (!block->write)
		return execute(insn, value, addr + KSEG1);
	if (!store) {
		word = sfr_read(guest, block, base);
		return on_copy(insn, addr, value, &word);
	}
	on_copy(insn, addr, value, &word);
	on_copy(insn, addr, value, &kept);
	sfr_write(guest, block, base, word | ~kept, word);
	return value;
}

u32 sfr_real_read(struct guest *guest, const struct part_block *block, u32 addr)
{
	return readl(addr);
}

void sfr_real_write(struct guest *guest, const struct part_block *block, u32 clear,
		    u32 set, u32 addr)
{
	if (sfr_alias(addr) == SFR_REG) {
		writel(clear, addr + REG_CLR);
		addr += REG_SET;
	}
	writel(set, addr);
}

u32 sfr_nothing_read(struct guest *guest, const struct part_block *block, u32 addr)
{
	guest_fail(guest, PART_EVENT_ILLEGAL_ACCESS, "illegal access");
	return 0;
}

void sfr_refuse(struct guest *guest, const struct part_block *block, u32 clear,
		u32 set, u32 addr)
{
	guest_fail(guest, PART_EVENT_ILLEGAL_ACCESS, "illegal access");
}
