// SPDX-License-Identifier: GPL-2.0
/* The screen: which window is seen, who gets the keys, what the status line says. */
#include "kunit.h"

#include <levsha/console.h>
#include <levsha/guest.h>
#include <levsha/keyboard.h>
#include <levsha/screen.h>
#include <levsha/vga.h>
#include <linux/errno.h>
#include <stdio.h>
#include <string.h>

#define ALT_F(n) ((KEY_F1 + (n) - 1) | KEY_ALT)
#define BACK (KEY_PAGE_UP | KEY_SHIFT)
#define FORTH (KEY_PAGE_DOWN | KEY_SHIFT)
#define STATUS 24
#define BAR 0x70
#define ACTIVE 0x1f

static u16 shown[VGA_ROWS][VGA_COLUMNS];
static u32 cursor_row, drawn;
static int next_key;
static bool alt, keyboard_there;
static char prompt_keys[64], guest_keys[4][64];
static const char *output[4];	/* what a guest wrote that was not taken yet */

void vga_init(void)
{
}

void vga_write_row(u32 row, const u16 *cells)
{
	assert_true(row < VGA_ROWS);
	memcpy(shown[row], cells, sizeof(shown[row]));
	drawn++;
}

void vga_set_cursor(u32 row, u32 column)
{
	assert_true(column < VGA_COLUMNS);
	cursor_row = row;
}

int keyboard_init(void)
{
	return keyboard_there ? 0 : -ENODEV;
}

int keyboard_getc(void)
{
	const int key = next_key;

	next_key = -EAGAIN;
	return key;
}

bool keyboard_alt(void)
{
	return alt;
}

u32 vuart_lost(const struct vuart *uart, vuart_count_t *tail)
{
	return 0;
}

int vuart_take(const struct vuart *uart, vuart_count_t *tail)
{
	u32 i;

	assert_ptr_equal(tail, &uart->shown);
	for (i = 0; i < nr_guests; i++) {
		if (uart == &guests[i].vuart && output[i + 1] && *output[i + 1])
			return *output[i + 1]++;
	}
	return -1;
}

void prompt_input(char c)
{
	strncat(prompt_keys, &c, 1);
}

void mux_input(struct guest *guest, u8 c)
{
	strncat(guest_keys[guest->id], (char *)&c, 1);
}

static void press(int key)
{
	next_key = key;
	while (screen_input())
		;
	screen_poll();
}

static void type(const char *text)
{
	while (*text)
		press((u8)*text++);
}

static void log_says(const char *text)
{
	screen_write(CONSOLE_LOG, text);
	screen_poll();
}

static void guest_says(u32 id, const char *text)
{
	output[id] = text;
	while (*output[id])
		screen_poll();
}

static const char *row(u32 n)
{
	static char text[VGA_COLUMNS + 1];
	int i;

	for (i = 0; i < VGA_COLUMNS; i++)
		text[i] = (char)shown[n][i];
	while (i && text[i - 1] == ' ')
		i--;
	text[i] = '\0';
	return text;
}

/* The part of the status line that is marked as seen. */
static const char *active(void)
{
	static char text[VGA_COLUMNS + 1];
	int i, n = 0;

	for (i = 0; i < VGA_COLUMNS; i++) {
		if (shown[STATUS][i] >> 8 == ACTIVE)
			text[n++] = (char)shown[STATUS][i];
	}
	text[n] = '\0';
	return text;
}

static void set_up(bool screen, u8 keyboard_irq)
{
	struct part_board board = { .flags = screen ? PART_BOARD_SCREEN : 0,
				    .keyboard_irq = keyboard_irq };

	screen_init();
	screen_setup(&board);
}

static int start(void **state)
{
	static const struct part_guest parts[] = { { .name = "heartbeat" },
						   { .name = "echo" } };
	u32 i;

	forget(state);
	nr_guests = 2;
	for (i = 0; i < nr_guests; i++) {
		guests[i].id = (u8)(i + 1);
		guests[i].part = &parts[i];
		guests[i].state = GUEST_RUNNING;
	}
	memset(shown, 0, sizeof(shown));
	memset(output, 0, sizeof(output));
	memset(prompt_keys, 0, sizeof(prompt_keys));
	memset(guest_keys, 0, sizeof(guest_keys));
	alt = false;
	keyboard_there = true;
	set_up(true, 1);
	for (i = 0; i < 400; i++)	/* no lines of the test before */
		screen_write(CONSOLE_LOG, "\n");
	log_says("\033[H");
	return 0;
}

static void alt_and_a_function_key_choose_a_window(void **state)
{
	guest_says(1, "beat");
	press(ALT_F(1));
	assert_string_equal(row(0), "beat");
	press(ALT_F(10));
	assert_string_equal(active(), " F10 commands ");
	press(ALT_F(9));
	assert_string_equal(active(), " F9 log ");
	press(ALT_F(3));
	press(ALT_F(12));
	assert_string_equal(active(), " F9 log ");
}

static void each_text_is_in_its_own_window(void **state)
{
	log_says("of the log\n");
	screen_write(CONSOLE_PROMPT, "levsha> ");
	guest_says(2, "type\r\n");
	assert_string_equal(row(0), "of the log");
	press(ALT_F(10));
	assert_string_equal(row(0), "levsha>");
	press(ALT_F(2));
	assert_string_equal(row(0), "type");
	assert_string_equal(row(1), "");
}

static void what_was_not_seen_is_marked(void **state)
{
	guest_says(1, "beat");
	assert_non_null(strstr(row(STATUS), "F1 heartbeat* F2 echo  F9"));
	press(ALT_F(1));
	press(ALT_F(9));
	assert_non_null(strstr(row(STATUS), "F1 heartbeat  F2 echo  F9"));
}

