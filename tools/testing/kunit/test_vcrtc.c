// SPDX-License-Identifier: GPL-2.0
/* The guest's screen controller. */
#include "kunit.h"

#include <levsha/guest.h>
#include <levsha/vpc.h>
#include <levsha/vreg.h>

#define INDEX		0x3d4
#define DATA		0x3d5

static struct guest guest;

static int fresh(void **state)
{
	guest.vcrtc.index = 0x55;
	guest.vcrtc.regs[14] = 0x55;
	guest.vcrtc = (struct vcrtc){};
	return 0;
}

static void outp(u64 port, u8 width, u64 value)
{
	struct vreg_access a = {
		.addr = port, .width = width, .write = true, .value = value,
	};

	assert_true(vcrtc_access(&guest, NULL, &a));
}

static u64 inp(u64 port)
{
	struct vreg_access a = { .addr = port, .width = 1 };

	assert_true(vcrtc_access(&guest, NULL, &a));
	return a.value;
}

static void the_cursor_starts_at_the_first_place(void **state)
{
	outp(INDEX, 1, 14);
	assert_int_equal(inp(DATA), 0);
	assert_int_equal(inp(INDEX), 14);
}

static void each_register_keeps_its_value(void **state)
{
	unsigned int i;

	for (i = 0; i < 256; i++) {
		outp(INDEX, 1, i);
		outp(DATA, 1, 255 - i);
		assert_int_equal(inp(DATA), 255 - i);
	}
	outp(INDEX, 1, 15);
	assert_int_equal(inp(DATA), (u8)(255 - (224 | 15)));
}

static void both_ports_are_written_at_once(void **state)
{
	outp(INDEX, 2, 0x070e);
	assert_int_equal(inp(INDEX), 0x0e);
	assert_int_equal(inp(DATA), 0x07);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(the_cursor_starts_at_the_first_place, fresh),
		cmocka_unit_test_setup(each_register_keeps_its_value, fresh),
		cmocka_unit_test_setup(both_ports_are_written_at_once, fresh),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
