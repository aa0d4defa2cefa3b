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

/*
 * A word of &part_guest.src, and &veic.winner: whether it is enabled, IP, IS, 255 -
 * number, and VOFF, so that of several words the greatest one wins.
 */
#define SRC_ENABLED		0x80000000
#define SRC_LEVEL_SHIFT		28		/* IP */
#define SRC_LEVEL_BITS		3
#define SRC_RANK_SHIFT		26		/* IP, IS */
#define SRC_RANK		0x7c000000
#define SRC_IRQ_SHIFT		18
#define SRC_IRQ_BITS		8
#define SRC_RESET(irq)		((255 - (irq)) << SRC_IRQ_SHIFT)
#define SRC_OFF_BITS		0x0003ffff	/* with bit 0, which is 0 */

/**
 * struct veic_word - the state behind a word of IFS and IEC
 * @flags: of virtual sources IFS, of real ones: it interrupted and is masked until
 *	the guest clears its flag
 * @enables: IEC
 */
struct veic_word {
	u32 flags;
	u32 enables;
};

/**
 * struct veic - the state behind the other registers
 * @priss: PRISS
 * @intcon: INTCON
 * @offset: of the vector that all sources have without INTCON.MVEC; else 0
 * @lines: virtual sources that set their flag again for as long as they ask, by
 *	bit of their words; no two have the same
 * @winner: of the source that wins, as in &part_guest.src
 * @storm: real interrupts since @epoch began
 * @epoch: which 2^20 counts @storm is of, modulo 256
 *
 * IPC and OFF are in &part_guest.src, INTSTAT is made of @winner. The flag of a real
 * source is the real IFS bit.
 */
struct veic {
	u32 priss;
	u32 intcon;
	u32 offset;
	u32 lines;
	u32 winner;
	u16 storm;
	u8 epoch;
};

/** veic_reset() - state after reset; real sources are masked, flags cleared */
void veic_reset(struct guest *guest);

/**
 * veic_raise() - virtual sources interrupt once: sets their flags
 * @guest: the guest
 * @irq: the first of them
 * @bits: which, a bit for each from @irq on
 */
void veic_raise(struct guest *guest, u32 irq, u32 bits);

/**
 * veic_interrupt() - a real source interrupted, and was masked
 * @guest: its owner
 * @irq: its number
 *
 * Tells kernel/health.c when the guest gets more of them than it may.
 */
void veic_interrupt(struct guest *guest, u32 irq);

/**
 * veic_set_lines() - persistent virtual sources ask, or no longer do
 * @guest: the guest
 * @irq: the first of them
 * @mask: which, a bit for each from @irq on
 * @asking: those of @mask that ask now
 *
 * The flag of a source that asks is set, and set again when the guest clears it.
 * When it no longer asks, the flag stays until the guest clears it.
 */
void veic_set_lines(struct guest *guest, u32 irq, u32 mask, u32 asking);

/** veic_level() - level of the interrupt that the controller asks for, 0 to 7 */
u32 veic_level(const struct guest *guest);

/* Registers, for the partition's blocks */
u32 veic_read_intstat(struct guest *guest, const struct part_block *block, u32 addr);
u32 veic_read_ifs(struct guest *guest, const struct part_block *block, u32 addr);
void veic_write_ifs(struct guest *guest, const struct part_block *block, u32 clear,
		    u32 set, u32 addr);
void veic_write_iec(struct guest *guest, const struct part_block *block, u32 clear,
		    u32 set, u32 addr);
u32 veic_read_ipc(struct guest *guest, const struct part_block *block, u32 addr);
void veic_write_ipc(struct guest *guest, const struct part_block *block, u32 clear,
		    u32 set, u32 addr);
u32 veic_read_off(struct guest *guest, const struct part_block *block, u32 addr);
void veic_write_off(struct guest *guest, const struct part_block *block, u32 clear,
		    u32 set, u32 addr);
/* INTCON and PRISS */
void veic_write_control(struct guest *guest, const struct part_block *block,
			u32 clear, u32 set, u32 addr);

#endif /* _LEVSHA_VEIC_H */
