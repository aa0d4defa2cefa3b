/* SPDX-License-Identifier: GPL-2.0 */
/* What every unit test includes first: cmocka, and the stubs' memory. */
#ifndef _KUNIT_H
#define _KUNIT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <linux/types.h>

/* What was written to the console or the log since the start of the case. */
extern char said[];

/* Requests left with arch_request() and not yet taken. */
extern u32 requests;

/* What arch_cpu_id() and ktime_us() say. */
extern unsigned int this_cpu;
extern u64 now_us;

/** forget() - a cmocka set-up function: all the stubs' memory starts anew */
int forget(void **state);

#endif /* _KUNIT_H */
