/* SPDX-License-Identifier: GPL-2.0 */
/* One IOMMU: its registers, for intel.c alone. */
#ifndef _DRIVERS_IOMMU_UNIT_H
#define _DRIVERS_IOMMU_UNIT_H

#include <asm/page.h>
#include <linux/compiler_types.h>
#include <linux/types.h>

#define UNIT_WORDS		(PAGE_SIZE / sizeof(u64))

/* Widths of addresses: page tables of three and of four levels. */
#define UNIT_WIDTH_39		(1 << 1)
#define UNIT_WIDTH_48		(1 << 2)

/**
 * struct unit - one IOMMU
 * @base: its registers
 * @faults: of them, the fault records
 * @nr_faults: their number
 * @iotlb: offset of the register that invalidates translations
 * @widths: UNIT_WIDTH_* that it has
 * @remaps: it can remap interrupts
 * @queued: it takes invalidations from @queue
 * @buffers: it must be told to write its buffers back
 * @tail: where the next descriptor goes, as an offset
 * @done: the hardware sets it when all descriptors are executed
 * @queue: descriptors, of two words each
 */
struct unit {
	phys_addr_t base;
	phys_addr_t faults;
	u32 nr_faults;
	u32 iotlb;
	u32 widths;
	bool remaps;
	bool queued;
	bool buffers;
	u32 tail;
	u32 done;
	u64 queue[UNIT_WORDS] __aligned(PAGE_SIZE);
};

/**
 * unit_init() - bring a unit to a known state, with everything off
 * @u: filled
 * @base: its registers, mapped
 *
 * Context: boot. Refuses to boot when the unit lacks what is needed.
 */
void unit_init(struct unit *u, phys_addr_t base);

/**
 * unit_enable() - put all devices behind a unit under its control
 * @u: the unit
 * @root: table of contexts
 * @remap_table: of entries for interrupts, or NULL: they are not remapped
 * @size: its bytes, a power of two
 */
void unit_enable(struct unit *u, const void *root, const void *remap_table,
		 size_t size);

/** unit_flush() - let a unit forget what it keeps, and wait until it has */
void unit_flush(struct unit *u);

/**
 * unit_faults() - take what a unit has recorded, each once
 * @u: the unit
 * @report: called with address and upper word of each record
 */
void unit_faults(const struct unit *u, void (*report)(u64 address, u64 fault));

#define FAULT_READ		(1ULL << 62)
#define FAULT_REASON(f)		((u32)((f) >> 32) & 0xff)
#define FAULT_SOURCE(f)		((u16)(f))

#endif /* _DRIVERS_IOMMU_UNIT_H */
