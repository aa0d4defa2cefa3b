/* SPDX-License-Identifier: GPL-2.0 */
/*
 * A guest's Count and Compare. It goes on while the guest does not run; no tick
 * is lost then. Counts are the CPU's: 10 ns each on the PIC32MZ.
 */
#ifndef _LEVSHA_VTIMER_H
#define _LEVSHA_VTIMER_H

#include <linux/types.h>

struct guest;

/**
 * struct vtimer - the timer
 * @offset: guest Count - Count
 * @compare: Compare
 * @since: guest Count at the last expiry or write of Compare: a Compare between
 *	it and now is due
 * @expired: Compare was reached and not written since; Cause.TI
 */
struct vtimer {
	u32 offset;
	u32 compare;
	u32 since;
	bool expired;
};

/** vtimer_reset() - Count 0 now, no interrupt before Compare is reached */
void vtimer_reset(struct guest *guest);

/** vtimer_write_count() - the guest writes Count */
void vtimer_write_count(struct guest *guest, u32 value);

/** vtimer_write_compare() - the guest writes Compare, which ends its interrupt */
void vtimer_write_compare(struct guest *guest, u32 value);

/**
 * vtimer_run() - raise the interrupt if Compare was reached
 * @guest: the guest, whether it runs or not
 *
 * Return: root's Count when Compare is reached, or a while before.
 */
u32 vtimer_run(struct guest *guest);

#endif /* _LEVSHA_VTIMER_H */
