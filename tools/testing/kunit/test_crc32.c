// SPDX-License-Identifier: GPL-2.0
/* CRC-32 as zlib computes it. */
#include "kunit.h"

#include <linux/crc32.h>

static const char text[] = "The quick brown fox jumps over the lazy dog";

static void published_values(void **state)
{
	assert_int_equal(~crc32_le(~0U, "", 0), 0);
	assert_int_equal(~crc32_le(~0U, "123456789", 9), 0xcbf43926);
	assert_int_equal(~crc32_le(~0U, text, 43), 0x414fa339);
}

static void pieces_give_the_same_as_the_whole(void **state)
{
	const u32 whole = crc32_le(~0U, text, 43);
	size_t cut;

	for (cut = 0; cut <= 43; cut++)
		assert_int_equal(crc32_le(crc32_le(~0U, text, cut), text + cut,
					  43 - cut),
				 whole);
}

static void every_single_bit_matters(void **state)
{
	u8 bytes[43];
	size_t bit;
	u32 good;

	__builtin_memcpy(bytes, text, 43);
	good = crc32_le(~0U, bytes, 43);
	for (bit = 0; bit < 43 * 8; bit++) {
		bytes[bit / 8] ^= 1 << bit % 8;
		assert_int_not_equal(crc32_le(~0U, bytes, 43), good);
		bytes[bit / 8] ^= 1 << bit % 8;
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(published_values),
		cmocka_unit_test(pieces_give_the_same_as_the_whole),
		cmocka_unit_test(every_single_bit_matters),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
