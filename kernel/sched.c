// SPDX-License-Identifier: GPL-2.0
/**
 * DOC: The scheduler
 *
 * Of the guests that have something to do, that of the highest priority runs; of
 * equals, the one that is first in their queue. A guest goes to the end of it when
 * its slice is used up, when it yields and when it wakes; one that was preempted
 * keeps its place and the rest of its slice. A guest that has used up its budget
 * waits for its next period. With time windows only the guest of the window runs.
 * Interrupts of a guest that does not run wait in its controller.
 *
 * All times are differences of Count, which wraps: the timer fires at least every
 * ten seconds, so that none grows too large. A decision looks at each guest, but
 * for the most frequent and urgent one: an interrupt wakes a guest of a higher
 * priority than the running one's.
 */
#include <asm/time.h>
#include <levsha/arch.h>
#include <levsha/console.h>
#include <levsha/guest.h>
#include <levsha/health.h>
#include <levsha/irqchip.h>
#include <levsha/sched.h>
#include <levsha/time.h>
#include <levsha/veic.h>
#include <levsha/vtimer.h>

#define COUNTS_MAX		(SCHED_MAX_US * COUNTS_PER_US)

u8 sched_pending;

static struct cpu {
	struct guest *running;	/* NULL: nobody */
	struct guest *woken;	/* with SCHED_WOKEN: who should run instead */
	u32 since;		/* Count up to which time is accounted */
	u32 event;		/* Count at which schedule() is needed again */
	u32 total;		/* counts accounted, see sched_share() */
	u32 turn;		/* the last that was given */
	u32 window;		/* index of the window */
	u32 window_end;		/* Count at its end */
	u32 console;		/* Count at which the console wants to be woken */
	bool console_sleeps;	/* it does */
} cpu;

static bool reached(u32 now, u32 count)
{
	return (s32)(now - count) >= 0;
}

static u32 sooner(u32 a, u32 b)
{
	return a < b ? a : b;
}

static u32 counts_until(u32 now, u32 count)
{
	return reached(now, count) ? 0 : count - now;
}

static void go_to_end(struct guest *guest)
{
	guest->sched.turn = ++cpu.turn;
	guest->sched.slice = (s32)(part_board.slice_us * COUNTS_PER_US);
}

static bool out_of_budget(const struct guest *guest)
{
	return guest->part->budget_us && guest->sched.budget <= 0;
}

static bool has_window(const struct guest *guest)
{
	return !part_board.nr_windows ||
	       part_board.windows[cpu.window].guest == guest->id;
}

static bool can_run(const struct guest *guest)
{
	return guest_alive(guest) && !guest->sched.waiting &&
	       !out_of_budget(guest) && has_window(guest);
}

/* Whether a guest, once it can run, would be considered beside the running one. */
static bool matters(const struct guest *guest)
{
	return has_window(guest) &&
	       (!cpu.running ||
		guest->part->priority >= cpu.running->part->priority);
}

/* Whether a guest takes turns with the running one. */
static bool is_equal(const struct guest *guest)
{
	return cpu.running &&
	       guest->part->priority == cpu.running->part->priority;
}

/* Of old time, half is forgotten now and then. */
static void forget_half(void)
{
	struct guest *g;

	cpu.total /= 2;
	for_each_guest(g)
		g->sched.used /= 2;
}

/* A guest pays for its time. */
static void charge(struct guest *guest, u32 ran)
{
	struct sched *s = &guest->sched;

	s->used += ran;
	s->slice -= (s32)ran;
	if (s->slice <= 0)
		go_to_end(guest);
	if (!guest->part->budget_us)
		return;
	s->budget -= (s32)ran;
	if (s->budget <= 0 && !s->waiting)
		health_event(guest, PART_EVENT_BUDGET);
}

static void account(u32 now)
{
	const u32 ran = now - cpu.since;

	cpu.since = now;
	cpu.total += ran;
	if (cpu.running)
		charge(cpu.running, ran);
	if ((s32)cpu.total < 0)
		forget_half();
}

static u32 window_counts(void)
{
	return part_board.windows[cpu.window].length_us * COUNTS_PER_US;
}

static void turn_window(u32 now)
{
	while (part_board.nr_windows && reached(now, cpu.window_end)) {
		if (++cpu.window == part_board.nr_windows)
			cpu.window = 0;
		cpu.window_end += window_counts();
	}
}

/* A guest that comes late begins its period when it comes. */
static void renew_budget(struct guest *guest, u32 now)
{
	const u32 period = guest->part->period_us * COUNTS_PER_US;
	struct sched *s = &guest->sched;

	if (!guest->part->budget_us || !reached(now, s->period_end))
		return;
	s->period_end += period;
	if (reached(now, s->period_end))
		s->period_end = now + period;
	s->budget = (s32)(guest->part->budget_us * COUNTS_PER_US);
}

static void wake_console(u32 now)
{
	if (!cpu.console_sleeps || !reached(now, cpu.console))
		return;
	cpu.console_sleeps = false;
	console_kick();
}

/* What time has done to the guests, whether they run or not. */
static void bring_up_to_date(u32 now)
{
	const u32 us = (u32)ktime_us();
	struct guest *g;

	turn_window(now);
	wake_console(now);
	for_each_guest(g) {
		renew_budget(g, now);
		watchdog_run(g, us);
		if (g->sched.loaded == SCHED_LOAD_ALL)
			vtimer_run(g);
	}
}

