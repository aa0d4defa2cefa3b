// SPDX-License-Identifier: GPL-2.0
/* The profiler: what it keeps of many samples, and how it shows them. */
#include "kunit.h"

#include <levsha/arch.h>
#include <levsha/command.h>
#include <levsha/console.h>
#include <levsha/guest.h>
#include <levsha/profile.h>
#include <linux/errno.h>
#include <string.h>

extern const struct command __start_command_table[];

static const struct part_guest part = { .name = "echo" };
static const struct guest *clocked;
static bool no_clock;

int arch_profile(const struct guest *guest, u32 us)
{
	clocked = guest;
	return no_clock ? -ENODEV : 0;
}

struct guest *command_guest(void)
{
	return &guests[0];
}

static int start(void **state)
{
	forget(state);
	no_clock = false;
	guests[0].part = &part;
	__start_command_table[0].run(0);
	return 0;
}

static void show(void)
{
	u32 step = 0;

	said[0] = '\0';
	while ((step = __start_command_table[1].run(step)))
		;
}

static void the_clock_runs_until_samples_are_shown(void **state)
{
	assert_ptr_equal(clocked, &guests[0]);
	assert_non_null(strstr(said, "sampling echo"));
	profile_sample(true, 0x100);
	show();
	assert_null(clocked);
}

static void a_board_without_a_clock_says_so(void **state)
{
	no_clock = true;
	said[0] = '\0';
	__start_command_table[0].run(0);
	assert_non_null(strstr(said, "no periodic timer"));
	show();
	assert_non_null(strstr(said, "no samples"));
}

static void the_most_frequent_is_first(void **state)
{
	unsigned int i;

	for (i = 0; i < 100; i++)
		profile_sample(true, i < 10 ? 0x1234 : 0x5678);
	profile_sample(false, 0x5678);
	show();
	assert_string_equal(said, "echo: 101 samples, 99 % in the guest\n"
				  "        90  89 %  0000000000005670  guest\n"
				  "        10   9 %  0000000000001230  guest\n"
				  "         1   0 %  0000000000005670  hypervisor\n");
	show();
	assert_non_null(strstr(said, "no samples"));
}

/* As many rare addresses as one likes do not push a frequent one out. */
static void what_is_frequent_is_found_among_much_else(void **state)
{
	unsigned int i;

	for (i = 0; i < 10000; i++)
		profile_sample(true, i % 10 ? 0x100000 + i * 16 : 0xabc0);
	show();
	assert_non_null(strstr(said, "echo: 10000 samples, 100 % in the guest"));
	assert_non_null(strstr(said, "1000  10 %  000000000000abc0  guest\n"));
	assert_ptr_equal(strstr(said, "%  0"), strstr(said, "%  000000000000abc0"));
}

static void no_more_are_shown_than_one_screen_has(void **state)
{
	unsigned int i, lines = 0;
	const char *p;

	for (i = 0; i < 50; i++)
		profile_sample(true, i * 16);
	show();
	for (p = said; *p; p++)
		lines += *p == '\n';
	assert_int_equal(lines, 17);
}

#define test(name) cmocka_unit_test_setup(name, start)

int main(void)
{
	const struct CMUnitTest tests[] = {
		test(the_clock_runs_until_samples_are_shown),
		test(a_board_without_a_clock_says_so),
		test(the_most_frequent_is_first),
		test(what_is_frequent_is_found_among_much_else),
		test(no_more_are_shown_than_one_screen_has),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
