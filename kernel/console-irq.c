// SPDX-License-Identifier: GPL-2.0
/*
 * The console of a board on which nobody polls it: the UART's interrupts do the
 * work, a small piece each, so that no guest waits for another's text.
 */
#include <asm/irqchip.h>
#include <levsha/console.h>
#include <levsha/crash.h>
#include <levsha/guest.h>
#include <levsha/log.h>

#define INPUT_PER_IRQ		8		/* the UART's FIFO */
#define TX_SOURCE		(part_board.console_irq + 2)

static struct guest *shown;	/* whose output was shown last, or NULL */

void console_kick(void)
{
	irqchip_unmask(TX_SOURCE / 32, 1U << TX_SOURCE % 32);
}

void console_soon(void)
{
	sched_wake_console(MUX_PATIENCE_US);
}

static bool show_guest(void)
{
	if (!shown || ++shown == guests + nr_guests)
		shown = guests;
	return mux_poll(shown);
}

/*
 * While there is room, one thing after another gets it: the log, a report, a
 * command's next line, a few bytes of one guest.
 */
static bool show_something(void)
{
	u32 i;

	if (log_show() || crash_show() || command_go_on())
		return true;
	for (i = 0; i < nr_guests; i++) {
		if (show_guest())
			return true;
	}
	return false;
}

void console_irq(void)
{
	bool more;

	console_input(INPUT_PER_IRQ);
	more = show_something();
	console_feed();
	if (more || !console_idle())
		console_kick();
	else
		irqchip_mask(TX_SOURCE / 32, 1U << TX_SOURCE % 32);
}
