/* SPDX-License-Identifier: GPL-2.0 */
/*
 * A guest's external interrupt controller: the registers of the PIC32's, of which
 * each guest sees its own sources only.
 */
#ifndef _LEVSHA_VEIC_H
#define _LEVSHA_VEIC_H

#include <levsha/partition.h>
#include <linux/types.h>

struct guest;
struct vreg_access;

/**
 * struct veic - the state behind the registers
 * @flags: IFS of the sources that are not real devices, by slot
 * @pending: real sources that interrupted and are masked until the guest clears
 *	their flag, by slot
 * @enables: IEC, by slot
 * @lines: sources that ask for as long as their device does, by slot
 * @intcon: INTCON
 * @priss: PRISS
 * @winner: slot of the winning source, or %PART_NO_SLOT
 *
 * IPC and OFF are in &part_guest.src: VOFF in bits 17:1, IP and IS in bits 28:24.
 * The flag of a real source is the real IFS bit.
 */
struct veic {
	u32 flags;
	u32 pending;
	u32 enables;
	u32 lines;
	u32 intcon;
	u32 priss;
	u8 winner;
};

/** veic_reset() - state after reset; real sources are masked, flags cleared */
void veic_reset(struct guest *guest);

/** veic_raise() - a source interrupts once: sets its flag, or @pending if real */
void veic_raise(struct guest *guest, u32 slot);

/** veic_set_line() - a persistent virtual source asks, or no longer does */
void veic_set_line(struct guest *guest, u32 slot, bool level);

/**
 * veic_level() - level of the interrupt that the controller asks for, 0 to 7
 */
u32 veic_level(const struct guest *guest);

/** veic_access() - an access to the controller's page */
bool veic_access(struct guest *guest, const struct part_block *block,
		 struct vreg_access *a);

#endif /* _LEVSHA_VEIC_H */
