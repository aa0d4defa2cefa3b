// SPDX-License-Identifier: GPL-2.0
/*
 * A hostile guest that starts anew as often as it can, by all ways that there are,
 * and tries the keys of the part's other resets first. How often is in memory that
 * no start clears.
 */
#include <hypercall.h>

#include "testing.h"

#define LIVES		1200
#define PLACES		((volatile uint32_t *)0xa0010000)

#define WDTCON		SFR(0x1f800800)
#define WDT_ON		0x8000u
#define DMTCON		SFR(0x1f800a00)
#define DMTPRECLR	SFR(0x1f800a10)
#define DMTCLR		SFR(0x1f800a20)
#define DMT_ON		0x8000u
#define RSWRST		SFR(0x1f801250)
#define RNMICON		SFR(0x1f801260)
#define RNMICON_SWNMI	0x00800000u
#define NMI_KEY		0x4e000000u
#define SWC1_A0		0xe4800000u

/* Unlock, and reset or lock up the part by whatever else has a key. */
static void keys(void)
{
	SYSKEY = 0;
	SYSKEY = 0xaa996655;
	SYSKEY = 0x556699aa;
	INTCON = NMI_KEY;
	SET(INTCON) = NMI_KEY;
	RNMICON = RNMICON_SWNMI | 1;
	DMTCON = DMT_ON;
	DMTPRECLR = 0x4000;
	DMTCLR = 0x08;
	DMTPRECLR = 0xff00;
	CFGCON = 0;
	CFGPG = 0;
	U4RXR = 0;
	RPF8R = 0;
	SBT_WR(2, 0) = 0xf;
}

static void by_software(void)
{
	SET(RSWRST) = 1;
	(void)RSWRST;
}

static void by_hypercall(void)
{
	hypercall(LEVSHA_RESTART, 0, 0);
}

static void by_report(void)
{
	hypercall(LEVSHA_FAULT, PLACES[0], 0);
}

static void by_watchdog(void)
{
	SET(WDTCON) = WDT_ON;
	for (;;)
		;
}

/* A store of the FPU to a register */
static void by_fault(void)
{
	mtc0(12, 0, 0x20400000);
	asm volatile("move $4, %0\n\t.word %1"
		     : : "r"(&RSWRST), "i"(SWC1_A0) : "$4");
}

static void (*const ways[])(void) = {
	by_software, by_hypercall, by_report, by_watchdog, by_fault,
};

int main(void)
{
	const uint32_t life = PLACES[0]++;

	if (life < LIVES) {
		keys();
		ways[life % ARRAY_SIZE(ways)]();
		PLACES[1]++;
	}
	console_init();
	is(PLACES[1], 0, "ways that did not start it anew");
	ok(true, "came to the end");
	done();
}
