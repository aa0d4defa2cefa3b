// SPDX-License-Identifier: GPL-2.0
/* The log: a ring for each core, shown in order of time, never in the way. */
#include "kunit.h"

#include <levsha/log.h>
#include <stdio.h>
#include <string.h>

/* Shows as many records as there are, but no more than @max; whether there may be more. */
static bool show(u32 max)
{
	while (max--) {
		if (!log_show())
			return false;
	}
	return true;
}

/* The rings live as long as the program: show what earlier cases left. */
static int drain(void **state)
{
	while (show(1000))
		;
	return forget(state);
}

static void message(unsigned int core, u64 us, const char *text)
{
	this_cpu = core;
	now_us = us;
	pr_info("%s", text);
}

static void a_message_shows_time_core_level_and_text(void **state)
{
	this_cpu = 2;
	now_us = 12000345;
	pr_err("broken");
	assert_false(show(8));
	assert_string_equal(said, "[  12.000345] core 2:!broken\n");
}

static void cores_are_merged_in_order_of_time(void **state)
{
	message(1, 10, "first");
	message(1, 30, "third");
	message(3, 20, "second");
	show(8);
	assert_string_equal(said, "[   0.000010] core 1: first\n"
				  "[   0.000020] core 3: second\n"
				  "[   0.000030] core 1: third\n");
}

static void a_round_shows_no_more_than_allowed(void **state)
{
	message(0, 1, "a");
	message(0, 2, "b");
	assert_true(show(1));
	assert_null(strstr(said, ": b"));
	assert_false(show(8));
	assert_non_null(strstr(said, ": b"));
}

static void nothing_is_shown_twice(void **state)
{
	message(0, 1, "once");
	show(8);
	said[0] = '\0';
	show(8);
	assert_string_equal(said, "");
}

static void a_full_ring_loses_the_oldest(void **state)
{
	char text[16];
	int i;

	for (i = 0; i < CONFIG_LOG_RECORDS + 2; i++) {
		snprintf(text, sizeof(text), "<%d>", i);
		message(0, (u64)i, text);
	}
	while (show(100))
		;
	assert_null(strstr(said, "<1>"));
	assert_non_null(strstr(said, "<2>"));
	assert_non_null(strstr(said, text));
}

static void a_noisy_core_costs_another_nothing(void **state)
{
	int i;

	message(2, 5, "quiet");
	for (i = 0; i < 3 * CONFIG_LOG_RECORDS; i++)
		message(1, 10, "noise");
	while (show(100))
		;
	assert_non_null(strstr(said, "core 2: quiet"));
}

static void a_long_message_is_cut(void **state)
{
	char text[2 * LOG_TEXT_LEN];

	memset(text, 'x', sizeof(text) - 1);
	text[sizeof(text) - 1] = '\0';
	message(0, 0, text);
	show(8);
	assert_int_equal(strlen(strchr(said, 'x')), LOG_TEXT_LEN - 1 + 1);
}

static void rewinding_shows_all_that_is_kept_once_more(void **state)
{
	message(0, 1, "old news");
	show(8);
	said[0] = '\0';
	log_rewind();
	while (show(1000))
		;
	assert_non_null(strstr(said, "old news"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(a_message_shows_time_core_level_and_text,
				       drain),
		cmocka_unit_test_setup(cores_are_merged_in_order_of_time, drain),
		cmocka_unit_test_setup(a_round_shows_no_more_than_allowed, drain),
		cmocka_unit_test_setup(nothing_is_shown_twice, drain),
		cmocka_unit_test_setup(a_full_ring_loses_the_oldest, drain),
		cmocka_unit_test_setup(a_noisy_core_costs_another_nothing, drain),
		cmocka_unit_test_setup(a_long_message_is_cut, drain),
		cmocka_unit_test_setup(rewinding_shows_all_that_is_kept_once_more,
				       drain),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
