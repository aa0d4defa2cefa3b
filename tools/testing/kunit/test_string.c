// SPDX-License-Identifier: GPL-2.0
/* Memory and strings: as C says, at the edges too. */
#include "kunit.h"

#include <linux/string.h>

static void copies_and_returns_the_destination(void **state)
{
	char from[] = "flea", to[5] = "";

	assert_ptr_equal(memcpy(to, from, 5), to);
	assert_memory_equal(to, from, 5);
	assert_ptr_equal(memcpy(to, "", 0), to);
	assert_memory_equal(to, from, 5);
}

static void fills_with_the_low_byte(void **state)
{
	u8 bytes[4] = { 1, 2, 3, 4 };

	assert_ptr_equal(memset(bytes + 1, 0x1ff, 2), bytes + 1);
	assert_memory_equal(bytes, ((u8[]){ 1, 0xff, 0xff, 4 }), 4);
}

static void compares_bytes_as_unsigned(void **state)
{
	assert_int_equal(memcmp("abc", "abd", 2), 0);
	assert_true(memcmp("abc", "abd", 3) < 0);
	assert_true(memcmp("\xff", "\x01", 1) > 0);
	assert_int_equal(memcmp("a", "b", 0), 0);
}

static void measures_no_further_than_asked(void **state)
{
	const char open[3] = { 'a', 'b', 'c' };

	assert_int_equal(strnlen(open, 3), 3);
	assert_int_equal(strnlen("ab", 9), 2);
	assert_int_equal(strnlen("ab", 0), 0);
	assert_int_equal(strlen(""), 0);
	assert_int_equal(strlen("levsha"), 6);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(copies_and_returns_the_destination),
		cmocka_unit_test(fills_with_the_low_byte),
		cmocka_unit_test(compares_bytes_as_unsigned),
		cmocka_unit_test(measures_no_further_than_asked),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
