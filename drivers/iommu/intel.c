// SPDX-License-Identifier: GPL-2.0
/**
 * DOC: DMA and interrupts of devices
 *
 * Intel's VT-d (specification D51397, revision 3.3) stands between devices and
 * memory. It is switched on at boot with no entry for any device, so that each is
 * blocked but for the PCI functions that the partition gives to guests. Such a
 * function is led through the page tables by which its guest sees memory: it reaches
 * what the guest reaches, at the same addresses. What is blocked is recorded, looked
 * at once in a tick, and counts as an illegal access of the owner.
 *
 * A device can interrupt by DMA too. Where interrupts can be remapped, a function
 * has an entry for each vector, which leads to its guest's core and which no other
 * function can use. They are all written at boot: whatever vectors guests choose, no
 * IOMMU has to be told, and no core waits for one.
 */
#include "unit.h"

#include <asm/acpi.h>
#include <asm/apic.h>
#include <asm/io.h>
#include <asm/page.h>
#include <asm/segment.h>
#include <asm/vmx-core.h>
#include <levsha/boot.h>
#include <levsha/guest.h>
#include <levsha/health.h>
#include <levsha/iommu.h>
#include <levsha/log.h>
#include <levsha/panic.h>
#include <levsha/pci.h>
#include <linux/build_bug.h>
#include <linux/errno.h>
#include <linux/range.h>

/* Chapter 9 */
#define PRESENT			1ULL
#define CONTEXT_WIDTH_39	1
#define CONTEXT_WIDTH_48	2
#define CONTEXT_DOMAIN(n)	((u64)(n) << 8)
#define IRTE_LEVEL		(1 << 4)
#define IRTE_NMI		(4 << 5)
#define IRTE_VECTOR(v)		((u64)(v) << 16)
#define IRTE_CORE(apic_id)	((u64)(apic_id) << 40)	/* as xAPICs have them */
#define IRTE_VERIFY		(1 << 18)

#define BUSES			4

/* Remapping entries: 256, one a vector, for each way from a source to a core */
#define VECTORS			256
#define PIN_WAY(core, level)	(2 * (core) + (level))
#define FUNCTION_WAY(n)		(2 * CONFIG_NR_CPUS + (n))
#define WAYS			(CONFIG_NR_CPUS > 4 ? 128 : 32)	/* a power of two */

static_assert(FUNCTION_WAY(MAX_GUESTS * PART_MAX_FUNCTIONS) <= WAYS);

static struct unit units[DMAR_MAX_UNITS] __section(".bss.page");
static u64 root[UNIT_WORDS] __aligned(PAGE_SIZE) __section(".bss.page");
static u64 contexts[BUSES][UNIT_WORDS] __aligned(PAGE_SIZE) __section(".bss.page");
static u64 remap_table[WAYS][VECTORS][2] __aligned(PAGE_SIZE) __section(".bss.page");

static struct {
	u32 nr_units;
	u32 nr_contexts;
	u32 widths;		/* that all units have */
	bool remaps;
	u32 stray;		/* faults of functions that nobody owns */
} iommu;

#define for_each_unit(u) for ((u) = units; (u) < units + iommu.nr_units; (u)++)

/* The lower word makes the entry valid. The hardware may not look into caches. */
static void set_entry(u64 *entry, u64 low, u64 high)
{
	WRITE_ONCE(entry[1], high);
	WRITE_ONCE(entry[0], low);
	asm volatile("clflush %0" : "+m"(*entry));
}

static void set_route(u32 way, u32 vector, u64 flags, u32 source, u32 core)
{
	const u64 apic_id = partition->board.apic_id[core];

	set_entry(remap_table[way][vector],
		  PRESENT | IRTE_VECTOR(vector) | IRTE_CORE(apic_id) | flags,
		  IRTE_VERIFY | source);
}

static void set_routes(u32 way, u64 flags, u32 source, u32 core)
{
	u32 vector;

	for (vector = VECTOR_SPURIOUS + 1; vector < VECTORS; vector++)
		set_route(way, vector, flags, source, core);
}

static void init_remap_table(void)
{
	const struct part_guest *g = partition_table(&partition->guests);
	const struct part_guest *end = g + partition->guests.count;
	const struct part_function *f = partition_table(&partition->functions);
	const u32 ioapic = acpi.dmar.ioapic_source;
	u32 core, n;

	for (core = 0; core < partition->board.nr_cpus; core++) {
		set_routes(PIN_WAY(core, 0), 0, ioapic, core);
		set_routes(PIN_WAY(core, 1), IRTE_LEVEL, ioapic, core);
		set_route(PIN_WAY(core, 0), VECTOR_NMI, IRTE_NMI, ioapic, core);
	}
	for (; g < end; g++) {
		for (n = g->first_function; n < g->first_function + g->nr_functions; n++)
			set_routes(FUNCTION_WAY(n), 0, f[n].id, g->cpu);
	}
}

