/* SPDX-License-Identifier: GPL-2.0 */
/* The ACPI tables that the hypervisor reads, once, at boot. */
#ifndef _ASM_X86_ACPI_H
#define _ASM_X86_ACPI_H

#include <linux/compiler_types.h>
#include <linux/types.h>

#define ACPI_MAX_APICS		32
#define ACPI_ISA_IRQS		16

/** struct acpi_table - what every table begins with (ACPI 6.4, table 5.4) */
struct acpi_table {
	char signature[4];
	u32 length;
	u8 revision;
	u8 checksum;
	char oem[26];
} __packed;

/** struct acpi_address - where a register is (ACPI 6.4, table 5.1) */
struct acpi_address {
	u8 space;
	u8 width;
	u8 offset;
	u8 access;
	u64 address;
} __packed;

#define ACPI_SPACE_IO		1

#define DMAR_MAX_UNITS		8
#define DMAR_NO_SOURCE		0xffffffff

/**
 * struct dmar_info - what the DMAR says: which IOMMUs there are
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
 * struct acpi_info - what the tables say
 * @nr_apics: enabled processors
 * @apic_id: their local APIC ids
 * @ioapic_base: physical address of the I/O APIC that serves ISA interrupts
 * @ioapic_id: its id
 * @isa_pin: its input for each ISA interrupt
 * @isa_flags: IOAPIC_* flags of each
 * @hpet_base: physical address of the HPET
 * @dmar: the IOMMUs
 */
struct acpi_info {
	u32 nr_apics;
	u8 apic_id[ACPI_MAX_APICS];
	u32 ioapic_base;
	u8 ioapic_id;
	u8 isa_pin[ACPI_ISA_IRQS];
	u32 isa_flags[ACPI_ISA_IRQS];
	u64 hpet_base;
	struct dmar_info dmar;
};

extern struct acpi_info acpi;

/**
 * acpi_init() - find and check the tables
 *
 * Context: core 0, on the boot page tables. Refuses to boot when a table that is
 * needed is missing or broken.
 */
void acpi_init(void);

/**
 * acpi_table_at() - the table at an address that firmware gave
 * @address: physical
 * @signature: its name, four letters
 * @min_size: bytes that it must have
 *
 * Context: core 0, on the boot page tables.
 *
 * Return: the table, or NULL when it is another or, as the log then says, broken.
 */
const struct acpi_table *acpi_table_at(u64 address, const char *signature,
				       size_t min_size);

/**
 * acpi_find_table() - the same, wherever it is
 * @signature: its name
 * @min_size: bytes that it must have
 *
 * Context: core 0, on the boot page tables. Refuses to boot without a root table.
 */
const struct acpi_table *acpi_find_table(const char *signature, size_t min_size);

/**
 * dmar_parse() - read the DMA Remapping Reporting table
 * @table: from its ACPI header on, its checksum checked
 * @size: bytes
 * @ioapic_id: of the I/O APIC that matters
 * @info: filled
 *
 * Return: 0; -EINVAL where an entry is broken, -E2BIG with too many IOMMUs.
 */
int dmar_parse(const void *table, u32 size, u8 ioapic_id, struct dmar_info *info);

/**
 * aml_find_s5() - what the DSDT says of the state S5, soft off
 * @aml: the table's code
 * @size: its bytes
 * @type: filled with SLP_TYP for PM1a_CNT and PM1b_CNT
 *
 * Return: whether it says something.
 */
bool aml_find_s5(const u8 *aml, size_t size, u8 type[2]);

/** power_init() - learn how to turn the machine off. Context: as acpi_init(). */
void power_init(void);

#endif /* _ASM_X86_ACPI_H */
