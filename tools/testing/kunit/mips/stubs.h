/* SPDX-License-Identifier: GPL-2.0 */
/* What the functions of stubs.c remember. */
#ifndef _KUNIT_MIPS_STUBS_H
#define _KUNIT_MIPS_STUBS_H

#include <levsha/partition.h>
#include <linux/types.h>

/** struct asked - the interrupt last asked for with arch_inject() */
struct asked {
	u32 level;
	u32 offset;
	u32 set;
	u32 calls;
};

extern struct asked asked;

/* nr_guests, which is a constant to the code */
extern unsigned int guests_there;

/* What arch_guest_ipl() says, and calls of sched_wake(). */
extern u32 ipl, woken;

/* Calls of sched_timer_changed(), Cause.TI, and health_event() by event. */
extern u32 timer_changes, events[PART_NR_EVENTS];
extern bool ti;

/* What arch_guest_trap_cp0() was told. */
extern bool cp0_trapped;

#endif /* _KUNIT_MIPS_STUBS_H */
