/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What a guest finds of a PC besides its own devices: those that virt/ emulates.
 * Context: the guest's core, but for vpci_init().
 */
#ifndef _LEVSHA_VPC_H
#define _LEVSHA_VPC_H

#include <levsha/partition.h>
#include <linux/types.h>

struct guest;
struct vreg_access;

/*
 * vpic.c: the pair of 8259 interrupt controllers. Emulated devices raise their
 * inputs; inputs that belong to real devices only steer the real routing, and their
 * interrupts reach the guest without the hypervisor.
 */

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

/*
 * vpit.c: the 8254 timer, to measure other clocks against, and for interrupts at
 * input 0 of the interrupt controllers
 */

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

/** vpit_tick() - make the interrupt that is due, after arch_timer_arm() */
void vpit_tick(struct guest *guest);

/** vpit_access() - an access to ports 0x40 to 0x43 or 0x61 */
bool vpit_access(struct guest *guest, const struct part_block *block,
		 struct vreg_access *a);

/* vpm.c: power management: how a guest resets itself and switches itself off */

/**
 * struct vpm - the registers that keep what is written
 * @enable: PM1 enable; no event ever comes
 */
struct vpm {
	u16 enable;
};

/** vpm_access() - an access to a port of the device */
bool vpm_access(struct guest *guest, const struct part_block *block,
		struct vreg_access *a);

/* vcrtc.c: the screen's controller, of which the cursor counts */

#define VCRTC_REGS		32

/**
 * struct vcrtc - a CRT controller
 * @index: the register that the second port shows
 * @regs: what was written to each
 */
struct vcrtc {
	u8 index;
	u8 regs[VCRTC_REGS];
};

/** vcrtc_access() - an access to one or both of the ports */
bool vcrtc_access(struct guest *guest, const struct part_block *block,
		  struct vreg_access *a);

/* vpci.c: the PCI bus, with the functions that the guest owns and nothing else */

#define VPCI_FUNCTIONS		8

/**
 * struct vpci_function - what differs from the hardware in what a guest sees
 * @sizing: base address registers that show their size
 * @msi: offset of the capability for message-signalled interrupts, or 0
 * @msi_on: the guest wants them
 * @msi_address: where it wants them to go
 * @msi_data: and the vector, in the lowest byte
 */
struct vpci_function {
	u8 sizing;
	u8 msi;
	bool msi_on;
	u32 msi_address;
	u16 msi_data;
};

/**
 * struct vpci - the bus
 * @address: the register at 0xcf8
 * @functions: in the order of the partition, as devices 0 and up
 */
struct vpci {
	u32 address;
	struct vpci_function functions[VPCI_FUNCTIONS];
};

/**
 * vpci_init() - see that a guest's functions are those that the partition means
 * @guest: their owner
 *
 * Context: core 0, at boot. Refuses to boot if they are not.
 */
void vpci_init(struct guest *guest);

/** vpci_reset() - stop all functions of a guest: no DMA, no interrupts */
void vpci_reset(struct guest *guest);

/** vpci_access() - an access to ports 0xcf8 to 0xcff */
bool vpci_access(struct guest *guest, const struct part_block *block,
		 struct vreg_access *a);

#endif /* _LEVSHA_VPC_H */
