/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The crash record: the registers of the guest, or the hypervisor, that failed
 * last. It lies in RAM that no reset clears, and its report is written from it,
 * piece by piece as the console has room: now, and after the next boot.
 */
#ifndef _LEVSHA_CRASH_H
#define _LEVSHA_CRASH_H

#include <linux/types.h>

struct guest;

/**
 * crash_record() - keep a failed guest's registers, and begin its report
 * @guest: the guest that was running, or NULL for the hypervisor itself
 * @reason: what happened, of static lifetime
 *
 * A report that is still being written is finished first; this one is then told
 * in one line.
 */
void crash_record(struct guest *guest, const char *reason);

#ifdef CONFIG_SCHED

/**
 * crash_show() - log the next line of a report, when all messages are shown
 *
 * Return: whether there was one.
 */
bool crash_show(void);

#else

static inline bool crash_show(void)
{
	return false;
}

#endif /* CONFIG_SCHED */

/** crash_init() - after boot: begin the report of what the reset found */
void crash_init(void);

#endif /* _LEVSHA_CRASH_H */
