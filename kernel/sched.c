// SPDX-License-Identifier: GPL-2.0
/**
 * DOC: The scheduler
 *
 * Of the guests that have something to do, that of the highest priority runs; of
 * equals, the one that is first in their queue. A guest goes to the end of it when
 * its slice is used up, when it yields and when it wakes; one that was preempted
 * keeps its place and the rest of its slice. A guest that has used up its budget
 * waits for its next period; one without a limit has a larger budget than its
 * period. With time windows only the guest of the window runs. Who writes its flash
 * stands still meanwhile. Interrupts of a guest that does not run wait in its
 * controller.
 *
 * All times are Counts, which wrap: the timer fires at least every ten seconds, so
 * that no time is so far away that past and future are mixed up. A decision looks
 * at each guest, in the order of their priorities, but for the most frequent and
 * urgent one: an interrupt wakes a guest of a higher priority than the running one's.
 */
#include <asm/time.h>
#include <asm/vnvm.h>
#include <levsha/arch.h>
#include <levsha/console.h>
#include <levsha/guest.h>
#include <levsha/health.h>
#include <levsha/irqchip.h>
#include <levsha/sched.h>
#include <levsha/time.h>
#include <levsha/veic.h>
#include <levsha/vtimer.h>

#define COUNTS_MAX		0x3b9a0000	/* almost ten seconds */

u8 sched_pending;

static struct cpu {
	struct guest *running;	/* NULL: nobody */
	struct guest *next;	/* who runs after schedule() */
	u32 now;		/* Count of the last decision: time is accounted */
	u32 event;		/* Count at which schedule() is needed again */
	u32 total;		/* counts accounted, see sched_share() */
	u32 turn;		/* the last that was given */
	u32 window;		/* index of the window */
	u32 window_end;		/* Count at its end */
	u32 console;		/* Count at which the console is woken */
	bool rivals;		/* others of its priority can run, too */
} cpu;

static bool reached(u32 now, u32 count)
{
	return (s32)(now - count) >= 0;
}

static u32 sooner(u32 a, u32 b)
{
	return reached(b, a) ? a : b;
}

static void set_rivals(bool rivals)
{
	if (part_board.slice)
		cpu.rivals = rivals;
}

/* Nothing is left of turns on boards without equals. */
static void go_to_end(struct guest *guest)
{
	if (!part_board.slice)
		return;
	guest->sched.turn = ++cpu.turn;
	guest->sched.slice = part_board.slice;
}

/* Of a board without windows nothing is left of it. */
static __always_inline bool has_window(const struct guest *guest)
{
	return !part_board.nr_windows ||
	       part_board.windows[cpu.window].guest == guest->id;
}

/* Nor of budgets, if no guest's is a limit. */
static __always_inline bool is_limited(const struct guest *guest)
{
	return part_value(guest->part, budget) <
	       part_value(guest->part, period);
}

static __always_inline bool out_of_budget(const struct guest *guest)
{
	return is_limited(guest) && guest->sched.budget <= 0;
}

static __always_inline bool can_run(const struct guest *guest)
{
	return guest->state >= GUEST_LOADING && !vnvm_wants(guest) &&
	       !out_of_budget(guest) && has_window(guest);
}

/* The running guest pays for its time. */
static void account(void)
{
	const u32 now = arch_count(), ran = now - cpu.now;
	struct guest *guest = cpu.running;

	cpu.now = now;
	cpu.total += ran;
	if (!guest)
		return;
	guest->sched.used += ran;
	if (part_board.slice) {
		guest->sched.slice -= (s32)ran;
		if (guest->sched.slice <= 0)
			go_to_end(guest);
	}
	if (!is_limited(guest))
		return;
	guest->sched.budget -= (s32)ran;
	if (guest->sched.budget <= 0 && guest->state != GUEST_WAITING)
		health_event(guest, PART_EVENT_BUDGET);
}

static void turn_window(void)
{
	while (part_board.nr_windows && reached(cpu.now, cpu.window_end)) {
		if (++cpu.window == part_board.nr_windows)
			cpu.window = 0;
		cpu.window_end += part_board.windows[cpu.window].length;
	}
}

static void wake_console(void)
{
	if (!reached(cpu.now, cpu.console))
		return;
	cpu.console = cpu.now + COUNTS_MAX;
	console_kick();
	ktime_us();		/* that no turn of Count is missed */
}

/* A guest that comes late begins its period when it comes. */
static void renew_budget(struct guest *guest)
{
	const u32 period = part_value(guest->part, period);
	struct sched *s = &guest->sched;

	if (!is_limited(guest) || !reached(cpu.now, s->period_end))
		return;
	s->budget = (s32)part_value(guest->part, budget);
	s->period_end += period;
	if (reached(cpu.now, s->period_end))
		s->period_end = cpu.now + period;
}

static u32 run_watchdog(struct guest *guest, u32 event)
{
	struct sched *s = &guest->sched;

	if (!s->watched || !guest_alive(guest))
		return event;
	if (reached(cpu.now, s->bite)) {
		s->bite = cpu.now + part_value(guest->part, watchdog);
		if (!health_event(guest, PART_EVENT_WATCHDOG))
			guest->vsfr.cause = RCON_WDTO;
	}
	return sooner(event, s->bite);
}

