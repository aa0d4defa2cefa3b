/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The configuration space of PCI functions, by the ports 0xcf8 and 0xcfc (PCI Local
 * Bus Specification 3.0, 3.2.2.3.2). Context: any core; a lock held for two accesses
 * orders them.
 */
#ifndef _LEVSHA_PCI_H
#define _LEVSHA_PCI_H

#include <linux/types.h>

#define PCI_ID			0x00
#define PCI_COMMAND		0x04
#define PCI_COMMAND_IO		0x0001
#define PCI_COMMAND_MEMORY	0x0002
#define PCI_COMMAND_MASTER	0x0004
#define PCI_COMMAND_INTX_OFF	0x0400
#define PCI_STATUS_CAPABILITIES	(0x0010u << 16)	/* with the command, as a word */
#define PCI_HEADER		0x0c
#define PCI_HEADER_TYPE		(0x7fu << 16)
#define PCI_HEADER_MANY		(0x80u << 16)
#define PCI_BAR(n)		(0x10u + 4 * (n))
#define PCI_ROM			0x30
#define PCI_CAPABILITIES	0x34
#define PCI_INTERRUPT		0x3c

#define PCI_CAP_MSI		0x05
#define PCI_MSI_ENABLE		(0x0001u << 16)	/* with the capability's id */
#define PCI_MSI_64		(0x0080u << 16)

/* A function by its requester id, in messages. */
#define PCI_FMT			"%02x:%02x.%x"
#define PCI_BUS(id)		((id) >> 8)
#define PCI_SLOT(id)		((id) >> 3 & 31)
#define PCI_FUNC(id)		((id) & 7)

/** pci_read() - a word of the function's configuration space, at a multiple of 4 */
u32 pci_read(u16 id, u8 reg);

/** pci_write() - write a word there */
void pci_write(u16 id, u8 reg, u32 value);

/** pci_write_command() - write the command, not the status that is beside it */
void pci_write_command(u16 id, u16 value);

#endif /* _LEVSHA_PCI_H */
