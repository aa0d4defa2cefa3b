// SPDX-License-Identifier: GPL-2.0
/*
 * Each kind of load and store, in both instruction sets, of registers that are
 * emulated: OFF0 and OFF1, which keep bits 17:1.
 */
#include "provoke.h"
#include "testing.h"

#define OFF0		0xbf810540u
#define OFF_MASK	0x3fffeu
#define FIRST		0x00028f82u
#define SECOND		0x00013c5au
#define OLD		0x76543210u	/* in the registers before */
#define V0		2
#define V1		3
#define A0		4
#define A1		5
#define A2		6
#define S0		16
#define S1		17
#define I(op, offset)	((uint32_t)(op) << 26 | A0 << 21 | V0 << 16 | (offset))
#define SW_A2(rt, offset) (0xac000000u | A2 << 21 | (rt) << 16 | (offset))
#define NOP16		0x0c00

static uint32_t result[2] __attribute__((section(".uncached")));

static volatile uint32_t *const off = (volatile uint32_t *)OFF0;

static void prepare(uint32_t address)
{
	off[0] = FIRST;
	off[1] = SECOND;
	provoke_wild_gprs();
	provoke.gpr[A0] = address;
	provoke.gpr[A1] = 1;		/* an index */
	provoke.gpr[A2] = (uint32_t)uncached(result);
	provoke.gpr[V0] = OLD;
	provoke.gpr[V1] = ~OLD;
	provoke.gpr[S0] = OLD;
	provoke.gpr[S1] = ~OLD;
}

/* Loads: what is in the register after, by the two low bits of the address */
static const struct load {
	const char *name;
	uint8_t op;
	uint8_t align;
	uint32_t values[4];
} loads[] = {
	{ "lb", 32, 1, { 0xffffff82, 0xffffff8f, 2, 0 } },
	{ "lh", 33, 2, { 0xffff8f82, 0, 2, 0 } },
	{ "lwl", 34, 1, { 0x82543210, 0x8f823210, 0x028f8210, FIRST } },
	{ "lw", 35, 4, { FIRST, 0, 0, 0 } },
	{ "lbu", 36, 1, { 0x82, 0x8f, 2, 0 } },
	{ "lhu", 37, 2, { 0x8f82, 0, 2, 0 } },
	{ "lwr", 38, 1, { FIRST, 0x7600028f, 0x76540002, 0x76543200 } },
	{ "ll", 48, 4, { FIRST, 0, 0, 0 } },
};

/* Stores: what is in OFF0 after, but for the bits that it does not have */
static const struct load stores[] = {
	{ "sb", 40, 1, { 0x00028f10, 0x00021082, 0x00108f82, FIRST } },
	{ "sh", 41, 2, { 0x00023210, 0, 0x32108f82, 0 } },
	{ "swl", 42, 1, { 0x00028f76, 0x00027654, 0x00765432, OLD } },
	{ "sw", 43, 4, { OLD, 0, 0, 0 } },
	{ "swr", 46, 1, { OLD, 0x54321082, 0x32108f82, 0x10028f82 } },
};

static void mips32(const struct load *l, bool store)
{
	uint32_t at, expected, value;
	bool right = true;

	for (at = 0; at < 4; at += l->align) {
		expected = store ? l->values[at] & OFF_MASK : l->values[at];
		prepare(OFF0);
		right &= PROVOKE(I(l->op, at), SW_A2(V0, 0));
		value = store ? off[0] : *(volatile uint32_t *)uncached(result);
		right &= value == expected;
	}
	ok(right, l->name);
}

static void bits(void)
{
	prepare(OFF0);
	ok(PROVOKE(0x04078000 | A0 << 21 | 3 << 12) && off[0] == (FIRST | 8), "aset");
	prepare(OFF0);
	ok(PROVOKE(0x04070000 | A0 << 21 | 1 << 12) && off[0] == (FIRST & ~2u), "aclr");
}

/* microMIPS: two registers after a load, or OFF0 and OFF1 after a store */
static const struct {
	const char *name;
	uint16_t code[2];
	uint8_t rt;		/* the next is the other */
	bool store;
	uint32_t first, second;
} micro[] = {
	{ "lw16", { 0x6940, NOP16 }, V0, false, FIRST, ~OLD },
	{ "lbu16", { 0x0940, NOP16 }, V0, false, 0x82, ~OLD },
	{ "lhu16", { 0x2941, NOP16 }, V0, false, 2, ~OLD },
	{ "lb", { 0x1c44, 1 }, V0, false, 0xffffff8f, ~OLD },
	{ "lh", { 0x3c44, 0 }, V0, false, 0xffff8f82, ~OLD },
	{ "lwl", { 0x6044, 1 }, V0, false, 0x8f823210, ~OLD },
	{ "lwr", { 0x6044, 0x1002 }, V0, false, 0x76540002, ~OLD },
	{ "lwp", { 0x2044, 0x1000 }, V0, false, FIRST, SECOND },
	{ "lwm32", { 0x2044, 0x5000 }, S0, false, FIRST, SECOND },
	{ "lwxs", { 0x00a4, 0x1118 }, V0, false, SECOND, ~OLD },
	{ "sw16", { 0xe940, NOP16 }, V0, true, OLD, SECOND },
	{ "sb16", { 0x8941, NOP16 }, V0, true, 0x00021082, SECOND },
	{ "sh16", { 0xa940, NOP16 }, V0, true, 0x00023210, SECOND },
	{ "swl", { 0x6044, 0x8002 }, V0, true, 0x00765432, SECOND },
	{ "swr", { 0x6044, 0x9001 }, V0, true, 0x54321082, SECOND },
	{ "swp", { 0x2044, 0x9000 }, V0, true, OLD, ~OLD },
	{ "swm32", { 0x2044, 0xd000 }, S0, true, OLD, ~OLD },
	{ "aset", { 0x2064, 0x3000 }, V0, true, FIRST | 8, SECOND },
	{ "aclr", { 0x2024, 0xb000 }, V0, true, FIRST & ~2u, SECOND },
};

static void micromips(void)
{
	volatile const uint32_t *const r = uncached(result);
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(micro); i++) {
		const uint16_t rt = micro[i].rt;
		const uint16_t code[] = {
			micro[i].code[0], micro[i].code[1],
			0xf800 | rt << 5 | A2, 0,		/* sw */
			0xf800 | (rt + 1) << 5 | A2, 4,
		};
		bool right;

		prepare(OFF0);
		right = provoke_micromips(code, ARRAY_SIZE(code));
		if (micro[i].store)
			right &= off[0] == (micro[i].first & OFF_MASK) &&
				 off[1] == (micro[i].second & OFF_MASK);
		else
			right &= r[0] == micro[i].first && r[1] == micro[i].second;
		ok(right, micro[i].name);
	}
}

int main(void)
{
	unsigned int i;

	console_init();
	provoke_init();
	for (i = 0; i < ARRAY_SIZE(loads); i++)
		mips32(&loads[i], false);
	for (i = 0; i < ARRAY_SIZE(stores); i++)
		mips32(&stores[i], true);
	bits();
	micromips();
	done();
}
