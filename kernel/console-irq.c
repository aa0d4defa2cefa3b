// SPDX-License-Identifier: GPL-2.0
/*
 * The console of a board on which nobody polls it: the UART's interrupts do the
 * work, a small piece each, so that no guest waits for another's text.
 */
#include <asm/irqchip.h>
#include <levsha/console.h>
#include <levsha/guest.h>
#include <levsha/log.h>

#define WORD			(part_board.console_irq / 32)
#define RX_SOURCE		(1U << (part_board.console_irq + 1) % 32)
#define TX_SOURCE		(1U << (part_board.console_irq + 2) % 32)

static u32 next;		/* to be shown: a guest's output, or what follows it */

void console_kick(void)
{
	irqchip_unmask(WORD, TX_SOURCE);
}

void console_soon(void)
{
	sched_wake_console(MUX_PATIENCE_US);
}

/*
 * One after another gets the room: each guest for a few bytes, and the hypervisor for
 * a command's next line, or one of the log or of a report. None gets any while another
 * could not take its own, so that who makes the hypervisor talk keeps nobody quiet.
 */
static bool show_something(void)
{
	u32 left = nr_guests + 1;
	bool shown = console_full();

	while (!shown && left--) {
		if (next < nr_guests)
			shown = mux_poll(&guests[next]);
		else
			shown = command_go_on() || log_show();
		next = next < nr_guests ? next + 1 : 0;
	}
	return shown;
}

/*
 * Keys that nobody takes yet would interrupt all the time, and no guest would run
 * until a command has shown all.
 */
void console_irq(void)
{
	bool more;

	irqchip_mask(WORD, RX_SOURCE | TX_SOURCE);
	if (console_input())
		irqchip_unmask(WORD, RX_SOURCE);
	more = show_something();
	console_feed();
	if (more || !console_idle())
		console_kick();
}
