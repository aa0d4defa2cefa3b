// SPDX-License-Identifier: GPL-2.0
/* A guest's Count and Compare: no tick lost, none doubled, whoever else runs. */
#include "veic_fixture.h"

#include <levsha/vtimer.h>

#define TURN	0x100000000ull

static int start(void **state)
{
	start_guest(state);
	now_count = 0x12345678;
	vtimer_reset(&guest);
	enable(0, 1, 0);
	return 0;
}

static u32 guest_count(void)
{
	return now_count + guest.vtimer.offset;
}

static u32 left(void)
{
	return vtimer_run(&guest) - now_count;
}

static void pass(u32 counts)
{
	now_count += counts;
	vtimer_run(&guest);
}

/* As programs do: what the next Compare is they reckon from the last. */
static void tick_clearing_first(u32 period)
{
	change(REG_IFS(0), 0, CLR);
	vtimer_write_compare(&guest, guest.vtimer.compare + period);
}

static void tick_clearing_last(u32 period)
{
	vtimer_write_compare(&guest, guest.vtimer.compare + period);
	change(REG_IFS(0), 0, CLR);
}

static void count_starts_at_0_and_goes_on(void **state)
{
	assert_int_equal(guest_count(), 0);
	now_count += 1000;
	assert_int_equal(guest_count(), 1000);
	vtimer_write_count(&guest, 7);
	now_count += 3;
	assert_int_equal(guest_count(), 10);
	assert_true(timer_changes > 0);
}

static void compare_sets_ti_and_the_flag_once(void **state)
{
	vtimer_write_compare(&guest, 1000);
	assert_int_equal(left(), 1000);
	pass(999);
	assert_false(ti);
	assert_false(flag(0));
	pass(1);
	assert_true(ti);
	assert_true(flag(0));
	assert_int_equal(asked.level, 1);
	change(REG_IFS(0), 0, CLR);
	pass(100);
	assert_false(flag(0));
	assert_true(ti);
}

static void to_write_compare_clears_ti_but_not_the_flag(void **state)
{
	vtimer_write_compare(&guest, 1000);
	pass(1000);
	vtimer_write_compare(&guest, 5000);
	assert_false(ti);
	assert_true(flag(0));
	change(REG_IFS(0), 0, CLR);
	assert_false(flag(0));
	assert_int_equal(left(), 4000);
}

static void after_reset_compare_0_comes_in_a_turn(void **state)
{
	u64 passed = 0;

	while (!ti) {
		const u32 counts = left();

		assert_true(counts && counts <= TURN / 2);
		pass(counts);
		passed += counts;
	}
	assert_true(passed == TURN);
}

static void a_compare_far_away_is_not_missed(void **state)
{
	u64 passed = 0;

	vtimer_write_count(&guest, 0);
	vtimer_write_compare(&guest, ~0u);
	while (!ti) {
		const u32 counts = left();

		pass(counts);
		passed += counts;
	}
	assert_true(passed == TURN - 1);
}

static void the_same_compare_again_comes_in_a_turn(void **state)
{
	vtimer_write_compare(&guest, 1000);
	pass(1500);
	vtimer_write_compare(&guest, 1000);
	change(REG_IFS(0), 0, CLR);
	pass(0x40000000);
	pass(0x40000000);
	pass(0x40000000);
	assert_false(ti);
	pass(0x40000000 - 501);
	assert_false(ti);
	pass(1);
	assert_true(ti);
}

/* The guest was away for many periods; each comes, at once, and is taken. */
static void catch_up(void (*tick)(u32 period))
{
	u32 i, ticks = 0;

	vtimer_write_compare(&guest, 1000);
	for (i = 0; i < 50; i++) {
		pass(7300);
		while (asked.level) {
			assert_true(ti);
			ticks++;
			tick(1000);
		}
	}
	assert_int_equal(ticks, 50 * 7300 / 1000);
	assert_false(ti);
	assert_false(flag(0));
}

static void who_clears_the_flag_first_catches_up(void **state)
{
	catch_up(tick_clearing_first);
}

static void who_clears_the_flag_last_catches_up(void **state)
{
	catch_up(tick_clearing_last);
}

static void who_skips_what_has_passed_gets_no_stray_interrupt(void **state)
{
	vtimer_write_compare(&guest, 1000);
	pass(7300);
	while ((s32)(guest_count() - guest.vtimer.compare) >= 0)
		vtimer_write_compare(&guest, guest.vtimer.compare + 1000);
	assert_true(flag(0));
	change(REG_IFS(0), 0, CLR);
	assert_false(flag(0));
	assert_int_equal(left(), 700);
}

static void a_compare_just_missed_is_due(void **state)
{
	vtimer_write_compare(&guest, 100000);
	pass(5000);
	vtimer_write_compare(&guest, 4990);
	assert_true(ti);
}

static void a_compare_before_the_last_event_is_far_away(void **state)
{
	vtimer_write_compare(&guest, 1000);
	pass(5000);
	vtimer_write_compare(&guest, 900);
	assert_false(ti);
	vtimer_write_compare(&guest, 6000);
	vtimer_write_compare(&guest, 5500);
	assert_int_equal(left(), 500);
}

static void ticks_go_on_over_many_turns(void **state)
{
	const u32 period = 0x23456789;
	u64 passed = 0;
	u32 ticks = 0;

	vtimer_write_compare(&guest, period);
	while (passed < 20 * TURN) {
		const u32 counts = left();

		pass(counts);
		passed += counts;
		if (asked.level) {
			ticks++;
			tick_clearing_last(period);
		}
	}
	assert_int_equal(ticks, passed / period);
}

static void an_idle_timer_stays_fit_for_years(void **state)
{
	u32 i;

	vtimer_write_compare(&guest, 1000);
	for (i = 0; i < 1000; i++)
		pass(0x3fffffff);
	assert_true(ti);
	change(REG_IFS(0), 0, CLR);
	vtimer_write_compare(&guest, guest_count() + 500);
	assert_false(ti);
	assert_int_equal(left(), 500);
}

static void a_guest_without_interrupts_on_sees_ti(void **state)
{
	change(REG_IEC(0), 0, CLR);
	vtimer_write_compare(&guest, 1000);
	pass(1000);
	assert_true(ti);
	assert_int_equal(asked.level, 0);
}

static void reset_ends_all(void **state)
{
	vtimer_write_compare(&guest, 1000);
	pass(1000);
	veic_reset(&guest);
	vtimer_reset(&guest);
	ti = false;		/* with the CPU */
	assert_int_equal(guest_count(), 0);
	pass(1000);
	assert_false(ti);
}

#define test(name) cmocka_unit_test_setup(name, start)

int main(void)
{
	const struct CMUnitTest tests[] = {
		test(count_starts_at_0_and_goes_on),
		test(compare_sets_ti_and_the_flag_once),
		test(to_write_compare_clears_ti_but_not_the_flag),
		test(after_reset_compare_0_comes_in_a_turn),
		test(a_compare_far_away_is_not_missed),
		test(the_same_compare_again_comes_in_a_turn),
		test(who_clears_the_flag_first_catches_up),
		test(who_clears_the_flag_last_catches_up),
		test(who_skips_what_has_passed_gets_no_stray_interrupt),
		test(a_compare_just_missed_is_due),
		test(a_compare_before_the_last_event_is_far_away),
		test(ticks_go_on_over_many_turns),
		test(an_idle_timer_stays_fit_for_years),
		test(a_guest_without_interrupts_on_sees_ti),
		test(reset_ends_all),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
