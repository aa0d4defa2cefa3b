// SPDX-License-Identifier: GPL-2.0
/* The keyboard: what a terminal gets for the bytes that it sends. */
#include "kunit.h"

#include <levsha/keyboard.h>
#include <linux/errno.h>
#include <string.h>

#define CTRL 0x1d
#define SHIFT_LEFT 0x2a
#define SHIFT_RIGHT 0x36
#define ALT 0x38
#define CAPS_LOCK 0x3a
#define UP(code) ((code) | 0x80)

static const u8 *bytes;
static size_t left;

int i8042_read(void)
{
	if (!left)
		return -EAGAIN;
	left--;
	return *bytes++;
}

/* The keys that some bytes make, which no test leaves with one held down. */
static size_t keys_of(int *keys, size_t max)
{
	size_t n = 0;
	int key;

	while ((key = keyboard_getc()) != -EAGAIN) {
		assert_true(n < max);
		if (key)
			keys[n++] = key;
	}
	return n;
}

#define assert_text(text, ...)                                                 \
	do {                                                                   \
		static const u8 sent[] = { __VA_ARGS__ };                      \
		char got[64] = "";                                             \
		int keys[64];                                                  \
		size_t n, i;                                                   \
									       \
		bytes = sent;                                                  \
		left = sizeof(sent);                                           \
		n = keys_of(keys, 64);                                         \
		for (i = 0; i < n; i++)                                        \
			got[i] = (char)keys[i];                                \
		assert_string_equal(got, text);                                \
	} while (0)

#define assert_key(key, ...)                                                   \
	do {                                                                   \
		static const u8 sent[] = { __VA_ARGS__ };                      \
		int keys[64];                                                  \
									       \
		bytes = sent;                                                  \
		left = sizeof(sent);                                           \
		assert_int_equal(keys_of(keys, 64), 1);                        \
		assert_int_equal(keys[0], key);                                \
	} while (0)

static void keys_are_characters_when_pressed(void **state)
{
	assert_text("levsha 5\r", 0x26, UP(0x26), 0x12, UP(0x12), 0x2f, UP(0x2f),
		    0x1f, UP(0x1f), 0x23, UP(0x23), 0x1e, UP(0x1e), 0x39,
		    UP(0x39), 0x06, UP(0x06), 0x1c, UP(0x1c));
}

static void every_row_is_complete(void **state)
{
	assert_text("\0331=\x7f\tq]\ra`\\z/* ", 0x01, 0x02, 0x0d, 0x0e, 0x0f,
		    0x10, 0x1b, 0x1c, 0x1e, 0x29, 0x2b, 0x2c, 0x35, 0x37, 0x39);
}

static void a_key_held_down_repeats(void **state)
{
	assert_text("xxx", 0x2d, 0x2d, 0x2d, UP(0x2d));
}

static void either_shift_shifts_while_it_is_held(void **state)
{
	assert_text("A!b", SHIFT_LEFT, 0x1e, 0x02, UP(SHIFT_LEFT), 0x30);
	assert_text("\"~|?", SHIFT_RIGHT, 0x28, 0x29, 0x2b, 0x35,
		    UP(SHIFT_RIGHT));
	assert_text("Aa", SHIFT_LEFT, SHIFT_RIGHT, UP(SHIFT_LEFT), 0x1e,
		    UP(SHIFT_RIGHT), 0x1e);
}

static void caps_lock_is_for_letters_until_pressed_again(void **state)
{
	assert_text("A1a", CAPS_LOCK, UP(CAPS_LOCK), 0x1e, 0x02, SHIFT_LEFT, 0x1e,
		    UP(SHIFT_LEFT));
	assert_text("a", CAPS_LOCK, UP(CAPS_LOCK), 0x1e);
}

static void ctrl_makes_control_codes(void **state)
{
	assert_text("\005\025\033e", CTRL, 0x12, 0x16, 0x1a, 0x02, UP(CTRL),
		    0x12);
	assert_text("\x03", 0xe0, CTRL, 0x2e, 0xe0, UP(CTRL));
}

static void function_keys_tell_of_alt(void **state)
{
	assert_key(KEY_F1, 0x3b, UP(0x3b));
	assert_key(KEY_F12, 0x58, UP(0x58));
	assert_key((KEY_F1 + 9) | KEY_ALT, ALT, 0x44, UP(0x44), UP(ALT));
	assert_key((KEY_F1 + 10) | KEY_ALT, 0xe0, ALT, 0x57, 0xe0, UP(ALT));
}

static void alt_can_be_asked_for(void **state)
{
	assert_text("", ALT);
	assert_true(keyboard_alt());
	assert_text("", UP(ALT));
	assert_false(keyboard_alt());
}

static void the_block_has_a_prefix(void **state)
{
	assert_key(KEY_HOME, 0xe0, 0x47, 0xe0, UP(0x47));
	assert_key(KEY_UP, 0xe0, 0x48);
	assert_key(KEY_PAGE_UP, 0xe0, 0x49);
	assert_key(KEY_LEFT, 0xe0, 0x4b);
	assert_key(KEY_RIGHT, 0xe0, 0x4d);
	assert_key(KEY_END, 0xe0, 0x4f);
	assert_key(KEY_DOWN, 0xe0, 0x50);
	assert_key(KEY_PAGE_DOWN, 0xe0, 0x51);
	assert_key(KEY_INSERT, 0xe0, 0x52);
	assert_key(KEY_DELETE, 0xe0, 0x53);
}

static void shift_counts_even_where_the_keyboard_takes_it_back(void **state)
{
	assert_key(KEY_PAGE_UP | KEY_SHIFT, SHIFT_LEFT, 0xe0, UP(SHIFT_LEFT),
		   0xe0, 0x49, 0xe0, UP(0x49), 0xe0, SHIFT_LEFT,
		   UP(SHIFT_LEFT));
	assert_text("a", 0x1e);
}

static void the_keypad_gives_characters(void **state)
{
	assert_text("789-456+1230./*\r", 0x47, 0x48, 0x49, 0x4a, 0x4b, 0x4c, 0x4d,
		    0x4e, 0x4f, 0x50, 0x51, 0x52, 0x53, 0xe0, 0x35, 0x37, 0xe0,
		    0x1c);
}

static void what_has_no_meaning_gives_nothing(void **state)
{
	/* Pause; Print; a Windows key; answers; codes of no key. */
	assert_text("a", 0xe1, 0x1d, 0x45, 0xe1, 0x9d, 0xc5, 0xe0, 0x2a, 0xe0,
		    0x37, 0xe0, 0xb7, 0xe0, 0xaa, 0xe0, 0x5b, 0xe0, 0xdb, 0xfa,
		    0xfe, 0x00, 0x54, 0x7f, 0xff, 0x45, 0x46, 0x1e);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(keys_are_characters_when_pressed),
		cmocka_unit_test(every_row_is_complete),
		cmocka_unit_test(a_key_held_down_repeats),
		cmocka_unit_test(either_shift_shifts_while_it_is_held),
		cmocka_unit_test(caps_lock_is_for_letters_until_pressed_again),
		cmocka_unit_test(ctrl_makes_control_codes),
		cmocka_unit_test(function_keys_tell_of_alt),
		cmocka_unit_test(alt_can_be_asked_for),
		cmocka_unit_test(the_block_has_a_prefix),
		cmocka_unit_test(shift_counts_even_where_the_keyboard_takes_it_back),
		cmocka_unit_test(the_keypad_gives_characters),
		cmocka_unit_test(what_has_no_meaning_gives_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
