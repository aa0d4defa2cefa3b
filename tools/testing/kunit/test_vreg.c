// SPDX-License-Identifier: GPL-2.0
/* Register blocks: which access reaches what. */
#include "kunit.h"

#include <asm/vmx-core.h>
#include <levsha/arch.h>
#include <levsha/guest.h>
#include <levsha/vreg.h>
#include <levsha/vuart.h>

static const struct part_block blocks[] = {
	{ .space = PART_SPACE_MMIO, .access = PART_ACCESS_OWN,
	  .base = 0xfed00000, .size = 0x400 },
	{ .space = PART_SPACE_PIO, .access = PART_ACCESS_READ, .base = 0x70,
	  .size = 2 },
	{ .space = PART_SPACE_PIO, .access = PART_ACCESS_EMULATE,
	  .device = PART_DEVICE_VUART, .base = 0x3f8, .size = 8 },
	{ .space = PART_SPACE_PIO, .access = PART_ACCESS_OWN, .base = 0xfffe,
	  .size = 2 },
};

static const struct part_guest part = { .nr_blocks = ARRAY_SIZE(blocks) };
static struct guest guest = { .part = &part, .blocks = blocks };
static unsigned int hardware, vuart;

void vmx_block_access(struct vreg_access *a)
{
	hardware++;
	a->value = 0x55;
}

bool vuart_access(struct guest *g, const struct part_block *block,
		  struct vreg_access *a)
{
	assert_ptr_equal(block, &blocks[2]);
	vuart++;
	return a->width == 1;
}

static int start(void **state)
{
	hardware = 0;
	vuart = 0;
	return 0;
}

static bool access_at(u8 space, u64 addr, u8 width, bool write)
{
	struct vreg_access a = { .space = space, .addr = addr, .width = width,
				 .write = write };

	return vreg_access(&guest, &a);
}

static void own_registers_are_reached(void **state)
{
	assert_true(access_at(PART_SPACE_MMIO, 0xfed000f0, 4, false));
	assert_true(access_at(PART_SPACE_MMIO, 0xfed000f0, 8, true));
	assert_int_equal(hardware, 2);
}

static void read_only_registers_ignore_writes(void **state)
{
	assert_true(access_at(PART_SPACE_PIO, 0x71, 1, true));
	assert_int_equal(hardware, 0);
	assert_true(access_at(PART_SPACE_PIO, 0x71, 1, false));
	assert_int_equal(hardware, 1);
}

static void emulated_registers_reach_their_device(void **state)
{
	assert_true(access_at(PART_SPACE_PIO, 0x3fd, 1, false));
	assert_int_equal(vuart, 1);
	assert_int_equal(hardware, 0);
}

static void a_device_may_refuse(void **state)
{
	assert_false(access_at(PART_SPACE_PIO, 0x3f8, 4, true));
}

static void elsewhere_is_nothing(void **state)
{
	static const u64 ports[] = { 0, 0x6f, 0x72, 0x3f7, 0x400, 0xfffd };
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(ports); i++)
		assert_false(access_at(PART_SPACE_PIO, ports[i], 1, true));
	assert_false(access_at(PART_SPACE_MMIO, 0xfecffff0, 8, true));
	assert_false(access_at(PART_SPACE_MMIO, 0xfed00400, 4, true));
	assert_int_equal(hardware + vuart, 0);
}

static void spaces_are_not_mixed_up(void **state)
{
	assert_false(access_at(PART_SPACE_MMIO, 0x70, 1, false));
	assert_false(access_at(PART_SPACE_PIO, 0xfed00000, 4, false));
}

static void an_access_over_a_blocks_end_is_refused_whole(void **state)
{
	assert_false(access_at(PART_SPACE_MMIO, 0xfed003fe, 4, true));
	assert_false(access_at(PART_SPACE_MMIO, 0xfecffffe, 4, true));
	assert_false(access_at(PART_SPACE_PIO, 0x71, 2, false));
	assert_false(access_at(PART_SPACE_PIO, 0xffff, 4, true));
	assert_int_equal(hardware, 0);
}

static void the_widest_address_does_not_wrap(void **state)
{
	assert_false(access_at(PART_SPACE_MMIO, ~0ULL, 8, true));
	assert_false(access_at(PART_SPACE_MMIO, ~0ULL - 3, 4, false));
}

static void nothing_reads_as_ones(void **state)
{
	assert_int_equal(vreg_ones(1), 0xff);
	assert_int_equal(vreg_ones(2), 0xffff);
	assert_int_equal(vreg_ones(4), 0xffffffff);
	assert_true(vreg_ones(8) == ~0ULL);
}

#define test(name) cmocka_unit_test_setup(name, start)

int main(void)
{
	const struct CMUnitTest tests[] = {
		test(own_registers_are_reached),
		test(read_only_registers_ignore_writes),
		test(emulated_registers_reach_their_device),
		test(a_device_may_refuse),
		test(elsewhere_is_nothing),
		test(spaces_are_not_mixed_up),
		test(an_access_over_a_blocks_end_is_refused_whole),
		test(the_widest_address_does_not_wrap),
		test(nothing_reads_as_ones),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
