// SPDX-License-Identifier: GPL-2.0
/**
 * DOC: The console
 *
 * One UART serves the log, the command prompt and every guest. Text goes into a
 * buffer that the UART is fed from as it gets room; nobody waits for the UART
 * but a panic. Ctrl-E and a digit gives the keys to that guest, Ctrl-E 0 to the
 * prompt, Ctrl-E Ctrl-E sends one Ctrl-E.
 */
#include <levsha/console.h>
#include <levsha/guest.h>
#include <levsha/log.h>
#include <levsha/lpt.h>
#include <levsha/screen.h>
#include <levsha/uart.h>
#include <linux/sprintf.h>

#define TX_SIZE			CONFIG_CONSOLE_TX_SIZE
#define INPUT_MAX		32	/* keys; others have something to do, too */
#define KEY_SWITCH		('E' & 0x1f)

static struct {
	char tx[TX_SIZE];
	u32 head;
	u32 tail;
	int owner;
	struct guest *focus;	/* who gets the keys: a guest, or NULL: the prompt */
	bool switching;		/* the key before was KEY_SWITCH */
} console __small;

static void feed_uart(void)
{
	while (console.tail != console.head &&
	       uart_putc(console.tx[console.tail % TX_SIZE]))
		console.tail++;
}

bool console_full(void)
{
	return console.head - console.tail > TX_SIZE - CONSOLE_ROOM;
}

int console_owner(void)
{
	return console.owner;
}

void console_flush(void)
{
	do
		feed_uart();
	while (console.tail != console.head || log_show());
	screen_refresh();
}

/* Who calls looks for room; were there none, text would be lost. */
static void put(char c)
{
	if (console.head - console.tail < TX_SIZE)
		console.tx[console.head++ % TX_SIZE] = c;
}

static void put_text(const char *text)
{
	for (; *text; text++) {
		if (*text == '\n') {
			put('\r');
			console.owner = CONSOLE_NOBODY;
		}
		put(*text);
	}
}

static void begin_line(int owner)
{
	if (console.owner != CONSOLE_NOBODY)
		put_text("\n");
	console.owner = owner;
	if (owner <= CONSOLE_NOBODY)
		return;
	put('[');
	put_text(guests[owner - 1].part->name);
	put_text("] ");
}

void console_write(int owner, const char *text)
{
	if (owner == CONSOLE_LOG)
		lpt_write(text);
	if (console.owner != owner) {
		screen_write(owner, "\r");
		begin_line(owner);
	}
	screen_write(owner, text);
	put_text(text);
}

void console_print(int owner, const char *fmt, ...)
{
	char line[CONSOLE_LINE_LEN];
	va_list args;

	va_start(args, fmt);
	vscnprintf(line, sizeof(line), fmt, args);
	va_end(args);
	console_write(owner, line);
}

static void switch_focus(char key)
{
	const u32 to = (u32)(key - '0');

	if (to <= nr_guests)
		console.focus = to ? &guests[to - 1] : NULL;
	console_printf("keys go to %s; Ctrl-E and 0 (commands) to %u changes that\n",
		       console.focus ? console.focus->part->name :
				       "the command prompt",
		       nr_guests);
}

static void handle_key(char key)
{
	const bool switching = console.switching;

	console.switching = false;
	if (switching && key != KEY_SWITCH)
		switch_focus(key);
	else if (!switching && key == KEY_SWITCH)
		console.switching = true;
	else if (console.focus)
		mux_input(console.focus, (u8)key);
	else
		prompt_input(key);
}

bool console_input(void)
{
	u32 left;
	int key;

	for (left = INPUT_MAX; left; left--) {
		if (command_busy() || console_full())
			return false;
		key = uart_getc();
		if (key >= 0)
			handle_key((char)key);
		else if (!screen_input())
			break;
	}
	return true;
}

bool console_idle(void)
{
	return console.tail == console.head;
}

void console_feed(void)
{
	if ((!console.focus || screen_shows(CONSOLE_PROMPT)) && !command_busy())
		prompt_refresh();
	feed_uart();
}
