/* SPDX-License-Identifier: GPL-2.0 */
/* Registers of IOMMUs that do what the VT-d specification says, and note it. */
#ifndef IOMMU_FIXTURE_H
#define IOMMU_FIXTURE_H

#include "kunit.h"

#include <asm/acpi.h>
#include <levsha/panic.h>
#include <string.h>
#include <sys/mman.h>
#include "unit.h"

#define UNITS 2
#define BASE 0xfed90000ULL	/* of the first; the others follow */

#define CAP 0x08
#define ECAP 0x10
#define GCMD 0x18
#define GSTS 0x1c
#define RTADDR 0x20
#define CCMD_HIGH 0x2c
#define FSTS 0x34
#define IQT 0x88
#define IQA 0x90
#define IRTA 0xb8
#define IOTLB_HIGH 0x10c
#define FAULTS 0x200

#define RWBF (1 << 4)
#define SAGAW_39 (2 << 8)
#define SAGAW_48 (4 << 8)
#define RECORDS_AT_200 (0x20 << 24)
#define PAGES_2M (1ULL << 34)
#define RECORDS(n) (((n) - 1ULL) << 40)
#define USUAL (PAGES_2M | RECORDS_AT_200 | RECORDS(2))
#define QUEUE 2
#define REMAPPING 8
#define IOTLB_AT_100 (0x10 << 8)

/* What the hardware did, and where a child process leaves what it found. */
struct seen {
	char trace[512];
	u64 context[3];		/* of NIC, DISK and a function of nobody */
	u64 width[3];
	u64 irte[4][2];
	int pin[3];
	int messages;
};

static u8 *regs;		/* UNITS pages at BASE */
static struct seen *seen;	/* shared with children */
static u32 queue_head[UNITS];
static bool hangs;

struct acpi_info acpi;

static void note(const char *what)
{
	strcat(strcat(seen->trace, *seen->trace ? " " : ""), what);
}

static u32 *word(phys_addr_t addr)
{
	assert_true(addr >= BASE && addr < BASE + UNITS * PAGE_SIZE);
	return (u32 *)(regs + (addr - BASE));
}

u32 readl(phys_addr_t addr)
{
	return *word(addr);
}

u64 readq(phys_addr_t addr)
{
	return (u64)word(addr)[1] << 32 | *word(addr);
}

void wbinvd(void)
{
	note("caches");
}

static void command(phys_addr_t unit, u32 value)
{
	static const struct {
		u32 bit;
		const char *name;
	} bits[] = {
		{ 1U << 31, "on" }, { 1 << 30, "root" }, { 1 << 26, "queue" },
		{ 1 << 25, "remap" }, { 1 << 24, "entries" },
	};
	u32 *status = word(unit + GSTS), i;

	if (value >> 27 & 1)
		note("buffers");
	for (i = 0; i < ARRAY_SIZE(bits); i++) {
		if (value & ~*status & bits[i].bit)
			note(bits[i].name);
	}
	*status = (value & 0x86000000) | ((value | *status) & 0x41000000);
	if (hangs)
		*status = 0;
}

static void execute_queue(phys_addr_t unit, u32 tail)
{
	static const char *const kinds[] = { "", "contexts", "mappings", "", "interrupts" };
	u32 *head = &queue_head[(unit - BASE) / PAGE_SIZE];
	const u64 *d;

	for (; *head != tail; *head = (*head + 16) % PAGE_SIZE) {
		d = (const u64 *)(readq(unit + IQA) + *head);
		if ((d[0] & 15) < 5) {
			assert_int_not_equal(d[0] & 0x30, (d[0] & 15) < 3 ? 0 : 0x10);
			note(kinds[d[0] & 15]);
		} else {
			assert_int_equal(d[0], 1ULL << 32 | 0x25);
			*(u32 *)d[1] = !hangs;
		}
	}
}

void writel(u32 value, phys_addr_t addr)
{
	const phys_addr_t unit = addr & ~(phys_addr_t)(PAGE_SIZE - 1);
	const u32 reg = addr % PAGE_SIZE;

	*word(addr) = value;
	if (reg == GCMD) {
		command(unit, value);
	} else if (reg == IQT) {
		execute_queue(unit, value);
	} else if (reg == CCMD_HIGH || reg == IOTLB_HIGH) {
		assert_false(*word(unit + GSTS) & 1 << 26);
		assert_int_equal(value & 0xf0000000, reg == CCMD_HIGH ? 0xa0000000 : 0x90000000);
		note(reg == CCMD_HIGH ? "context register" : "mapping register");
		*word(addr) = value & 0x7fffffff;
	} else if (reg >= FAULTS && value >> 31) {
		*word(addr) = 0;
	} else if (reg == FSTS) {
		*word(addr) = 0;
	}
}

void writeq(u64 value, phys_addr_t addr)
{
	word(addr)[1] = (u32)(value >> 32);
	writel((u32)value, addr);
}

void refuse_boot(const char *fmt, ...)
{
	mock_assert(0, fmt, __FILE__, __LINE__);
	__builtin_unreachable();
}

void panic(const char *fmt, ...)
{
	mock_assert(0, fmt, __FILE__, __LINE__);
	__builtin_unreachable();
}

void paging_map(phys_addr_t addr, u64 size, u64 flags)
{
	word(addr);
}

static void make_unit(u32 n, u64 cap, u64 ecap)
{
	memset(regs + n * PAGE_SIZE, 0, PAGE_SIZE);
	memcpy(regs + n * PAGE_SIZE + CAP, &cap, sizeof(cap));
	memcpy(regs + n * PAGE_SIZE + ECAP, &ecap, sizeof(ecap));
	queue_head[n] = 0;
}

static void make_registers(void)
{
	regs = mmap(NULL, UNITS * PAGE_SIZE, PROT_READ | PROT_WRITE,
		    MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	seen = mmap(NULL, sizeof(*seen), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS,
		    -1, 0);
}

#endif /* IOMMU_FIXTURE_H */
