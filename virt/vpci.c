// SPDX-License-Identifier: GPL-2.0
/**
 * DOC: A guest's PCI bus
 *
 * The functions that a guest owns are devices 0, 1, ... of its bus 0, in the order in
 * which the partition names them. Reading their configuration space reads hardware,
 * but for base addresses, which stay where they are and only tell their sizes; for
 * the expansion ROM, which is not there; and for capabilities, of which only that of
 * message-signalled interrupts is shown, as one with a single message. Writes reach
 * the hardware where they switch the function's registers, DMA and interrupts on
 * and off. A message always goes to the guest's own core: of what the guest writes,
 * the vector alone is used. All other writes vanish. Port 0xcf9, which has nothing to
 * do with PCI, resets the guest.
 */
#include <levsha/arch.h>
#include <levsha/guest.h>
#include <levsha/panic.h>
#include <levsha/pci.h>
#include <levsha/vpc.h>
#include <levsha/vreg.h>
#include <linux/build_bug.h>

#define ADDRESS			0xcf8
#define DATA			0xcfc
#define ENABLE			0x80000000
#define COMMAND_MASK                                              \
	(PCI_COMMAND_IO | PCI_COMMAND_MEMORY | PCI_COMMAND_MASTER | \
	 PCI_COMMAND_INTX_OFF)
#define MAX_CAPABILITIES	48
#define CAPABILITY_MASK		0xfc
#define MSI_ADDRESS		4
#define MSI_DATA		8
#define MSI_DATA_64		12
#define MSI_MULTIPLE		(7u << 20)
#define FIRST_CAPABILITY	0x40
#define LAST_CAPABILITY		0xf0
#define FIRST_VECTOR		32

static_assert(VPCI_FUNCTIONS == PART_MAX_FUNCTIONS);

static bool is_bar(u8 reg, u32 *n)
{
	*n = (reg - PCI_BAR(0)) / 4;
	return reg >= PCI_BAR(0) && *n < PART_NR_BARS;
}

static u32 read_bar(const struct part_function *p,
		    const struct vpci_function *f, u32 n)
{
	const u32 mask = p->bar_mask[n];

	return f->sizing >> n & 1 ? mask | (p->bar[n] & ~mask) : p->bar[n];
}

static u32 read_msi(const struct vpci_function *f, u32 offset)
{
	if (offset == MSI_ADDRESS)
		return f->msi_address;
	if (offset == MSI_DATA)
		return f->msi_data;
	return PCI_CAP_MSI | (f->msi_on ? PCI_MSI_ENABLE : 0);
}

static u32 read_word(const struct guest *guest, u32 n, u8 reg)
{
	const struct vpci_function *f = &guest->vpci.functions[n];
	const struct part_function *p = &guest->functions[n];
	const u32 hardware = pci_read(p->id, reg);
	u32 bar;

	if (is_bar(reg, &bar))
		return read_bar(p, f, bar);
	if (f->msi && reg >= f->msi && reg <= f->msi + MSI_DATA)
		return read_msi(f, reg - f->msi);
	switch (reg) {
	case PCI_COMMAND:
		return f->msi ? hardware : hardware & ~PCI_STATUS_CAPABILITIES;
	case PCI_HEADER:
		return hardware & ~PCI_HEADER_MANY;
	case PCI_ROM:
		return 0;
	case PCI_CAPABILITIES:
		return f->msi;
	case PCI_INTERRUPT:
		return p->irq == 0xff ? 0xff : (hardware & 0xff00) | p->irq;
	default:
		return hardware;
	}
}

static void route_msi(struct guest *guest, u32 n)
{
	const struct vpci_function *f = &guest->vpci.functions[n];
	const u16 id = guest->functions[n].id;
	const u32 control = pci_read(id, f->msi) &
			    ~(PCI_MSI_ENABLE | MSI_MULTIPLE);
	const u8 vector = (u8)f->msi_data;
	struct arch_msi msi;

	pci_write(id, f->msi, control);
	if (!f->msi_on || vector < FIRST_VECTOR)
		return;
	arch_msi_route(guest, n, vector, &msi);
	pci_write(id, f->msi + MSI_ADDRESS, msi.address);
	if (control & PCI_MSI_64)
		pci_write(id, f->msi + MSI_DATA, 0);
	pci_write(id, f->msi + (control & PCI_MSI_64 ? MSI_DATA_64 : MSI_DATA),
		  msi.data);
	pci_write(id, f->msi, control | PCI_MSI_ENABLE);
}

static void write_msi(struct guest *guest, u32 n, u32 offset, u32 value)
{
	struct vpci_function *f = &guest->vpci.functions[n];

	if (offset == MSI_ADDRESS)
		f->msi_address = value;
	else if (offset == MSI_DATA)
		f->msi_data = (u16)value;
	else
		f->msi_on = value & PCI_MSI_ENABLE;
	route_msi(guest, n);
}

