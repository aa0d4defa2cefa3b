/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Several guests on one CPU: by fixed priority with budgets, or in time windows.
 * Context: root; nothing here is re-entered.
 */
#ifndef _LEVSHA_SCHED_H
#define _LEVSHA_SCHED_H

#include <linux/types.h>

struct guest;

/**
 * struct sched - a guest's share of the CPU
 * @watched: its watchdog is on, and bites at @bite
 * @requests: GUEST_REQ_*, to be looked at by schedule()
 * @ipl: while it waits: level above which an interrupt wakes it
 * @budget: counts that it may still run in this period
 * @period_end: Count at which the period ends
 * @slice: counts until its turn among guests of its priority ends
 * @turn: its place in their queue; the lowest is the first
 * @used: counts that it ran lately, see sched_share()
 * @bite: Count at which its watchdog was not served in time
 */
struct sched {
	bool watched;
	u8 requests;
	u16 ipl;
	s32 budget;
	u32 period_end;
	s32 slice;
	u32 turn;
	u32 used;
	u32 bite;
};

/*
 * Whether, and why, schedule() must be called before a guest runs on. Looked at on
 * each way out of C code.
 */
extern u8 sched_pending;
#define SCHED_ALL		0x1	/* anything may have changed: stored alone */
#define SCHED_WOKEN		0x2	/* a guest woke that may run now */

/** sched_init() - after guests_init(), before the first schedule() */
void sched_init(void);

/**
 * schedule() - carry out requests, and choose who runs
 *
 * Loads guests piece by piece in their own time, with interrupts looked at in
 * between. Sets the timer for what comes next.
 *
 * Return: the guest that runs now, or NULL: nobody can.
 */
struct guest *schedule(void);

/** sched_tick() - the core timer: guests' timers, budgets, windows, watchdogs */
void sched_tick(void);

/** sched_wait() - the running guest waits, unless it has an interrupt already */
void sched_wait(struct guest *guest);

/** sched_wake() - a guest has an interrupt that it may wait for */
void sched_wake(struct guest *guest);

/** sched_yield() - the running guest lets others of its priority run */
void sched_yield(struct guest *guest);

/** sched_timer_changed() - the running guest's timer is due at this Count now */
void sched_timer_changed(u32 due);

/**
 * sched_watch() - a guest's watchdog is served, or switched
 * @guest: the guest
 * @on: it must be served again within &part_guest.watchdog
 */
void sched_watch(struct guest *guest, bool on);

/** sched_wake_console() - call console_kick() in at most so many microseconds */
void sched_wake_console(u32 us);

/** sched_share() - thousandths of the CPU's time that a guest had lately */
u32 sched_share(const struct guest *guest);

#endif /* _LEVSHA_SCHED_H */
