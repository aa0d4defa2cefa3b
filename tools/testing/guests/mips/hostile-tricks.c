// SPDX-License-Identifier: GPL-2.0
/*
 * A hostile guest: tricks with Status.ERL, EXL, NMI and KSU, jumps to where nothing
 * is, code at the end of what there is, and, at the end, exceptions without vectors.
 */
#include <hypercall.h>

#include "provoke.h"
#include "testing.h"

#define V0		2
#define A0		4
#define MTC0_V0(rd, sel) (0x40820000u | (rd) << 11 | (sel))
#define JR_V0		0x00400008u
#define JALR_V0		0x0040f809u
#define LW_V0_A0	0x8c820000u
#define ERET		0x42000018u
#define DERET		0x4200001fu
#define IRET		0x42000038u
#define WAIT		0x42000020u
#define BREAK		0x0000000du
#define EHB		0x000000c0u
#define NOP		0
#define ST_IE		0x00000001u
#define ST_EXL		0x00000002u
#define ST_ERL		0x00000004u
#define ST_BEV		0x00400000u
#define ST_BITS		19		/* SR, NMI, TS, and all below them */

static bool guest;

static const uint32_t nowhere[] = {
	0x00000000, 0x00000002, 0x00000001, 0x7ffffffc, 0x80000ffe, 0x8007fffc, 0x80080000,
	0x9d1ffffc, 0x9d200000, 0x9fc00000, 0x9fc10000, 0xa0080000, 0xbd1ffffc, 0xbf810000,
	0xbf822610, 0xbf8f8000, 0xbfc0fffc, 0xbffffffc, 0xc0000000, 0xdffffffe, 0xe0000000,
	0xfffffffc, 0xffffffff, 0x80060001, 0xbf810001, 0xbfc54001,
};

static void jumps(void)
{
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(nowhere); i++) {
		provoke.gpr[V0] = nowhere[i];
		PROVOKE(JR_V0, NOP);
		PROVOKE(JALR_V0, LW_V0_A0);
	}
	provoke_report("jumps to nowhere");
}

/* Return by ERET from each state to each place. */
static void returns(void)
{
	static const uint32_t states[] = {
		0, ST_EXL, ST_ERL, ST_EXL | ST_ERL, ST_IE | ST_EXL, ST_IE | ST_ERL, 0x10 | ST_EXL,
		0x08 | ST_EXL, 0x18 | ST_EXL,
	};
	unsigned int i, n;

	for (i = 0; i < ARRAY_SIZE(nowhere); i++) {
		for (n = 0; n < ARRAY_SIZE(states); n++) {
			mtc0(14, 0, nowhere[i]);
			mtc0(30, 0, nowhere[i]);
			provoke.gpr[V0] = states[n];
			PROVOKE(MTC0_V0(12, 0), EHB, ERET);
			PROVOKE(MTC0_V0(12, 0), EHB, IRET);
		}
	}
	provoke_report("returns to nowhere");
}

/* Each pair of bits of Status, then a load, an exception, a return. */
static void states(void)
{
	unsigned int i, n;

	for (i = 0; i < 32; i++) {
		for (n = 0; n <= i; n++) {
			provoke.gpr[V0] = (1u << i | 1u << n) & ~ST_BEV;
			mtc0(14, 0, provoke_address(4));
			mtc0(30, 0, provoke_address(4));
			PROVOKE(MTC0_V0(12, 0), EHB, LW_V0_A0, NOP);
			PROVOKE(MTC0_V0(12, 0), EHB, BREAK, NOP);
			mtc0(14, 0, provoke_address(4));
			PROVOKE(MTC0_V0(12, 0), EHB, ERET, NOP);
		}
	}
	provoke_report("pairs of bits of Status");
}

/* Sleep in each state: the timer must end it. */
static void sleeps(void)
{
	static const uint32_t states[] = { 0, ST_IE, ST_EXL, ST_ERL, ST_IE | ST_EXL };
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(states); i++) {
		provoke.gpr[V0] = states[i];
		PROVOKE(MTC0_V0(12, 0), EHB, WAIT, NOP);
	}
	provoke_report("WAIT in each state");
}

static void odd_instructions(void)
{
	static const uint32_t words[] = {
		DERET,
		0x7c03083b,		/* RDHWR of the synchronization step */
		0x7c03e83b,		/* of UserLocal */
		0x7c03103b,		/* of CC */
		0x041f0000,		/* SYNCI */
		0x04078000,		/* ASET, ACLR, of no address */
		0x04070000,
		0xcc000000,		/* PREF */
		0x4c000000,		/* COP1X */
		0x48000000,		/* COP2 */
		0x0000000f,		/* SYNC */
	};
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(words); i++)
		PROVOKE(words[i], NOP);
	provoke_report("odd instructions");
}

/* No way back from here: the plan comes first. */
static void last(void)
{
	print("1..1\n");
	print("last trick: an exception with BEV\n");
	mtc0(12, 0, ST_BEV);
	asm volatile("break");
}

int main(void)
{
	console_init();
	guest = have_hypervisor();
	provoke_init();
	jumps();
	returns();
	states();
	sleeps();
	odd_instructions();
	ok(true, "came to the end");
	if (guest)
		last();
	done();
}