/* None are on boards on which all priorities differ. */
static bool are_equals(const struct guest *a, const struct guest *b)
{
	return part_board.slice && a->part->priority == b->part->priority;
}

static bool has_earlier_turn(const struct guest *a, const struct guest *b)
{
	return (s32)(a->sched.turn - b->sched.turn) < 0;
}

/*
 * Who runs, and when somebody may want to run instead: who is asked before it, or is
 * its equal, and waits for its timer or its next period. The timers of those behind
 * it raise their interrupts now, but are no reason to interrupt it later. Of old time
 * half is forgotten now and then.
 */
static void look_at_all(void)
{
	const u32 old = cpu.total >> 31;
	struct guest *g, *first = NULL;
	u32 due, event = cpu.console;

	if (part_board.nr_windows)
		event = sooner(event, cpu.window_end);
	cpu.total >>= old;
	for (g = part_board.top; g; g = g->part->below) {
		g->sched.used >>= old;
		if (g->sched.requests)
			guest_serve_requests(g);
		event = run_watchdog(g, event);
		renew_budget(g);
		due = vtimer_run(g);
		if (first && !are_equals(g, first))
			continue;
		if (can_run(g)) {
			set_rivals(first);
			if (!first || has_earlier_turn(g, first))
				first = g;
		} else if (has_window(g)) {
			event = sooner(event, out_of_budget(g) ?
						      g->sched.period_end : due);
		}
	}
	cpu.next = first;
	cpu.event = event;
}

/* A guest that is not loaded spends its time with that. */
static bool still_loading(struct guest *guest)
{
	if (!guest || guest->state != GUEST_LOADING)
		return false;
	guest_load(guest);
	sched_pending = SCHED_ALL;
	irqchip_handle();
	return true;
}

static void choose(void)
{
	sched_pending = 0;
	turn_window();
	wake_console();
	look_at_all();
}

/* When the running guest must not run any more, if that is before an event. */
static u32 end_of_turn(const struct guest *guest, u32 event)
{
	const struct sched *s = &guest->sched;

	if (is_limited(guest)) {
		event = sooner(event, s->period_end);
		event = sooner(event, cpu.now + (u32)s->budget);
	}
	if (part_board.slice && cpu.rivals)
		event = sooner(event, cpu.now + (u32)s->slice);
	return event;
}

void sched_timer_changed(u32 due)
{
	arch_timer_set(sooner(cpu.event, due));
}

/*
 * If nothing has happened but that a more important guest woke, what would have
 * happened next may still happen then, though some of it no longer matters.
 */
struct guest *schedule(void)
{
	u32 due;

	do {
		account();
		if (sched_pending == SCHED_WOKEN)
			renew_budget(cpu.next);
		else
			choose();
		cpu.running = cpu.next;
	} while (sched_pending & SCHED_ALL || still_loading(cpu.running));
	sched_pending = 0;
	due = cpu.event;
	if (cpu.running) {
		cpu.event = end_of_turn(cpu.running, cpu.event);
		due = vtimer_run(cpu.running);
	}
	sched_timer_changed(due);
	return cpu.running;
}

/*
 * The common case is the running guest's own timer, which changes nothing else.
 * After all others schedule() sets the timer.
 */
void sched_tick(void)
{
	if (cpu.running && !reached(arch_count(), cpu.event))
		sched_timer_changed(vtimer_run(cpu.running));
	else
		sched_pending = SCHED_ALL;
}

void sched_wait(struct guest *guest)
{
	guest->sched.ipl = (u16)arch_guest_ipl();
	if (veic_level(guest) > guest->sched.ipl)
		return;
	guest->state = GUEST_WAITING;
	sched_pending = SCHED_ALL;
}

void sched_wake(struct guest *guest)
{
	bool equal;

	if (guest->state != GUEST_WAITING)
		return;
	guest->state = GUEST_RUNNING;
	go_to_end(guest);
	if (!can_run(guest))
		return;
	if (cpu.next && cpu.next->part->priority > guest->part->priority)
		return;
	equal = cpu.next && are_equals(cpu.next, guest);
	set_rivals(equal);
	if (!equal)
		cpu.next = guest;
	sched_pending |= SCHED_WOKEN;
}

void sched_yield(struct guest *guest)
{
	go_to_end(guest);
	sched_pending = SCHED_ALL;
}

void sched_watch(struct guest *guest, bool on)
{
	guest->sched.bite = arch_count() + part_value(guest->part, watchdog);
	if (guest->sched.watched != on)
		sched_pending = SCHED_ALL;
	guest->sched.watched = on;
}

void sched_wake_console(u32 us)
{
	const u32 count = arch_count() + us * COUNTS_PER_US;

	if (reached(count, cpu.console))
		return;
	cpu.console = count;
	sched_pending = SCHED_ALL;
}

u32 sched_share(const struct guest *guest)
{
	return guest->sched.used / (cpu.total / 1000 + 1);
}

void sched_init(void)
{
	const u32 now = arch_count();
	struct guest *g;

	cpu = (struct cpu){ .now = now, .console = now };
	for_each_guest(g) {
		if (is_limited(g))
			g->sched.period_end = now;
	}
	if (part_board.nr_windows)
		cpu.window_end = now + part_board.windows[0].length;
}
