// SPDX-License-Identifier: GPL-2.0
/* A hostile guest: each register and field of CP0, each instruction of COP0. */
#include <hypercall.h>

#include "provoke.h"
#include "testing.h"

#define NR_REGISTERS	32
#define NR_SELECTS	8
#define V0		2
#define MFC0(rd, sel)	(0x40000000 | V0 << 16 | (rd) << 11 | (sel))
#define MTC0(rd, sel)	(0x40800000 | V0 << 16 | (rd) << 11 | (sel))
#define MFGC0(rd, sel)	(0x40600000 | V0 << 16 | (rd) << 11 | (sel))
#define MTGC0(rd, sel)	(0x40600200 | V0 << 16 | (rd) << 11 | (sel))
#define MTC0_EBASE_V1	0x40837801
#define COP0_CO		0x42000000
#define WAIT		0x42000020
#define EHB		0x000000c0
#define ST_BEV		0x00400000u
#define V0_HARMLESS	0xdead0002	/* no hypercall */

static bool guest;

/* What a program alone on the board had better not: sets, debug, watch, VZ. */
static bool too_hard(uint32_t rd, uint32_t sel)
{
	static const uint8_t hard[][2] = {
		{ 9, 6 }, { 9, 7 }, { 10, 4 }, { 10, 5 }, { 10, 6 }, { 11, 4 }, { 12, 2 },
		{ 12, 3 }, { 12, 5 }, { 12, 6 }, { 12, 7 }, { 18, 0 }, { 19, 0 }, { 23, 0 },
		{ 24, 0 }, { 26, 0 }, { 31, 0 },
	};
	unsigned int i;

	if (rd == 16 && sel == 3)	/* ISAOnExc: the handlers are MIPS32 */
		return true;
	for (i = 0; i < ARRAY_SIZE(hard) && !guest; i++) {
		if (rd == hard[i][0] && sel == hard[i][1])
			return true;
	}
	return false;
}

static void reads(void)
{
	uint32_t rd, sel;

	for (rd = 0; rd < NR_REGISTERS; rd++) {
		for (sel = 0; sel < NR_SELECTS; sel++)
			PROVOKE(MFC0(rd, sel), EHB);
	}
	provoke_report("MFC0 of all");
}

/*
 * Status with BEV has vectors that this program has not: see hostile-tricks. EBase
 * is put right before the exception at the end of the code.
 */
static void write_one(uint32_t rd, uint32_t sel, uint32_t value)
{
	if (rd == 12 && sel == 0)
		value &= ~ST_BEV;
	provoke.gpr[V0] = value;
	provoke.gpr[V0 + 1] = provoke_ebase();
	PROVOKE(MTC0(rd, sel), EHB, MFC0(rd, sel), MTC0_EBASE_V1, EHB);
}

static void writes(void)
{
	uint32_t rd, sel, bit;

	for (rd = 0; rd < NR_REGISTERS; rd++) {
		for (sel = 0; sel < NR_SELECTS; sel++) {
			if (too_hard(rd, sel))
				continue;
			write_one(rd, sel, 0);
			write_one(rd, sel, ~0u);
			for (bit = 0; bit < 32; bit++)
				write_one(rd, sel, 1u << bit);
		}
	}
	provoke_report("MTC0 of all bits");
}

static void random_writes(void)
{
	uint32_t i, rd, sel, chance = 7;

	for (i = 0; i < 4000; i++) {
		rd = next_random(&chance) % NR_REGISTERS;
		sel = next_random(&chance) % NR_SELECTS;
		if (!too_hard(rd, sel))
			write_one(rd, sel, next_random(&chance) << 16 ^ next_random(&chance));
	}
	provoke_report("MTC0 at random");
}

static void guest_moves(void)
{
	uint32_t rd, sel;

	for (rd = 0; rd < NR_REGISTERS && guest; rd++) {
		for (sel = 0; sel < NR_SELECTS; sel++) {
			PROVOKE(MFGC0(rd, sel), EHB);
			PROVOKE(MTGC0(rd, sel), EHB);
		}
	}
	provoke_report("MFGC0, MTGC0");
}

/* ERET and its like go to the end of the code; TLB entries map nothing near. */
static void set_returns(void)
{
	mtc0(14, 0, provoke_address(2));	/* EPC */
	mtc0(30, 0, provoke_address(2));	/* ErrorEPC */
	mtc0(2, 0, 0);
	mtc0(3, 0, 0);
	mtc0(5, 0, 0);
	mtc0(10, 0, 0xc0000000);
}

static void instructions(void)
{
	uint32_t function;

	provoke.gpr[V0] = V0_HARMLESS;
	for (function = 0; function < 64; function++) {
		set_returns();
		PROVOKE(COP0_CO | function, EHB);
		PROVOKE(COP0_CO | 0x01fff7c0 | function, EHB);
	}
	provoke_report("COP0 with CO");
}

/* All other values of the field rs: RDPGPR, DI, reserved ones. */
static void subopcodes(void)
{
	uint32_t rs, i, chance = 3;

	for (rs = 0; rs < 16; rs++) {
		if (rs == 0 || rs == 3 || rs == 4 || (rs == 14 && !guest))
			continue;
		for (i = 0; i < 64; i++) {
			const uint32_t fields = next_random(&chance) & 0x1fffff;

			PROVOKE(0x40000000 | rs << 21 | fields, EHB);
		}
	}
	provoke_report("COP0 without CO");
}

static void hypercalls(void)
{
	uint32_t code, i, chance = 5;

	for (code = 0; code < 1024 && guest; code++) {
		provoke.gpr[V0] = V0_HARMLESS;
		PROVOKE(0x42000028 | code << 11, EHB);
	}
	for (i = 0; i < 1000 && guest; i++) {
		provoke_wild_gprs();
		provoke.gpr[V0] = next_random(&chance) % 5;
		provoke.gpr[4] = provoke.gpr[next_random(&chance) % 32];
		provoke.gpr[5] = next_random(&chance) << 8;
		PROVOKE(0x42000028, EHB);
	}
	provoke_report("hypercalls");
}

static void all(void)
{
	reads();
	writes();
	random_writes();
	guest_moves();
	instructions();
	subopcodes();
	hypercalls();
	PROVOKE(WAIT, EHB);
	provoke_report("WAIT");
}

static void soft(void)
{
}

/* Who uses software interrupts has all of CP0 emulated; at level 0 none comes. */
int main(void)
{
	console_init();
	guest = have_hypervisor();
	provoke_init();
	all();
	irq_enable(IRQ_SOFT0, 0, soft);
	all();
	ok(true, "came to the end");
	done();
}
