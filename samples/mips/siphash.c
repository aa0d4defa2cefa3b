// SPDX-License-Identifier: GPL-2.0
#include "siphash.h"

#define WORD		8
#define C_ROUNDS	2
#define D_ROUNDS	4

static uint64_t rotate(uint64_t x, unsigned int bits)
{
	return x << bits | x >> (64 - bits);
}

static void rounds(uint64_t *v, unsigned int n)
{
	while (n--) {
		v[0] += v[1];
		v[2] += v[3];
		v[1] = rotate(v[1], 13) ^ v[0];
		v[3] = rotate(v[3], 16) ^ v[2];
		v[0] = rotate(v[0], 32);
		v[2] += v[1];
		v[0] += v[3];
		v[1] = rotate(v[1], 17) ^ v[2];
		v[3] = rotate(v[3], 21) ^ v[0];
		v[2] = rotate(v[2], 32);
	}
}

/* Up to eight bytes, the first is the lowest. */
static uint64_t word(const uint8_t *p, uint32_t bytes)
{
	uint64_t w = 0;

	while (bytes--)
		w = w << 8 | p[bytes];
	return w;
}

static void absorb(uint64_t *v, uint64_t m)
{
	v[3] ^= m;
	rounds(v, C_ROUNDS);
	v[0] ^= m;
}

uint64_t siphash(const uint8_t *key, const uint8_t *message, uint32_t length)
{
	const uint64_t k0 = word(key, WORD), k1 = word(key + WORD, WORD);
	uint64_t v[4] = {
		k0 ^ 0x736f6d6570736575, k1 ^ 0x646f72616e646f6d,
		k0 ^ 0x6c7967656e657261, k1 ^ 0x7465646279746573,
	};
	uint32_t left = length;

	for (; left >= WORD; left -= WORD, message += WORD)
		absorb(v, word(message, WORD));
	absorb(v, (uint64_t)(length & 0xff) << 56 | word(message, left));
	v[2] ^= 0xff;
	rounds(v, D_ROUNDS);
	return v[0] ^ v[1] ^ v[2] ^ v[3];
}
