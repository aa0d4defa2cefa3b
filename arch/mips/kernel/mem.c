// SPDX-License-Identifier: GPL-2.0
/* Who has which RAM. */
#include <levsha/boot.h>
#include <levsha/command.h>
#include <levsha/console.h>
#include <levsha/guest.h>

static void show_range(const char *name, unsigned long base, unsigned long size)
{
	console_printf("  %09lx-%09lx %6u KiB %s\n", base, base + size - 1,
		       (u32)(size >> 10), name);
}

/* Step 0 is the hypervisor, the others are guests. */
static u32 do_mem(u32 step)
{
	const struct part_guest *part;

	if (step) {
		part = guests[step - 1].part;
		show_range(part->name, part->ram_base, part->ram_size);
	} else {
		show_range("hypervisor", this_board->hv_base,
			   this_board->hv_size);
	}
	return step < nr_guests ? step + 1 : 0;
}

COMMANDS(commands) = {
	{ "mem          who has which memory", .run = do_mem },
};
