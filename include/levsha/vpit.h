/* SPDX-License-Identifier: GPL-2.0 */
/*
 * A guest's 8254 timer, to measure other clocks against, and for interrupts at
 * input 0 of its interrupt controllers. Context: the guest's core.
 */
#ifndef _LEVSHA_VPIT_H
#define _LEVSHA_VPIT_H

#include <levsha/partition.h>
#include <linux/types.h>

struct guest;
struct vreg_access;

#define VPIT_COUNTERS		3

/**
 * struct vpit_counter - one counter
 * @started: when it was loaded, in microseconds
 * @count: what it was loaded with; 0 counts as 65536
 * @latched: the value that reads give, if @is_latched
 * @is_latched: a latch command was given
 * @has_status: the next byte read is @status, which a read-back command latched
 * @status: output, bytes and mode
 * @bytes: 1 low byte, 2 high byte, 3 low then high
 * @mode: 0 to 5
 * @second: the next byte read or written is the second of two
 */
struct vpit_counter {
	u64 started;
	u16 count;
	u16 latched;
	bool is_latched;
	bool has_status;
	u8 status;
	u8 bytes;
	u8 mode;
	bool second;
};

/**
 * struct vpit - the timer
 * @counters: the three counters; number 0 interrupts, number 2, the speaker's,
 *	can be held
 * @ticks: what counter 0 made of its interrupts
 * @control: bits 0 and 1 of port 0x61: gate of counter 2, and speaker
 */
struct vpit {
	struct vpit_counter counters[VPIT_COUNTERS];
	u64 ticks;
	u8 control;
};

/** vpit_reset() - state after power-on */
void vpit_reset(struct guest *guest);

/** vpit_tick() - make the interrupt that is due, after arch_timer_arm() */
void vpit_tick(struct guest *guest);

/** vpit_access() - an access to ports 0x40 to 0x43 or 0x61 */
bool vpit_access(struct guest *guest, const struct part_block *block,
		 struct vreg_access *a);

#endif /* _LEVSHA_VPIT_H */
