// SPDX-License-Identifier: GPL-2.0
/* Formatted text: the same as the C library's, which keeps its name here. */
#undef snprintf
#undef vsnprintf
#include <stdio.h>
#include <string.h>

#include "kunit.h"

int levsha_snprintf(char *buf, size_t size, const char *fmt, ...);

/* Formats with both, into buffers of the same size, and compares all. */
#define same(size, ...)                                                     \
	do {                                                                \
		char ours[size + 1], theirs[size + 1];                      \
		memset(ours, '#', sizeof(ours));                            \
		memset(theirs, '#', sizeof(theirs));                        \
		assert_int_equal(levsha_snprintf(ours, size, __VA_ARGS__),  \
				 snprintf(theirs, size, __VA_ARGS__));      \
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
	same(40, "%d %d %d", 0, -1, 2147483647);
	same(40, "%d", -2147483647 - 1);
	same(60, "%u %lu", 4294967295u, ~0UL);
	same(60, "%ld", (long)(~0UL >> 1) * -1 - 1);
	same(60, "[%5d] [%-5d] [%05d] [%05d]", 42, 42, 42, -42);
	same(60, "[%1d] [%03u]", 12345, 7);
}

static void hexadecimal_numbers(void **state)
{
	same(60, "%x %lx %llx", 0xdeadbeef, 1UL << 63, ~0ULL);
	same(60, "[%8x] [%-8x] [%08x]", 0x1f, 0x1f, 0x1f);
	same(60, "%x", 0);
}

static void strings(void **state)
{
	same(60, "[%s] [%6s] [%-6s] [%.2s]", "abc", "abc", "abc", "abc");
	same(60, "[%.0s] [%5.1s]", "abc", "abc");
	same(60, "%c%c [%3c]", 'o', 'k', '!');
}

static void a_precision_bounds_text_without_end(void **state)
{
	const char open[3] = { 'a', 'b', 'c' };
	char buf[8];

	assert_int_equal(levsha_snprintf(buf, sizeof(buf), "%.3s", open), 3);
	assert_string_equal(buf, "abc");
}

static void what_does_not_fit_is_cut_and_counted(void **state)
{
	same(4, "%s", "abcdefgh");
	same(4, "%d", 123456);
	same(1, "%s", "abc");
	same(4, "abc");
	assert_int_equal(levsha_snprintf(NULL, 0, "%d bytes", 17), 8);
}

static void an_unfinished_conversion_ends_the_text(void **state)
{
	char buf[16];

	assert_int_equal(levsha_snprintf(buf, sizeof(buf), "ab%-0"), 2);
	assert_string_equal(buf, "ab");
}

static void pointers_are_hexadecimal(void **state)
{
	char buf[32];

	levsha_snprintf(buf, sizeof(buf), "%p", (void *)0x1234);
	assert_string_equal(buf, "1234");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(plain_text),
		cmocka_unit_test(decimal_numbers),
		cmocka_unit_test(hexadecimal_numbers),
		cmocka_unit_test(strings),
		cmocka_unit_test(a_precision_bounds_text_without_end),
		cmocka_unit_test(what_does_not_fit_is_cut_and_counted),
		cmocka_unit_test(an_unfinished_conversion_ends_the_text),
		cmocka_unit_test(pointers_are_hexadecimal),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
