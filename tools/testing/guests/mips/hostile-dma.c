// SPDX-License-Identifier: GPL-2.0
/*
 * A hostile guest that owns the DMA controller: copies from and to all of RAM, flash
 * and the registers of the part, its own page apart, and looks what it got. What it
 * writes is told by a pattern, which no other guest may ever find.
 */
#include <hypercall.h>

#include "testing.h"

#define CHUNK		64
#define WAIT_READS	200
#define PATTERN		0xbadc0de5u
#define RAM_SIZE	0x00080000u
#define STEP		0x400u
#define FLASH		0x1d000000u
#define FLASH_SIZE	0x00200000u

static uint32_t own[CHUNK / 4] __attribute__((section(".uncached"), aligned(64)));
static uint32_t copied, refused, leaked;

/* Nobody answers for what a blocked transfer says: only time ends the wait. */
static bool copy(uint32_t from, uint32_t to)
{
	uint32_t i;

	DCHCON(0) = 0;
	DCHECON(0) = 0;
	DCHINT(0) = 0;
	DCHSSA(0) = from;
	DCHDSA(0) = to;
	DCHSSIZ(0) = CHUNK;
	DCHDSIZ(0) = CHUNK;
	DCHCSIZ(0) = CHUNK;
	SET(DCHCON(0)) = DCHCON_CHEN;
	SET(DCHECON(0)) = DCHECON_CFORCE;
	for (i = 0; i < WAIT_READS; i++) {
		if (DCHINT(0) & DCHINT_CHBCIF)
			return true;
	}
	return false;
}

static void fill(uint32_t word)
{
	volatile uint32_t *const p = uncached(own);
	unsigned int i;

	for (i = 0; i < CHUNK / 4; i++)
		p[i] = word;
}

static bool own_page(uint32_t address)
{
	extern const char stack_top[], data_start[];

	return address - physical(data_start) < physical(stack_top) - physical(data_start);
}

static void steal(uint32_t from)
{
	volatile uint32_t *const p = uncached(own);

	fill(PATTERN);
	if (!copy(from, physical(own))) {
		refused++;
		return;
	}
	copied++;
	leaked += p[0] != PATTERN && p[0] != 0;
}

static void overwrite(uint32_t to)
{
	fill(PATTERN);
	if (copy(physical(own), to))
		copied++;
	else
		refused++;
}

static void report(const char *what)
{
	print("%s: %u copied, %u refused, %u leaked\n", what, copied, refused, leaked);
	copied = 0;
	refused = 0;
	leaked = 0;
}

/* What would open the rest: bus arbiter, permission groups, interrupt controller. */
static void registers(void)
{
	static const uint32_t targets[] = {
		0x1f800030, 0x1f8000e0, 0x1f800600, 0x1f801250, 0x1f810040, 0x1f8100c0,
		0x1f810140, 0x1f822600, 0x1f822620, 0x1f8e0000, 0x1f8f8050, 0x1f8f8058,
		0x1f8f8840, 0x1f8f8850, 0x1f8f8858, 0x1f8f8c58, 0x1f860020, 0x1fc0ffc0,
	};
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(targets); i++)
		overwrite(targets[i]);
	report("registers written");
}

/* Addresses as the CPU has them, above what there is, and around the end. */
static void aliases(void)
{
	static const uint32_t bases[] = {
		0x80000000, 0xa0000000, 0x9d000000, 0xbf800000, 0x20000000, 0x00080000,
		0x1d200000, 0x1fc00000, 0xe0000000, 0xffffffe0, 0x0007ffe0,
	};
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(bases); i++) {
		steal(bases[i]);
		overwrite(bases[i]);
	}
	report("other addresses");
}

/* Half of a transfer is in its own memory, half behind or before it. */
static void edges(void)
{
	extern const char stack_top[], data_start[];

	steal(physical(data_start) - CHUNK / 2);
	overwrite((physical(stack_top) | 0x7fff) + 1 - CHUNK / 2);
	report("edges");
}

/* A long transfer in its own memory, whose registers change all the time. */
static void changes(void)
{
	uint32_t address;

	fill(PATTERN);
	DCHSSA(1) = physical(own);
	DCHSSIZ(1) = CHUNK;
	DCHDSIZ(1) = 0;
	DCHCSIZ(1) = 0;
	DCHECON(1) = 0;
	for (address = 0; address < RAM_SIZE; address += STEP / 4) {
		DCHINT(1) = 0;
		DCHDSA(1) = physical(own);
		DCHDSIZ(1) = CHUNK;
		SET(DCHCON(1)) = DCHCON_CHEN;
		SET(DCHECON(1)) = DCHECON_CFORCE;
		if (!own_page(address))
			DCHDSA(1) = address;
		DCHDSIZ(1) = 4;
		SET(DCHCON(1)) = 0x30;		/* CHCHN, CHAEN */
	}
	DCHCON(1) = 0;
	report("changes");
}

int main(void)
{
	uint32_t address;
	bool guest;

	console_init();
	guest = have_hypervisor();
	SET(DMACON) = DMACON_ON;
	steal(physical(own));
	report("own memory");
	for (address = 0; address < RAM_SIZE; address += STEP) {
		if (!own_page(address))
			steal(address);
	}
	report("RAM read");
	for (address = FLASH; address < FLASH + FLASH_SIZE; address += STEP)
		steal(address);
	report("flash read");
	for (address = 0; guest && address < RAM_SIZE; address += STEP) {
		if (!own_page(address))
			overwrite(address);
	}
	report("RAM written");
	if (guest) {
		registers();
		aliases();
		edges();
		changes();
	}
	ok(true, "came to the end");
	done();
}
