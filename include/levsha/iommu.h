/* SPDX-License-Identifier: GPL-2.0 */
/* What devices may reach by themselves: drivers/iommu/. */
#ifndef _LEVSHA_IOMMU_H
#define _LEVSHA_IOMMU_H

#include <linux/types.h>

struct guest;

/* Interrupt remapping entries: first those of the I/O APIC's pins. */
#define IOMMU_PINS		128
#define IOMMU_MSI(guest, n)	(IOMMU_PINS + (guest)->id * PART_MAX_FUNCTIONS + (n))

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
 * iommu_route() - say where the interrupt of a remapping entry goes
 * @entry: the entry
 * @source: requester id that alone may use it, or IOMMU_IOAPIC
 * @low: vector, and IOAPIC_LEVEL
 * @apic_id: of the core
 *
 * Context: any core; a lock held until the hardware has taken note orders them.
 *
 * Return: false where interrupts are not remapped.
 */
bool iommu_route(u32 entry, u32 source, u32 low, u32 apic_id);
#define IOMMU_IOAPIC		0x10000

/** iommu_poll() - report what was blocked. Context: core 0. */
void iommu_poll(void);

#endif /* _LEVSHA_IOMMU_H */
