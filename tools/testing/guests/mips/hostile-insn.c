// SPDX-License-Identifier: GPL-2.0
/*
 * A hostile guest: instructions of each class with all their fields at random, of
 * MIPS32 but COP0 and of microMIPS, alone and in the delay slot of a branch.
 */
#include "provoke.h"
#include "testing.h"

#define PER_OPCODE	100
#define MICROMIPS_TRIES	4000
#define OPCODE_COP0	0x10
#define OPCODE_SPECIAL2	0x1c
#define FUNCTION_SDBBP	0x3f
#define ST_IE		1u
#define ST_MX		0x01000000u
#define ST_CU1		0x20000000u
#define ST_FR		0x04000000u
#define BEQ_0_0_2	0x10000002	/* over the next but one */
#define NOP		0
#define NOP16		0x0c00

static uint32_t chance = 1;

static uint32_t random_word(void)
{
	return next_random(&chance) << 16 ^ next_random(&chance);
}

/* It would take the whole part to debug mode, with or without a hypervisor. */
static bool is_sdbbp(uint32_t word)
{
	return word >> 26 == OPCODE_SPECIAL2 && (word & 0x3f) == FUNCTION_SDBBP;
}

static void opcode(uint32_t op)
{
	unsigned int i;

	for (i = 0; i < PER_OPCODE; i++) {
		const uint32_t word = op << 26 | (random_word() & 0x03ffffff);

		if (is_sdbbp(word))
			continue;
		provoke_wild_gprs();
		PROVOKE(word, NOP);
		PROVOKE(BEQ_0_0_2, word, NOP);
	}
}

static void mips32(uint32_t status, const char *what)
{
	uint32_t op;

	provoke.status = status;
	for (op = 0; op < 64; op++) {
		if (op != OPCODE_COP0)
			opcode(op);
	}
	provoke_report(what);
}

/* Each function of SPECIAL, SPECIAL2, SPECIAL3 and REGIMM, registers at random. */
static void functions(void)
{
	static const uint8_t ops[] = { 0x00, 0x01, 0x1c, 0x1f };
	uint32_t i, function, fields;

	for (i = 0; i < ARRAY_SIZE(ops); i++) {
		for (function = 0; function < 64; function++) {
			fields = random_word() & 0x03ffffc0;
			if (is_sdbbp((uint32_t)ops[i] << 26 | function))
				continue;
			PROVOKE((uint32_t)ops[i] << 26 | fields | function, NOP);
		}
	}
	provoke_report("functions");
}

/*
 * POOL32A (0) with minor opcode 0x3c holds COP0 and SDBBP, POOL16C (0x11) the short
 * SDBBP: not those.
 */
static bool micromips_allowed(uint16_t first, uint16_t second)
{
	return (first >> 10 != 0 || (second & 0x3f) != 0x3c) && first >> 10 != 0x11;
}

static void micromips(void)
{
	unsigned int i;

	provoke.status = ST_IE;
	for (i = 0; i < MICROMIPS_TRIES; i++) {
		const uint16_t first = (uint16_t)random_word();
		const uint16_t second = (uint16_t)random_word();
		const uint16_t code[] = { first, second, NOP16, NOP16 };

		if (!micromips_allowed(first, second) ||
		    !micromips_allowed(second, NOP16))
			continue;
		provoke_wild_gprs();
		provoke_micromips(code, ARRAY_SIZE(code));
	}
	provoke_report("microMIPS");
}

int main(void)
{
	console_init();
	provoke_init();
	mips32(ST_IE, "each opcode");
	mips32(ST_IE | ST_CU1 | ST_FR | ST_MX, "each opcode, with FPU and DSP wanted");
	provoke.status = ST_IE;
	functions();
	micromips();
	ok(true, "came to the end");
	done();
}
