// SPDX-License-Identifier: GPL-2.0
/* The scheduler: who runs when, to the microsecond. */
#include "sched_fixture.h"

static void make_windows(u32 a, u32 nobody, u32 b)
{
	windows[0] = (struct part_window){ 1, US(a) };
	windows[1] = (struct part_window){ 0, US(nobody) };
	windows[2] = (struct part_window){ 2, US(b) };
	board.nr_windows = 3;
}

static void the_highest_priority_runs(void **state)
{
	add(1, ENDLESS);
	add(3, ENDLESS);
	add(2, ENDLESS);
	boot();
	expect(5000, "b 0-5000");
}

static void nobody_runs_when_all_wait(void **state)
{
	add(1, US(100));
	add(2, US(200));
	boot();
	expect(5000, "b 0-200; a 200-300; - 300-5000");
}

static void equals_take_turns(void **state)
{
	add(1, ENDLESS);
	add(1, ENDLESS);
	add(1, US(1500));
	boot();
	expect(6500, "a 0-1000; b 1000-2000; c 2000-3000; a 3000-4000; "
		     "b 4000-5000; c 5000-5500; a 5500-6500");
}

static void who_is_alone_is_not_interrupted(void **state)
{
	add(1, ENDLESS);
	boot();
	run_until(9000000);
	assert_int_equal(interrupts, 0);
}

static void a_timer_preempts_at_once(void **state)
{
	add(1, ENDLESS);
	add_periodic(2, 100, 700);
	boot();
	expect(2000, "b 0-100; a 100-700; b 700-800; a 800-1400; b 1400-1500; "
		     "a 1500-2000");
}

static void an_interrupt_preempts_at_once(void **state)
{
	add(1, ENDLESS);
	add(2, 0);
	boot();
	run_until(150);
	interrupt(1, 50);
	expect(300, "a 0-150; b 150-200; a 200-300");
}

static void an_interrupt_wakes_an_idle_machine(void **state)
{
	add(1, 0);
	boot();
	run_until(150);
	interrupt(0, 50);
	expect(300, "- 0-150; a 150-200; - 200-300");
}

static void an_interrupt_of_an_equal_waits_for_its_turn(void **state)
{
	add(1, ENDLESS);
	add(1, 0);
	boot();
	run_until(150);
	interrupt(1, 50);
	expect(1200, "a 0-150; a 150-1000; b 1000-1050; a 1050-1200");
}

static void of_two_interrupts_the_more_important_is_first(void **state)
{
	add(1, ENDLESS);
	add(2, 0);
	add(3, 0);
	boot();
	run_until(100);
	interrupt(1, 50);
	interrupt(2, 50);
	run_until(200);
	interrupt(2, 50);
	interrupt(1, 50);
	expect(400, "a 0-100; c 100-150; b 150-200; c 200-250; "
		    "b 250-300; a 300-400");
}

static void who_woke_has_no_more_than_its_budget(void **state)
{
	struct part_guest *part;

	add(1, ENDLESS);
	part = add(2, 0);
	limit(part, 60, 1000);
	boot();
	run_until(2500);
	interrupt(1, 100);
	run_until(2600);
	interrupt(1, 100);
	expect(3600, "a 0-2500; b 2500-2560; a 2560-2600; a 2600-3500; "
		     "b 3500-3560; a 3560-3600");
}

static void who_was_preempted_by_an_interrupt_keeps_its_slice(void **state)
{
	add(1, ENDLESS);
	add(1, ENDLESS);
	add(2, 0);
	boot();
	run_until(500);
	interrupt(2, 100);
	expect(2200, "a 0-500; c 500-600; a 600-1100; b 1100-2100; "
		     "a 2100-2200");
}

static void an_interrupt_outside_its_window_waits(void **state)
{
	add(1, ENDLESS);
	add(9, 0);
	make_windows(500, 100, 400);
	boot();
	run_until(100);
	interrupt(1, 50);
	expect(1000, "a 0-100; a 100-500; - 500-600; b 600-650; - 650-1000");
}

static void who_was_preempted_keeps_the_rest_of_its_slice(void **state)
{
	add(1, ENDLESS);
	add(1, ENDLESS);
	add_periodic(2, 100, 500);
	boot();
	expect(3000, "c 0-100; a 100-500; c 500-600; a 600-1000; c 1000-1100; "
		     "a 1100-1300; b 1300-1500; c 1500-1600; b 1600-2000; "
		     "c 2000-2100; b 2100-2500; c 2500-2600; a 2600-3000");
}

static void a_timer_of_lower_priority_does_not_disturb(void **state)
{
	add(2, ENDLESS);
	add_periodic(1, 10, 100);
	boot();
	expect(100000, "a 0-100000");
	assert_int_equal(interrupts, 0);
}

static void its_own_timer_does_not_take_its_turn(void **state)
{
	add_periodic(1, 0, 100);
	work[0].left = ENDLESS;
	add(1, ENDLESS);
	boot();
	expect(2000, "a 0-1000; b 1000-2000");
	assert_int_equal(work[0].ticks, 20);
}

static void yielding_lets_an_equal_run(void **state)
{
	add(1, ENDLESS);
	add(1, ENDLESS);
	boot();
	run_until(300);
	sched_yield(running);
	expect(2000, "a 0-300; b 300-1300; a 1300-2000");
}

static void who_has_an_interrupt_does_not_wait(void **state)
{
	add(1, ENDLESS);
	boot();
	run_until(10);
	sched_wait(running);
	assert_int_equal(guests[0].state, GUEST_RUNNING);
	assert_int_equal(sched_pending, 0);
}

