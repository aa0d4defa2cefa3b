/* SPDX-License-Identifier: GPL-2.0 */
/*
 * A guest's pair of 8259 interrupt controllers. Emulated devices raise their
 * inputs; inputs that belong to real devices only steer the real routing, and
 * their interrupts reach the guest without the hypervisor.
 * Context: the guest's core, but for vpic_init().
 */
#ifndef _LEVSHA_VPIC_H
#define _LEVSHA_VPIC_H

#include <levsha/partition.h>
#include <linux/types.h>

struct guest;
struct vreg_access;

#define VPIC_INPUTS		16
#define VPIC_CASCADE		2

/**
 * struct vpic_chip - one 8259 (Intel 8259A data sheet, 231468)
 * @irr: inputs that asked
 * @isr: inputs in service
 * @imr: inputs masked
 * @lines: level of the inputs
 * @base: vector of input 0, a multiple of 8
 * @init: initialisation word expected next, 0 for none
 * @need_icw4: ICW1 announced it
 * @auto_eoi: service ends with the acknowledge
 * @read_isr: reads of the command port give ISR, not IRR
 */
struct vpic_chip {
	u8 irr;
	u8 isr;
	u8 imr;
	u8 lines;
	u8 base;
	u8 init;
	bool need_icw4;
	bool auto_eoi;
	bool read_isr;
};

/** struct vpic - the pair: the master, and the slave at its input 2 */
struct vpic {
	struct vpic_chip chip[2];
};

/** vpic_reset() - state after power-on; routes of real interrupts are masked */
void vpic_reset(struct guest *guest);

/** vpic_set_line() - an emulated device raises or lowers its input */
void vpic_set_line(struct guest *guest, u8 irq, bool level);

/** vpic_pending() - whether the guest's CPU is asked to take an interrupt */
bool vpic_pending(const struct guest *guest);

/**
 * vpic_acknowledge() - the guest's CPU takes the interrupt
 * @guest: for which vpic_pending() holds
 *
 * Return: its vector.
 */
u8 vpic_acknowledge(struct guest *guest);

/** vpic_access() - an access to the command or data port of either chip */
bool vpic_access(struct guest *guest, const struct part_block *block,
		 struct vreg_access *a);

#endif /* _LEVSHA_VPIC_H */
