// SPDX-License-Identifier: GPL-2.0
/*
 * The DMAR table: what is read of a good one, and that no table, however broken,
 * leads behind its end: each ends where a page begins that cannot be touched.
 */
#include "kunit.h"

#include <asm/acpi.h>
#include <linux/errno.h>
#include <string.h>
#include <sys/mman.h>

#define PAGE 4096
#define IOAPIC_ID 2

static const u8 good[] = {
	'D', 'M', 'A', 'R', 0, 0, 0, 0, 1, [36] = 38, 1, [48] =
	/* DRHD with two scopes: an I/O APIC, and a device behind two bridges */
	0, 0, 36, 0, 0, 0, 0, 0, 0x00, 0x10, 0xd9, 0xfe, 0, 0, 0, 0,
	3, 8, 0, 0, IOAPIC_ID, 0xf0, 0x1f, 7,
	1, 12, 0, 0, 0, 0, 1, 0, 2, 0, 3, 0,
	/* RMRR, which does not matter */
	1, 0, 24, 0, 0, 0, 0, 0, 0, 0, 0, 0x3f, 0, 0, 0, 0,
	0xff, 0x0f, 0, 0x3f, 0, 0, 0, 0,
	/* DRHD of all the rest */
	0, 0, 16, 0, 1, 0, 0, 0, 0x00, 0x00, 0xd9, 0xfe, 0, 0, 0, 0,
};

#define FIRST 48
#define SCOPE (FIRST + 16)
#define LAST (sizeof(good) - 16)

static u8 *pages;
static struct dmar_info info;

/* Parses a copy that ends with the last page that may be read. */
static int parse(const u8 *table, size_t size)
{
	u8 *copy = pages + 2 * PAGE - size;

	memcpy(copy, table, size);
	return dmar_parse(copy, (u32)size, IOAPIC_ID, &info);
}

static int start(void **state)
{
	if (!pages)
		pages = mmap(NULL, 3 * PAGE, PROT_READ | PROT_WRITE,
			     MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	mprotect(pages + 2 * PAGE, PAGE, PROT_NONE);
	return 0;
}

static void all_units_are_found(void **state)
{
	assert_int_equal(parse(good, sizeof(good)), 0);
	assert_int_equal(info.nr_units, 2);
	assert_int_equal(info.unit[0], 0xfed91000);
	assert_int_equal(info.unit[1], 0xfed90000);
	assert_true(info.remap_interrupts);
}

static void the_ioapic_is_known_by_its_id(void **state)
{
	u8 table[sizeof(good)];

	parse(good, sizeof(good));
	assert_int_equal(info.ioapic_source, 0xf0ff);
	memcpy(table, good, sizeof(good));
	table[SCOPE + 4] = IOAPIC_ID + 1;
	assert_int_equal(parse(table, sizeof(table)), 0);
	assert_int_equal(info.ioapic_source, DMAR_NO_SOURCE);
}

static void a_table_may_be_empty(void **state)
{
	assert_int_equal(parse(good, FIRST), 0);
	assert_int_equal(info.nr_units, 0);
}

static void too_many_units_are_refused(void **state)
{
	u8 table[FIRST + 9 * 16];
	unsigned int n;

	memcpy(table, good, FIRST);
	for (n = 0; n < 9; n++)
		memcpy(table + FIRST + 16 * n, good + LAST, 16);
	assert_int_equal(parse(table, FIRST + 8 * 16), 0);
	assert_int_equal(parse(table, sizeof(table)), -E2BIG);
}

static const struct {
	u32 offset;
	u8 value;
} breaks[] = {
	{ FIRST + 2, 0 },	/* an entry of no length: no loop */
	{ FIRST + 2, 3 },
	{ FIRST + 2, 15 },	/* too short for what it is */
	{ FIRST + 3, 0x10 },	/* longer than the table */
	{ FIRST + 6, 1 },	/* another segment of PCI buses */
	{ FIRST + 8, 1 },	/* registers that start no page */
	{ FIRST + 12, 1 },	/* above 4 GiB */
	{ SCOPE + 1, 0 },
	{ SCOPE + 1, 7 },
	{ SCOPE + 1, 0xff },
	{ LAST + 2, 17 },
};

static void what_is_broken_is_refused(void **state)
{
	u8 table[sizeof(good)];
	unsigned int n;

	for (n = 0; n < ARRAY_SIZE(breaks); n++) {
		memcpy(table, good, sizeof(good));
		table[breaks[n].offset] = breaks[n].value;
		if (parse(table, sizeof(table)) != -EINVAL)
			fail_msg("taken with %u at %u", breaks[n].value,
				 breaks[n].offset);
	}
}

static void a_cut_table_is_refused_or_ends_between_entries(void **state)
{
	size_t size;

	for (size = 0; size < sizeof(good); size++) {
		const int err = parse(good, size);

		assert_true(err == -EINVAL || size == FIRST ||
			    size == FIRST + 36 || size == LAST);
	}
}

static void no_damage_leads_out_of_the_table(void **state)
{
	u32 random = 1, round, n;
	u8 table[PAGE];
	size_t size;

	for (round = 0; round < 300000; round++) {
		random = random * 1664525 + 1013904223;
		size = random >> 8 & 1 ? sizeof(good) :
					 (random >> 9) % sizeof(good);
		memcpy(table, good, sizeof(good));
		for (n = 0; n <= random >> 28; n++) {
			random = random * 1664525 + 1013904223;
			table[(random >> 8) % sizeof(good)] = (u8)(random >> 24);
		}
		parse(table, size);
		assert_true(info.nr_units <= DMAR_MAX_UNITS);
	}
}

#define test(name) cmocka_unit_test_setup(name, start)

int main(void)
{
	const struct CMUnitTest tests[] = {
		test(all_units_are_found),
		test(the_ioapic_is_known_by_its_id),
		test(a_table_may_be_empty),
		test(too_many_units_are_refused),
		test(what_is_broken_is_refused),
		test(a_cut_table_is_refused_or_ends_between_entries),
		test(no_damage_leads_out_of_the_table),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
