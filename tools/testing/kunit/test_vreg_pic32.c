// SPDX-License-Identifier: GPL-2.0
/* Register blocks of a microcontroller's guest: which access reaches what. */
#include "kunit.h"

#include "mips/stubs.h"
#include <asm/io.h>
#include <levsha/guest.h>
#include <levsha/vsfr.h>
#include <stdio.h>
#include <string.h>

#define ARRAY_SIZE(a)	(sizeof(a) / sizeof((a)[0]))
#define PORT		0x1f860000u
#define MASK		0x00f0u

static const struct part_block *device;
static u32 shadow;

static u32 some_read(struct guest *g, const struct part_block *block, u32 addr)
{
	device = block;
	return addr;
}

static void some_write(struct guest *g, const struct part_block *block, u32 clear,
		       u32 set, u32 addr)
{
	device = block;
	shadow = (shadow & ~clear) | set;
}

static const struct part_block blocks[] = {
	{},
	{ .base = PORT, .size = 0x100, .mask = ~0u, .access = PART_ACCESS_OWN },
	{ .base = PORT + 0x100, .size = 0x10, .mask = MASK,
	  .access = PART_ACCESS_OWN },
	{ .base = PORT + 0x110, .size = 0x10, .access = PART_ACCESS_READ },
	{ .base = PORT + 0x120, .size = 0x10, .access = PART_ACCESS_READ,
	  .report = 1 },
	{ .base = 0x1f810000, .size = 0x1000, .access = PART_ACCESS_EMULATE,
	  .read = some_read, .write = some_write },
	{ .base = 0x1f822600, .size = 0x50, .access = PART_ACCESS_EMULATE,
	  .shadow = &shadow, .write = some_write },
};

static u16 maps[4][256];
static const u16 *pages[256];
static const struct part_guest part = {
	.blocks = blocks,
	.sfr_pages = pages,
};

static struct guest guest = { .part = &part };
static char did[512];

u32 mmio_read(phys_addr_t addr, unsigned int width)
{
	sprintf(did + strlen(did), "r%u %lx;", width, addr);
	return 0x5a5a5a5a;
}

void mmio_write(phys_addr_t addr, unsigned int width, u32 value)
{
	sprintf(did + strlen(did), "w%u %lx %x;", width, addr, value);
}

static void map(u32 n, u32 first, u32 count, u32 block)
{
	for (; count; first++, count--)
		maps[n][first] = (u16)(block * sizeof(*blocks));
}

static int start(void **state)
{
	u32 i;

	forget(state);
	for (i = 0; i < 256; i++)
		pages[i] = maps[0];
	pages[0x60] = maps[1];
	pages[0x10] = maps[2];
	pages[0x22] = maps[3];
	map(1, 0, 16, 1);
	map(1, 0x10, 1, 2);
	map(1, 0x11, 1, 3);
	map(1, 0x12, 1, 4);
	map(2, 0, 256, 5);
	map(3, 0x60, 5, 6);
	did[0] = '\0';
	device = NULL;
	return 0;
}

/* Whether an access is legal */
static bool reach(u32 addr, u8 width, bool write, u32 value)
{
	const u32 before = events[PART_EVENT_ILLEGAL_ACCESS];
	const u32 left = addr % 4 * 8;

	if (write)
		vreg_write(&guest, addr, (~0u >> (32 - 8 * width)) << left, value << left);
	else
		value = vreg_read(&guest, addr);
	return events[PART_EVENT_ILLEGAL_ACCESS] == before;
}

static void own_registers_are_reached_as_they_are(void **state)
{
	assert_true(reach(PORT + 0x24, 4, true, 0x12345678));
	assert_true(reach(PORT + 0x22, 2, true, 0x1234));
	assert_true(reach(PORT + 0x21, 1, true, 0x12));
	assert_true(reach(PORT + 0xfc, 4, false, 0));
	assert_true(reach(PORT + 0x12, 2, false, 0));
	assert_true(reach(PORT + 0x13, 1, false, 0));
	assert_string_equal(did, "w4 1f860024 12345678;w2 1f860022 1234;"
				 "w1 1f860021 12;r4 1f8600fc;r4 1f860010;"
				 "r4 1f860010;");
	did[0] = '\0';
	vreg_write(&guest, PORT + 0x22, 0x00ffffff, 0x12345678);	/* SWL */
	vreg_write(&guest, PORT + 0x21, 0x00008000, ~0u);		/* ASET */
	assert_string_equal(did, "r4 1f860020;w4 1f860020 5a345678;"
				 "r4 1f860020;w4 1f860020 5a5ada5a;");
}

static void of_shared_registers_own_bits_alone_change(void **state)
{
	assert_true(reach(PORT + 0x104, 4, true, 0xffff));
	assert_true(reach(PORT + 0x108, 1, true, 0xff));
	assert_true(reach(PORT + 0x10c, 4, true, 0x0011));
	assert_string_equal(did, "w4 1f860104 f0;w4 1f860108 f0;w4 1f86010c 10;");
	did[0] = '\0';
	assert_true(reach(PORT + 0x100, 4, true, 0x5555));
	assert_true(reach(PORT + 0x101, 1, true, 0xff));
	assert_string_equal(did, "w4 1f860104 a0;w4 1f860108 50;"
				 "w4 1f860104 0;w4 1f860108 0;");
	did[0] = '\0';
	assert_true(reach(PORT + 0x100, 4, false, 0));
	assert_string_equal(did, "r4 1f860100;");
}

static void read_only_registers_ignore_or_report_writes(void **state)
{
	assert_true(reach(PORT + 0x110, 4, true, 1));
	assert_false(reach(PORT + 0x124, 4, true, 1));
	assert_string_equal(did, "");
	assert_true(reach(PORT + 0x110, 4, false, 0));
	assert_true(reach(PORT + 0x120, 4, false, 0));
	assert_string_equal(did, "r4 1f860110;r4 1f860120;");
}

static void emulated_registers_reach_their_device(void **state)
{
	assert_true(reach(0x1f810040, 4, false, 0));
	assert_ptr_equal(device, &blocks[5]);
	assert_true(reach(0x1f822630, 2, true, 0x1234));
	assert_ptr_equal(device, &blocks[6]);
	device = NULL;
	assert_true(reach(0x1f822640, 4, false, 0));
	assert_int_equal(shadow, 0x1234);
	assert_null(device);
	assert_string_equal(did, "");
}

static void elsewhere_is_nothing(void **state)
{
	static const u32 nowhere[] = { 0x1f800000, PORT + 0x130, 0x1f822650,
				       0x1f8225fc, 0x1f8ffffc };
	u32 i;

	for (i = 0; i < ARRAY_SIZE(nowhere); i++) {
		assert_false(reach(nowhere[i], 4, true, 0));
		assert_false(reach(nowhere[i], 1, false, 0));
		assert_int_equal(vreg_read(&guest, nowhere[i]), 0);
	}
	assert_string_equal(did, "");
	assert_null(device);
}

#define test(name) cmocka_unit_test_setup(name, start)

int main(void)
{
	const struct CMUnitTest tests[] = {
		test(own_registers_are_reached_as_they_are),
		test(of_shared_registers_own_bits_alone_change),
		test(read_only_registers_ignore_or_report_writes),
		test(emulated_registers_reach_their_device),
		test(elsewhere_is_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
