// SPDX-License-Identifier: GPL-2.0
/* The I/O APIC (Intel 82093AA data sheet, 290566). */
#include <asm/apic.h>
#include <asm/cpu.h>
#include <asm/io.h>
#include <asm/spinlock.h>
#include <levsha/iommu.h>

#define MASTER_8259_DATA	0x21
#define SLAVE_8259_DATA		0xa1

#define REG_SELECT		0x00
#define REG_WINDOW		0x10

#define IOAPIC_REMAPPED		(1 << 16)	/* in the upper half */

#define IOAPIC_VERSION		0x01
#define IOAPIC_REDIRECTION	0x10

static struct {
	phys_addr_t base;
	u32 pins;
	spinlock_t lock;		/* of the index and data registers */
} ioapic;

static u32 get(u32 reg)
{
	writel(reg, ioapic.base + REG_SELECT);
	return readl(ioapic.base + REG_WINDOW);
}

static void set(u32 reg, u32 value)
{
	writel(reg, ioapic.base + REG_SELECT);
	writel(value, ioapic.base + REG_WINDOW);
}

void ioapic_route(u32 pin, u32 low, u32 core)
{
	const u32 reg = IOAPIC_REDIRECTION + 2 * pin;
	const int entry = iommu_pin_entry(low, core);
	u32 high = cpus[core].apic_id << 24;

	if (pin >= ioapic.pins)
		return;
	if (entry >= 0) {
		high = (u32)entry << 17 | IOAPIC_REMAPPED;
		low &= ~(u32)IOAPIC_DELIVERY_MODE;
	}
	spin_lock(&ioapic.lock);
	set(reg, IOAPIC_MASKED);
	set(reg + 1, high);
	set(reg, low);
	spin_unlock(&ioapic.lock);
}

void ioapic_init(phys_addr_t base)
{
	u32 pin;

	outb(0xff, MASTER_8259_DATA);
	outb(0xff, SLAVE_8259_DATA);
	ioapic.base = base;
	ioapic.pins = (get(IOAPIC_VERSION) >> 16 & 0x7f) + 1;
	for (pin = 0; pin < ioapic.pins; pin++)
		ioapic_route(pin, IOAPIC_MASKED, 0);
}
