// SPDX-License-Identifier: GPL-2.0
/* The multiplexer: what is seen of what a guest wrote. */
#include "kunit.h"

#include <levsha/console.h>
#include <levsha/guest.h>
#include <levsha/mux.h>
#include <levsha/vreg.h>
#include <levsha/vuart.h>
#include <stdio.h>
#include <string.h>

static const struct part_block block = { .base = 0x3f8, .size = 8 };
static const struct part_guest part = { .name = "flea" };
static const struct part_guest other_part = { .name = "louse" };
static struct guest guest, other;
static int owner;
static size_t room;

void console_write(int who, const char *text)
{
	const size_t old = strlen(said);

	for (; *text; text++) {
		if (owner != who) {
			if (owner != CONSOLE_NOBODY)
				strcat(said, "\n");
			strcat(said, who == 1 ? "[flea] " : "[louse] ");
		}
		owner = *text == '\n' ? CONSOLE_NOBODY : who;
		strncat(said, text, 1);
	}
	room -= strlen(said) - old;
}

void console_print(int who, const char *fmt, ...)
{
	char line[CONSOLE_LINE_LEN];
	va_list args;

	va_start(args, fmt);
	vsnprintf(line, sizeof(line), fmt, args);
	va_end(args);
	console_write(who, line);
}

int console_owner(void)
{
	return owner;
}

static int start(void **state)
{
	forget(state);
	memset(&guest, 0, sizeof(guest));
	guest.part = &part;
	guest.id = 1;
	guest.vuart_irq = 0xff;
	memset(&other, 0, sizeof(other));
	other.part = &other_part;
	other.id = 2;
	other.vuart_irq = 0xff;
	owner = CONSOLE_NOBODY;
	room = 8192;
	return 0;
}

static void write_to(struct guest *to, const char *text, size_t len)
{
	struct vreg_access a = { .addr = 0x3f8, .width = 1, .write = true };

	for (; len; len--) {
		a.value = (u8)*text++;
		vuart_access(to, &block, &a);
	}
}

static void write_bytes(const char *text, size_t len)
{
	write_to(&guest, text, len);
}

/* A guest writes a text; core 0 looks often enough. */
static void say(struct guest *from, const char *text)
{
	write_to(from, text, strlen(text));
	while (!mux_waits(from->id) && mux_poll(from))
		;
}

static void guest_says(const char *text)
{
	say(&guest, text);
}

static void other_says(const char *text)
{
	say(&other, text);
}

static void lines_carry_the_guests_name(void **state)
{
	guest_says("hello\r\nworld\r\n");
	assert_string_equal(said, "[flea] hello\n[flea] world\n");
}

static void an_empty_line_is_a_line(void **state)
{
	guest_says("a\n\nb\n");
	assert_int_equal(owner, CONSOLE_NOBODY);
	assert_non_null(strstr(said, "[flea] a\n"));
	assert_non_null(strstr(said, "[flea] b\n"));
}

static void an_unfinished_line_is_shown_as_it_comes(void **state)
{
	guest_says("login: ");
	assert_string_equal(said, "[flea] login: ");
	guest_says("root\n");
	assert_string_equal(said, "[flea] login: root\n");
}

static void a_long_line_stays_one(void **state)
{
	char text[202] = "";

	memset(text, 'x', sizeof(text) - 2);
	strcat(text, "\n");
	guest_says(text);
	assert_int_equal(strncmp(said, "[flea] ", 7), 0);
	assert_string_equal(said + 7, text);
}

static void blanks_begin_a_line_but_make_none(void **state)
{
	guest_says("  a  b\n");
	guest_says("   \n");
	guest_says("\tc\n");
	assert_string_equal(said, "[flea]   a  b\n[flea]  c\n");
}

static void a_backspace_stays_in_the_line(void **state)
{
	guest_says("\ba\b\b\bb\n");
	guest_says("\b\n");
	assert_string_equal(said, "[flea] a\bb\n");
	other_says("x");
	guest_says("\b");
	now_us += MUX_PATIENCE_US + 1;
	guest_says("\b");
	assert_string_equal(said, "[flea] a\bb\n[louse] x");
}

static void a_line_without_end_is_broken(void **state)
{
	char text[300];

	memset(text, 'x', 299);
	text[299] = '\0';
	guest_says(text);
	assert_int_equal(strchr(said, '\n') - said, 7 + 240);
}

static void others_wait_a_while_for_the_rest_of_a_line(void **state)
{
	guest_says("x");
	other_says("mine\n");
	assert_null(strstr(said, "mine"));
	guest_says("rest\n");
	other_says("");
	assert_non_null(strstr(said, "xrest\n[louse] mine\n"));
}

