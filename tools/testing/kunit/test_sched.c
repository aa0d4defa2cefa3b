// SPDX-License-Identifier: GPL-2.0
/*
 * The scheduler: who runs when, to the microsecond. Guests are a, b, c, ...; each
 * has work to do, gets more by its timer, and waits when it has none. Count wraps
 * soon after the start of each case.
 */
#include "kunit.h"
#include "mips/stubs.h"

#include <asm/time.h>
#include <levsha/arch.h>
#include <levsha/boot.h>
#include <levsha/crash.h>
#include <levsha/guest.h>
#include <levsha/irqchip.h>
#include <levsha/sched.h>
#include <levsha/time.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ENDLESS 0xffffffffu
#define US(us) ((us) * COUNTS_PER_US)

struct guest guests[MAX_GUESTS];
struct part_board board;
extern const struct part_board part_board __attribute__((alias("board")));

static struct part_guest parts[MAX_GUESTS];
static struct part_window windows[3];

/* What the guests do. */
static struct work {
	u32 left;		/* counts that it computes before it waits */
	u32 burst;		/* by which each tick of its timer adds to that */
	u32 period;		/* of its timer, in counts; 0: it has none */
	u32 due;		/* Count of the next tick */
	u32 pieces;		/* it is loaded in so many */
	u32 ticks;
} work[MAX_GUESTS];

static struct guest *running;
static u32 timer, started, timers_set, interrupts, piece_us;
static char trace[16384];
static u32 last_start;
static int last_id;
static bool quiet;		/* keeps no trace */

#define work_of(g) (&work[(g) - guests])

/* What stands around the scheduler. */

void arch_timer_set(u32 count)
{
	timer = count;
	timers_set++;
}

bool arch_guest_load(struct guest *guest, bool anew)
{
	struct work *w = work_of(guest);

	if (anew)
		w->ticks = 0;
	now_count += US(piece_us);
	return ++w->ticks >= w->pieces;
}

void arch_guest_reset(struct guest *guest)
{
	work_of(guest)->ticks = 0;
}

void irqchip_handle(void)
{
}

void crash_init(void)
{
}

void console_kick(void)
{
}

void console_printf(const char *fmt, ...)
{
}

void vuart_reset(struct guest *guest)
{
}

void vuart_update(struct guest *guest)
{
}

void veic_reset(struct guest *guest)
{
}

void vsfr_reset(struct guest *guest)
{
}

void vtimer_reset(struct guest *guest)
{
}

u32 veic_level(const struct guest *guest)
{
	return work_of(guest)->left != 0;
}

void vtimer_run(struct guest *guest)
{
	struct work *w = work_of(guest);

	while (w->period && (s32)(now_count - w->due) >= 0) {
		w->due += w->period;
		w->left += w->burst;
		w->ticks++;
		sched_wake(guest);
	}
}

u32 vtimer_left(const struct guest *guest)
{
	const struct work *w = work_of(guest);

	if (!w->period)
		return 0x40000000;
	return (s32)(now_count - w->due) >= 0 ? 0 : w->due - now_count;
}

/* The machine. */

static void note(void)
{
	const u32 now = (now_count - started) / COUNTS_PER_US;

	if (now != last_start && !quiet)
		sprintf(trace + strlen(trace), "%s%c %u-%u",
			*trace ? ", " : "", last_id, last_start, now);
	last_start = now;
	last_id = running ? (int)('a' + (running - guests)) : '-';
}

static bool wants(const struct guest *g)
{
	return guest_alive(g) && work_of(g)->left &&
	       !(g->part->budget_us && g->sched.budget <= 0);
}

static void nobody_more_important_waits(void)
{
	const struct guest *g;

	if (board.nr_windows)
		return;
	for_each_guest(g) {
		if (wants(g) && g != running)
			assert_true(running && running->part->priority >=
						       g->part->priority);
	}
}

static void look(void)
{
	struct guest *before = running;

	if (sched_pending)
		running = schedule();
	if (running != before)
		note();
}

/* Runs until a time, in microseconds since the start. */
static void run_until(u32 us)
{
	const u32 end = started + US(us);
	u32 step;

	look();
	while (now_count != end) {
		nobody_more_important_waits();
		step = end - now_count;
		if (timer - now_count < step)
			step = timer - now_count;
		if (running && work_of(running)->left < step)
			step = work_of(running)->left;
		now_count += step;
		if (running && work_of(running)->left != ENDLESS)
			work_of(running)->left -= step;
		if (now_count == timer) {
			interrupts++;
			sched_tick();
		}
		if (running && !work_of(running)->left)
			sched_wait(running);
		look();
	}
	note();
}

static void expect(u32 us, const char *what)
{
	run_until(us);
	assert_string_equal(trace, what);
}

