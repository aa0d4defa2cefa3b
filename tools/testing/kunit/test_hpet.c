// SPDX-License-Identifier: GPL-2.0
/* The HPET: which comparator and input each role gets, and what is written there. */
#include "kunit.h"

#include <levsha/hpet.h>
#include <levsha/time.h>
#include <linux/errno.h>
#include <string.h>

#define PERIOD_100MHZ	(10000000ULL << 32)	/* femtoseconds */
#define COUNTER_64	(1 << 13)
#define LAST(n)		((n) << 8)
#define PERIODIC_CAP	(1 << 4)
#define PINS(mask)	((u64)(mask) << 32)

#define COUNTER		(0xf0 / 8)
#define CONFIG(n)	((0x100 + 0x20 * (n)) / 8)
#define COMPARATOR(n)	((0x108 + 0x20 * (n)) / 8)

/* Registers as memory: what is written stays, and the counter stands. */
static u64 regs[128];

static int init(u64 capabilities, u64 timer0, u64 timer1, u64 timer2)
{
	memset(regs, 0, sizeof(regs));
	regs[0] = capabilities;
	regs[CONFIG(0)] = timer0;
	regs[CONFIG(1)] = timer1;
	regs[CONFIG(2)] = timer2;
	return hpet_init((phys_addr_t)regs);
}

/* The first case of the file, since there is one HPET only. */
static void what_cannot_work_is_refused(void **state)
{
	const u64 timer = PINS(0xf00000) | PERIODIC_CAP;

	assert_int_equal(ktime_us(), 0);
	assert_int_equal(init(PERIOD_100MHZ | LAST(2), timer, timer, timer), -ENODEV);
	assert_int_equal(init(COUNTER_64 | LAST(2), timer, timer, timer), -ENODEV);
	assert_int_equal(init(~0ULL, timer, timer, timer), -ENODEV);
	assert_int_equal(init(PERIOD_100MHZ | COUNTER_64 | LAST(2), 0, 0, 0), -ENODEV);
	assert_int_equal(init(PERIOD_100MHZ | COUNTER_64 | LAST(2), PINS(0xffff), 0, 0),
			 -ENODEV);
}

/* Nobody gives a role back, so each case finds the roles of those before it. */
static void without_a_periodic_timer_there_is_a_tick(void **state)
{
	assert_int_equal(init(PERIOD_100MHZ | COUNTER_64 | LAST(2), PINS(0xf00000),
			      PINS(0xf00000), PINS(0xf00000)), 0);
	assert_int_equal(hpet_pin(HPET_PROFILER), -ENODEV);
	assert_int_equal(hpet_pin(HPET_TICK), 20);
	hpet_oneshot(HPET_TICK, 1000);
	assert_int_equal(regs[COMPARATOR(0)], 100000);
}

static void the_only_periodic_timer_is_the_profilers(void **state)
{
	assert_int_equal(init(PERIOD_100MHZ | COUNTER_64 | LAST(2),
			      PINS(0xf00000) | PERIODIC_CAP, PINS(0xf00000),
			      PINS(0xf00800)), 0);
	assert_int_equal(hpet_pin(HPET_PROFILER), 20);
	assert_int_equal(hpet_pin(HPET_TICK), 21);
	hpet_oneshot(HPET_TICK, 5);
	assert_int_equal(regs[CONFIG(1)], 21 << 9 | 1 << 2);
	assert_int_equal(regs[COMPARATOR(1)], 500);
}

static void a_period_is_written_and_ends(void **state)
{
	regs[COUNTER] = 7000;
	hpet_periodic(HPET_PROFILER, 1000);
	assert_int_equal(regs[CONFIG(0)], 20 << 9 | 1 << 8 | 1 << 6 | 1 << 3 | 1 << 2);
	assert_int_equal((u32)regs[COMPARATOR(0)], 100000);
	hpet_off(HPET_PROFILER);
	assert_int_equal(regs[CONFIG(0)] & 1 << 2, 0);
}

static void time_is_counted_in_microseconds(void **state)
{
	struct ktime now;

	regs[COUNTER] = 0;
	assert_int_equal(ktime_us(), 0);
	regs[COUNTER] = 100000000ULL * 86400 * 365;
	/* A second in a year. */
	assert_in_range(ktime_us(), 86400ULL * 365 * 1000000 - 1000000,
			86400ULL * 365 * 1000000);
	regs[COUNTER] = 250000100;
	ktime_stamp(&now);
	assert_int_equal(now.sec, 2);
	assert_in_range(now.usec, 500000, 500001);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_cannot_work_is_refused),
		cmocka_unit_test(without_a_periodic_timer_there_is_a_tick),
		cmocka_unit_test(the_only_periodic_timer_is_the_profilers),
		cmocka_unit_test(a_period_is_written_and_ends),
		cmocka_unit_test(time_is_counted_in_microseconds),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
