// SPDX-License-Identifier: GPL-2.0
/* The management core's life. */
#include <levsha/arch.h>
#include <levsha/boot.h>
#include <levsha/console.h>
#include <levsha/log.h>

void levsha_main(void)
{
	pr_info("ready; \"help\" lists the commands");
	console_flush();
	for (;;) {
		console_poll();
		arch_wait();
	}
}
