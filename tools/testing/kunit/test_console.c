// SPDX-License-Identifier: GPL-2.0
/* The console: lines of several owners, and who gets the keys. */
#include "kunit.h"

#include <levsha/boot.h>
#include <levsha/console.h>
#include <levsha/guest.h>
#include <levsha/uart.h>
#include <stdio.h>
#include <string.h>

#define CTRL_E "\x05"

static char wire[65536];	/* what left through the UART */
static size_t sent, uart_space = sizeof(wire);
static const char *keys = "";
static char prompt_keys[64], guest_keys[4][64];

bool uart_putc(char c)
{
	if (!uart_space)
		return false;
	uart_space--;
	wire[sent++] = c;
	wire[sent] = '\0';
	return true;
}

int uart_getc(void)
{
	return *keys ? *keys++ : -1;
}

void prompt_input(char c)
{
	strncat(prompt_keys, &c, 1);
}

void mux_input(struct guest *guest, u8 c)
{
	strncat(guest_keys[guest->id], (char *)&c, 1);
}

static u32 shown;		/* calls of what shows more */

bool log_show(void)
{
	shown++;
	return false;
}

bool command_go_on(void)
{
	shown++;
	return false;
}

bool mux_poll(struct guest *guest)
{
	shown++;
	return false;
}

static int start(void **state)
{
	static const struct part_guest parts[] = {
		{ .name = "flea" }, { .name = "louse" }, { .name = "tick" },
	};
	int i;

	uart_space = sizeof(wire) / 2;
	keys = CTRL_E "0";
	forget(state);
	nr_guests = 3;
	for (i = 0; i < 3; i++) {
		guests[i].id = (u32)i + 1;
		guests[i].part = &parts[i];
	}
	tasks_run();
	shown = 0;
	sent = 0;
	wire[0] = '\0';
	memset(prompt_keys, 0, sizeof(prompt_keys));
	memset(guest_keys, 0, sizeof(guest_keys));
	return 0;
}

static void type(const char *text)
{
	keys = text;
	while (*keys)
		tasks_run();
}

static void lines_end_as_terminals_want(void **state)
{
	console_write(1, "one\n");
	console_write(1, "two\n");
	console_flush();
	assert_string_equal(wire, "[flea] one\r\n[flea] two\r\n");
}

static void pieces_of_a_line_get_one_prefix(void **state)
{
	console_write(1, "on");
	console_write(1, "e\n");
	console_flush();
	assert_string_equal(wire, "[flea] one\r\n");
}

static void another_owner_starts_a_new_line(void **state)
{
	console_write(1, "unfinished");
	console_write(2, "line\n");
	console_write(1, "rest\n");
	console_flush();
	assert_string_equal(wire,
			    "[flea] unfinished\r\n[louse] line\r\n[flea] rest\r\n");
}

static void keys_go_to_the_prompt_at_first(void **state)
{
	type("log\r");
	assert_string_equal(prompt_keys, "log\r");
}

static void ctrl_e_and_a_digit_gives_a_guest_the_keys(void **state)
{
	type("a" CTRL_E "2bc" CTRL_E "3d" CTRL_E "0e");
	assert_string_equal(guest_keys[2], "bc");
	assert_string_equal(guest_keys[3], "d");
	assert_string_equal(prompt_keys, "ae");
}

static void switching_tells_where_the_keys_go(void **state)
{
	type(CTRL_E "2");
	assert_non_null(strstr(wire, "keys go to louse"));
	type(CTRL_E "0");
	assert_non_null(strstr(wire, "command prompt"));
}

static void ctrl_e_twice_sends_one(void **state)
{
	type(CTRL_E "1x" CTRL_E CTRL_E "y");
	assert_string_equal(guest_keys[1], "x" CTRL_E "y");
}

static void a_guest_that_is_not_there_gets_nothing(void **state)
{
	type(CTRL_E "9x" CTRL_E "?y");
	assert_string_equal(prompt_keys, "xy");
	assert_non_null(strstr(wire, "0 (commands) to 3"));
}

static void a_slow_uart_loses_nothing_and_keeps_nobody_waiting(void **state)
{
	char line[32];
	int i;

	uart_space = 0;
	for (i = 0; i < 100; i++) {
		snprintf(line, sizeof(line), "line %d\n", i);
		console_write(CONSOLE_LOG, line);
	}
	tasks_run();
	assert_int_equal(sent, 0);
	for (i = 0; i < 1000; i++) {
		uart_space = 16;
		tasks_run();
	}
	assert_non_null(strstr(wire, "line 0\r\n"));
	assert_non_null(strstr(wire, "line 99\r\n"));
}

static void it_is_full_while_there_is_room_for_one_more(void **state)
{
	u32 n = 0;

	uart_space = 0;
	while (!console_full()) {
		console_write(CONSOLE_LOG, "12345\n");
		n += 7;
	}
	assert_in_range(n, CONFIG_CONSOLE_TX_SIZE - CONSOLE_ROOM + 1,
			CONFIG_CONSOLE_TX_SIZE - CONSOLE_ROOM + 7);
}

static void a_full_console_is_given_no_more(void **state)
{
	tasks_run();
	assert_int_equal(shown, 2 + nr_guests);
	uart_space = 0;
	while (!console_full())
		console_write(CONSOLE_LOG, "12345\n");
	shown = 0;
	keys = "a";
	tasks_run();
	assert_int_equal(shown, 0);
	assert_string_equal(keys, "a");
	uart_space = sizeof(wire) / 2;
	tasks_run();
	tasks_run();
	assert_int_equal(shown, 2 + nr_guests);
	assert_string_equal(keys, "");
}

static void the_buffer_wraps_without_a_seam(void **state)
{
	char line[32];
	int i;

	for (i = 0; i < 3000; i++) {
		snprintf(line, sizeof(line), "%d\n", i);
		console_write(CONSOLE_LOG, line);
		uart_space = 64;
		tasks_run();
		assert_true(sent >= strlen(line));
		snprintf(line, sizeof(line), "%d\r\n", i);
		assert_string_equal(wire + sent - strlen(line), line);
		if (sent > sizeof(wire) / 2)
			sent = 0;
	}
}

#define test(name) cmocka_unit_test_setup(name, start)

int main(void)
{
	const struct CMUnitTest tests[] = {
		test(lines_end_as_terminals_want),
		test(pieces_of_a_line_get_one_prefix),
		test(another_owner_starts_a_new_line),
		test(keys_go_to_the_prompt_at_first),
		test(ctrl_e_and_a_digit_gives_a_guest_the_keys),
		test(switching_tells_where_the_keys_go),
		test(ctrl_e_twice_sends_one),
		test(a_guest_that_is_not_there_gets_nothing),
		test(a_slow_uart_loses_nothing_and_keeps_nobody_waiting),
		test(it_is_full_while_there_is_room_for_one_more),
		test(a_full_console_is_given_no_more),
		test(the_buffer_wraps_without_a_seam),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
