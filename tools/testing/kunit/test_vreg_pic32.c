// SPDX-License-Identifier: GPL-2.0
/* Register blocks of a microcontroller's guest: which access reaches what. */
#include "kunit.h"

#include "mips/stubs.h"
#include <asm/exit.h>
#include <asm/io.h>
#include <asm/page.h>
#include <levsha/guest.h>
#include <levsha/vsfr.h>
#include <stdio.h>
#include <string.h>

#define ARRAY_SIZE(a)	(sizeof(a) / sizeof((a)[0]))
#define PORT		0x1f860000u
#define MASK		0x00f0u
#define LB		32
#define LW		35
#define SB		40
#define SH		41
#define SWL		42
#define SW		43
#define SET_ALL		1	/* ASET, so to say: of all bits of a byte */

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
	{ .plain = 1, .read = sfr_nothing_read, .write = sfr_refuse },
	{ .base = PORT, .size = 0x100, .mask = ~0u, .access = PART_ACCESS_OWN },
	{ .base = PORT + 0x100, .size = 0x10, .mask = MASK,
	  .access = PART_ACCESS_OWN, .plain = 1, .read = sfr_real_read,
	  .write = sfr_real_write },
	{ .base = PORT + 0x110, .size = 0x10, .access = PART_ACCESS_READ, .plain = 1,
	  .read = sfr_real_read, .write = sfr_ignore },
	{ .base = PORT + 0x120, .size = 0x10, .access = PART_ACCESS_READ, .plain = 1,
	  .read = sfr_real_read, .write = sfr_refuse },
	{ .base = 0x1f810000, .size = 0x1000, .mask = ~0u,
	  .access = PART_ACCESS_EMULATE, .read = some_read, .write = some_write },
	{ .base = 0x1f822600, .size = 0x50, .mask = ~0u,
	  .access = PART_ACCESS_EMULATE, .shadow = &shadow, .write = some_write },
};

static u16 maps[4][256];
static const u16 *pages[256];
static const struct part_guest part = {
	.blocks = blocks,
	.sfr_pages = pages,
};

static struct guest guest = { .part = &part };
static char did[512];
static u32 got;

u32 mmio_read(phys_addr_t addr, unsigned int width)
{
	sprintf(did + strlen(did), "r%u %lx;", width, addr);
	return 0x5a5a5a5a;
}

void mmio_write(phys_addr_t addr, unsigned int width, u32 value)
{
	sprintf(did + strlen(did), "w%u %lx %x;", width, addr, value);
}

/* Loads and stores by opcode: of the part's registers, or of a copy */
u32 execute(u32 insn, u32 value, unsigned long address)
{
	const u32 opcode = insn >> 26;
	u8 *const copy = (u8 *)address;

	if (address >> 29 == KSEG1 >> 29) {
		sprintf(did + strlen(did), "op%u %lx %x;", opcode, address - KSEG1, value);
		return 0x5a5a5a5a;
	}
	switch (opcode) {
	case LB:
		return (u32)(s8)*copy;
	case LW:
		memcpy(&value, copy, sizeof(value));
		break;
	case SB:
		*copy = (u8)value;
		break;
	case SH:
		memcpy(copy, &value, 2);
		break;
	case SW:
		memcpy(copy, &value, sizeof(value));
		break;
	case SET_ALL:
		*copy = 0xff;
		break;
	default:
		fail_msg("opcode %u", opcode);
	}
	return value;
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
static bool reach(u32 opcode, u32 addr, u32 value)
{
	const u32 before = events[PART_EVENT_ILLEGAL_ACCESS];

	got = sfr_access(&guest, opcode << 26, addr, value, opcode < LB || opcode >= SB);
	return events[PART_EVENT_ILLEGAL_ACCESS] == before;
}

static void own_registers_are_reached_as_they_are(void **state)
{
	assert_true(reach(SW, PORT + 0x24, 0x12345678));
	assert_true(reach(SH, PORT + 0x22, 0x1234));
	assert_true(reach(SB, PORT + 0x21, 0x12));
	assert_int_equal(got, 0x5a5a5a5a);
	assert_true(reach(LW, PORT + 0xfc, 0));
	assert_true(reach(LB, PORT + 0x13, 0));
	assert_true(reach(SWL, PORT + 0x22, 0x12345678));
	assert_string_equal(did, "op43 1f860024 12345678;op41 1f860022 1234;"
				 "op40 1f860021 12;op35 1f8600fc 0;op32 1f860013 0;"
				 "op42 1f860022 12345678;");
}

static void of_shared_registers_own_bits_alone_change(void **state)
{
	assert_true(reach(SW, PORT + 0x104, 0xffff));
	assert_true(reach(SB, PORT + 0x108, 0xff));
	assert_true(reach(SW, PORT + 0x10c, 0x0011));
	assert_string_equal(did, "w4 1f860104 f0;w4 1f860108 f0;w4 1f86010c 10;");
	did[0] = '\0';
	assert_true(reach(SW, PORT + 0x100, 0x5555));
	assert_true(reach(SB, PORT + 0x101, 0xff));
	assert_string_equal(did, "w4 1f860104 a0;w4 1f860108 50;"
				 "w4 1f860104 0;w4 1f860108 0;");
	did[0] = '\0';
	assert_true(reach(LW, PORT + 0x100, 0));
	assert_string_equal(did, "r4 1f860100;");
}

static void read_only_registers_ignore_or_report_writes(void **state)
{
	assert_true(reach(SW, PORT + 0x110, 1));
	assert_false(reach(SW, PORT + 0x124, 1));
	assert_string_equal(did, "");
	assert_true(reach(LW, PORT + 0x110, 0));
	assert_true(reach(LW, PORT + 0x120, 0));
	assert_string_equal(did, "r4 1f860110;r4 1f860120;");
}

static void emulated_registers_reach_their_device(void **state)
{
	assert_true(reach(LW, 0x1f810040, 0));
	assert_ptr_equal(device, &blocks[5]);
	assert_true(reach(SH, 0x1f822630, 0x1234));
	assert_ptr_equal(device, &blocks[6]);
	device = NULL;
	assert_true(reach(LW, 0x1f822640, 0));
	assert_int_equal(got, 0x1234);
	assert_null(device);
	shadow = 0x9abcdef0;
	assert_true(reach(LB, 0x1f822642, 0));
	assert_int_equal(got, 0xffffffbc);
	assert_true(reach(SB, 0x1f822641, 0x12));
	assert_int_equal(shadow, 0x9abc12f0);
	assert_int_equal(got, 0x12);
	assert_true(reach(SET_ALL, 0x1f822643, 0));
	assert_int_equal(shadow, 0xffbc12f0);
	assert_string_equal(did, "");
}

static void elsewhere_is_nothing(void **state)
{
	static const u32 nowhere[] = { 0x1f800000, PORT + 0x130, 0x1f822650,
				       0x1f8225fc, 0x1f8ffffc };
	u32 i;

	for (i = 0; i < ARRAY_SIZE(nowhere); i++) {
		assert_false(reach(SW, nowhere[i], 0));
		assert_false(reach(LB, nowhere[i], 0));
		assert_int_equal(got, 0);
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
