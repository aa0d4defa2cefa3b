/* SPDX-License-Identifier: GPL-2.0 */
/*
 * ACPI's DMA Remapping Reporting table (VT-d specification, chapter 8): which
 * IOMMUs there are.
 */
#ifndef _ASM_X86_DMAR_H
#define _ASM_X86_DMAR_H

#include <linux/types.h>

#define DMAR_MAX_UNITS		8
#define DMAR_NO_SOURCE		0xffffffff

/**
 * struct dmar_info - what the table says
 * @nr_units: IOMMUs
 * @unit: physical addresses of their registers
 * @remap_interrupts: the platform allows interrupt remapping
 * @ioapic_source: requester id of the I/O APIC, or DMAR_NO_SOURCE
 */
struct dmar_info {
	u32 nr_units;
	u64 unit[DMAR_MAX_UNITS];
	bool remap_interrupts;
	u32 ioapic_source;
};

/**
 * dmar_parse() - read the table
 * @table: from its ACPI header on, its checksum checked
 * @size: bytes
 * @ioapic_id: of the I/O APIC that matters
 * @info: filled
 *
 * Return: 0; -EINVAL where an entry is broken, -E2BIG with too many IOMMUs.
 */
int dmar_parse(const void *table, u32 size, u8 ioapic_id, struct dmar_info *info);

#endif /* _ASM_X86_DMAR_H */