static void rates_as_in_the_book(void **state)
{
	/* Liu and Layland: 1 of 4, 2 of 6, 3 of 12 ms */
	add_periodic(3, 1000, 4000);
	add_periodic(2, 2000, 6000);
	add_periodic(1, 3000, 12000);
	boot();
	expect(12000, "a 0-1000; b 1000-3000; c 3000-4000; a 4000-5000; "
		      "c 5000-6000; b 6000-8000; a 8000-9000; c 9000-10000; "
		      "- 10000-12000");
}

static void a_budget_keeps_its_guest_from_all_of_the_time(void **state)
{
	struct part_guest *part = add(2, ENDLESS);

	limit(part, 300, 1000);
	add(1, ENDLESS);
	boot();
	expect(3100, "a 0-300; b 300-1000; a 1000-1300; b 1300-2000; "
		     "a 2000-2300; b 2300-3000; a 3000-3100");
	assert_int_equal(events[PART_EVENT_BUDGET], 3);
}

static void who_needs_less_than_its_budget_does_not_overrun(void **state)
{
	add_periodic(2, 300, 1000);
	limit(&parts[0], 400, 1000);
	add(1, ENDLESS);
	boot();
	run_until(50000);
	assert_int_equal(events[PART_EVENT_BUDGET], 0);
}

static void alone_it_still_has_no_more_than_its_budget(void **state)
{
	struct part_guest *part = add(2, ENDLESS);

	limit(part, 250, 1000);
	boot();
	expect(2500, "a 0-250; - 250-1000; a 1000-1250; - 1250-2000; "
		     "a 2000-2250; - 2250-2500");
}

static void a_period_begins_when_its_guest_comes_late(void **state)
{
	add_periodic(2, 100, 3500);
	limit(&parts[0], 60, 1000);
	boot();
	expect(5000, "a 0-60; - 60-1000; a 1000-1040; - 1040-3500; "
		     "a 3500-3560; - 3560-4500; a 4500-4540; - 4540-5000");
}

static void in_a_window_only_its_guest_runs(void **state)
{
	add(1, ENDLESS);
	add(9, ENDLESS);
	add(31, ENDLESS);
	make_windows(500, 100, 400);
	boot();
	expect(2000, "a 0-500; - 500-600; b 600-1000; a 1000-1500; "
		     "- 1500-1600; b 1600-2000");
}

static void what_a_guest_leaves_of_its_window_nobody_gets(void **state)
{
	add(1, US(200));
	add(2, ENDLESS);
	make_windows(500, 100, 400);
	boot();
	expect(2000, "a 0-200; - 200-600; b 600-1000; - 1000-1600; "
		     "b 1600-2000");
}

static void timers_of_others_wait_for_their_window(void **state)
{
	add(1, ENDLESS);
	add_periodic(2, 10, 300);
	make_windows(500, 100, 400);
	boot();
	expect(2000, "a 0-500; - 500-600; b 600-630; - 630-900; b 900-910; "
		     "- 910-1000; a 1000-1500; - 1500-1600; b 1600-1620; "
		     "- 1620-1800; b 1800-1810; - 1810-2000");
}

static void windows_do_not_drift(void **state)
{
	add(1, ENDLESS);
	add(2, ENDLESS);
	make_windows(333, 1, 667);
	boot();
	quiet = true;
	run_until(10010000);
	quiet = false;
	expect(10011001, "a 10010000-10010333; - 10010333-10010334; "
			 "b 10010334-10011001");
}

static void seven_guests_at_random_keep_the_rules(void **state)
{
	u32 n, us, round;

	srand(4);
	for (round = 0; round < 50; round++) {
		start(state);
		for (n = 0; n < MAX_GUESTS; n++) {
			add_periodic((u8)(rand() % 5), 1 + (u32)rand() % 400,
				     500 + (u32)rand() % 5000);
			if (rand() % 3)
				continue;
			limit(&parts[n], 50 + (u32)rand() % 300, 1000);
		}
		boot();
		for (us = 0; us < 60000; us += (u32)rand() % 500) {
			run_until(us);
			trace[0] = '\0';
			n = (u32)rand() % MAX_GUESTS;
			interrupt(n, (u32)rand() % 200);
			if (rand() % 4)
				continue;
			arch_request(&guests[n], 1U << rand() % 7);
		}
	}
}

#define test(name) cmocka_unit_test_setup(name, start)

int main(void)
{
	const struct CMUnitTest tests[] = {
		test(the_highest_priority_runs),
		test(nobody_runs_when_all_wait),
		test(equals_take_turns),
		test(who_is_alone_is_not_interrupted),
		test(a_timer_preempts_at_once),
		test(an_interrupt_preempts_at_once),
		test(an_interrupt_wakes_an_idle_machine),
		test(an_interrupt_of_an_equal_waits_for_its_turn),
		test(of_two_interrupts_the_more_important_is_first),
		test(who_woke_has_no_more_than_its_budget),
		test(who_was_preempted_by_an_interrupt_keeps_its_slice),
		test(an_interrupt_outside_its_window_waits),
		test(who_was_preempted_keeps_the_rest_of_its_slice),
		test(a_timer_of_lower_priority_does_not_disturb),
		test(its_own_timer_does_not_take_its_turn),
		test(yielding_lets_an_equal_run),
		test(who_has_an_interrupt_does_not_wait),
		test(rates_as_in_the_book),
		test(a_budget_keeps_its_guest_from_all_of_the_time),
		test(who_needs_less_than_its_budget_does_not_overrun),
		test(alone_it_still_has_no_more_than_its_budget),
		test(a_period_begins_when_its_guest_comes_late),
		test(in_a_window_only_its_guest_runs),
		test(what_a_guest_leaves_of_its_window_nobody_gets),
		test(timers_of_others_wait_for_their_window),
		test(windows_do_not_drift),
		test(seven_guests_at_random_keep_the_rules),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
