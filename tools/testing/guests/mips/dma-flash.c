// SPDX-License-Identifier: GPL-2.0
/* Copies constants from its flash by DMA, with each channel, and reads the registers back. */
#include "testing.h"

#define CHANNELS	8
#define WORDS		16
#define BYTE(reg, n)	(((volatile uint8_t *)&(reg))[n])

static const uint32_t constants[WORDS] = {
	0x01234567, 0x89abcdef, 0xdeadbeef, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12,
	0xfedcba98,
};

static uint32_t copy[WORDS] __attribute__((section(".uncached")));

static uint32_t copied(uint32_t n)
{
	volatile uint32_t *const to = uncached(copy);
	uint32_t i, good = 0;

	for (i = 0; i < WORDS; i++)
		to[i] = 0;
	DCHCON(n) = 0;
	DCHINT(n) = 0;
	DCHDSA(n) = physical(copy);
	DCHSSIZ(n) = sizeof(copy);
	DCHDSIZ(n) = sizeof(copy);
	DCHCSIZ(n) = sizeof(copy);
	SET(DCHCON(n)) = DCHCON_CHEN;
	SET(DCHECON(n)) = DCHECON_CFORCE;
	while (!(DCHINT(n) & DCHINT_CHBCIF))
		;
	for (i = 0; i < WORDS; i++)
		good += to[i] == constants[i];
	return good;
}

int main(void)
{
	const uint32_t from = physical(constants);
	uint32_t n, kept = 0, good = 0;

	console_init();
	SET(DMACON) = DMACON_ON;
	for (n = 0; n < CHANNELS; n++) {
		DCHSSA(n) = from;
		kept += DCHSSA(n) == from;
		good += copied(n);
	}
	is(kept, CHANNELS, "DCHxSSA");
	is(good, CHANNELS * WORDS, "constants");
	DCHSSA(0) = ~0u;
	is(DCHSSA(0), ~0u, "an address of nothing");
	CLR(DCHSSA(0)) = ~from;
	is(DCHSSA(0), from, "bits that are cleared");
	INV(DCHSSA(0)) = from ^ physical(copy);
	is(DCHSSA(0), physical(copy), "bits that are inverted");
	DCHSSA(0) = from & ~0xffu;
	BYTE(DCHSSA(0), 0) = from & 0xff;
	is(DCHSSA(0), from, "a byte");
	is(copied(0), WORDS, "constants again");
	done();
}
