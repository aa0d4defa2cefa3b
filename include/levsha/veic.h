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
 * @flags: by slot; of virtual sources IFS, of real ones: it interrupted and is
 *	masked until the guest clears its flag
 * @enables: IEC, by slot
 * @lines: virtual sources that set their flag again for as long as they ask
 * @priss: PRISS
 * @intcon: INTCON
 * @storm: real interrupts since @epoch began
 * @epoch: which 2^20 counts @storm is of, modulo 256
 * @winner: slot of the winning source, or %PART_NO_SLOT
 *
 * IPC and OFF are in &part_guest.src: VOFF in bits 17:1, IP and IS in bits 28:24.
 * The flag of a real source is the real IFS bit.
 */
struct veic {
	u32 flags;
	u32 enables;
	u32 lines;
	u32 priss;
	u32 intcon;
	u16 storm;
	u8 epoch;
	u8 winner;
};

/** veic_reset() - state after reset; real sources are masked, flags cleared */
void veic_reset(struct guest *guest);

/** veic_raise() - a virtual source interrupts once: sets its flag */
void veic_raise(struct guest *guest, u32 slot);

/**
 * veic_interrupt() - a real source interrupted, and was masked
 * @guest: its owner
 * @slot: its number there
 *
 * Tells kernel/health.c when the guest gets more of them than it may.
 */
void veic_interrupt(struct guest *guest, u32 slot);

/**
 * veic_set_lines() - persistent virtual sources ask, or no longer do
 * @guest: the guest
 * @slots: which, a bit for each slot
 * @asking: those of @slots that ask now
 *
 * The flag of a source that asks is set, and set again when the guest clears it.
 * When it no longer asks, the flag stays until the guest clears it.
 */
void veic_set_lines(struct guest *guest, u32 slots, u32 asking);

/** veic_level() - level of the interrupt that the controller asks for, 0 to 7 */
u32 veic_level(const struct guest *guest);

/** veic_access() - an access to the controller's page */
bool veic_access(struct guest *guest, const struct part_block *block,
		 struct vreg_access *a);

#endif /* _LEVSHA_VEIC_H */
