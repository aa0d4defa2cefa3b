// SPDX-License-Identifier: GPL-2.0
/*
 * The attacks. A key is known by the mark before it, of which no copy must be here:
 * this program searches its own memory, too.
 */
#include "attack.h"
#include "guest.h"
#include "hypercall.h"

#define PAGE_SIZE	0x1000
#define KSEG0		0x80000000
#define KSEG1		0xa0000000
#define KSEG_SIZE	0x20000000
#define SFR_BASE	0x1f800000
#define SFR_SIZE	0x00100000
#define MIB		0x00100000
#define RAM_SIZE	0x00080000
#define FLASH		0x1d000000
#define FLASH_SIZE	0x00200000
#define ST_ERL		0x4
#define ERL_STEP	0x10000
#define LO_FLAGS	(2u << 3 | 7)	/* uncached, dirty, valid, global */
#define WINDOW		0x00400000	/* a virtual address for the TLB */
#define DMA_WAIT	1000
#define CODE_WORDS	8

static const volatile uint32_t not_mark = ~0xdecafbad;

static uint32_t chunk[PAGE_SIZE / 4] __attribute__((section(".uncached")));
static uint32_t code[CODE_WORDS] __attribute__((section(".uncached")));
static struct loot *loot;

uint32_t load_word(uint32_t address, uint32_t unused)
{
	(void)unused;
	return *(volatile uint32_t *)address;
}

uint32_t store_word(uint32_t address, uint32_t value)
{
	*(volatile uint32_t *)address = value;
	return value;
}

static void found(const volatile uint32_t *mark)
{
	uint32_t i;

	loot->keys++;
	loot->address = (uint32_t)mark;
	for (i = 0; i < ARRAY_SIZE(loot->key); i++)
		loot->key[i] = mark[1 + i];
}

static uint32_t search(uint32_t address, uint32_t size)
{
	const volatile uint32_t *p = (const volatile uint32_t *)address;
	const volatile uint32_t *const end = p + size / 4;

	for (; p < end; p++) {
		if (~*p == not_mark)
			found(p);
	}
	return 0;
}

static bool answers(attempt_code probe, uint32_t a, uint32_t b)
{
	attempt(probe, a, b);
	loot->tries++;
	if (attempt_cause)
		return false;
	loot->answers++;
	return true;
}

/* All pages of a segment but those of registers, which change when one looks. */
static void sweep(uint32_t segment)
{
	uint32_t page;

	for (page = 0; page < KSEG_SIZE; page += PAGE_SIZE) {
		if (page - SFR_BASE < SFR_SIZE)
			continue;
		if (answers(load_word, segment + page, 0))
			attempt(search, segment + page, PAGE_SIZE);
	}
}

static void kseg0(struct loot *l)
{
	loot = l;
	sweep(KSEG0);
}

static void kseg1(struct loot *l)
{
	loot = l;
	sweep(KSEG1);
}

static void map_window(uint32_t page)
{
	mtc0(0, 0, 0);			/* Index */
	mtc0(5, 0, 0);			/* PageMask: 4 KiB */
	mtc0(10, 0, WINDOW);		/* EntryHi */
	mtc0(2, 0, page >> 6 | LO_FLAGS);
	mtc0(3, 0, page >> 6 | LO_FLAGS);
	asm volatile("tlbwi\n\tehb");
}

static void search_by_tlb(uint32_t page)
{
	map_window(page);
	if (answers(load_word, WINDOW, 0))
		attempt(search, WINDOW, PAGE_SIZE);
}

/* The TLB also reaches what no segment does. */
static void tlb(struct loot *l)
{
	uint32_t page;

	loot = l;
	for (page = 0; page < RAM_SIZE; page += PAGE_SIZE)
		search_by_tlb(page);
	for (page = FLASH; page < FLASH + FLASH_SIZE; page += PAGE_SIZE)
		search_by_tlb(page);
	for (page = KSEG_SIZE; page >= KSEG_SIZE; page += MIB)
		search_by_tlb(page);
}

/* With Status.ERL the lower half of the addresses is not translated. */
static uint32_t search_with_erl(uint32_t address, uint32_t size)
{
	mtc0(12, 0, ST_ERL);
	search(address, size);
	mtc0(12, 0, 0);
	return 0;
}

static void erl(struct loot *l)
{
	uint32_t address;

	loot = l;
	for (address = 0; address < KSEG0; address += ERL_STEP) {
		if (address - SFR_BASE >= SFR_SIZE)
			answers(search_with_erl, address, ERL_STEP);
		mtc0(12, 0, 0);
	}
}

/* One instruction with $v0 in and out. */
static uint32_t run_word(uint32_t word, uint32_t value)
{
	register uint32_t v0 asm("$2") = value;
	volatile uint32_t *const p = uncached(code);

	p[0] = word;
	p[1] = 0x000000c0;		/* ehb */
	p[2] = 0x03e00008;		/* jr $ra */
	p[3] = 0;
	asm volatile("jalr %1" : "+r"(v0) : "r"(p) : "$31", "memory");
	return v0;
}