/* The compiler keeps guests away from those IOMMUs that the partition names. */
static void check_place(u64 base)
{
	const struct part_block *b = partition_table(&partition->blocks);
	const struct part_block *end = b + partition->blocks.count;

	for (; b < end; b++) {
		if (b->space == PART_SPACE_MMIO &&
		    ranges_overlap(b->base, b->size, base, PAGE_SIZE))
			refuse_boot("IOMMU at %lx: a guest has it: name it in the partition",
				    base);
	}
}

static void add_unit(u64 base)
{
	struct unit *u = &units[iommu.nr_units++];

	check_place(base);
	paging_map(base, PAGE_SIZE, PTE_WRITE | PTE_PCD);
	unit_init(u, base);
	iommu.widths &= u->widths;
	iommu.remaps &= u->remaps;
}

void iommu_init(void)
{
	const struct dmar_info *dmar = &acpi.dmar;
	const u32 base = partition->board.iommu_base;
	struct unit *u;
	u32 i;

	if (!base)
		return;
	if (!dmar->nr_units || dmar->unit[0] != base)
		refuse_boot("no IOMMU at %x: is VT-d on in the firmware?", base);
	iommu.widths = UNIT_WIDTH_39 | UNIT_WIDTH_48;
	iommu.remaps = !X2APIC_MODE && dmar->remap_interrupts &&
		       dmar->ioapic_source != DMAR_NO_SOURCE;
	for (i = 0; i < dmar->nr_units; i++)
		add_unit(dmar->unit[i]);
	if (!iommu.widths)
		refuse_boot("the IOMMUs have no common format of page tables");
	if (iommu.remaps)
		init_remap_table();
	for_each_unit(u)
		unit_enable(u, root, iommu.remaps ? remap_table : NULL,
			    sizeof(remap_table));
	pr_info("IOMMU: %u units, all devices blocked, interrupts %sremapped",
		iommu.nr_units, iommu.remaps ? "" : "not ");
}

static u64 *context_of(u16 id)
{
	u64 *entry = &root[id / 256 * 2];
	u64 *table = phys_to_virt(*entry & PTE_ADDR);

	if (!*entry) {
		if (iommu.nr_contexts == BUSES)
			refuse_boot("guests own PCI functions on more than %u buses",
				    BUSES);
		table = contexts[iommu.nr_contexts++];
		set_entry(entry, virt_to_phys(table) | PRESENT, 0);
	}
	return &table[id % 256 * 2];
}

/* EPT's format is that of second-level tables. Guests end below 512 GiB. */
static void set_context(const struct guest *guest, u16 id)
{
	const u64 *table = phys_to_virt(ept_pointer(guest) & PTE_ADDR);
	u64 width = CONTEXT_WIDTH_48;

	if (!(iommu.widths & UNIT_WIDTH_48)) {
		table = phys_to_virt(*table & PTE_ADDR);
		width = CONTEXT_WIDTH_39;
	}
	set_entry(context_of(id), virt_to_phys(table) | PRESENT,
		  width | CONTEXT_DOMAIN(guest->id));
}

void iommu_attach(const struct guest *guest)
{
	const struct part_function *f = guest->functions;
	const struct part_function *end = f + guest->part->nr_functions;
	struct unit *u;

	for (; f < end; f++) {
		if (iommu.nr_units)
			set_context(guest, f->id);
		else
			pr_warn("guest %s: " PCI_FMT " reaches all memory: unsafe-dma",
				guest->part->name, PCI_BUS(f->id),
				PCI_SLOT(f->id), PCI_FUNC(f->id));
	}
	wbinvd();
	for_each_unit(u)
		unit_flush(u);
}

int iommu_pin_entry(u32 low, u32 core)
{
	const bool level = low & IOAPIC_LEVEL;

	return iommu.remaps ? (int)(PIN_WAY(core, level) * VECTORS + (low & 0xff)) :
			      -ENODEV;
}

int iommu_message_entries(const struct part_function *function)
{
	const struct part_function *first = partition_table(&partition->functions);

	return iommu.remaps ? (int)FUNCTION_WAY(function - first) * VECTORS : -ENODEV;
}

static struct guest *owner(u16 id)
{
	const struct part_function *f;
	struct guest *g;

	for_each_guest(g) {
		f = g->functions;
		for (; f < g->functions + g->part->nr_functions; f++) {
			if (f->id == id)
				return g;
		}
	}
	return NULL;
}

/* Fewer and fewer of many are told, as with all events. */
static void report(u64 address, u64 fault)
{
	const u16 id = FAULT_SOURCE(fault);
	struct guest *g = owner(id);
	const u32 n = g ? g->events[PART_EVENT_ILLEGAL_ACCESS] + 1u :
			  ++iommu.stray;

	if (!(n & (n - 1)))
		pr_warn("guest %s: DMA %s %lx by " PCI_FMT " blocked, reason %x",
			g ? g->part->name : "none",
			fault & FAULT_READ ? "from" : "to", address,
			PCI_BUS(id), PCI_SLOT(id), PCI_FUNC(id),
			FAULT_REASON(fault));
	if (g)
		health_event(g, PART_EVENT_ILLEGAL_ACCESS);
}

void iommu_poll(void)
{
	const struct unit *u;

	for_each_unit(u)
		unit_faults(u, report);
}
