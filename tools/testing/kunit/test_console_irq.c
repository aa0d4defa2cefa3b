// SPDX-License-Identifier: GPL-2.0
/*
 * The console of a microcontroller, with its small buffers: the log, commands, the
 * prompt and guests, over a UART that takes a few bytes at a time.
 */
#include "kunit.h"
#include "mips/stubs.h"

#include <asm/io.h>
#include <asm/time.h>
#include <levsha/arch.h>
#include <levsha/console.h>
#include <levsha/crash.h>
#include <levsha/guest.h>
#include <levsha/health.h>
#include <levsha/irqchip.h>
#include <levsha/log.h>
#include <levsha/uart.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define CTRL_E "\x05"
#define FIFO 8

static struct part_board board = { .console_irq = 170 };
extern const struct part_board part_board __attribute__((alias("board")));

static struct part_guest parts[3];
static char wire[65536];
static size_t sent, fifo;
static const char *keys = "";
static bool rx_irq, tx_irq;
static char brought[16];
static u8 updated;
static u32 woken_in;
static u32 exits_each;		/* of kinds from the third on */

bool uart_putc(char c)
{
	if (!fifo)
		return false;
	fifo--;
	wire[sent++] = c;
	wire[sent] = '\0';
	return true;
}

int uart_getc(void)
{
	return *keys ? *keys++ : -1;
}

/* IEC5SET and IEC5CLR */
void mmio_write(phys_addr_t addr, unsigned int width, u32 value)
{
	assert_int_equal(addr & ~0xfUL, 0x1f810110);
	assert_int_equal(value & ~(3U << 171 % 32), 0);
	if (value & 1U << 171 % 32)
		rx_irq = addr % 16 == REG_SET;
	if (value & 1U << 172 % 32)
		tx_irq = addr % 16 == REG_SET;
}

void sched_wake_console(u32 us)
{
	woken_in = us;
}

bool crash_show(void)
{
	return false;
}

u32 sched_share(const struct guest *guest)
{
	return 123;
}

const char *arch_exit_name(unsigned int n)
{
	return "some exit";
}

unsigned long arch_exit_count(const struct guest *guest, unsigned int n)
{
	return n < 2 ? 7 : exits_each;
}

void guest_show(const struct guest *guest)
{
	console_printf("%u %s\n", guest->id, guest->part->name);
}

const char *health_event_name(enum part_event event)
{
	return "some event";
}

void arch_reboot(void)
{
	fail_msg("reboot");
	__builtin_unreachable();
}

void vuart_update(struct guest *guest)
{
	updated |= 1U << guest->id;
}

void vuart_bring(struct vuart *uart, u8 c)
{
	strncat(brought, (const char *)&c, 1);
}

/* The UART sends its FIFO and interrupts, as often as there is something. */
static void serve(u32 rounds)
{
	size_t before;

	while (tx_irq && rounds--) {
		fifo = FIFO;
		before = sent;
		console_irq();
		assert_true(sent - before <= FIFO);
		now_count += 70 * COUNTS_PER_US;
	}
}

static void serve_all(void)
{
	serve(20000);
	assert_false(tx_irq);
	while (woken_in) {
		now_count += (woken_in + 1) * COUNTS_PER_US;
		woken_in = 0;
		console_kick();
		serve(20000);
		assert_false(tx_irq);
	}
}

static void guest_says(u32 n, const char *text)
{
	while (*text) {
		vuart_transmit(&guests[n - 1].vuart, (u8)*text++);
		if (!((uintptr_t)text % 32))
			serve(8);
	}
	console_kick();
}

static void type(const char *text)
{
	keys = text;
	while (*keys) {
		fifo = FIFO;
		console_irq();
		serve(3);
	}
	serve_all();
}

static int start(void **state)
{
	u32 i;

	forget(state);
	guests_there = 3;
	for (i = 0; i < 3; i++) {
		guests[i].id = i + 1;
		guests[i].part = &parts[i];
		snprintf(parts[i].name, sizeof(parts[i].name), "guest%u", i + 1);
	}
	console_kick();
	serve_all();
	type(CTRL_E "0");
	sent = 0;
	wire[0] = '\0';
	woken_in = 0;
	exits_each = 0;
	brought[0] = '\0';
	return 0;
}

static void an_idle_console_does_not_interrupt(void **state)
{
	assert_false(tx_irq);
	assert_int_equal(woken_in, 0);
}

static void a_message_wakes_it(void **state)
{
	pr_info("news");
	assert_true(tx_irq);
	serve_all();
	assert_non_null(strstr(wire, "]  news\r\n"));
}

static void a_message_names_no_core(void **state)
{
	pr_err("broken");
	serve_all();
	assert_null(strstr(wire, "core"));
	assert_non_null(strstr(wire, "] !broken\r\n"));
}

static void help_is_shown_whole(void **state)
{
	type("help\r");
	assert_non_null(strstr(wire, "continue N"));
	assert_non_null(strstr(wire, "stop guest N\r\nlevsha> "));
	assert_non_null(strstr(wire, "Ctrl-E 0 the prompt\r\n"));
}