/* After events, which may have asked for something of any guest. */
static void serve_requests(void)
{
	struct guest *g;

	for_each_guest(g) {
		if (g->sched.requests)
			guest_serve_requests(g);
	}
}

static bool goes_before(const struct guest *a, const struct guest *b)
{
	if (a->part->priority != b->part->priority)
		return a->part->priority > b->part->priority;
	return (s32)(a->sched.turn - b->sched.turn) < 0;
}

static struct guest *first_of_all(void)
{
	struct guest *g, *first = NULL;

	for_each_guest(g) {
		if (can_run(g) && (!first || goes_before(g, first)))
			first = g;
	}
	return first;
}

/* Counts until the running guest's budget or period ends. */
static u32 running_left(const struct guest *guest, u32 now)
{
	if (!guest->part->budget_us)
		return COUNTS_MAX;
	return sooner((u32)guest->sched.budget,
		      counts_until(now, guest->sched.period_end));
}

/*
 * Counts until another guest may run instead. If it could run now, it is an equal
 * of the running one, and waits for the end of its slice.
 */
static u32 other_left(const struct guest *guest, u32 now)
{
	if (!matters(guest) || !guest_alive(guest))
		return COUNTS_MAX;
	if (out_of_budget(guest))
		return counts_until(now, guest->sched.period_end);
	return guest->sched.waiting ? vtimer_left(guest) :
				      (u32)cpu.running->sched.slice;
}

static u32 next_event(u32 now)
{
	const u32 us = (u32)ktime_us();
	u32 left = COUNTS_MAX;
	struct guest *g;

	if (part_board.nr_windows)
		left = counts_until(now, cpu.window_end);
	if (cpu.console_sleeps)
		left = sooner(left, counts_until(now, cpu.console));
	for_each_guest(g) {
		left = sooner(left, watchdog_left(g, us) * COUNTS_PER_US);
		left = sooner(left, g == cpu.running ? running_left(g, now) :
						       other_left(g, now));
	}
	return now + left;
}

static void set_timer(u32 now)
{
	u32 left = counts_until(now, cpu.event);

	if (cpu.running)
		left = sooner(left, vtimer_left(cpu.running));
	arch_timer_set(now + left);
}

static struct guest *choose(void)
{
	const u32 now = arch_count();

	account(now);
	bring_up_to_date(now);
	serve_requests();
	sched_pending = 0;
	cpu.running = first_of_all();
	return cpu.running;
}

/*
 * The guest that was woken runs, if it is as simple as that. What would have
 * happened next may still happen then, though some of it no longer matters.
 */
static bool run_woken(void)
{
	const u32 now = arch_count();
	struct guest *next = cpu.woken;

	renew_budget(next, now);
	if (reached(now, cpu.event) || !can_run(next))
		return false;
	account(now);
	if (sched_pending != SCHED_WOKEN)
		return false;
	sched_pending = 0;
	cpu.running = next;
	cpu.event = now + sooner(cpu.event - now, running_left(next, now));
	set_timer(now);
	return true;
}

struct guest *schedule(void)
{
	struct guest *next;
	u32 now;

	if (sched_pending == SCHED_WOKEN && run_woken())
		return cpu.running;
	for (;;) {
		next = choose();
		if (!next || next->state != GUEST_LOADING)
			break;
		guest_load(next);
		irqchip_handle();
	}
	now = arch_count();
	cpu.event = next_event(now);
	set_timer(now);
	return next;
}

/* The common case is the running guest's own timer, which changes nothing else. */
void sched_tick(void)
{
	const u32 now = arch_count();

	if (reached(now, cpu.event) || !cpu.running) {
		sched_pending |= SCHED_ALL;
		arch_timer_set(now + COUNTS_MAX);
		return;
	}
	if (cpu.running->state == GUEST_RUNNING)
		vtimer_run(cpu.running);
	set_timer(now);
}

void sched_timer_changed(void)
{
	set_timer(arch_count());
}

void sched_wait(struct guest *guest)
{
	if (veic_level(guest) > arch_guest_ipl(guest))
		return;
	guest->sched.waiting = true;
	sched_pending |= SCHED_ALL;
}

void sched_wake(struct guest *guest)
{
	if (!guest->sched.waiting)
		return;
	guest->sched.waiting = false;
	go_to_end(guest);
	if (!matters(guest))
		return;
	sched_pending |= sched_pending || is_equal(guest) ? SCHED_ALL :
							    SCHED_WOKEN;
	cpu.woken = guest;
}

void sched_yield(struct guest *guest)
{
	go_to_end(guest);
	sched_pending |= SCHED_ALL;
}

void sched_wake_console(u32 us)
{
	if (cpu.console_sleeps)
		return;
	cpu.console = arch_count() + us * COUNTS_PER_US;
	cpu.console_sleeps = true;
	sched_pending |= SCHED_ALL;
}

u32 sched_share(const struct guest *guest)
{
	return guest->sched.used / (cpu.total / 1000 + 1);
}

void sched_init(void)
{
	const u32 now = arch_count();
	struct guest *g;

	cpu = (struct cpu){ .since = now };
	for_each_guest(g) {
		go_to_end(g);
		g->sched.period_end = now;
	}
	if (part_board.nr_windows)
		cpu.window_end = now + window_counts();
	sched_pending |= SCHED_ALL;
}
