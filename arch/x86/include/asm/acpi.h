/* SPDX-License-Identifier: GPL-2.0 */
/* The ACPI tables that the hypervisor reads, once, at boot. */
#ifndef _ASM_X86_ACPI_H
#define _ASM_X86_ACPI_H

#include <asm/cpu.h>
#include <linux/types.h>

#define ACPI_MAX_APICS		32
#define ACPI_ISA_IRQS		16

/**
 * struct acpi_info - what the tables say
 * @nr_apics: enabled processors
 * @apic_id: their local APIC ids
 * @ioapic_base: physical address of the I/O APIC that serves ISA interrupts
 * @isa_pin: its input for each ISA interrupt
 * @isa_flags: IOAPIC_* flags of each
 * @hpet_base: physical address of the HPET
 * @reset_port: I/O port of the reset register, or 0
 * @reset_value: to be written there
 */
struct acpi_info {
	u32 nr_apics;
	u8 apic_id[ACPI_MAX_APICS];
	u32 ioapic_base;
	u8 isa_pin[ACPI_ISA_IRQS];
	u32 isa_flags[ACPI_ISA_IRQS];
	u64 hpet_base;
	u16 reset_port;
	u8 reset_value;
};

extern struct acpi_info acpi;

/**
 * acpi_init() - find and check the tables
 *
 * Context: core 0, on the boot page tables. Refuses to boot when a table that is
 * needed is missing or broken.
 */
void acpi_init(void);

#endif /* _ASM_X86_ACPI_H */
