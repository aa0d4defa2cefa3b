/* SPDX-License-Identifier: GPL-2.0 */
/* The Multiboot Specification, version 0.6.96, as far as we use it. */
#ifndef _ASM_X86_MULTIBOOT_H
#define _ASM_X86_MULTIBOOT_H

#define MULTIBOOT_HEADER_MAGIC	0x1badb002
#define MULTIBOOT_LOADED	0x2badb002
#define MULTIBOOT_PAGE_ALIGN	(1 << 0)
#define MULTIBOOT_MEMORY_INFO	(1 << 1)
#define MULTIBOOT_ADDRESSES	(1 << 16)

#define MULTIBOOT_INFO_MODULES	(1 << 3)
#define MULTIBOOT_INFO_MMAP	(1 << 6)
#define MULTIBOOT_RAM		1

#ifndef __ASSEMBLY__

#include <linux/compiler_types.h>
#include <linux/types.h>

struct multiboot_info {
	u32 flags;
	u32 mem_lower;
	u32 mem_upper;
	u32 boot_device;
	u32 cmdline;
	u32 mods_count;
	u32 mods_addr;
	u32 syms[4];
	u32 mmap_length;
	u32 mmap_addr;
};

struct multiboot_module {
	u32 start;
	u32 end;
	u32 string;
	u32 reserved;
};

struct multiboot_mmap {
	u32 size;
	u64 base;
	u64 length;
	u32 type;
} __packed;

struct boot_module;

/**
 * multiboot_modules() - the boot loader's modules
 * @info: what the boot loader handed over
 * @modules: filled
 * @max: entries of @modules
 *
 * Return: their number. Refuses to boot when there are too many.
 */
unsigned int multiboot_modules(const struct multiboot_info *info,
			       struct boot_module *modules, unsigned int max);

/** multiboot_ram_size() - bytes of RAM in the memory map */
u64 multiboot_ram_size(const struct multiboot_info *info);

/** multiboot_is_ram() - whether the memory map says that all of a range is RAM */
bool multiboot_is_ram(const struct multiboot_info *info, u64 base, u64 size);

#endif /* __ASSEMBLY__ */

#endif /* _ASM_X86_MULTIBOOT_H */
