// SPDX-License-Identifier: GPL-2.0
/* A window: where text and escape sequences leave their marks. */
#include "kunit.h"

#include <levsha/window.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ROWS 25
#define PLAIN 0x07
#define INVERSE 0x70

/* What is behind the window shows whether it keeps to itself. */
static struct {
	struct window window;
	u8 behind[4096];
} all;

static int start(void **state)
{
	memset(&all, 0, sizeof(all));
	memset(all.behind, 0xa5, sizeof(all.behind));
	window_init(&all.window, ROWS);
	return 0;
}

static int stop(void **state)
{
	size_t i;

	for (i = 0; i < sizeof(all.behind); i++)
		assert_int_equal(all.behind[i], 0xa5);
	return 0;
}

static void say(const char *text)
{
	window_write(&all.window, text, strlen(text));
}

/* A line's text with no blanks at the end. */
static const char *line(int n)
{
	static char text[WINDOW_COLUMNS + 1];
	const u16 *cells = window_line(&all.window, n);
	int i;

	for (i = 0; i < WINDOW_COLUMNS; i++)
		text[i] = (char)cells[i];
	while (i && text[i - 1] == ' ')
		i--;
	text[i] = '\0';
	return text;
}

static u8 attribute(int row, int column)
{
	return (u8)(window_line(&all.window, row)[column] >> 8);
}

static void assert_cursor(u32 row, u32 column)
{
	assert_int_equal(all.window.row, row);
	assert_int_equal(all.window.column, column);
}

static void lines_follow_each_other(void **state)
{
	say("one\r\ntwo\nthree");
	assert_string_equal(line(0), "one");
	assert_string_equal(line(1), "two");
	assert_string_equal(line(2), "three");
	assert_cursor(2, 5);
}

static void return_backspace_and_tab_move(void **state)
{
	say("abcd\b\bX\rY\tZ");
	assert_string_equal(line(0), "YbXd    Z");
	say("\r\b\bW");
	assert_string_equal(line(0), "WbXd    Z");
}

static void a_tab_stays_in_its_line(void **state)
{
	say("\x1b[1;79H\t\tX");
	assert_int_equal(strlen(line(0)), WINDOW_COLUMNS);
	assert_cursor(0, WINDOW_COLUMNS);
}

static void other_control_codes_do_nothing(void **state)
{
	say("a\a\001\016\017\037b");
	assert_string_equal(line(0), "ab");
}

static void a_long_line_goes_on_in_the_next(void **state)
{
	int i;

	for (i = 0; i < WINDOW_COLUMNS; i++)
		say("x");
	assert_cursor(0, WINDOW_COLUMNS);
	say("y");
	assert_string_equal(line(1), "y");
}

static void a_full_line_and_its_end_are_one_line(void **state)
{
	int i;

	for (i = 0; i < WINDOW_COLUMNS; i++)
		say("x");
	say("\r\nnext");
	assert_string_equal(line(1), "next");
}

static void the_last_cell_can_be_written_without_scrolling(void **state)
{
	say("top\x1b[25;80HX");
	assert_string_equal(line(0), "top");
	assert_int_equal(strlen(line(ROWS - 1)), WINDOW_COLUMNS);
}

static void write_lines(int from, int to)
{
	char text[16];

	for (; from < to; from++) {
		snprintf(text, sizeof(text), "line %d\n", from);
		say(text);
	}
}

static void lines_that_leave_are_kept(void **state)
{
	write_lines(0, 100);
	assert_int_equal(window_history(&all.window), 76);
	assert_string_equal(line(23), "line 99");
	assert_string_equal(line(0), "line 76");
	assert_string_equal(line(-1), "line 75");
	assert_string_equal(line(-76), "line 0");
}

static void only_so_many_lines_are_kept(void **state)
{
	write_lines(0, 5000);
	assert_int_equal(window_history(&all.window), WINDOW_LINES - ROWS);
	assert_string_equal(line(ROWS - WINDOW_LINES), "line 4745");
}

static void the_cursor_is_placed_from_1_on(void **state)
{
	say("\x1b[3;5HX\x1b[HY\x1b[2fZ\x1b[;3HW");
	assert_string_equal(line(2), "    X");
	assert_string_equal(line(0), "Y W");
	assert_string_equal(line(1), "Z");
}

static void the_cursor_moves_and_stops_at_the_edges(void **state)
{
	say("\x1b[10;10H\x1b[2A\x1b[3C\x1b[B\x1b[D");
	assert_cursor(8, 11);
	say("\x1b[999A\x1b[999D");
	assert_cursor(0, 0);
	say("\x1b[999B\x1b[999C");
	assert_cursor(ROWS - 1, WINDOW_COLUMNS - 1);
	say("\x1b[999;999H\x1b[65536;65536H\x1b[4294967297;4294967297H");
	assert_cursor(ROWS - 1, WINDOW_COLUMNS - 1);
}

