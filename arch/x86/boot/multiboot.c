// SPDX-License-Identifier: GPL-2.0
/* What a Multiboot loader hands over. Nothing of it is trusted beyond its bounds. */
#include <asm/multiboot.h>
#include <asm/page.h>
#include <levsha/boot.h>
#include <levsha/panic.h>

unsigned int multiboot_modules(const struct multiboot_info *info,
			       struct boot_module *modules, unsigned int max)
{
	const struct multiboot_module *m = phys_to_virt(info->mods_addr);
	unsigned int i;

	if (!(info->flags & MULTIBOOT_INFO_MODULES))
		return 0;
	if (info->mods_count > max)
		refuse_boot("%u boot modules, at most %u", info->mods_count, max);
	for (i = 0; i < info->mods_count; i++, m++) {
		if (m->end < m->start)
			refuse_boot("boot module %u ends before it starts", i);
		modules[i].start = m->start;
		modules[i].size = m->end - m->start;
	}
	return info->mods_count;
}

u64 multiboot_ram_size(const struct multiboot_info *info)
{
	const u8 *p = phys_to_virt(info->mmap_addr);
	const u8 *end = p + info->mmap_length;
	const struct multiboot_mmap *m;
	u64 size = 0;

	if (!(info->flags & MULTIBOOT_INFO_MMAP))
		return 0;
	for (; p + sizeof(*m) <= end; p += m->size + 4) {
		m = (const void *)p;
		if (m->type == MULTIBOOT_RAM)
			size += m->length;
	}
	return size;
}

/*
 * Loaders may cut RAM into several entries, so the range is consumed from its
 * start for as long as an entry has the next byte.
 */
bool multiboot_is_ram(const struct multiboot_info *info, u64 base, u64 size)
{
	const u8 *entry = phys_to_virt(info->mmap_addr);
	const u8 *end = entry + info->mmap_length;
	const u8 *p;
	const struct multiboot_mmap *m;
	bool progress = info->flags & MULTIBOOT_INFO_MMAP;

	while (size && progress) {
		progress = false;
		for (p = entry; p + sizeof(*m) <= end; p += m->size + 4) {
			m = (const void *)p;
			if (m->type != MULTIBOOT_RAM || base < m->base ||
			    base - m->base >= m->length)
				continue;
			if (size <= m->length - (base - m->base))
				return true;
			size -= m->length - (base - m->base);
			base = m->base + m->length;
			progress = true;
		}
	}
	return !size;
}
