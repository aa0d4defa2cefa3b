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
 * @waiting: it executed WAIT and has no interrupt to take
 * @budget: counts that it may still run in this period, if it has a budget
 * @period_end: Count at which the period ends
 * @requests: GUEST_REQ_*, to be looked at by schedule()
 * @kicked: Count at which its watchdog was last served
 */
struct sched {
	bool waiting;
	u32 budget;
	u32 period_end;
	u32 requests;
	u32 kicked;
};

/**
 * sched_pending - schedule() must be called before a guest runs on
 *
 * Looked at on each way out of C code; set by all that may change who runs.
 */
extern u8 sched_pending;

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

/** sched_wait() - the running guest waits for an interrupt */
void sched_wait(struct guest *guest);

/** sched_wake() - a guest has an interrupt that it may wait for */
void sched_wake(struct guest *guest);

/** sched_yield() - the running guest lets others of its priority run */
void sched_yield(struct guest *guest);

/** sched_timer_changed() - a guest's timer is due at another time now */
void sched_timer_changed(void);

#endif /* _LEVSHA_SCHED_H */
