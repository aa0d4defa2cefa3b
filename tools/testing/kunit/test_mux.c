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

static void other_says(const char *text)
{
	write_to(&other, text, strlen(text));
	mux_poll(&other);
	mux_poll(&other);
}

/* The guest writes a text; core 0 looks often enough. */
static void guest_says(const char *text)
{
	size_t polls = strlen(text) / (MUX_LINE_LEN / 2) + 2;

	write_bytes(text, strlen(text));
	while (polls--)
		mux_poll(&guest);
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

static void an_unfinished_line_is_shown_after_a_while(void **state)
{
	guest_says("login: ");
	assert_string_equal(said, "");
	now_us += 60000;
	mux_poll(&guest);
	assert_string_equal(said, "[flea] login: ");
	guest_says("root\n");
	assert_string_equal(said, "[flea] login: root\n");
}

static void a_line_longer_than_the_buffer_stays_one(void **state)
{
	char text[3 * MUX_LINE_LEN / 2 + 2] = "";

	memset(text, 'x', sizeof(text) - 2);
	strcat(text, "\n");
	guest_says(text);
	assert_int_equal(strncmp(said, "[flea] ", 7), 0);
	assert_string_equal(said + 7, text);
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
	char text[MUX_LINE_LEN + 1] = "";

	memset(text, 'x', MUX_LINE_LEN);
	guest_says(text);
	other_says("mine\n");
	assert_null(strstr(said, "mine"));
	guest_says("rest\n");
	other_says("");
	assert_non_null(strstr(said, "xrest\n[louse] mine\n"));
}

static void who_does_not_go_on_is_interrupted(void **state)
{
	char text[MUX_LINE_LEN + 1] = "";

	memset(text, 'x', MUX_LINE_LEN);
	guest_says(text);
	now_us += MUX_PATIENCE_US + 1;
	other_says("mine\n");
	assert_non_null(strstr(said, "x\n[louse] mine\n"));
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
		test(an_unfinished_line_is_shown_after_a_while),
		test(a_line_longer_than_the_buffer_stays_one),
		test(a_line_without_end_is_broken),
		test(others_wait_a_while_for_the_rest_of_a_line),
		test(who_does_not_go_on_is_interrupted),
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
