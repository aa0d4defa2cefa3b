// SPDX-License-Identifier: GPL-2.0
/*
 * MD00090, DS60001320 section 6: what resets are, and what they leave. This program
 * starts in boot flash, as the part does, once for each kind of reset.
 */
#include "board.h"
#include "cp0.h"
#include "ktap.h"
#include "trap.h"

#define WDTCON		SFR(0x1f800800)
#define WDTCLRKEY	(*(volatile unsigned short *)0xbf800802)
#define WDT_ON		0x8000
#define WDT_KEY		0x5743
#define DMTCON		SFR(0x1f800a00)
#define DMTPRECLR	SFR(0x1f800a10)
#define DMTCLR		SFR(0x1f800a20)
#define DMTSTAT		SFR(0x1f800a30)
#define DMTCNT		SFR(0x1f800a40)
#define DMT_ON		0x8000
#define LATC		SFR(0x1f860230)
#define POR		0x001
#define BOR		0x002
#define WDTO		0x010
#define DMTO		0x020
#define SWR		0x040
#define NOINIT		__attribute__((section(".noinit")))

/* Before anything else: what the core is like, for phase 0. */
asm(".section .boot, \"ax\"\n"
	".set push\n.set noreorder\n"
	"lui $t0, %hi(at_reset)\n"
	"addiu $t0, $t0, %lo(at_reset)\n"
	"mfc0 $t1, $12\n\tsw $t1, 0($t0)\n"
	"mfc0 $t1, $15, 1\n\tsw $t1, 4($t0)\n"
	"mfc0 $t1, $6\n\tsw $t1, 8($t0)\n"
	"mfc0 $t1, $12, 2\n\tsw $t1, 12($t0)\n"
	"lui $t9, %hi(start)\n"
	"addiu $t9, $t9, %lo(start)\n"
	"jr.hb $t9\n\tnop\n"
	".set pop\n.text\n");

/* A watchdog of 1 ms, a deadman timer of 2^24 instructions without a window. */
u32 devcfg1 __attribute__((section(".devcfg1"))) = 0x43603c81;

struct core {
	u32 status;
	u32 ebase;
	u32 wired;
	u32 srsctl;
};

struct core at_reset NOINIT;
static u32 phase NOINIT;
static u32 kept NOINIT;

static void __attribute__((noreturn)) wait_for_reset(void)
{
	for (;;)
		;
}

static void power_up(void)
{
	is(at_reset.status & (ST_BEV | ST_ERL), ST_BEV | ST_ERL,
	   "MD00090 reset: Status.BEV=ERL=1");
	is(at_reset.ebase & 0xfffff000, 0x80000000, "MD00090 reset: EBase is 0x80000000");
	is(at_reset.wired, 0, "MD00090 reset: Wired is 0");
	is(SRS_CSS(at_reset.srsctl), 0, "MD00090 reset: SRSCtl.CSS is 0");
	is(RCON, POR | BOR, "DS60001320 RCON: POR and BOR at power-up");
	CLR(RCON) = POR;
	is(RCON, BOR, "DS60001320 RCON: flags are cleared by software");
	RCON = 0;
	kept = 0x12345678;
	LATC = 0x1000;
	lock();
	SET(RSWRST) = 1;
	(void)RSWRST;
	ok(true, "DS60001320 RSWRST: nothing happens while SYSKEY is locked");
	unlock();
	SET(RSWRST) = 1;
	ok(true, "DS60001320 RSWRST: nothing happens before it is read");
	flush();
	(void)RSWRST;
	wait_for_reset();
}

static void software(void)
{
	is(RCON, SWR, "DS60001320 RCON: SWR at a software reset");
	is(kept, 0x12345678, "DS60001320 a software reset leaves RAM");
	RCON = 0;
	unlock();
	WDTCON = WDT_ON;
	is(WDTCON & WDT_ON, WDT_ON, "DS60001320 WDTCON.ON is set");
	wait_for_reset();
}

static void watchdog(void)
{
	u32 start, i;

	is(RCON & (WDTO | POR | SWR), WDTO, "DS60001320 RCON: WDTO at a watchdog's reset");
	is(WDTCON & WDT_ON, 0, "DS60001320 DEVCFG1.FWDTEN=0: it is off after reset");
	RCON = 0;
	/* Ten times half of the millisecond that it has. */
	WDTCON = WDT_ON;
	for (i = 0; i < 10; i++) {
		start = mfc0(COUNT);
		while (mfc0(COUNT) - start < 50000)
			;
		WDTCLRKEY = WDT_KEY;
	}
	WDTCON = 0;
	ok(true, "DS60001320 WDTCLRKEY: cleared in time, it does not reset");
	DMTCON = DMT_ON;
	start = DMTCNT;
	for (i = 0; i < 100; i++)
		(void)DMTCON;
	ok(DMTCNT - start >= 300 && DMTCNT - start < 4000, "DS60001320 DMTCNT counts instructions");
	DMTPRECLR = 0x4000;
	DMTCLR = 0x08;
	ok(DMTCNT < 100, "DS60001320 DMTPRECLR=0x40, DMTCLR=0x08 clear DMTCNT");
	is(DMTSTAT & 0xe0, 0, "DS60001320 DMTSTAT shows no error");
	flush();
	DMTCLR = 0x09;
	wait_for_reset();
}

static void deadman(void)
{
	is(RCON & (DMTO | WDTO | POR), DMTO, "DS60001320 RCON: DMTO after a wrong key");
	RCON = 0;
}

static void (*const phases[])(void) = { power_up, software, watchdog, deadman };

void run_tests(void)
{
	if (phase < 4)
		phases[phase++]();
}
