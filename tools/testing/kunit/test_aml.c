// SPDX-License-Identifier: GPL-2.0
/* What is found of \_S5 in a DSDT, and that nothing else is read. */
#include "kunit.h"

#include <asm/acpi.h>
#include <stdlib.h>
#include <string.h>

/* Searches a copy that ends where the sanitizer watches. */
static bool find(const void *aml, size_t size, u8 type[2])
{
	u8 *copy = malloc(size ?: 1);
	bool found;

	memcpy(copy, aml, size);
	found = aml_find_s5(copy, size, type);
	free(copy);
	return found;
}

#define look(bytes, type) find(bytes, sizeof(bytes) - 1, type)

static void each_encoding_is_understood(void **state)
{
	u8 type[2];

	assert_true(look("\x08_S5_\x12\x06\x04\x00\x00\x00\x00", type));
	assert_int_equal(type[0], 0);
	assert_int_equal(type[1], 0);
	assert_true(look("...\x08_S5_\x12\x0a\x04\x0a\x05\x0a\x07\x0a\x00\x00", type));
	assert_int_equal(type[0], 5);
	assert_int_equal(type[1], 7);
	assert_true(look("\x08\\_S5_\x12\x08\x04\x0a\x06\x01\x00\x00", type));
	assert_int_equal(type[0], 6);
	assert_int_equal(type[1], 1);
	assert_true(look("\x08_S5_\x12\x48\x00\x04\x0a\x03\x0a\x04", type));
	assert_int_equal(type[0], 3);
	assert_int_equal(type[1], 4);
}

static void only_a_definition_counts(void **state)
{
	u8 type[2];

	assert_false(look("", type));
	assert_false(look("_S5_", type));
	assert_false(look("\x08_S4_\x12\x06\x04\x01\x01", type));
	assert_false(look("\x10_S5_\x12\x06\x04\x01\x01", type));
	assert_false(look("\x08_S5_\x0a\x06\x04\x01\x01", type));
	assert_true(look("_S5_\x12\x08_S5_\x12\x06\x04\x01\x01", type));
}

static void an_impossible_type_is_refused(void **state)
{
	u8 type[2];

	assert_false(look("\x08_S5_\x12\x06\x04\x0a\x08\x0a\x00", type));
	assert_false(look("\x08_S5_\x12\x06\x04\x0a\x00\xff", type));
}

/* A definition cut anywhere, and noise that is full of definitions. */
static void nothing_behind_the_end_is_read(void **state)
{
	static const char s5[] = "\x08\\_S5_\x12\xc8\x00\x00\x00\x04\x0a\x05\x0a\x05";
	u8 type[2], noise[64];
	unsigned int i, n;

	for (n = 0; n < sizeof(s5); n++)
		find(s5, n, type);
	srand(1);
	for (n = 0; n < 20000; n++) {
		for (i = 0; i < sizeof(noise); i++)
			noise[i] = s5[rand() % (sizeof(s5) - 1)];
		memcpy(noise + rand() % 56, "\x08_S5_\x12\xff", 7);
		find(noise, rand() % sizeof(noise), type);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_encoding_is_understood),
		cmocka_unit_test(only_a_definition_counts),
		cmocka_unit_test(an_impossible_type_is_refused),
		cmocka_unit_test(nothing_behind_the_end_is_read),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
