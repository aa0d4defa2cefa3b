// SPDX-License-Identifier: GPL-2.0
/* Registers of an IOMMU, and the queue through which it is told to forget. */
#include "unit.h"

#include <asm/barrier.h>
#include <asm/io.h>
#include <levsha/panic.h>

/* Chapter 11 */
#define CAP			0x08
#define ECAP			0x10
#define GCMD			0x18
#define GSTS			0x1c
#define RTADDR			0x20
#define CCMD			0x28
#define FSTS			0x34
#define IQT			0x88
#define IQA			0x90
#define IRTA			0xb8

#define CAP_RWBF(c)		((c) >> 4 & 1)
#define CAP_SAGAW(c)		((c) >> 8 & 0x1f)
#define CAP_FRO(c)		(((c) >> 24 & 0x3ff) * 16)
#define CAP_SLLPS_2M(c)		((c) >> 34 & 1)
#define CAP_NFR(c)		(((c) >> 40 & 0xff) + 1)
#define ECAP_QI(e)		((e) >> 1 & 1)
#define ECAP_IR(e)		((e) >> 3 & 1)
#define ECAP_IRO(e)		(((e) >> 8 & 0x3ff) * 16)
#define IOTLB			8	/* from IRO on */

/* Global commands; the status has the same bits. */
#define TE			(1U << 31)
#define SRTP			(1U << 30)
#define WBF			(1U << 27)
#define QIE			(1U << 26)
#define IRE			(1U << 25)
#define SIRTP			(1U << 24)
#define SWITCHES		(TE | QIE | IRE)

/* The upper halves of the registers for invalidation: all, now. */
#define CCMD_GLOBAL		(1U << 31 | 1 << 29)
#define IOTLB_GLOBAL		(1U << 31 | 1 << 28 | 3 << 16)
#define BUSY			(1U << 31)

#define FSTS_PENDING		0x03	/* overflow, records */
#define FSTS_CLEAR		0x71
#define FAULT_SIZE		16
#define FAULT_VALID		(1ULL << 63)
#define IRTA_SIZE(bytes)	((u32)__builtin_ctzl((bytes) / 16) - 1)

/* Descriptors (6.5.2): type and extent */
#define INV_CONTEXT		(1 | 1 << 4)
#define INV_IOTLB		(2 | 1 << 4 | 3 << 6)
#define INV_INTERRUPTS		4
#define INV_WAIT		(5 | 1 << 5 | 1ULL << 32)

#define PATIENCE		10000000

static void wait(const struct unit *u, u32 reg, u32 mask, u32 value)
{
	u32 n;

	for (n = 0; n < PATIENCE; n++) {
		if ((readl(u->base + reg) & mask) == value)
			return;
		cpu_relax();
	}
	panic("IOMMU at %lx hangs: register %x is %x", u->base, reg,
	      readl(u->base + reg));
}

static void command(const struct unit *u, u32 bit)
{
	const u32 on = readl(u->base + GSTS) & SWITCHES;

	writel(on | bit, u->base + GCMD);
	wait(u, GSTS, bit, bit == WBF ? 0 : bit);
}

static void submit(struct unit *u, u64 low, u64 high)
{
	u->queue[u->tail / 8] = low;
	u->queue[u->tail / 8 + 1] = high;
	u->tail = (u->tail + 16) % PAGE_SIZE;
}

static void flush_queued(struct unit *u)
{
	u32 n;

	WRITE_ONCE(u->done, 0);
	submit(u, INV_CONTEXT, 0);
	submit(u, INV_IOTLB, 0);
	if (u->remaps)
		submit(u, INV_INTERRUPTS, 0);
	submit(u, INV_WAIT, virt_to_phys(&u->done));
	writel(u->tail, u->base + IQT);
	for (n = 0; n < PATIENCE && !READ_ONCE(u->done); n++)
		cpu_relax();
	if (!READ_ONCE(u->done))
		panic("IOMMU at %lx hangs: fault status %x", u->base,
		      readl(u->base + FSTS));
}

static void flush_by_registers(const struct unit *u)
{
	writel(CCMD_GLOBAL, u->base + CCMD + 4);
	wait(u, CCMD + 4, BUSY, 0);
	writel(IOTLB_GLOBAL, u->base + u->iotlb + 4);
	wait(u, u->iotlb + 4, BUSY, 0);
}

void unit_flush(struct unit *u)
{
	if (u->buffers)
		command(u, WBF);
	if (u->queued)
		flush_queued(u);
	else
		flush_by_registers(u);
}

static void check(const struct unit *u, u64 cap)
{
	if (!u->widths || !CAP_SLLPS_2M(cap))
		refuse_boot("IOMMU at %lx: no tables of 39 or 48 bits, or no 2 MiB pages",
			    u->base);
	if (CAP_FRO(cap) + u->nr_faults * FAULT_SIZE > PAGE_SIZE ||
	    u->iotlb + 8 > PAGE_SIZE)
		refuse_boot("IOMMU at %lx: has registers beyond its first page",
			    u->base);
}

/* Firmware may have used it, so it begins with everything off. */
void unit_init(struct unit *u, phys_addr_t base)
{
	const u64 cap = readq(base + CAP);
	const u64 ecap = readq(base + ECAP);

	u->base = base;
	u->faults = base + CAP_FRO(cap);
	u->nr_faults = CAP_NFR(cap);
	u->iotlb = ECAP_IRO(ecap) + IOTLB;
	u->widths = CAP_SAGAW(cap) & (UNIT_WIDTH_39 | UNIT_WIDTH_48);
	u->queued = ECAP_QI(ecap);
	u->remaps = ECAP_QI(ecap) && ECAP_IR(ecap);
	u->buffers = CAP_RWBF(cap);
	check(u, cap);
	writel(0, base + GCMD);
	wait(u, GSTS, SWITCHES, 0);
	if (!u->queued)
		return;
	writeq(0, base + IQT);
	writeq(virt_to_phys(u->queue), base + IQA);
	command(u, QIE);
}

void unit_enable(struct unit *u, const void *root, const void *remap_table,
		 size_t size)
{
	writeq(virt_to_phys(root), u->base + RTADDR);
	command(u, SRTP);
	if (remap_table) {
		writeq(virt_to_phys(remap_table) | IRTA_SIZE(size), u->base + IRTA);
		command(u, SIRTP);
	}
	unit_flush(u);
	command(u, TE);
	if (remap_table)
		command(u, IRE);
}

void unit_faults(const struct unit *u, void (*report)(u64 address, u64 fault))
{
	phys_addr_t record = u->faults;
	u64 fault;
	u32 n;

	if (!(readl(u->base + FSTS) & FSTS_PENDING))
		return;
	for (n = 0; n < u->nr_faults; n++, record += FAULT_SIZE) {
		fault = readq(record + 8);
		if (!(fault & FAULT_VALID))
			continue;
		report(readq(record), fault);
		writel((u32)(FAULT_VALID >> 32), record + 12);
	}
	writel(FSTS_CLEAR, u->base + FSTS);
}
