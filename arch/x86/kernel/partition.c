// SPDX-License-Identifier: GPL-2.0
/* What a partition must keep to on a PC, beyond the checks of kernel/partition.c. */
#include <asm/apic.h>
#include <asm/page.h>
#include <asm/sections.h>
#include <levsha/boot.h>
#include <levsha/log.h>
#include <levsha/lpt.h>
#include <levsha/uart.h>
#include <linux/errno.h>
#include <linux/range.h>

#define bad(...) (pr_err("partition: " __VA_ARGS__), -EINVAL)

static bool page_inside(u64 page, u64 base, u64 size)
{
	return ranges_overlap(page, PAGE_SIZE, base, size);
}

int arch_partition_check_board(const struct part_board *b)
{
	const u64 image = virt_to_phys(_text);
	const u64 image_end = virt_to_phys(_end);

	if (b->hv_base >= FOUR_GIB || b->hv_size > FOUR_GIB - b->hv_base)
		return bad("board: the hypervisor's memory ends above 4 GiB");
	if (image < b->hv_base || image_end > b->hv_base + b->hv_size)
		return bad("board: hypervisor at %lx-%lx, outside its memory",
			   image, image_end);
	if (b->console_irq > 15 || b->console_port > 0x10000 - UART_PORTS ||
	    b->keyboard_irq > 15 || b->keyboard_irq == b->console_irq ||
	    b->printer_port > 0x10000 - LPT_PORTS)
		return bad("board: bad console, keyboard or printer");
	return 0;
}

static bool owned_before(const struct part_function *f)
{
	const struct part_function *o = partition_table(&partition->functions);

	for (; o < f; o++) {
		if (o->id == f->id)
			return true;
	}
	return false;
}

/* Each entry is of one guest, as they are counted off in the guests' order. */
static int check_functions(const struct part_board *b,
			   const struct part_guest *g)
{
	const struct part_table *t = &partition->functions;
	const struct part_function *f = partition_table(t);
	const struct part_guest *first = partition_table(&partition->guests);
	u32 i = g == first ? 0 : g[-1].first_function + g[-1].nr_functions;

	if (g->first_function != i || g->nr_functions > PART_MAX_FUNCTIONS ||
	    !range_inside(g->first_function, g->nr_functions, 0, t->count))
		return bad("guest %s: bad PCI functions", g->name);
	if (g->nr_functions && !b->iommu_base &&
	    !(g->flags & PART_GUEST_UNSAFE_DMA))
		return bad("guest %s: DMA without an IOMMU, and no unsafe-dma",
			   g->name);
	for (i = 0, f += g->first_function; i < g->nr_functions; i++, f++) {
		if (owned_before(f))
			return bad("guest %s: a PCI function of another", g->name);
	}
	return 0;
}

int arch_partition_check_guest(const struct part_board *b,
			       const struct part_guest *g)
{
	if (!g->ram_size || (g->ram_base | g->ram_size) % LARGE_PAGE_SIZE ||
	    g->ram_base >= APIC_BASE || g->ram_size > APIC_BASE - g->ram_base)
		return bad("guest %s: bad RAM size or place", g->name);
	if (ranges_overlap(g->ram_base, g->ram_size, b->hv_base, b->hv_size) ||
	    ranges_overlap(g->ram_base, g->ram_size, 0, LOAD_ADDRESS))
		return bad("guest %s: RAM reaches into the hypervisor's memory",
			   g->name);
	if (g->entry.mode > PART_MODE_PROT)
		return bad("guest %s: starts in unknown mode %u", g->name,
			   g->entry.mode);
	return check_functions(b, g);
}

/* Emulated devices know their ports by number. */
static const struct {
	u8 device;
	u16 base;
	u16 size;
} homes[] = {
	{ PART_DEVICE_VPIC, 0x20, 2 },
	{ PART_DEVICE_VPIC, 0xa0, 2 },
	{ PART_DEVICE_VPIT, 0x40, 4 },
	{ PART_DEVICE_VPIT, 0x61, 1 },
	{ PART_DEVICE_VPM, 0x64, 1 },
	{ PART_DEVICE_VPM, 0x600, 16 },
	{ PART_DEVICE_VPM, 0xcf9, 1 },
	{ PART_DEVICE_VCRTC, 0x3d4, 2 },
	{ PART_DEVICE_VPCI, 0xcf8, 8 },
};

bool arch_device_at_home(const struct part_block *b)
{
	unsigned int i;

	if (b->device == PART_DEVICE_NONE || b->space != PART_SPACE_PIO)
		return b->device == PART_DEVICE_NONE;
	if (b->device == PART_DEVICE_VUART)
		return b->size == UART_PORTS;
	for (i = 0; i < ARRAY_SIZE(homes); i++) {
		if (homes[i].device == b->device && homes[i].base == b->base &&
		    homes[i].size == b->size)
			return true;
	}
	return false;
}

/* Besides these, those of the board. */
static const struct {
	u16 base;
	u16 size;
} own_ports[] = {
	{ 0x20, 2 },  { 0xa0, 2 },	/* 8259 */
	{ 0x60, 1 },  { 0x64, 1 },	/* keyboard controller */
	{ 0x3b0, 48 },			/* display */
};

static bool ports_reserved(const struct part_board *b,
			   const struct part_block *block)
{
	u32 i;

	for (i = 0; i < ARRAY_SIZE(own_ports); i++) {
		if (ranges_overlap(block->base, block->size, own_ports[i].base,
				   own_ports[i].size))
			return true;
	}
	return ranges_overlap(block->base, block->size, b->console_port, UART_PORTS) ||
	       ranges_overlap(block->base, block->size, b->printer_port,
			      b->printer_port ? LPT_PORTS : 0);
}

static bool in_guest_ram(const struct part_block *block)
{
	const struct part_guest *g = partition_table(&partition->guests);
	const struct part_guest *end = g + partition->guests.count;

	for (; g < end; g++) {
		if (ranges_overlap(block->base, block->size, g->ram_base, g->ram_size))
			return true;
	}
	return false;
}

static bool mmio_reserved(const struct part_board *b,
			  const struct part_block *block)
{
	return in_guest_ram(block) ||
	       page_inside(APIC_BASE, block->base, block->size) ||
	       page_inside(b->ioapic_base, block->base, block->size) ||
	       page_inside(b->hpet_base, block->base, block->size) ||
	       page_inside(b->iommu_base, block->base, block->size) ||
	       ranges_overlap(block->base, block->size, b->hv_base, b->hv_size) ||
	       block->base + block->size > FOUR_GIB;
}

int arch_partition_check_block(const struct part_board *b,
			       const struct part_block *block)
{
	if (block->space == PART_SPACE_PIO &&
	    (block->access == PART_ACCESS_EMULATE || !ports_reserved(b, block)))
		return 0;
	if (block->space == PART_SPACE_MMIO && !mmio_reserved(b, block))
		return 0;
	return bad("block at %llx belongs to the hypervisor",
		   (unsigned long long)block->base);
}
