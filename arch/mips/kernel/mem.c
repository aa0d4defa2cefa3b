// SPDX-License-Identifier: GPL-2.0
/* Who has which RAM. */
#include <levsha/command.h>
#include <levsha/console.h>
#include <levsha/guest.h>
#include <levsha/partition.h>

static u32 do_mem(u32 step)
{
	console_printf("  %s\n", part_memory[step]);
	return step < nr_guests ? step + 1 : 0;
}

COMMANDS(commands) = {
	{ "mem          who has which memory", .run = do_mem },
};
