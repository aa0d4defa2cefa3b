/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Register blocks that guests share with the hypervisor: ports and registers in
 * memory take one path. Context: the guest's core.
 */
#ifndef _LEVSHA_VREG_H
#define _LEVSHA_VREG_H

#include <levsha/partition.h>
#include <linux/types.h>

struct guest;

/**
 * struct vreg_access - one access of a guest
 * @addr: port or guest physical address; with %CONFIG_SCHED a multiple of @width
 * @value: written, or read (the unused high bytes are zero)
 * @width: bytes: 1, 2, 4 or 8 that a long can hold
 * @space: &enum part_space
 * @write: a write
 */
struct vreg_access {
	unsigned long addr;
	unsigned long value;
	u8 width;
	u8 space;
	bool write;
};

/**
 * vreg_access() - carry out an access that hardware did not allow directly
 * @guest: who made it
 * @a: what; @a->value is filled for reads
 *
 * Return: whether the guest has something there. If not, nothing has happened.
 */
bool vreg_access(struct guest *guest, struct vreg_access *a);

/** typedef vreg_handler - a device's part of vreg_access() */
typedef bool (*vreg_handler)(struct guest *guest, const struct part_block *block,
			     struct vreg_access *a);

/** vreg_ones() - the value read where nothing is: all ones of the width */
static inline unsigned long vreg_ones(u8 width)
{
	return ~0UL >> (8 * sizeof(long) - 8 * width);
}

#endif /* _LEVSHA_VREG_H */
