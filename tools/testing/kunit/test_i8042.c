// SPDX-License-Identifier: GPL-2.0
/* The keyboard controller: found, set up, and read. */
#include "kunit.h"

#include <levsha/keyboard.h>
#include <linux/errno.h>
#include <string.h>

enum { DATA = 0x60, COMMAND = 0x64 };

static struct {
	bool there;
	bool dead;		/* takes nothing any more */
	u8 config;
	u8 answer[64];		/* what is still to be read */
	size_t answers;
	bool mouse;		/* the next byte is the mouse's */
	u8 command;
	u8 sent[64];		/* commands and bytes in turn */
	size_t nr_sent;
} pc;

static void answer(u8 byte)
{
	pc.answer[pc.answers++] = byte;
}

u8 inb(u16 port)
{
	u8 byte = pc.answer[0];

	if (!pc.there)
		return 0xff;
	if (port == COMMAND)
		return (u8)((pc.answers ? 1 : 0) | (pc.dead ? 2 : 0) |
			    (pc.answers && pc.mouse ? 0x20 : 0));
	assert_int_equal(port, DATA);
	if (!pc.answers)
		return 0;
	memmove(pc.answer, pc.answer + 1, --pc.answers);
	return byte;
}

void outb(u8 value, u16 port)
{
	if (!pc.there)
		return;
	assert_false(pc.dead);
	pc.sent[pc.nr_sent++] = value;
	if (port == COMMAND) {
		pc.command = value;
		if (value == 0x20)
			answer(pc.config);
	} else if (pc.command == 0x60) {
		pc.config = value;
	} else if (value == 0xf4) {
		answer(0xfa);
	}
}

static int start(void **state)
{
	memset(&pc, 0, sizeof(pc));
	pc.there = true;
	pc.config = 0x37;
	return 0;
}

static void interrupts_of_the_keyboard_alone_and_set_1(void **state)
{
	assert_int_equal(keyboard_init(), 0);
	assert_int_equal(pc.config, 0x65);
}

static void keys_of_before_are_forgotten(void **state)
{
	answer(0x1e);
	answer(0x9e);
	assert_int_equal(keyboard_init(), 0);
	assert_int_equal(pc.config, 0x65);
	assert_int_equal(i8042_read(), 0xfa);
	assert_int_equal(i8042_read(), -EAGAIN);
}

static void a_board_without_one_is_told_apart(void **state)
{
	pc.there = false;
	assert_int_equal(keyboard_init(), -ENODEV);
}

static void one_that_takes_nothing_holds_nobody_up(void **state)
{
	pc.dead = true;
	assert_int_equal(keyboard_init(), -ENODEV);
}

static void bytes_come_in_turn(void **state)
{
	answer(0x26);
	answer(0xa6);
	assert_int_equal(i8042_read(), 0x26);
	assert_int_equal(i8042_read(), 0xa6);
	assert_int_equal(i8042_read(), -EAGAIN);
}

static void the_mouse_is_no_keyboard(void **state)
{
	pc.mouse = true;
	answer(0x26);
	assert_int_equal(i8042_read(), 0);
	assert_int_equal(i8042_read(), -EAGAIN);
}

#define test(name) cmocka_unit_test_setup(name, start)

int main(void)
{
	const struct CMUnitTest tests[] = {
		test(interrupts_of_the_keyboard_alone_and_set_1),
		test(keys_of_before_are_forgotten),
		test(a_board_without_one_is_told_apart),
		test(one_that_takes_nothing_holds_nobody_up),
		test(bytes_come_in_turn),
		test(the_mouse_is_no_keyboard),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