static void who_does_not_go_on_is_interrupted(void **state)
{
	guest_says("x");
	now_us += MUX_PATIENCE_US + 1;
	other_says("mine\n");
	assert_non_null(strstr(said, "x\n[louse] mine\n"));
}

static void who_goes_on_for_long_is_interrupted(void **state)
{
	u32 i;

	guest_says("x");
	for (i = 0; i < 3; i++) {
		now_us += MUX_PATIENCE_US / 3 + 1;
		guest_says("x");
	}
	other_says("mine\n");
	assert_string_equal(said, "[flea] xxxx\n[louse] mine\n");
}

static void the_log_waits_as_guests_do(void **state)
{
	assert_false(mux_waits(CONSOLE_LOG));
	guest_says("x");
	assert_true(mux_waits(CONSOLE_LOG));
	assert_false(mux_waits(guest.id));
	guest_says("\n");
	assert_false(mux_waits(CONSOLE_LOG));
}

/* Else who always has more to say would begin the next line at once. */
static void one_poll_shows_at_most_a_line(void **state)
{
	write_bytes("a\nb\n", 4);
	mux_poll(&guest);
	assert_string_equal(said, "[flea] a\n");
	other_says("c\n");
	mux_poll(&guest);
	assert_string_equal(said, "[flea] a\n[louse] c\n[flea] b\n");
}

static void escape_sequences_vanish(void **state)
{
	guest_says("\033[31;1mred\033[0m \0337plain\n");
	assert_string_equal(said, "[flea] red plain\n");
}

static void placing_the_cursor_ends_the_line(void **state)
{
	guest_says("\033[1;1Hfirst\033[2;1Hsecond\033[3;1H");
	assert_string_equal(said, "[flea] first\n[flea] second\n");
}

static void control_characters_cannot_forge_a_line(void **state)
{
	guest_says("a\r[other] b\x9b\x0c\x0b\x07\n");
	assert_string_equal(said, "[flea] a[other] b\n");
}

static void lost_output_is_told(void **state)
{
	char text[CONFIG_VUART_RING_SIZE];
	int i;

	memset(text, 'x', sizeof(text));
	for (i = 0; i < 3; i++)
		write_bytes(text, sizeof(text));
	mux_poll(&guest);
	assert_non_null(strstr(said, "bytes of output lost>\n"));
}

static void one_poll_takes_a_bounded_amount(void **state)
{
	char text[2000];

	memset(text, '\n', sizeof(text));
	write_bytes(text, sizeof(text));
	mux_poll(&guest);
	assert_true(guest.vuart.tx_head - guest.vuart.tx_tail >= 1800);
}

static void no_output_overflows_the_room(void **state)
{
	u32 random = 1, i;
	char c;

	for (i = 0; i < 20000; i++) {
		random = random * 1664525 + 1013904223;
		c = (char)(random >> 24);
		write_bytes(&c, 1);
		if (random >> 8 & 15)
			continue;
		room = CONSOLE_ROOM;
		said[0] = '\0';
		now_us += 10000;
		mux_poll(&guest);
		assert_true(room <= CONSOLE_ROOM);
	}
}

static void input_reaches_the_uart_and_its_core(void **state)
{
	mux_input(&guest, 'k');
	assert_int_equal(guest.vuart.rx_head, 1);
	assert_int_equal(requests, GUEST_REQ_VUART);
}

#define test(name) cmocka_unit_test_setup(name, start)

int main(void)
{
	const struct CMUnitTest tests[] = {
		test(lines_carry_the_guests_name),
		test(an_empty_line_is_a_line),
		test(an_unfinished_line_is_shown_as_it_comes),
		test(a_long_line_stays_one),
		test(blanks_begin_a_line_but_make_none),
		test(a_backspace_stays_in_the_line),
		test(a_line_without_end_is_broken),
		test(others_wait_a_while_for_the_rest_of_a_line),
		test(who_does_not_go_on_is_interrupted),
		test(who_goes_on_for_long_is_interrupted),
		test(the_log_waits_as_guests_do),
		test(one_poll_shows_at_most_a_line),
		test(escape_sequences_vanish),
		test(placing_the_cursor_ends_the_line),
		test(control_characters_cannot_forge_a_line),
		test(lost_output_is_told),
		test(one_poll_takes_a_bounded_amount),
		test(no_output_overflows_the_room),
		test(input_reaches_the_uart_and_its_core),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
