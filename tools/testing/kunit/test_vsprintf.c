// SPDX-License-Identifier: GPL-2.0
/* Formatted text: the same as the C library's, which keeps its name here. */
#include "kunit.h"

#include <linux/sprintf.h>
#include <stdio.h>
#include <string.h>

/* Formats with both, into buffers of the same size, and compares all. */
#define same(size, ...)                                                     \
	do {                                                                \
		char ours[size + 1], theirs[size + 1];                      \
		memset(ours, '#', sizeof(ours));                            \
		snprintf(theirs, size, __VA_ARGS__);                        \
		assert_int_equal(scnprintf(ours, size, __VA_ARGS__),        \
				 strlen(theirs));                           \
		assert_memory_equal(ours, theirs, strlen(theirs) + 1);      \
		assert_int_equal(ours[size], '#');                          \
	} while (0)

static void plain_text(void **state)
{
	same(20, "%s", "");
	same(20, "plain");
	same(20, "100%%");
}

static void decimal_numbers(void **state)
{
	same(40, "%u %u", 0, 2147483647);
	same(60, "%u %lu", 4294967295u, ~0UL);
	same(60, "[%5u] [%05u]", 42, 42);
	same(60, "[%1u] [%03u]", 12345, 7);
}

static void hexadecimal_numbers(void **state)
{
	same(60, "%x %lx %llx", 0xdeadbeef, 1UL << 63, ~0ULL);
	same(60, "[%8x] [%08x] [%20x]", 0x1f, 0x1f, 0x1f);
	same(60, "%x", 0);
}

static void strings(void **state)
{
	same(60, "[%s] [%-6s] [%-2s] [%-12s]", "abc", "abc", "abc", "abc");
}

static void what_does_not_fit_is_cut(void **state)
{
	same(4, "%s", "abcdefgh");
	same(4, "%u", 123456);
	same(4, "%9u", 1);
	same(4, "%-9s", "a");
	same(1, "%s", "abc");
	same(4, "abc");
	same(4, "abcd%u", 1);
}

static void a_number_is_filled_to_20_on_the_left(void **state)
{
	char text[60];

	assert_int_equal(scnprintf(text, sizeof(text), "%24u|", 7), 25);
	assert_string_equal(text, "                   7    |");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(plain_text),
		cmocka_unit_test(decimal_numbers),
		cmocka_unit_test(hexadecimal_numbers),
		cmocka_unit_test(strings),
		cmocka_unit_test(what_does_not_fit_is_cut),
		cmocka_unit_test(a_number_is_filled_to_20_on_the_left),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
