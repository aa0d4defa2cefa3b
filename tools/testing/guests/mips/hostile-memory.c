// SPDX-License-Identifier: GPL-2.0
/*
 * A hostile guest: loads and stores of all widths everywhere but in its own memory,
 * by both unmapped segments and by the TLB, all registers of the part, all CACHE
 * operations. Alone on the board it only reads.
 */
#include <hypercall.h>

#include "provoke.h"
#include "testing.h"

#define PAGE_SIZE	0x1000u
#define KSEG0		0x80000000u
#define KSEG1		0xa0000000u
#define KSEG_SIZE	0x20000000u
#define FLASH		0x1d000000u
#define FLASH_OWN	0x00010000u	/* where this program may be */
#define SFR_BASE	0x1f800000u
#define SFR_SIZE	0x00100000u
#define WDTCON		0x1f800800u
#define RSWRST		0x1f801250u
#define WINDOW		0x00400000u
#define LO_FLAGS	(3u << 3 | 7)
#define V0		2
#define A0		4
#define OP(op, offset)	((uint32_t)(op) << 26 | A0 << 21 | V0 << 16 | (offset))
#define CACHE(op)	(0xbc800000u | (op) << 16)
#define NOP		0

enum { LB = 32, LH, LWL, LW, LBU, LHU, LWR, SB = 40, SH, SWL, SW, SWR = 46, LL = 48, SC = 56 };

extern const char stack_top[];

static bool guest;

static bool own(uint32_t physical_page)
{
	return physical_page < ((uint32_t)stack_top & ~KSEG0) ||
	       physical_page - FLASH < FLASH_OWN;
}

static bool sfr(uint32_t physical_page)
{
	return physical_page - SFR_BASE < SFR_SIZE;
}

static void access(unsigned int op, uint32_t address, uint32_t value)
{
	provoke.gpr[A0] = address;
	provoke.gpr[V0] = value;
	PROVOKE(OP(op, 0), NOP);
}

/* Each page: one load, one store. */
static void pages(uint32_t segment, const char *what)
{
	uint32_t page;

	for (page = 0; page < KSEG_SIZE; page += 4 * PAGE_SIZE)
		access(LW, segment + page, 0);
	for (page = 0; guest && page < KSEG_SIZE; page += 4 * PAGE_SIZE) {
		if (!own(page) && !sfr(page))
			access(SW, segment + page + 16, page);
	}
	provoke_report(what);
}

/* RAM and flash with all widths, at each alignment. */
static void widths(void)
{
	static const uint8_t loads[] = { LB, LH, LWL, LW, LBU, LHU, LWR, LL };
	static const uint8_t stores[] = { SB, SH, SWL, SW, SWR, SC };
	static const uint32_t places[] = {
		0x0007c000, 0x0007fff0, 0x00060000, 0x1d000000, 0x1d1ffff0, 0x1fc00000,
		0x1fc0ffc0, 0x1fc54020, 0x1f810040, 0x1f822610, 0x1f8f8040, 0x1ffffffc,
	};
	uint32_t i, n, align;

	for (i = 0; i < ARRAY_SIZE(places); i++) {
		for (align = 0; align < 4; align++) {
			for (n = 0; n < ARRAY_SIZE(loads); n++)
				access(loads[n], KSEG1 + places[i] + align, 0);
			for (n = 0; n < ARRAY_SIZE(stores) && guest; n++)
				access(stores[n], KSEG1 + places[i] + align, ~0u);
		}
	}
	provoke_report("all widths");
}

/* A guest may reset itself and set its own watchdog: not now. */
static bool register_allowed(uint32_t address)
{
	return (address & ~15u) != RSWRST && (address & ~15u) != WDTCON;
}

static void registers_of_page(uint32_t page)
{
	uint32_t address, clr_set_inv;

	for (address = page; address < page + PAGE_SIZE; address += 16) {
		if (register_allowed(address))
			access(LW, KSEG1 + address, 0);
	}
	for (address = page; address < page + PAGE_SIZE; address += 16) {
		if (!register_allowed(address))
			continue;
		for (clr_set_inv = 0; clr_set_inv < 16; clr_set_inv += 4)
			access(SW, KSEG1 + address + clr_set_inv, ~0u);
		access(SW, KSEG1 + address, 0);
	}
	provoke_init();
}

static void registers(void)
{
	uint32_t page;

	for (page = SFR_BASE; guest && page < SFR_BASE + SFR_SIZE; page += PAGE_SIZE)
		registers_of_page(page);
	console_init();
	provoke_report("all registers");
}

static void window(uint32_t physical_page, uint32_t mask)
{
	mtc0(0, 0, 0);				/* Index */
	mtc0(5, 0, mask);			/* PageMask */
	mtc0(10, 0, WINDOW & ~(mask | 0x1fff));	/* EntryHi */
	mtc0(2, 0, physical_page >> 6 | LO_FLAGS);
	mtc0(3, 0, physical_page >> 6 | LO_FLAGS);
	asm volatile("tlbwi\n\tehb");
}

/* The whole of the physical addresses, of which kseg0 sees an eighth. */
static void tlb(void)
{
	uint32_t page = 0;

	do {
		window(page, 0);
		access(LW, WINDOW, 0);
		page += 64 * PAGE_SIZE;
	} while (page);
	do {
		window(page, 0);
		if (guest && !own(page) && !sfr(page))
			access(SW, WINDOW, page);
		page += 64 * PAGE_SIZE;
	} while (page);
	window(0, 0);
	provoke_report("all pages by the TLB");
}

static void page_sizes(void)
{
	uint32_t mask, page = 0x20000000;

	for (mask = 0; mask < 0x20000000; mask = mask << 2 | 0x6000) {
		window(page, mask);
		access(LW, WINDOW & ~(mask | 0x1fff), 0);
		window(page, mask ^ 0x2000);
		access(LW, WINDOW & ~(mask | 0x1fff), 0);
	}
	window(0, 0);
	mtc0(5, 0, 0);
	provoke_report("page sizes");
}

static void tlb_instructions(void)
{
	static const uint8_t functions[] = { 1, 2, 3, 4, 6, 8, 9, 10, 11, 12, 14, 16 };
	uint32_t i, n;

	for (n = 0; n < 64; n++) {
		mtc0(0, 0, n);
		mtc0(10, 0, 0xc0000000 + (n << 13));
		mtc0(2, 0, n << 6 | LO_FLAGS);
		mtc0(3, 0, n << 6 | LO_FLAGS);
		for (i = 0; i < ARRAY_SIZE(functions); i++)
			PROVOKE(0x42000000u | functions[i], NOP);
	}
	mtc0(5, 0, 0);
	provoke_report("TLB instructions");
}

static void caches(void)
{
	static const uint32_t places[] = {
		0x80000000, 0x80070000, 0xa0000000, 0x9d000000, 0x9d100000, 0x00000000,
		0xc0000000, 0xbf810000, 0x80000ff0, 0x80003ff0,
	};
	uint32_t op, i;

	for (op = 0; op < 32 && guest; op++) {
		for (i = 0; i < ARRAY_SIZE(places); i++) {
			provoke.gpr[A0] = places[i];
			PROVOKE(CACHE(op), NOP);
		}
	}
	provoke_report("CACHE");
}

int main(void)
{
	console_init();
	guest = have_hypervisor();
	provoke_init();
	widths();
	pages(KSEG1, "all pages of kseg1");
	pages(KSEG0, "all pages of kseg0");
	tlb();
	page_sizes();
	tlb_instructions();
	caches();
	registers();
	ok(true, "came to the end");
	done();
}