static void a_line_is_erased_in_part_or_whole(void **state)
{
	say("abcdef\x1b[1;3H\x1b[K");
	assert_string_equal(line(0), "ab");
	say("\rabcdef\x1b[1;3H\x1b[1K");
	assert_string_equal(line(0), "   def");
	say("\x1b[2K");
	assert_string_equal(line(0), "");
	assert_cursor(0, 2);
}

static void the_display_is_erased_in_part_or_whole(void **state)
{
	write_lines(0, 3);
	say("\x1b[2;3H\x1b[J");
	assert_string_equal(line(0), "line 0");
	assert_string_equal(line(1), "li");
	assert_string_equal(line(2), "");
	say("\x1b[1;3H\x1b[1J");
	assert_string_equal(line(0), "   e 0");
	say("\x1b[2J");
	assert_string_equal(line(0), "");
	assert_string_equal(line(1), "");
}

static void erasing_leaves_what_was_scrolled_away(void **state)
{
	write_lines(0, 100);
	say("\x1b[2J\x1b[H\x1b[1J");
	assert_string_equal(line(-1), "line 75");
}

static void colours_are_those_of_vga(void **state)
{
	say("\x1b[31ma\x1b[1;44mb\x1b[0mc\x1b[7md\x1b[27me\x1b[36;43;7mf\x1b[mg");
	assert_int_equal(attribute(0, 0), 0x04);
	assert_int_equal(attribute(0, 1), 0x1c);
	assert_int_equal(attribute(0, 2), PLAIN);
	assert_int_equal(attribute(0, 3), INVERSE);
	assert_int_equal(attribute(0, 4), PLAIN);
	assert_int_equal(attribute(0, 5), 0x36);
	assert_int_equal(attribute(0, 6), PLAIN);
}

static void what_is_erased_takes_the_colour(void **state)
{
	say("\x1b[44m\x1b[2J");
	assert_int_equal(attribute(24, 79), 0x17);
}

static void unknown_sequences_vanish(void **state)
{
	say("a\x1b[?25lb\x1b[5;3rc\x1b[>0;95;0cd\x1b(Be\x1b=f");
	say("\x1b[1;2;3;4;5;6;7;8;9;10;11mg\x1b[!ph");
	assert_string_equal(line(0), "abcdefgh");
}

static void a_sequence_may_come_in_pieces(void **state)
{
	static const char text[] = "\x1b[3;5HX";
	size_t i;

	for (i = 0; i < sizeof(text) - 1; i++)
		window_write(&all.window, text + i, 1);
	assert_string_equal(line(2), "    X");
}

static void an_escape_begins_anew(void **state)
{
	say("\x1b[3;\x1b[5;5HX");
	assert_string_equal(line(4), "    X");
}

/* With the sanitizers that unit tests are built with. */
static void no_bytes_leave_the_window(void **state)
{
	static const char usual[] = "\x1b[;0123456789ABCDHJKmf\r\n\b\t ?x";
	char text[64];
	size_t round, i;

	srand(1);
	for (round = 0; round < 20000; round++) {
		for (i = 0; i < sizeof(text); i++)
			text[i] = rand() % 8 ? usual[(size_t)rand() %
						     (sizeof(usual) - 1)] :
					       (char)rand();
		window_write(&all.window, text, sizeof(text));
		assert_true(all.window.row < ROWS);
		assert_true(all.window.column <= WINDOW_COLUMNS);
	}
}

#define test(name) cmocka_unit_test_setup_teardown(name, start, stop)

int main(void)
{
	const struct CMUnitTest tests[] = {
		test(lines_follow_each_other),
		test(return_backspace_and_tab_move),
		test(a_tab_stays_in_its_line),
		test(other_control_codes_do_nothing),
		test(a_long_line_goes_on_in_the_next),
		test(a_full_line_and_its_end_are_one_line),
		test(the_last_cell_can_be_written_without_scrolling),
		test(lines_that_leave_are_kept),
		test(only_so_many_lines_are_kept),
		test(the_cursor_is_placed_from_1_on),
		test(the_cursor_moves_and_stops_at_the_edges),
		test(a_line_is_erased_in_part_or_whole),
		test(the_display_is_erased_in_part_or_whole),
		test(erasing_leaves_what_was_scrolled_away),
		test(colours_are_those_of_vga),
		test(what_is_erased_takes_the_colour),
		test(unknown_sequences_vanish),
		test(a_sequence_may_come_in_pieces),
		test(an_escape_begins_anew),
		test(no_bytes_leave_the_window),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
