// SPDX-License-Identifier: GPL-2.0
/* The command prompt: what is typed, what is seen, what is carried out. */
#include "kunit.h"

#include <levsha/console.h>
#include <string.h>

static char carried_out[80];
static int owner;

void command_run(const char *line)
{
	strcpy(carried_out, line);
}

int console_owner(void)
{
	return owner;
}

static int start(void **state)
{
	owner = CONSOLE_PROMPT;
	prompt_input('\r');
	carried_out[0] = '\0';
	return forget(state);
}

static void type(const char *keys)
{
	while (*keys)
		prompt_input(*keys++);
}

static void a_line_is_echoed_and_carried_out(void **state)
{
	type("guests\r");
	assert_string_equal(carried_out, "guests");
	assert_string_equal(said, "guests\n");
}

static void backspace_takes_a_character_back(void **state)
{
	type("helx\bp\x7fp\r");
	assert_string_equal(carried_out, "help");
}

static void backspace_at_the_start_does_nothing(void **state)
{
	type("\b\blog\r");
	assert_string_equal(carried_out, "log");
	assert_string_equal(said, "log\n");
}

static void ctrl_u_takes_the_line_back(void **state)
{
	type("reboot\x15mem\r");
	assert_string_equal(carried_out, "mem");
}

static void control_characters_are_ignored(void **state)
{
	type("l\x01\x1bog\x80\r");
	assert_string_equal(carried_out, "log");
}

static void a_line_too_long_is_cut(void **state)
{
	int i;

	for (i = 0; i < 500; i++)
		prompt_input('x');
	prompt_input('\r');
	assert_int_equal(strlen(carried_out), 39);
}

static void a_displaced_prompt_comes_back_with_what_was_typed(void **state)
{
	type("hel");
	said[0] = '\0';
	owner = CONSOLE_NOBODY;
	prompt_refresh();
	assert_string_equal(said, "levsha> hel");
}

static void another_ones_open_line_is_left_alone(void **state)
{
	owner = 2;
	prompt_refresh();
	assert_string_equal(said, "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(a_line_is_echoed_and_carried_out, start),
		cmocka_unit_test_setup(backspace_takes_a_character_back, start),
		cmocka_unit_test_setup(backspace_at_the_start_does_nothing, start),
		cmocka_unit_test_setup(ctrl_u_takes_the_line_back, start),
		cmocka_unit_test_setup(control_characters_are_ignored, start),
		cmocka_unit_test_setup(a_line_too_long_is_cut, start),
		cmocka_unit_test_setup(a_displaced_prompt_comes_back_with_what_was_typed, start),
		cmocka_unit_test_setup(another_ones_open_line_is_left_alone, start),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
