// SPDX-License-Identifier: GPL-2.0
/* Where a guest's DMA channels read: flash, which is not where the guest sees it. */
#include "kunit.h"

#include "mips/stubs.h"
#include <asm/io.h>
#include <levsha/guest.h>
#include <levsha/vdma.h>
#include <levsha/vsfr.h>

#define SSA		0x1f811090u
#define CLR		0x4
#define SET		0x8
#define INV		0xc

static const struct part_range memory[] = {
	{ 0x1d000000, 0x1d030000, 0x10000 },
	{ 0x1fc00000, 0x1d000000 + 0x60000, 0x4000 },
	{ 0x1d030000, 0x1d080000, 0x10000 },
	{},
};

static const struct part_guest part = { .memory = memory };
static struct guest guest;
static const struct part_block block = {
	.base = SSA, .mask = ~0u, .read = vdma_read_source, .write = vdma_write_source,
};

static u32 real;

u32 mmio_read(phys_addr_t addr, unsigned int width)
{
	assert_int_equal(addr, SSA);
	assert_int_equal(width, 4);
	return real;
}

void mmio_write(phys_addr_t addr, unsigned int width, u32 value)
{
	assert_int_equal(addr, SSA);
	assert_int_equal(width, 4);
	real = value;
}

static int start(void **state)
{
	forget(state);
	guest = (struct guest){ .part = &part };
	real = 0;
	return 0;
}

static void out(u32 alias, u32 lanes, u32 value)
{
	sfr_write(&guest, &block, SSA + alias, lanes, value);
}

static u32 in(void)
{
	return sfr_read(&guest, &block, SSA);
}

static void flash_is_translated_and_read_back(void **state)
{
	static const u32 addrs[][2] = {
		{ 0x1d000000, 0x1d030000 }, { 0x1d00ffff, 0x1d03ffff },
		{ 0x1fc03ffc, 0x1d063ffc }, { 0x1d030010, 0x1d080010 },
	};
	u32 n;

	for (n = 0; n < ARRAY_SIZE(addrs); n++) {
		out(0, ~0u, addrs[n][0]);
		assert_int_equal(real, addrs[n][1]);
		assert_int_equal(in(), addrs[n][0]);
	}
}

static void all_else_is_as_it_was_written(void **state)
{
	static const u32 addrs[] = {
		0, 0x7ffff, 0x1d010000, 0x1cffffff, 0x1fc04000, 0x1f822620, ~0u,
	};
	u32 n;

	for (n = 0; n < ARRAY_SIZE(addrs); n++) {
		out(0, ~0u, addrs[n]);
		assert_int_equal(real, addrs[n]);
		assert_int_equal(in(), addrs[n]);
	}
}

static void parts_of_it_are_the_guests(void **state)
{
	out(0, ~0u, 0x1d001200);
	out(0, 0xff, 0x34);
	assert_int_equal(in(), 0x1d001234);
	assert_int_equal(real, 0x1d031234);
	out(CLR, ~0u, 0x1200);
	assert_int_equal(real, 0x1d030034);
	out(SET, ~0u, 0x30000);
	assert_int_equal(real, 0x1d080034);
	out(INV, ~0u, 0x1d030034);
	assert_int_equal(real, 0);
}

#define test(name) cmocka_unit_test_setup(name, start)

int main(void)
{
	const struct CMUnitTest tests[] = {
		test(flash_is_translated_and_read_back),
		test(all_else_is_as_it_was_written),
		test(parts_of_it_are_the_guests),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
