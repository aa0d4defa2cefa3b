/* SPDX-License-Identifier: GPL-2.0 */
/*
 * A guest's PCI bus, with the functions that it owns and nothing else. Context: the
 * guest's core, but for vpci_init().
 */
#ifndef _LEVSHA_VPCI_H
#define _LEVSHA_VPCI_H

#include <levsha/partition.h>
#include <linux/types.h>

struct guest;
struct vreg_access;

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

#endif /* _LEVSHA_VPCI_H */
