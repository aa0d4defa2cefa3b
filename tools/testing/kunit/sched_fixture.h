/* SPDX-License-Identifier: GPL-2.0 */
/*
 * A machine with a virtual Count for tests of the scheduler. Guests are a, b, c,
 * ...; each has work to do, gets more by its timer, and waits when it has none.
 * Count wraps soon after the start of each case.
 */
#ifndef SCHED_FIXTURE_H
#define SCHED_FIXTURE_H

#include "kunit.h"
#include "mips/stubs.h"

#include <asm/time.h>
#include <levsha/arch.h>
#include <levsha/boot.h>
#include <levsha/crash.h>
#include <levsha/guest.h>
#include <levsha/health.h>
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
	u32 loaded;		/* of them are */
	u32 ticks;
} work[MAX_GUESTS];

static struct guest *running;
static u32 timer, started, timers_set, interrupts, piece_us;
static u32 switched_off;	/* so often devices were */
static char trace[16384];
static bool goes_on;		/* the guest, after an event */
static u32 last_start;
static int last_id;
static bool quiet;		/* keeps no trace */
static u32 last_cause;		/* of a reset */

#define work_of(g) (&work[(g) - guests])

/* What stands around the scheduler. */

void arch_timer_set(u32 count)
{
	timer = count;
	timers_set++;
}

bool arch_guest_load(struct guest *guest)
{
	struct work *w = work_of(guest);

	now_count += US(piece_us);
	return ++w->loaded >= w->pieces;
}

void arch_guest_off(const struct guest *guest)
{
	switched_off++;
}

void arch_guest_reset(struct guest *guest)
{
	work_of(guest)->loaded = 0;
	work_of(guest)->ticks = 0;
}

void irqchip_handle(void)
{
}

bool health_event(struct guest *guest, enum part_event event)
{
	events[event]++;
	return goes_on;
}

void crash_init(void)
{
}

void console_kick(void)
{
}

void console_print(int owner, const char *fmt, ...)
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
	last_cause = guest->vsfr.cause;
	guest->vsfr.cause = 0;
}

void vtimer_reset(struct guest *guest)
{
}

u32 veic_level(const struct guest *guest)
{
	return work_of(guest)->left != 0;
}

u32 vtimer_run(struct guest *guest)
{
	struct work *w = work_of(guest);

	while (w->period && (s32)(now_count - w->due) >= 0) {
		w->due += w->period;
		w->left += w->burst;
		w->ticks++;
		sched_wake(guest);
	}
	return w->period ? w->due : now_count + 0x40000000;
}

/* The machine. */

static void note(void)
{
	const u32 now = (now_count - started) / COUNTS_PER_US;

	if (now != last_start && !quiet)
		sprintf(trace + strlen(trace), "%s%c %u-%u",
			*trace ? "; " : "", last_id, last_start, now);
	last_start = now;
	last_id = running ? (int)('a' + (running - guests)) : '-';
}

static bool wants(const struct guest *g)
{
	return guest_alive(g) && work_of(g)->left && g->sched.budget > 0;
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

/* A device of a guest interrupts, which makes so much work. */
static void interrupt(u32 n, u32 us)
{
	if (work[n].left != ENDLESS)
		work[n].left += US(us);
	sched_wake(&guests[n]);
}

static struct part_guest *add(u8 priority, u32 left)
{
	const u32 n = guests_there++;

	parts[n] = (struct part_guest){
		.flags = PART_GUEST_AUTOSTART,
		.priority = priority,
		.budget = US(20000000),
		.period = US(10000000),
	};
	parts[n].name[0] = (char)('a' + n);
	work[n] = (struct work){ .left = left, .pieces = 1 };
	return &parts[n];
}

static void limit(struct part_guest *part, u32 budget_us, u32 period_us)
{
	part->budget = US(budget_us);
	part->period = US(period_us);
}

static void add_periodic(u8 priority, u32 burst_us, u32 period_us)
{
	struct work *w = &work[guests_there];

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
		.guests = parts, .windows = windows, .slice = (s32)US(1000),
	};
	guests_there = 0;
	running = NULL;
	trace[0] = '\0';
	last_id = '-';
	last_start = 0;
	interrupts = 0;
	quiet = false;
	goes_on = true;
	timers_set = 0;
	piece_us = 0;
	now_count = 0u - US(1500);
	started = now_count;
	timer = now_count;
	return 0;
}

/* As the partition compiler does: of equals the first stays the first. */
static void put_in_order(void)
{
	struct guest **place, *g;

	board.top = NULL;
	for_each_guest(g) {
		const u32 n = (u32)(g - guests);

		place = &board.top;
		while (*place && parts[*place - guests].priority >= parts[n].priority)
			place = &parts[*place - guests].below;
		parts[n].below = *place;
		*place = g;
	}
}

static void boot(void)
{
	put_in_order();
	levsha_main();
}

#endif /* SCHED_FIXTURE_H */
