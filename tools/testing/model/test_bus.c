// SPDX-License-Identifier: GPL-2.0
/* DS60001320 section 4: what is at which address, and where nothing is. */
#include "guest.h"
#include "ktap.h"
#include "trap.h"

#define WORD(address)	(*(volatile u32 *)(address))
#define HALF(address)	(*(volatile unsigned short *)(address))
#define BYTE(address)	(*(volatile unsigned char *)(address))

static const struct place {
	const char *name;
	u32 address;
	u32 outcome;
} places[] = {
	{ "the start of RAM", 0xa0000000, THROUGH },
	{ "the end of RAM", 0xa007fffc, THROUGH },
	{ "nothing behind RAM", 0xa0080000, ROOT_EXC(EXC_DBE) },
	{ "the start of program flash", 0xbd000000, THROUGH },
	{ "the end of program flash", 0xbd1ffffc, THROUGH },
	{ "nothing behind program flash", 0xbd200000, ROOT_EXC(EXC_DBE) },
	{ "the start of the registers", 0xbf800000, THROUGH },
	{ "the end of the registers", 0xbf8ffffc, THROUGH },
	{ "nothing behind the registers", 0xbf900000, ROOT_EXC(EXC_DBE) },
	{ "the lower boot alias", 0xbfc00000, THROUGH },
	{ "the upper boot alias", 0xbfc20000, THROUGH },
	{ "boot flash 1", 0xbfc40000, THROUGH },
	{ "boot flash 2", 0xbfc60000, THROUGH },
	{ "nothing behind boot flash", 0xbfc80000, ROOT_EXC(EXC_DBE) },
};

static void map(void)
{
	const struct place *p;

	for (p = places; p < places + ARRAY_SIZE(places); p++) {
		gpr[A0] = p->address;
		is(outcome(ROOT(LW(V0, 0, A0))), p->outcome, "DS60001320 0x%x is %s", p->address,
		   p->name);
	}
	is(WORD(0xbfc00000), WORD(0xbfc40000), "DS60001320 the lower alias is boot flash 1");
	WORD(0xa0079000) = 0x11223344;
	is(WORD(0x80079000), 0x11223344, "DS60001320 kseg0 and kseg1 are one memory");
	is(HALF(0xa0079000), 0x3344, "DS60001320 little endian: a half");
	is(BYTE(0xa0079003), 0x11, "DS60001320 little endian: a byte");
	is(WORD(0xbd1f0000), ~0u, "DS60001320 flash that is not programmed reads ones");
}

/* A guest's access to what root maps, but where nothing is. */
static void of_guests(void)
{
	const struct tlb_entry nothing = {
		0x08000000, LO(0x10000000, LO_V | LO_D | LO_G), LO_G, PAGES_4K
	};

	guest_reset();
	root_tlb_write(FIRST_FREE, GUEST_ID, &nothing);
	gpr[A0] = 0x88000000;
	is(outcome(GUEST(LW(V0, 0, A0))), ROOT_EXC(EXC_DBE),
	   "MD00846 a guest's bus error is root's exception");
	is(mfgc0(STATUS), 0, "MD00846 and leaves the guest's context");
}

void run_tests(void)
{
	map();
	of_guests();
}
