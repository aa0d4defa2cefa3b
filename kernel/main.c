// SPDX-License-Identifier: GPL-2.0
/* The life of a core that has nothing but the console to look after. */
#include <levsha/arch.h>
#include <levsha/boot.h>
#include <levsha/console.h>
#include <levsha/guest.h>
#include <levsha/log.h>

#define INPUT_PER_POLL		32
#define LOG_PER_POLL		8

void console_poll(void)
{
	struct guest *guest;

	console_input(INPUT_PER_POLL);
	log_show_new(LOG_PER_POLL);
	while (command_go_on())
		;
	for_each_guest(guest)
		mux_poll(guest);
	console_feed();
}

void levsha_main(void)
{
	pr_info("ready; \"help\" lists the commands");
	console_flush();
	for (;;) {
		console_poll();
		arch_wait();
	}
}
