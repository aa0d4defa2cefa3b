// SPDX-License-Identifier: GPL-2.0
/*
 * The frame and images of the partition at boot: a good module is taken, a damaged one refused with
 * its reason.
 */
#include "partition_fixture.h"

static void a_good_module_is_taken_in_silence(void **state)
{
	assert_int_equal(partition_init(loaded, 3), 0);
	assert_ptr_equal(partition, module);
	assert_string_equal(said, "");
}

static void no_module_is_told(void **state)
{
	assert_int_equal(partition_init(loaded, 0), -EINVAL);
	assert_non_null(strstr(said, "no module"));
}

static void each_flipped_bit_is_found(void **state)
{
	u8 *bytes = (u8 *)module;
	size_t bit;

	for (bit = 0; bit < sizeof(*module) * 8; bit++) {
		bytes[bit / 8] ^= 1 << bit % 8;
		refused("partition: ");
		bytes[bit / 8] ^= 1 << bit % 8;
	}
	a_good_module_is_taken_in_silence(state);
}

static void each_short_module_is_found(void **state)
{
	u64 size;

	for (size = 0; size < sizeof(*module); size++) {
		loaded[0].size = size;
		loaded[0].start = (uintptr_t)module +
				  (sizeof(*module) - size) / 8 * 8;
		memmove((void *)loaded[0].start, module, size);
		refused("partition: ");
		start(state);
	}
}

static void a_module_too_long_is_found(void **state)
{
	loaded[0].size = PART_MAX_SIZE + 1;
	refused("module of 1048577 bytes");
}

static void an_image_that_was_not_loaded_is_missed(void **state)
{
	assert_int_equal(partition_init(loaded, 2), -EINVAL);
	assert_non_null(strstr(said, "1 images loaded, expected 2"));
}

static void a_damaged_image_is_found(void **state)
{
	((u8 *)loaded[2].start)[500] ^= 1;
	refused("image echo.elf: CRC");
}

static void an_image_of_another_size_is_found(void **state)
{
	loaded[1].size++;
	refused("image heart.elf: 1001 bytes loaded, expected 1000");
}

static void an_image_outside_our_memory_is_found(void **state)
{
	loaded[1].start = HV_BASE + HV_SIZE - 10;
	refused("outside the hypervisor's memory");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		test(a_good_module_is_taken_in_silence),
		test(no_module_is_told),
		test(each_flipped_bit_is_found),
		test(each_short_module_is_found),
		test(a_module_too_long_is_found),
		test(an_image_that_was_not_loaded_is_missed),
		test(a_damaged_image_is_found),
		test(an_image_of_another_size_is_found),
		test(an_image_outside_our_memory_is_found),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
