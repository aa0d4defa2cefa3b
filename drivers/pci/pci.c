// SPDX-License-Identifier: GPL-2.0
#include <asm/io.h>
#include <asm/spinlock.h>
#include <levsha/pci.h>

#define CONFIG_ADDRESS		0xcf8
#define CONFIG_DATA		0xcfc
#define CONFIG_ENABLE		0x80000000

static spinlock_t lock;		/* of the address and data ports */

static void begin(u16 id, u8 reg)
{
	spin_lock(&lock);
	outl(CONFIG_ENABLE | (u32)id << 8 | (reg & 0xfcu), CONFIG_ADDRESS);
}

u32 pci_read(u16 id, u8 reg)
{
	u32 value;

	begin(id, reg);
	value = inl(CONFIG_DATA);
	spin_unlock(&lock);
	return value;
}

void pci_write(u16 id, u8 reg, u32 value)
{
	begin(id, reg);
	outl(value, CONFIG_DATA);
	spin_unlock(&lock);
}

void pci_write_command(u16 id, u16 value)
{
	begin(id, PCI_COMMAND);
	outw(value, CONFIG_DATA);
	spin_unlock(&lock);
}
