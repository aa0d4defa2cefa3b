// SPDX-License-Identifier: GPL-2.0
/* Who has which memory, device and ports, as the partition says. */
#include <asm/apic.h>
#include <asm/page.h>
#include <asm/sections.h>
#include <levsha/boot.h>
#include <levsha/command.h>
#include <levsha/console.h>
#include <levsha/guest.h>
#include <levsha/lpt.h>
#include <levsha/uart.h>
#include <levsha/vga.h>

#define SECTION_SHIFT		16
#define KEYBOARD		0x60
#define KEYBOARD_PORTS		5

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

static bool show_guest(u32 n)
{
	if (n >= nr_guests)
		return false;
	show_memory(guests[n].part->name, guests[n].part->ram_base,
		    guests[n].part->ram_size);
	return true;
}

static bool show_image(u32 n)
{
	const struct part_image *image = partition_table(&partition->images);

	if (n >= partition->images.count)
		return false;
	show_memory(image[n].name, virt_to_phys(partition_image(n)), image[n].size);
	return true;
}

static bool show_board(u32 n)
{
	const struct part_board *b = &partition->board;
	const struct {
		const char *name;
		void (*show)(const char *what, u64 base, u64 size);
		u64 base;	/* 0: not there */
		u64 size;
	} parts[] = {
		{ "hypervisor and images", show_memory, b->hv_base, b->hv_size },
		{ "  its code and data", show_memory, virt_to_phys(_text),
		  virt_to_phys(_end) - virt_to_phys(_text) },
		{ "partition", show_memory, virt_to_phys(partition), partition->size },
		{ "I/O APIC", show_memory, b->ioapic_base, PAGE_SIZE },
		{ "HPET", show_memory, b->hpet_base, PAGE_SIZE },
		{ "local APICs", show_memory, APIC_BASE, PAGE_SIZE },
		{ "screen", show_memory,
		  b->flags & PART_BOARD_SCREEN ? VGA_MEMORY : 0, PAGE_SIZE },
		{ "console", show_ports, b->console_port, UART_PORTS },
		{ "keyboard", show_ports, b->keyboard_irq ? KEYBOARD : 0,
		  KEYBOARD_PORTS },
		{ "printer of the log", show_ports, b->printer_port, LPT_PORTS },
	};

	if (n >= ARRAY_SIZE(parts))
		return false;
	if (parts[n].base)
		parts[n].show(parts[n].name, parts[n].base, parts[n].size);
	return true;
}

static bool show_block(u32 n)
{
	const struct part_block *b = partition_table(&partition->blocks);
	void (*show)(const char *what, u64 base, u64 size);
	const struct guest *g;

	if (n >= partition->blocks.count)
		return false;
	b += n;
	for_each_guest(g) {
		if (b->access != PART_ACCESS_OWN || b < g->blocks ||
		    b >= g->blocks + g->part->nr_blocks)
			continue;
		show = b->space == PART_SPACE_PIO ? show_ports : show_memory;
		show(g->part->name, b->base, b->size);
	}
	return true;
}

static const show_line sections[] = {
	show_board, show_image, show_guest, show_block,
};

static u32 do_mem(u32 step)
{
	const u32 next = (step >> SECTION_SHIFT) + 1;

	if (sections[next - 1](step & ((1 << SECTION_SHIFT) - 1)))
		return step + 1;
	return next < ARRAY_SIZE(sections) ? next << SECTION_SHIFT : 0;
}

COMMANDS(commands) = {
	{ "mem          who has which memory, devices and ports",
	  .run = do_mem },
};