static void write_word(struct guest *guest, u32 n, u8 reg, u32 value)
{
	struct vpci_function *f = &guest->vpci.functions[n];
	const struct part_function *p = &guest->functions[n];
	u32 bar;

	if (reg == PCI_COMMAND) {
		pci_write_command(p->id, value & COMMAND_MASK);
	} else if (is_bar(reg, &bar)) {
		f->sizing &= (u8)~(1 << bar);
		if ((value & p->bar_mask[bar]) == p->bar_mask[bar])
			f->sizing |= 1 << bar;
	} else if (f->msi && reg >= f->msi && reg <= f->msi + MSI_DATA) {
		write_msi(guest, n, reg - f->msi, value);
	}
}

/* The device that the address register chooses; whether there is one. */
static bool chosen(const struct guest *guest, u32 *n)
{
	const u32 address = guest->vpci.address;

	*n = address >> 11 & 0x1f;
	return address & ENABLE && !(address & 0x00ff0700) &&
	       *n < guest->part->nr_functions;
}

static void access_data(struct guest *guest, struct vreg_access *a)
{
	const u8 reg = guest->vpci.address & 0xfc;
	const unsigned int shift = 8 * (a->addr - DATA);
	const u32 mask = (u32)vreg_ones(a->width) << shift;
	u32 n, word;

	if (!chosen(guest, &n)) {
		a->value = vreg_ones(a->width);
		return;
	}
	word = read_word(guest, n, reg);
	if (a->write)
		write_word(guest, n, reg,
			   (word & ~mask) | (u32)a->value << shift);
	else
		a->value = (word & mask) >> shift;
}

bool vpci_access(struct guest *guest, const struct part_block *block,
		 struct vreg_access *a)
{
	if (a->addr % a->width)
		return false;
	if (a->addr >= DATA)
		access_data(guest, a);
	else if (a->width != 4)
		return vpm_access(guest, block, a);
	else if (a->write)
		guest->vpci.address = (u32)a->value & (ENABLE | 0x00fffffc);
	else
		a->value = guest->vpci.address;
	return true;
}

static u8 find_msi(u16 id)
{
	u32 i, at, word;

	if (!(pci_read(id, PCI_COMMAND) & PCI_STATUS_CAPABILITIES))
		return 0;
	at = pci_read(id, PCI_CAPABILITIES) & CAPABILITY_MASK;
	for (i = 0; i < MAX_CAPABILITIES && at >= FIRST_CAPABILITY; i++) {
		word = pci_read(id, (u8)at);
		if ((word & 0xff) == PCI_CAP_MSI)
			return at > LAST_CAPABILITY ? 0 : (u8)at;
		at = word >> 8 & CAPABILITY_MASK;
	}
	return 0;
}

static void check(const struct guest *guest, const struct part_function *p)
{
	const u32 device = pci_read(p->id, PCI_ID);
	const u8 irq = (u8)pci_read(p->id, PCI_INTERRUPT);
	u32 n, bar;

	if (device != p->device || pci_read(p->id, PCI_HEADER) & PCI_HEADER_TYPE)
		refuse_boot("guest %s: PCI function " PCI_FMT " is %08x, not %08x",
			    guest->part->name, PCI_BUS(p->id), PCI_SLOT(p->id),
			    PCI_FUNC(p->id), device, p->device);
	if (p->irq != 0xff && p->irq != irq)
		refuse_boot("guest %s: PCI function " PCI_FMT " has IRQ %u, not %u",
			    guest->part->name, PCI_BUS(p->id), PCI_SLOT(p->id),
			    PCI_FUNC(p->id), irq, p->irq);
	for (n = 0; n < PART_NR_BARS; n++) {
		bar = pci_read(p->id, PCI_BAR(n));
		if (bar != p->bar[n])
			refuse_boot("guest %s: PCI function " PCI_FMT ": BAR %u is %x, not %x",
				    guest->part->name, PCI_BUS(p->id),
				    PCI_SLOT(p->id), PCI_FUNC(p->id), n, bar,
				    p->bar[n]);
	}
}

void vpci_init(struct guest *guest)
{
	u32 n;

	for (n = 0; n < guest->part->nr_functions; n++) {
		check(guest, &guest->functions[n]);
		guest->vpci.functions[n].msi = find_msi(guest->functions[n].id);
	}
	vpci_reset(guest);
}

/* As firmware leaves them: registers there, nothing begun. */
void vpci_reset(struct guest *guest)
{
	struct vpci_function *f = guest->vpci.functions;
	u32 n;

	guest->vpci.address = 0;
	for (n = 0; n < guest->part->nr_functions; n++, f++) {
		pci_write_command(guest->functions[n].id,
				  PCI_COMMAND_IO | PCI_COMMAND_MEMORY);
		*f = (struct vpci_function){ .msi = f->msi };
		if (f->msi)
			route_msi(guest, n);
	}
}
