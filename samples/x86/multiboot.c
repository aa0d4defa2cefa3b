// SPDX-License-Identifier: GPL-2.0
/*
 * A kernel of the Multiboot Specification 0.6.96, as GRUB or a hypervisor loads it:
 * prints what the loader said of the machine.
 */
#include "guest.h"

#define HEADER_MAGIC	0x1badb002
#define BOOT_MAGIC	0x2badb002
#define PAGE_ALIGN	(1 << 0)
#define MEMORY_INFO	(1 << 1)

#define INFO_MEMORY	(1 << 0)
#define INFO_CMDLINE	(1 << 2)
#define INFO_MODS	(1 << 3)
#define INFO_MMAP	(1 << 6)
#define INFO_NAME	(1 << 9)

struct info {
	uint32_t flags;
	uint32_t mem_lower;		/* KiB from 0 */
	uint32_t mem_upper;		/* KiB from 1 MiB */
	uint32_t boot_device;
	const char *cmdline;
	uint32_t mods_count;
	const struct module *mods;
	uint32_t syms[4];
	uint32_t mmap_length;
	uint32_t mmap;
	uint32_t drives[2];
	uint32_t config_table;
	const char *boot_loader_name;
};

struct module {
	const char *start;
	const char *end;
	const char *string;
	uint32_t reserved;
};

struct area {
	uint32_t size;			/* of the rest */
	uint64_t base;
	uint64_t length;
	uint32_t type;			/* 1 is RAM */
} __attribute__((packed));

__attribute__((section(".multiboot"), used)) static const uint32_t header[] = {
	HEADER_MAGIC, PAGE_ALIGN | MEMORY_INFO,
	-(uint32_t)(HEADER_MAGIC + (PAGE_ALIGN | MEMORY_INFO)),
};

static void put_hex(uint32_t n)
{
	int shift;

	put_string("0x");
	for (shift = 28; shift >= 0; shift -= 4)
		put_char("0123456789abcdef"[n >> shift & 15]);
}

static void put_line(const char *name, const char *value)
{
	put_string(name);
	put_string(value);
	put_char('\n');
}

static void put_memory(const struct info *info)
{
	put_string("memory: ");
	put_number(info->mem_lower);
	put_string(" KiB and ");
	put_number(info->mem_upper);
	put_string(" KiB\n");
}

static void put_map(uint32_t at, uint32_t end)
{
	const struct area *area;

	for (; at < end; at += area->size + sizeof(area->size)) {
		area = (const struct area *)at;
		put_string("area: ");
		put_hex((uint32_t)area->base);
		put_char(' ');
		put_hex((uint32_t)area->length);
		put_line("", area->type == 1 ? " RAM" : " reserved");
	}
}

/* Of text files, the first line. */
static void put_module(const struct module *mod)
{
	const char *c;

	put_string("module: ");
	put_string(mod->string);
	put_string(", ");
	put_number((uint32_t)(mod->end - mod->start));
	put_string(" bytes: ");
	for (c = mod->start; c < mod->end && *c >= ' '; c++)
		put_char(*c);
	put_char('\n');
}

int main(uint32_t magic, const struct info *info)
{
	uint32_t i;

	console_init();
	put_line("multiboot: ", magic == BOOT_MAGIC ? "loaded" : "wrong magic in EAX");
	if (magic != BOOT_MAGIC)
		return 1;
	if (info->flags & INFO_NAME)
		put_line("loader: ", info->boot_loader_name);
	if (info->flags & INFO_CMDLINE)
		put_line("command line: ", info->cmdline);
	if (info->flags & INFO_MEMORY)
		put_memory(info);
	if (info->flags & INFO_MMAP)
		put_map(info->mmap, info->mmap + info->mmap_length);
	for (i = 0; info->flags & INFO_MODS && i < info->mods_count; i++)
		put_module(&info->mods[i]);
	put_string("end\n");
	return 0;
}