#define MFC0(rd, sel)	(0x40020000 | (rd) << 11 | (sel))
#define MTC0(rd, sel)	(0x40820000 | (rd) << 11 | (sel))
#define MFGC0(rd, sel)	(0x40620000 | (rd) << 11 | (sel))
#define RDPGPR(rt)	(0x41401000 | (rt) << 16)
#define NR_SETS		8
#define SRSCTL_PSS	6

static void try_word(uint32_t word, uint32_t value)
{
	uint32_t result;

	loot->tries++;
	result = attempt(run_word, word, value);
	if (attempt_cause)
		return;
	loot->answers++;
	if (~result == not_mark)
		loot->keys++;
}

static void read_shadow_set(uint32_t set)
{
	uint32_t r;

	try_word(MTC0(12, 2), set << SRSCTL_PSS);
	for (r = 0; r < 32; r++)
		try_word(RDPGPR(r), 0);
}

/* The registers of the virtualization module, other register sets, all of CP0. */
static void cp0(struct loot *l)
{
	static const uint8_t vz[][2] = {
		{ 10, 4 }, { 10, 5 }, { 10, 6 }, { 11, 4 }, { 12, 6 }, { 12, 7 },
	};
	uint32_t i, select;

	loot = l;
	for (i = 0; i < ARRAY_SIZE(vz); i++)
		try_word(MTC0(vz[i][0], vz[i][1]), 0);
	for (i = 0; i < NR_SETS; i++)
		read_shadow_set(i);
	for (i = 0; i < 32; i++) {
		for (select = 0; select < 8; select++) {
			try_word(MFC0(i, select), 0);
			try_word(MFGC0(i, select), 0);
		}
	}
}

/* False: there is no DMA controller, as far as this program can tell. */
static bool copy_by_dma(uint32_t from)
{
	uint32_t wait;

	DCHCON(0) = 0;
	DCHSSA(0) = from;
	DCHDSA(0) = physical(chunk);
	DCHSSIZ(0) = PAGE_SIZE;
	DCHDSIZ(0) = PAGE_SIZE;
	DCHCSIZ(0) = PAGE_SIZE;
	DCHINT(0) = 0;
	SET(DCHCON(0)) = DCHCON_CHEN;
	SET(DCHECON(0)) = DCHECON_CFORCE;
	for (wait = 0; wait < DMA_WAIT; wait++) {
		if (DCHINT(0) & DCHINT_CHBCIF)
			return true;
	}
	return false;
}

static void dma_range(uint32_t page, uint32_t end)
{
	for (; page < end; page += PAGE_SIZE) {
		loot->tries++;
		if (!copy_by_dma(page))
			return;
		loot->answers++;
		search((uint32_t)uncached(chunk), PAGE_SIZE);
	}
}

static void dma(struct loot *l)
{
	loot = l;
	SET(DMACON) = DMACON_ON;
	dma_range(0, RAM_SIZE);
	dma_range(FLASH, FLASH + FLASH_SIZE);
}

/* The bus arbiter and the permission groups: do they change? */
static void bus(struct loot *l)
{
	uint32_t target, group;

	loot = l;
	SYSKEY = 0;
	SYSKEY = 0xaa996655;
	SYSKEY = 0x556699aa;
	group = CFGPG;
	CFGPG = group ^ 0x30;
	loot->tries++;
	loot->answers += group != CFGPG;
	CFGPG = group;
	for (target = 0; target < 14; target++) {
		group = SBT_RD(target, 0);
		SBT_RD(target, 0) = group ^ 8;
		loot->tries++;
		loot->answers += SBT_RD(target, 0) != group;
		SBT_RD(target, 0) = group;
	}
}

static uint32_t console_write(uint32_t address, uint32_t bytes)
{
	return hypercall(LEVSHA_CONSOLE_WRITE, address, bytes);
}

/* Let the hypervisor print what this program itself does not reach. */
static void confused_deputy(struct loot *l)
{
	uint32_t address, taken;

	loot = l;
	for (address = KSEG0; address < KSEG1 + KSEG_SIZE; address += 4 * PAGE_SIZE) {
		attempt(load_word, address, 0);
		if (!attempt_cause)
			continue;
		loot->tries++;
		taken = attempt(console_write, address, 64);
		loot->answers += !attempt_cause && (int32_t)taken > 0;
	}
}

const struct attack attacks[] = {
	{ "kseg0", kseg0 },
	{ "kseg1", kseg1 },
	{ "TLB", tlb },
	{ "ERL", erl },
	{ "CP0", cp0 },
	{ "DMA", dma },
	{ "bus arbiter", bus },
	{ "hypercall", confused_deputy },
};

const uint32_t nr_attacks = ARRAY_SIZE(attacks);
