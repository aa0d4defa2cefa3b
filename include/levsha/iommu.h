/* SPDX-License-Identifier: GPL-2.0 */
/* What devices may reach by themselves: drivers/iommu/. */
#ifndef _LEVSHA_IOMMU_H
#define _LEVSHA_IOMMU_H

#include <linux/types.h>

struct guest;
struct part_function;

/**
 * iommu_init() - from now on, no device reaches memory or interrupts anybody
 *
 * Context: core 0, at boot, on the final page tables. Refuses to boot when the
 * partition counts on an IOMMU that is not there or that cannot do what is needed.
 */
void iommu_init(void);

/**
 * iommu_attach() - let a guest's PCI functions reach what the guest reaches
 * @guest: whose memory is mapped; or was mapped differently since the last call
 *
 * Context: core 0, at boot.
 */
void iommu_attach(const struct guest *guest);

/**
 * iommu_pin_entry() - the remapping entry for an interrupt of the I/O APIC
 * @low: vector and IOAPIC_* flags
 * @core: where it goes
 *
 * Return: its number, or -ENODEV where interrupts are not remapped.
 */
int iommu_pin_entry(u32 low, u32 core);

/**
 * iommu_message_entries() - the entries for messages of a PCI function
 * @function: in the partition's table
 *
 * Return: the number of the first, behind which they stand by vector, or -ENODEV
 * where interrupts are not remapped.
 */
int iommu_message_entries(const struct part_function *function);

/** iommu_poll() - report what was blocked. Context: core 0. */
void iommu_poll(void);

#endif /* _LEVSHA_IOMMU_H */
