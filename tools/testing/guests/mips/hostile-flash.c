// SPDX-License-Identifier: GPL-2.0
/*
 * A hostile guest that may write one page of flash and tries all others: each page
 * that there is by each operation, odd addresses, and rows from where it has no RAM.
 * All that it has to program are words of a pattern, which nobody else may find.
 */
#include "nvm.h"

#define OWN		0x1d100000u
#define PATTERN		0xbadc0de5u
#define RAM_SIZE	0x00080000u
#define UNMAPPED	0x20000000u

static uint32_t row[ROW / 4];

static bool is_own(uint32_t address)
{
	return (address & (UNMAPPED - 1)) - OWN < FLASH_PAGE;
}

static uint32_t sweep(uint32_t base, uint32_t size, uint32_t step)
{
	uint32_t at, op, done = 0;

	NVMSRCADDR = physical(row);
	for (at = base; at - base < size; at += step) {
		for (op = NVM_WORD; op <= NVM_OP; op++) {
			if (!is_own(at))
				done += !nvm_try(op, at);
		}
	}
	return done;
}

/* The words on both sides of its page, and the page by other names */
static uint32_t edges(void)
{
	static const uint32_t odd[] = {
		OWN - 1, OWN - 4, OWN - 16, OWN - ROW, OWN + FLASH_PAGE,
		OWN + FLASH_PAGE + 3, 0, ~0u, 0x1f800600, 0x1fffffff, 0x7fffffff,
	};
	uint32_t i, op, done = 0;

	for (i = 0; i < ARRAY_SIZE(odd); i++) {
		for (op = NVM_WORD; op <= NVM_PAGE_ERASE; op++)
			done += !nvm_try(op, odd[i]);
	}
	return done;
}

/* What it reads back of a row that was not its own would be a leak. */
static uint32_t sources(void)
{
	extern const char stack_top[];
	const uint32_t end = (physical(stack_top) | 0x7fff) + 1;
	uint32_t from, leaked = 0;

	for (from = 0; from < RAM_SIZE; from += 0x1000 / 4) {
		NVMSRCADDR = from;
		if (from + ROW > end)
			leaked += !nvm_try(NVM_ROW, OWN);
	}
	for (from = 0x1d000000; from < 0x1d200000; from += FLASH_PAGE) {
		NVMSRCADDR = from;
		leaked += !nvm_try(NVM_ROW, OWN);
	}
	NVMSRCADDR = 0x1f800000;
	leaked += !nvm_try(NVM_ROW, OWN);
	NVMSRCADDR = ~0u;
	leaked += !nvm_try(NVM_ROW, OWN);
	return leaked;
}

/* What follows the start of an operation belongs to the next one. */
static void changes(void)
{
	uint32_t i;

	nvm_try(NVM_PAGE_ERASE, OWN);
	for (i = 0; i < 16; i++) {
		NVMADDR = OWN + 16 * i;
		CLR(NVMCON) = NVM_WREN | NVM_OP;
		SET(NVMCON) = NVM_QUAD_WORD;
		SET(NVMCON) = NVM_WREN;
		nvm_unlock();
		SET(NVMCON) = NVM_WR;
		NVMADDR = 0x1d000000;
		NVMSRCADDR = RAM_SIZE;
		NVMCON = NVM_WR | NVM_WREN | NVM_PAGE_ERASE;
		CLR(NVMCON) = NVM_WR;
	}
}

int main(void)
{
	uint32_t i;

	console_init();
	for (i = 0; i < ROW / 4; i++)
		row[i] = PATTERN;
	for (i = 0; i < 4; i++)
		NVMDATA(i) = PATTERN;
	nvm_unlock();
	NVMPWP = 0x80000000;
	nvm_unlock();
	NVMBWP = 0;
	is(sweep(0x1d000000, 0x200000, FLASH_PAGE), 0, "program flash");
	is(sweep(0x1fc00000, 0x80000, FLASH_PAGE), 0, "boot flash");
	is(sweep(0x9d000000, 0x20000, FLASH_PAGE), 0, "as the CPU has it");
	is(edges(), 0, "edges");
	is(sources(), 0, "rows of others");
	changes();
	is(*(volatile uint32_t *)(0xa0000000u | OWN), PATTERN, "its own");
	ok(true, "came to the end");
	done();
}
