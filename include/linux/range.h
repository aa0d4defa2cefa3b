/* SPDX-License-Identifier: GPL-2.0 */
/* Ranges of addresses or numbers, given by start and size. */
#ifndef _LINUX_RANGE_H
#define _LINUX_RANGE_H

#include <linux/types.h>

/** ranges_overlap() - whether two ranges share anything; neither may wrap */
static inline bool ranges_overlap(u64 a, u64 a_size, u64 b, u64 b_size)
{
	return a < b + b_size && b < a + a_size;
}

/** range_inside() - whether a range, which may wrap, lies inside an outer one */
static inline bool range_inside(u64 base, u64 size, u64 outer, u64 outer_size)
{
	return base >= outer && base - outer <= outer_size &&
	       size <= outer_size - (base - outer);
}

#endif /* _LINUX_RANGE_H */
