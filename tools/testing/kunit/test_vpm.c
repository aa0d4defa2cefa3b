// SPDX-License-Identifier: GPL-2.0
/* A guest's power management: it reaches nobody but the guest. */
#include "kunit.h"

#include <levsha/arch.h>
#include <levsha/guest.h>
#include <levsha/vpc.h>
#include <levsha/vreg.h>

#define KEYBOARD 0x64
#define PM1_STATUS 0x600
#define PM1_ENABLE 0x602
#define PM1_CONTROL 0x604
#define PM_TIMER 0x608
#define RESET 0xcf9
#define SCI_EN 1
#define SLP_EN 0x2000

static const struct part_guest part = { .name = "one" };
static struct guest guest = { .part = &part };
static u32 requested;

void arch_request(struct guest *g, u32 bits)
{
	assert_ptr_equal(g, &guest);
	requested |= bits;
}

static int start(void **state)
{
	forget(state);
	guest.vpm.enable = 0xa5a5;
	guest.vpm = (struct vpm){};
	requested = 0;
	return 0;
}

static u64 in(u16 port, u8 width)
{
	struct vreg_access a = { .space = PART_SPACE_PIO, .addr = port,
				 .width = width };

	assert_true(vpm_access(&guest, NULL, &a));
	return a.value;
}

static void out(u16 port, u8 width, u32 value)
{
	struct vreg_access a = { .space = PART_SPACE_PIO, .addr = port,
				 .width = width, .value = value, .write = true };

	assert_true(vpm_access(&guest, NULL, &a));
}

static void it_is_in_acpi_mode_and_nothing_happens(void **state)
{
	assert_int_equal(in(PM1_CONTROL, 2), SCI_EN);
	assert_int_equal(in(PM1_STATUS, 2), 0);
	assert_int_equal(in(KEYBOARD, 1), 0);
}

static void what_is_enabled_reads_back(void **state)
{
	assert_int_equal(in(PM1_ENABLE, 2), 0);
	out(PM1_ENABLE, 2, 0x0120);
	assert_int_equal(in(PM1_ENABLE, 2), 0x0120);
	assert_int_equal(requested, 0);
}

static void the_timer_counts_at_3579545_hertz_in_24_bits(void **state)
{
	now_us = 1000000;
	assert_in_range(in(PM_TIMER, 4), 3579540, 3579545);
	now_us = 10000000;
	assert_in_range(in(PM_TIMER, 4), 35795350 - 0x2000000,
			35795450 - 0x2000000);
}

static void sleep_stops_the_guest(void **state)
{
	out(PM1_CONTROL, 2, 5 << 10 | SCI_EN);
	assert_int_equal(requested, 0);
	out(PM1_CONTROL, 2, 5 << 10 | SLP_EN | SCI_EN);
	assert_int_equal(requested, GUEST_REQ_STOP);
}

static void both_ways_of_reset_start_it_anew(void **state)
{
	out(RESET, 1, 0x02);
	out(KEYBOARD, 1, 0xd1);
	assert_int_equal(requested, 0);
	out(RESET, 1, 0x06);
	assert_int_equal(requested, GUEST_REQ_STOP | GUEST_REQ_START);
	requested = 0;
	out(KEYBOARD, 1, 0xfe);
	assert_int_equal(requested, GUEST_REQ_STOP | GUEST_REQ_START);
}

#define test(name) cmocka_unit_test_setup(name, start)

int main(void)
{
	const struct CMUnitTest tests[] = {
		test(it_is_in_acpi_mode_and_nothing_happens),
		test(what_is_enabled_reads_back),
		test(the_timer_counts_at_3579545_hertz_in_24_bits),
		test(sleep_stops_the_guest),
		test(both_ways_of_reset_start_it_anew),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
