// SPDX-License-Identifier: GPL-2.0
/* Who has which memory, device and ports, as the partition says. */
#include <asm/apic.h>
#include <asm/page.h>
#include <asm/sections.h>
#include <levsha/boot.h>
#include <levsha/command.h>
#include <levsha/console.h>
#include <levsha/guest.h>

#define SECTION_SHIFT		16
#define UART_PORTS		8

/* Each shows a section's line n, or says that there is none. */
typedef bool (*show_line)(u32 n);

static void show_memory(const char *what, u64 base, u64 size)
{
	console_printf("  %09lx-%09lx %6u KiB %s\n", base, base + size - 1,
		       (u32)((size + 1023) >> 10), what);
}

static void show_ports(const char *what, u64 base, u64 size)
{
	console_printf("  ports %04lx-%04lx              %s\n", base,
		       base + size - 1, what);
}

static bool show_hypervisor(u32 n)
{
	const struct part_board *b = &partition->board;

	show_memory("hypervisor and images", b->hv_base, b->hv_size);
	show_memory("  its code and data", virt_to_phys(_text),
		    virt_to_phys(_end) - virt_to_phys(_text));
	show_ports("console", b->console_port, UART_PORTS);
	return false;
}

static bool show_guest(u32 n)
{
	if (n >= nr_guests)
		return false;
	show_memory(guests[n].part->name, guests[n].part->ram_base,
		    guests[n].part->ram_size);
	return true;
}

static bool show_module(u32 n)
{
	const struct part_image *image = partition_table(&partition->images);

	if (n > partition->images.count)
		return false;
	if (n)
		show_memory(image[n - 1].name, virt_to_phys(partition_image(n - 1)),
			    image[n - 1].size);
	else
		show_memory("partition", virt_to_phys(partition), partition->size);
	return true;
}

static bool show_device(u32 n)
{
	const struct {
		const char *name;
		u64 base;
	} devices[] = {
		{ "I/O APIC", partition->board.ioapic_base },
		{ "HPET", partition->board.hpet_base },
		{ "local APICs", APIC_BASE },
	};

	if (n >= ARRAY_SIZE(devices))
		return false;
	show_memory(devices[n].name, devices[n].base, PAGE_SIZE);
	return true;
}

static bool show_block(u32 n)
{
	const struct part_block *b = partition_table(&partition->blocks);
	const struct guest *g;

	if (n >= partition->blocks.count)
		return false;
	b += n;
	for_each_guest(g) {
		if (b->access != PART_ACCESS_OWN || b < g->blocks ||
		    b >= g->blocks + g->part->nr_blocks)
			continue;
		(b->space == PART_SPACE_PIO ? show_ports : show_memory)(
			g->part->name, b->base, b->size);
	}
	return true;
}

static const show_line sections[] = {
	show_hypervisor, show_module, show_guest, show_device, show_block,
};

static bool do_mem(u32 *step)
{
	const u32 section = *step >> SECTION_SHIFT;

	if (sections[section]((*step)++ & ((1 << SECTION_SHIFT) - 1)))
		return true;
	*step = (section + 1) << SECTION_SHIFT;
	return section + 1 < ARRAY_SIZE(sections);
}

static const struct command commands[] __commands = {
	{ "mem          who has which memory, devices and ports", do_mem, NULL },
};
