// SPDX-License-Identifier: GPL-2.0
/* What happens to guests that share a core: requests, loading, watchdogs, time. */
#include "sched_fixture.h"

static void a_stopped_guest_does_not_run(void **state)
{
	add(2, ENDLESS);
	add(1, ENDLESS);
	boot();
	run_until(100);
	arch_request(&guests[0], GUEST_REQ_STOP);
	expect(200, "a 0-100; b 100-200");
	assert_int_equal(guests[0].state, GUEST_STOPPED);
	arch_request(&guests[0], GUEST_REQ_CONTINUE);
	expect(300, "a 0-100; b 100-200; a 200-300");
	assert_int_equal(guests[0].starts, 1);
}

static void who_is_stopped_in_a_wait_does_not_miss_its_interrupt(void **state)
{
	add(1, 0);
	boot();
	run_until(100);
	arch_request(&guests[0], GUEST_REQ_STOP);
	run_until(200);
	interrupt(0, 50);
	run_until(300);
	arch_request(&guests[0], GUEST_REQ_CONTINUE);
	expect(400, "- 0-100; - 100-200; - 200-300; a 300-350; - 350-400");
}

static void a_failed_guest_does_not_go_on(void **state)
{
	add(2, ENDLESS);
	boot();
	run_until(100);
	arch_request(&guests[0], GUEST_REQ_FAIL);
	run_until(200);
	assert_int_equal(guests[0].state, GUEST_FAILED);
	arch_request(&guests[0], GUEST_REQ_CONTINUE);
	expect(300, "a 0-100; - 100-200; - 200-300");
	arch_request(&guests[0], GUEST_REQ_START);
	expect(400, "a 0-100; - 100-200; - 200-300; a 300-400");
	assert_int_equal(guests[0].starts, 2);
}

/* A stop alone leaves them as they are, so that the guest can go on. */
static void devices_are_off_after_a_failure_and_before_a_start(void **state)
{
	add(2, ENDLESS);
	boot();
	run_until(100);
	switched_off = 0;
	arch_request(&guests[0], GUEST_REQ_STOP);
	run_until(200);
	arch_request(&guests[0], GUEST_REQ_CONTINUE);
	run_until(300);
	assert_int_equal(switched_off, 0);
	arch_request(&guests[0], GUEST_REQ_FAIL);
	run_until(400);
	assert_int_equal(switched_off, 1);
	arch_request(&guests[0], GUEST_REQ_START);
	run_until(500);
	assert_int_equal(switched_off, 2);
}

static void a_restart_is_one_request(void **state)
{
	add(2, ENDLESS);
	boot();
	run_until(100);
	guests[0].failures = 3;
	arch_request(&guests[0], GUEST_REQ_STOP | GUEST_REQ_START |
				     GUEST_REQ_FORGIVE);
	run_until(200);
	assert_int_equal(guests[0].state, GUEST_RUNNING);
	assert_int_equal(guests[0].starts, 2);
	assert_int_equal(guests[0].failures, 0);
}

static void without_autostart_it_waits_for_a_start(void **state)
{
	add(2, ENDLESS)->flags = 0;
	boot();
	run_until(100);
	arch_request(&guests[0], GUEST_REQ_START);
	expect(200, "- 0-100; a 100-200");
}

static void the_first_start_is_power_on(void **state)
{
	add(2, ENDLESS);
	boot();
	run_until(100);
	assert_int_equal(last_cause, RCON_POR | RCON_BOR);
	arch_request(&guests[0], GUEST_REQ_STOP | GUEST_REQ_START);
	run_until(200);
	assert_int_equal(last_cause, 0);
}

static void loading_takes_the_guests_own_turn(void **state)
{
	add(1, ENDLESS);
	add_periodic(2, 100, 500);
	work[0].pieces = 10;
	piece_us = 100;
	boot();
	run_until(1700);
	/* 1.1 ms of loading both, and four bursts of b, some a piece late */
	assert_int_equal(guests[0].state, GUEST_RUNNING);
	assert_string_equal(strrchr(trace, ';') + 1, " a 1600-1700");
}

static void a_stopped_load_goes_on_where_it_was(void **state)
{
	add(1, ENDLESS);
	work[0].pieces = 3;
	boot();
	guest_serve_requests(&guests[0]);
	guest_load(&guests[0]);
	arch_request(&guests[0], GUEST_REQ_STOP);
	run_until(10);
	assert_int_equal(guests[0].state, GUEST_STOPPED);
	arch_request(&guests[0], GUEST_REQ_CONTINUE);
	guest_serve_requests(&guests[0]);
	assert_int_equal(guests[0].state, GUEST_LOADING);
	guest_load(&guests[0]);
	assert_int_equal(guests[0].state, GUEST_LOADING);
	guest_load(&guests[0]);
	assert_int_equal(guests[0].state, GUEST_RUNNING);
}