static void a_guest_that_does_not_run_is_marked(void **state)
{
	guests[1].state = GUEST_FAILED;
	log_says("guest echo: failed\n");
	assert_non_null(strstr(row(STATUS), "F2 echo! F9"));
}

static void long_names_leave_room_for_log_and_commands(void **state)
{
	static const struct part_guest part = { .name = "fifteen-letters" };
	u32 i;

	nr_guests = MAX_GUESTS;
	for (i = 0; i < nr_guests; i++) {
		guests[i].id = (u8)(i + 1);
		guests[i].part = &part;
	}
	log_says("x");
	assert_non_null(strstr(row(STATUS), " F9 log  F10 commands"));
}

static void a_guest_has_all_lines(void **state)
{
	press(ALT_F(1));
	guest_says(1, "\033[25;1Hlast line");
	assert_string_equal(row(STATUS), "last line");
}

static void alt_shows_the_status_line_over_it(void **state)
{
	press(ALT_F(1));
	guest_says(1, "\033[25;1Hlast line");
	alt = true;
	press(0);
	assert_string_equal(active(), " F1 heartbeat ");
	alt = false;
	press(0);
	assert_string_equal(row(STATUS), "last line");
}

static void write_lines(int from, int to)
{
	char text[16];

	for (; from < to; from++) {
		snprintf(text, sizeof(text), "line %d\n", from);
		log_says(text);
	}
}

static void shift_and_page_keys_scroll(void **state)
{
	write_lines(0, 100);
	assert_string_equal(row(0), "line 77");
	press(BACK);
	assert_string_equal(row(0), "line 65");
	assert_non_null(strstr(row(STATUS), " -12"));
	assert_true(cursor_row >= VGA_ROWS);
	press(FORTH);
	press(FORTH);
	assert_string_equal(row(0), "line 77");
	assert_int_equal(cursor_row, 23);
}

static void what_is_looked_at_stays_while_text_comes(void **state)
{
	write_lines(0, 100);
	press(BACK);
	write_lines(100, 105);
	assert_string_equal(row(0), "line 65");
	write_lines(105, 1000);
	assert_string_equal(row(0), "line 745");
	press(BACK);
	assert_string_equal(row(0), "line 745");
}

static void a_key_goes_back_to_the_end(void **state)
{
	press(ALT_F(10));
	screen_write(CONSOLE_PROMPT, "a\nb\nc\nd\ne\nf\n");
	press(BACK);
	press('x');
	assert_int_not_equal(cursor_row, VGA_ROWS);
	assert_string_equal(prompt_keys, "x");
}

static void keys_go_to_the_window_that_is_seen(void **state)
{
	press(ALT_F(1));
	type("one");
	press(ALT_F(2));
	type("two\r");
	press(ALT_F(10));
	type("help\r");
	assert_string_equal(guest_keys[1], "one");
	assert_string_equal(guest_keys[2], "two\r");
	assert_string_equal(prompt_keys, "help\r");
}

static void who_types_at_the_log_means_the_commands(void **state)
{
	type("help");
	assert_string_equal(prompt_keys, "help");
	assert_string_equal(active(), " F10 commands ");
}

static void special_keys_are_sequences_for_guests_only(void **state)
{
	press(ALT_F(1));
	press(KEY_UP);
	press(KEY_F1);
	press(KEY_F12);
	press(KEY_DELETE);
	press(ALT_F(10));
	press(KEY_UP);
	assert_string_equal(guest_keys[1], "\033[A\033OP\033[24~\033[3~");
	assert_string_equal(prompt_keys, "");
}

static void nothing_is_drawn_when_nothing_changed(void **state)
{
	screen_poll();
	drawn = 0;
	screen_poll();
	assert_int_equal(drawn, 0);
	guest_says(1, "first");
	assert_int_equal(drawn, VGA_ROWS);
	guest_says(1, "more");
	assert_int_equal(drawn, VGA_ROWS);
}

static void a_board_without_a_screen_has_none(void **state)
{
	set_up(false, 0);
	drawn = 0;
	next_key = 'x';
	log_says("text\n");
	assert_false(screen_input());
	assert_int_equal(drawn, 0);
}

static void a_keyboard_that_does_not_answer_is_told(void **state)
{
	keyboard_there = false;
	set_up(true, 1);
	assert_non_null(strstr(said, "no keyboard"));
	next_key = 'x';
	assert_false(screen_input());
}

static void a_window_can_be_shown_and_asked_for(void **state)
{
	assert_true(screen_shows(CONSOLE_LOG));
	press(ALT_F(2));
	assert_true(screen_shows(2));
	screen_show(CONSOLE_LOG);
	assert_true(screen_shows(CONSOLE_LOG));
	assert_false(screen_shows(CONSOLE_PROMPT));
}

#define test(name) cmocka_unit_test_setup(name, start)

int main(void)
{
	const struct CMUnitTest tests[] = {
		test(alt_and_a_function_key_choose_a_window),
		test(each_text_is_in_its_own_window),
		test(what_was_not_seen_is_marked),
		test(a_guest_that_does_not_run_is_marked),
		test(long_names_leave_room_for_log_and_commands),
		test(a_guest_has_all_lines),
		test(alt_shows_the_status_line_over_it),
		test(shift_and_page_keys_scroll),
		test(what_is_looked_at_stays_while_text_comes),
		test(a_key_goes_back_to_the_end),
		test(keys_go_to_the_window_that_is_seen),
		test(who_types_at_the_log_means_the_commands),
		test(special_keys_are_sequences_for_guests_only),
		test(nothing_is_drawn_when_nothing_changed),
		test(a_board_without_a_screen_has_none),
		test(a_keyboard_that_does_not_answer_is_told),
		test(a_window_can_be_shown_and_asked_for),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
