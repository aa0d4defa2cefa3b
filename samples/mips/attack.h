/* SPDX-License-Identifier: GPL-2.0 */
/* Ways to the memory of others, each tried by the shell's command attack. */
#ifndef ATTACK_H
#define ATTACK_H

#include <stdint.h>

/* What came of an attack: how many tries, how many of them answered, keys found. */
struct loot {
	uint32_t tries;
	uint32_t answers;
	uint32_t keys;
	uint32_t address;		/* of the last key */
	uint32_t key[4];
};

struct attack {
	const char *name;
	void (*run)(struct loot *loot);
};

extern const struct attack attacks[];
extern const uint32_t nr_attacks;

uint32_t load_word(uint32_t address, uint32_t unused);
uint32_t store_word(uint32_t address, uint32_t value);

#endif /* ATTACK_H */