static void guests_shows_all_and_their_exits(void **state)
{
	guests[1].events[2] = 5;
	type("guests\r");
	assert_non_null(strstr(wire, "1 guest1\r\n"));
	assert_non_null(strstr(wire, "2 guest2\r\n         5 some event\r\n"));
	assert_non_null(strstr(wire, "3 guest3\r\n         7 some exit\r\n"
				     "         7 some exit\r\nlevsha> "));
}

static void all_counts_of_a_guest_fit_into_the_buffer(void **state)
{
	exits_each = ~0U;
	memset(guests[0].events, 0xff, sizeof(guests[0].events));
	keys = "guests\r";
	fifo = 0;
	while (!console_full())
		console_irq();
	assert_int_equal(sent, 0);
	serve_all();
	assert_non_null(strstr(wire, "1 guest1\r\n       255 some event\r\n"));
	assert_non_null(strstr(wire, "4294967295 some exit\r\n2 guest2\r\n"));
}

static void long_lines_of_two_guests_stay_whole(void **state)
{
	char line[2][61];
	u32 i, k;

	for (i = 0; i < 2; i++) {
		for (k = 0; k < 59; k++)
			line[i][k] = (char)('a' + i);
		strcpy(line[i] + 59, "\n");
	}
	for (k = 0; k < 60; k += 10) {
		for (i = 0; i < 2; i++) {
			char piece[11] = "";

			strncat(piece, line[i] + k, 10);
			guest_says(i + 1, piece);
		}
		serve(4);
	}
	serve_all();
	for (i = 0; i < 2; i++)
		line[i][59] = '\0';
	assert_non_null(strstr(wire, line[0]));
	assert_non_null(strstr(wire, line[1]));
}

static void a_guests_prompt_is_shown_after_a_while(void **state)
{
	guest_says(2, "login: ");
	serve(20000);
	assert_null(strstr(wire, "login"));
	assert_int_equal(woken_in, MUX_PATIENCE_US);
	serve_all();
	assert_non_null(strstr(wire, "[guest2] login: "));
	assert_int_equal(woken_in, 0);
}

static void a_noisy_guest_keeps_nobody_from_speaking(void **state)
{
	u32 i;

	for (i = 0; i < 100; i++) {
		guest_says(1, "one word after another\n");
		if (i == 30)
			guest_says(3, "quiet\n");
		if (i == 40)
			pr_info("and the log");
		serve(3);
	}
	serve_all();
	assert_non_null(strstr(wire, "[guest3] quiet\r\n"));
	assert_non_null(strstr(wire, "and the log\r\n"));
}

static void a_noisy_log_keeps_nobody_from_speaking(void **state)
{
	u32 i;

	for (i = 0; i < 500; i++) {
		pr_info("guest noise: running, and running, and running");
		if (i == 30)
			guest_says(3, "quiet\n");
		if (i == 40)
			keys = "guests\r";
		serve(3);
	}
	assert_non_null(strstr(wire, "[guest3] quiet\r\n"));
	assert_non_null(strstr(wire, "3 guest3\r\n"));
}

static void keys_work_while_guests_write(void **state)
{
	guest_says(1, "some text of a guest\n");
	type(CTRL_E "2xy");
	assert_string_equal(brought, "xy");
	assert_true(updated & 1U << 2);
}

static void keys_do_not_interrupt_before_they_are_taken(void **state)
{
	assert_true(rx_irq);
	keys = "help\rlog\r";
	fifo = FIFO;
	console_irq();
	assert_string_equal(keys, "log\r");
	assert_false(rx_irq);
	assert_true(tx_irq);
	serve_all();
	assert_true(rx_irq);
	serve_all();
	assert_string_equal(keys, "");
	assert_true(rx_irq);
	assert_false(tx_irq);
}

static void nothing_ever_waits_for_the_uart(void **state)
{
	u32 i;

	fifo = 0;
	for (i = 0; i < 5000; i++) {
		if (i % 50 == 0)
			keys = "log\rhelp\rstop\r" CTRL_E "1x" CTRL_E "0\x15";
		guest_says((u32)rand() % 3 + 1, rand() % 2 ? "words " : "end\n");
		pr_info("message %u", i);
		now_count += 100 * COUNTS_PER_US;
		console_irq();
	}
	assert_int_equal(sent, 0);
}

#define test(name) cmocka_unit_test_setup(name, start)

int main(void)
{
	const struct CMUnitTest tests[] = {
		test(an_idle_console_does_not_interrupt),
		test(a_message_wakes_it),
		test(a_message_names_no_core),
		test(help_is_shown_whole),
		test(guests_shows_all_and_their_exits),
		test(all_counts_of_a_guest_fit_into_the_buffer),
		test(long_lines_of_two_guests_stay_whole),
		test(a_guests_prompt_is_shown_after_a_while),
		test(a_noisy_guest_keeps_nobody_from_speaking),
		test(a_noisy_log_keeps_nobody_from_speaking),
		test(keys_work_while_guests_write),
		test(keys_do_not_interrupt_before_they_are_taken),
		test(nothing_ever_waits_for_the_uart),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