static struct part_guest *add(u8 priority, u32 left)
{
	const u32 n = board.nr_guests++;

	parts[n] = (struct part_guest){
		.flags = PART_GUEST_AUTOSTART,
		.priority = priority,
	};
	parts[n].name[0] = (char)('a' + n);
	work[n] = (struct work){ .left = left, .pieces = 1 };
	return &parts[n];
}

static void add_periodic(u8 priority, u32 burst_us, u32 period_us)
{
	struct work *w = &work[board.nr_guests];

	add(priority, US(burst_us));
	w->burst = US(burst_us);
	w->period = US(period_us);
	w->due = now_count + w->period;
}

static int start(void **state)
{
	forget(state);
	memset(work, 0, sizeof(work));
	board = (struct part_board){
		.guests = parts, .windows = windows, .slice_us = 1000,
	};
	running = NULL;
	trace[0] = '\0';
	last_id = '-';
	last_start = 0;
	interrupts = 0;
	quiet = false;
	timers_set = 0;
	piece_us = 0;
	now_count = started = timer = 0u - US(1500);
	return 0;
}

static void boot(void)
{
	levsha_main();
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
	expect(5000, "b 0-200, a 200-300, - 300-5000");
}

static void equals_take_turns(void **state)
{
	add(1, ENDLESS);
	add(1, ENDLESS);
	add(1, US(1500));
	boot();
	expect(6500, "a 0-1000, b 1000-2000, c 2000-3000, a 3000-4000, "
		     "b 4000-5000, c 5000-5500, a 5500-6500");
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
	expect(2000, "b 0-100, a 100-700, b 700-800, a 800-1400, b 1400-1500, "
		     "a 1500-2000");
}

static void who_was_preempted_keeps_the_rest_of_its_slice(void **state)
{
	add(1, ENDLESS);
	add(1, ENDLESS);
	add_periodic(2, 100, 500);
	boot();
	expect(3000, "c 0-100, a 100-500, c 500-600, a 600-1000, c 1000-1100, "
		     "a 1100-1300, b 1300-1500, c 1500-1600, b 1600-2000, "
		     "c 2000-2100, b 2100-2500, c 2500-2600, a 2600-3000");
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
	expect(2000, "a 0-1000, b 1000-2000");
	assert_int_equal(work[0].ticks, 20);
}

static void yielding_lets_an_equal_run(void **state)
{
	add(1, ENDLESS);
	add(1, ENDLESS);
	boot();
	run_until(300);
	sched_yield(running);
	expect(2000, "a 0-300, b 300-1300, a 1300-2000");
}

static void who_has_an_interrupt_does_not_wait(void **state)
{
	add(1, ENDLESS);
	boot();
	run_until(10);
	sched_wait(running);
	assert_false(guests[0].sched.waiting);
	assert_int_equal(sched_pending, 0);
}

static void rates_as_in_the_book(void **state)
{
	/* Liu and Layland: 1 of 4, 2 of 6, 3 of 12 ms */
	add_periodic(3, 1000, 4000);
	add_periodic(2, 2000, 6000);
	add_periodic(1, 3000, 12000);
	boot();
	expect(12000, "a 0-1000, b 1000-3000, c 3000-4000, a 4000-5000, "
		      "c 5000-6000, b 6000-8000, a 8000-9000, c 9000-10000, "
		      "- 10000-12000");
}

static void a_budget_keeps_its_guest_from_all_of_the_time(void **state)
{
	struct part_guest *part = add(2, ENDLESS);

	part->budget_us = 300;
	part->period_us = 1000;
	add(1, ENDLESS);
	boot();
	expect(3100, "a 0-300, b 300-1000, a 1000-1300, b 1300-2000, "
		     "a 2000-2300, b 2300-3000, a 3000-3100");
	assert_int_equal(events[PART_EVENT_BUDGET], 3);
}

static void who_needs_less_than_its_budget_does_not_overrun(void **state)
{
	add_periodic(2, 300, 1000);
	parts[0].budget_us = 400;
	parts[0].period_us = 1000;
	add(1, ENDLESS);
	boot();
	run_until(50000);
	assert_int_equal(events[PART_EVENT_BUDGET], 0);
}

static void alone_it_still_has_no_more_than_its_budget(void **state)
{
	struct part_guest *part = add(2, ENDLESS);

	part->budget_us = 250;
	part->period_us = 1000;
	boot();
	expect(2500, "a 0-250, - 250-1000, a 1000-1250, - 1250-2000, "
		     "a 2000-2250, - 2250-2500");
}

static void a_period_begins_when_its_guest_comes_late(void **state)
{
	add_periodic(2, 100, 3500);
	parts[0].budget_us = 60;
	parts[0].period_us = 1000;
	boot();
	expect(5000, "a 0-60, - 60-1000, a 1000-1040, - 1040-3500, "
		     "a 3500-3560, - 3560-4500, a 4500-4540, - 4540-5000");
}

