/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The partition: what the partition compiler (scripts/partition/) decided about
 * a board and its guests. Here is what all boards share; asm/part.h has the rest:
 * on x86 the format of a Multiboot module, on MIPS C tables that are linked to
 * the hypervisor.
 */
#ifndef _LEVSHA_PARTITION_H
#define _LEVSHA_PARTITION_H

#include <linux/types.h>

#define PART_NAME_LEN		16

/**
 * enum part_action - what follows an event of a guest
 * @PART_ACTION_IGNORE: nothing
 * @PART_ACTION_LOG: a message; of many events, fewer and fewer are told
 * @PART_ACTION_STOP: the guest stays stopped until somebody starts it
 * @PART_ACTION_RESTART: it starts anew from its image
 * @PART_ACTION_STOP_ALL: all guests stop
 * @PART_NR_ACTIONS: their number
 */
enum part_action {
	PART_ACTION_IGNORE,
	PART_ACTION_LOG,
	PART_ACTION_STOP,
	PART_ACTION_RESTART,
	PART_ACTION_STOP_ALL,
	PART_NR_ACTIONS,
};

#define PART_GUEST_AUTOSTART	0x1		/* runs from boot */

/**
 * enum part_event - what can go wrong with a guest
 * @PART_EVENT_FAULT: it cannot go on, or reports a fault itself
 * @PART_EVENT_WATCHDOG: it did not serve its watchdog
 * @PART_EVENT_ILLEGAL_ACCESS: it touched a register that is not its own
 * @PART_EVENT_IRQ_STORM: its devices interrupt more often than it may
 * @PART_EVENT_BUDGET: it wanted more time than it has
 * @PART_EVENT_ASSERTION: the hypervisor found its own state of it broken
 * @PART_EVENT_MACHINE_CHECK: hardware reports an error while it runs
 * @PART_NR_EVENTS: their number
 */
enum part_event {
	PART_EVENT_FAULT,
	PART_EVENT_WATCHDOG,
	PART_EVENT_ILLEGAL_ACCESS,
	PART_EVENT_IRQ_STORM,
	PART_EVENT_BUDGET,
	PART_EVENT_ASSERTION,
	PART_EVENT_MACHINE_CHECK,
	PART_NR_EVENTS,
};

/**
 * struct part_policy - what follows an event of a guest
 * @action: &enum part_action
 * @max: for %PART_ACTION_RESTART: so often in @seconds, then it stays stopped;
 *	0: always
 * @seconds: see @max; 0: in a row, until somebody starts it
 */
struct part_policy {
	u8 action;
	u8 max;
	u16 seconds;
};

/**
 * enum part_space - the address space of a block
 * @PART_SPACE_MMIO: guest physical addresses
 * @PART_SPACE_PIO: I/O ports
 */
enum part_space {
	PART_SPACE_MMIO = 0,
	PART_SPACE_PIO = 1,
};

/**
 * enum part_access - what a guest may do with a register block
 * @PART_ACCESS_OWN: it reaches the hardware; no other guest does
 * @PART_ACCESS_READ: it reads the hardware; its writes are ignored
 * @PART_ACCESS_EMULATE: @device stands there instead
 */
enum part_access {
	PART_ACCESS_OWN = 0,
	PART_ACCESS_READ = 1,
	PART_ACCESS_EMULATE = 2,
};

#include <asm/part.h>

#endif /* _LEVSHA_PARTITION_H */