static void a_watchdog_bites_in_time(void **state)
{
	add(1, ENDLESS)->watchdog = US(20000);
	boot();
	run_until(5000);
	sched_watch(&guests[0], true);
	run_until(24999);
	assert_int_equal(events[PART_EVENT_WATCHDOG], 0);
	run_until(25000);
	assert_int_equal(events[PART_EVENT_WATCHDOG], 1);
	assert_int_equal(guests[0].vsfr.cause, 0);
	goes_on = false;
	run_until(45000);
	assert_int_equal(guests[0].vsfr.cause, RCON_WDTO);
}

static void a_watchdog_that_is_served_does_not_bite(void **state)
{
	u32 ms;

	add(1, ENDLESS)->watchdog = US(20000);
	boot();
	run_until(0);
	sched_watch(&guests[0], true);
	for (ms = 15; ms < 1000; ms += 15) {
		run_until(1000 * ms);
		sched_watch(&guests[0], true);
	}
	sched_watch(&guests[0], false);
	run_until(2000000);
	assert_int_equal(events[PART_EVENT_WATCHDOG], 0);
}

static void a_long_watchdog_waits_long(void **state)
{
	add(1, ENDLESS)->watchdog = US(20000000);
	boot();
	run_until(0);
	sched_watch(&guests[0], true);
	run_until(19999999);
	assert_int_equal(events[PART_EVENT_WATCHDOG], 0);
	run_until(20000000);
	assert_int_equal(events[PART_EVENT_WATCHDOG], 1);
}

static void being_stopped_is_not_being_late(void **state)
{
	add(1, ENDLESS)->watchdog = US(20000);
	boot();
	run_until(0);
	sched_watch(&guests[0], true);
	arch_request(&guests[0], GUEST_REQ_STOP);
	run_until(100000);
	arch_request(&guests[0], GUEST_REQ_CONTINUE);
	run_until(119999);
	assert_int_equal(events[PART_EVENT_WATCHDOG], 0);
	run_until(120000);
	assert_int_equal(events[PART_EVENT_WATCHDOG], 1);
}

static void time_goes_on_over_wraps(void **state)
{
	struct ktime before, now;
	u32 i, us;

	add_periodic(1, 10, 1000000);
	boot();
	quiet = true;
	us = (u32)ktime_us();
	ktime_stamp(&before);
	for (i = 0; i < 20; i++) {
		run_until(10000000);
		started += US(10000000);
	}
	assert_int_equal(work[0].ticks, 200);
	assert_int_equal((u32)ktime_us() - us, 200000000);
	ktime_stamp(&now);
	assert_int_equal(now.sec - before.sec, 200);
	assert_int_equal(now.usec, before.usec);
}

static void an_idle_machine_sees_every_wrap(void **state)
{
	struct ktime before, now;
	u32 i;

	add(1, 0);
	boot();
	run_until(1);
	ktime_stamp(&before);
	for (i = 0; i < 20; i++) {
		run_until(20000001);
		started += US(20000000);
	}
	ktime_stamp(&now);
	assert_int_equal(now.sec - before.sec, 400);
	assert_int_equal(now.usec, before.usec);
	assert_in_range(interrupts, 40, 50);
}

static void shares_are_of_the_last_while(void **state)
{
	add_periodic(2, 2500, 10000);
	add(1, ENDLESS);
	boot();
	quiet = true;
	run_until(5000000);
	assert_in_range(sched_share(&guests[0]), 248, 250);
	assert_in_range(sched_share(&guests[1]), 748, 750);
	arch_request(&guests[1], GUEST_REQ_STOP);
	started = now_count;
	run_until(20000000);
	started = now_count;
	run_until(20000000);
	assert_in_range(sched_share(&guests[0]), 245, 255);
	assert_in_range(sched_share(&guests[1]), 0, 120);
}

#define test(name) cmocka_unit_test_setup(name, start)

int main(void)
{
	const struct CMUnitTest tests[] = {
		test(a_stopped_guest_does_not_run),
		test(who_is_stopped_in_a_wait_does_not_miss_its_interrupt),
		test(a_failed_guest_does_not_go_on),
		test(devices_are_off_after_a_failure_and_before_a_start),
		test(a_restart_is_one_request),
		test(without_autostart_it_waits_for_a_start),
		test(the_first_start_is_power_on),
		test(loading_takes_the_guests_own_turn),
		test(a_stopped_load_goes_on_where_it_was),
		test(a_watchdog_bites_in_time),
		test(a_watchdog_that_is_served_does_not_bite),
		test(a_long_watchdog_waits_long),
		test(being_stopped_is_not_being_late),
		test(time_goes_on_over_wraps),
		test(an_idle_machine_sees_every_wrap),
		test(shares_are_of_the_last_while),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