static void make_windows(u32 a, u32 nobody, u32 b)
{
	windows[0] = (struct part_window){ 1, a };
	windows[1] = (struct part_window){ 0, nobody };
	windows[2] = (struct part_window){ 2, b };
	board.nr_windows = 3;
}

static void in_a_window_only_its_guest_runs(void **state)
{
	add(1, ENDLESS);
	add(9, ENDLESS);
	add(31, ENDLESS);
	make_windows(500, 100, 400);
	boot();
	expect(2000, "a 0-500, - 500-600, b 600-1000, a 1000-1500, "
		     "- 1500-1600, b 1600-2000");
}

static void what_a_guest_leaves_of_its_window_nobody_gets(void **state)
{
	add(1, US(200));
	add(2, ENDLESS);
	make_windows(500, 100, 400);
	boot();
	expect(2000, "a 0-200, - 200-600, b 600-1000, - 1000-1600, "
		     "b 1600-2000");
}

static void timers_of_others_wait_for_their_window(void **state)
{
	add(1, ENDLESS);
	add_periodic(2, 10, 300);
	make_windows(500, 100, 400);
	boot();
	expect(2000, "a 0-500, - 500-600, b 600-630, - 630-900, b 900-910, "
		     "- 910-1000, a 1000-1500, - 1500-1600, b 1600-1620, "
		     "- 1620-1800, b 1800-1810, - 1810-2000");
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
	expect(10011001, "a 10010000-10010333, - 10010333-10010334, "
			 "b 10010334-10011001");
}

static void a_stopped_guest_does_not_run(void **state)
{
	add(2, ENDLESS);
	add(1, ENDLESS);
	boot();
	run_until(100);
	arch_request(&guests[0], GUEST_REQ_STOP);
	expect(200, "a 0-100, b 100-200");
	assert_int_equal(guests[0].state, GUEST_STOPPED);
	arch_request(&guests[0], GUEST_REQ_CONTINUE);
	expect(300, "a 0-100, b 100-200, a 200-300");
	assert_int_equal(guests[0].starts, 1);
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
	expect(300, "a 0-100, - 100-200, - 200-300");
	arch_request(&guests[0], GUEST_REQ_START);
	expect(400, "a 0-100, - 100-200, - 200-300, a 300-400");
	assert_int_equal(guests[0].starts, 2);
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
	expect(200, "- 0-100, a 100-200");
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
	assert_string_equal(strrchr(trace, ',') + 1, " a 1600-1700");
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
	add(1, ENDLESS)->watchdog_ms = 20;
	boot();
	run_until(5000);
	sched_watch(&guests[0], true);
	run_until(24999);
	assert_int_equal(events[PART_EVENT_WATCHDOG], 0);
	run_until(25000);
	assert_int_equal(events[PART_EVENT_WATCHDOG], 1);
	assert_int_equal(guests[0].vsfr.cause, RCON_WDTO);
}

static void a_watchdog_that_is_served_does_not_bite(void **state)
{
	u32 ms;

	add(1, ENDLESS)->watchdog_ms = 20;
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
	add(1, ENDLESS)->watchdog_ms = 100000;
	boot();
	run_until(0);
	sched_watch(&guests[0], true);
	started = now_count;
	run_until(20000000);
	started = now_count;
	run_until(20000000);
	started = now_count;
	run_until(20000000);
	started = now_count;
	run_until(39999999);
	assert_int_equal(events[PART_EVENT_WATCHDOG], 0);
	run_until(40000000);
	assert_int_equal(events[PART_EVENT_WATCHDOG], 1);
}

static void being_stopped_is_not_being_late(void **state)
{
	add(1, ENDLESS)->watchdog_ms = 20;
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
			parts[n].budget_us = 50 + (u32)rand() % 300;
			parts[n].period_us = 1000;
		}
		boot();
		for (us = 0; us < 60000; us += (u32)rand() % 500) {
			run_until(us);
			trace[0] = '\0';
			n = (u32)rand() % MAX_GUESTS;
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
		test(a_stopped_guest_does_not_run),
		test(a_failed_guest_does_not_go_on),
		test(a_restart_is_one_request),
		test(without_autostart_it_waits_for_a_start),
		test(loading_takes_the_guests_own_turn),
		test(a_stopped_load_goes_on_where_it_was),
		test(a_watchdog_bites_in_time),
		test(a_watchdog_that_is_served_does_not_bite),
		test(a_long_watchdog_waits_long),
		test(being_stopped_is_not_being_late),
		test(time_goes_on_over_wraps),
		test(an_idle_machine_sees_every_wrap),
		test(shares_are_of_the_last_while),
		test(seven_guests_at_random_keep_the_rules),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
