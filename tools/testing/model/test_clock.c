// SPDX-License-Identifier: GPL-2.0
/* DS60001320: clocks, the locks of the configuration, module disable. */
#include "board.h"
#include "ktap.h"

#define U1RXR		SFR(0x1f801468)
#define PRECON		SFR(0x1f8e0000)
#define DEVCFG(n)	SFR(0x1fc0ffcc - 4 * (n))
#define DEVSIGN0	SFR(0x1fc0ffec)
#define PR2		SFR(0x1f840220)

static void clocks(void)
{
	is(OSCCON >> 12 & 7, 1, "DS60001320 OSCCON.COSC is SPLL");
	is(OSCCON >> 8 & 7, 1, "DS60001320 OSCCON.NOSC is SPLL");
	is(OSCCON & 1, 0, "DS60001320 OSCCON.OSWEN is 0");
	is(SPLLCON, 0x01310201, "DS60001320 SPLLCON: 24 MHz / 3 * 50 / 2");
	is(CLKSTAT & 0x37, 0x37, "DS60001320 CLKSTAT: all clocks are ready");
	is(PBDIV(1) & 0x87f, 0x801, "DS60001320 PB1DIV: PBDIVRDY, half of the system's clock");
	is(PBDIV(2) & 0x887f, 0x801 | 0x8000, "DS60001320 PB2DIV: on, ready, half");
	is(PBDIV(7) & 0x887f, 0x800 | 0x8000, "DS60001320 PB7DIV: on, ready, undivided");
	is(SLEWCON & 1, 0, "DS60001320 SLEWCON.BUSY is 0");
	is(DEVID & 0x0fffffff, 0x0720e053, "DS60001320 DEVID is the EFG100's");
}

static void configuration_words(void)
{
	is(DEVCFG(0), 0xfffff7d7, "DS60001320 DEVCFG0 as the board's boot loader has it");
	is(DEVCFG(1), 0x03743cb9, "DS60001320 DEVCFG1");
	is(DEVCFG(2), 0xfff9b11a, "DS60001320 DEVCFG2");
	is(DEVCFG(3), 0x86ffffff, "DS60001320 DEVCFG3");
	is(DEVSIGN0 >> 31, 0, "DS60001320 DEVSIGN0 bit 31 is 0");
}

/* A register behind the key: neither locked writes nor wrong keys get through. */
static void key(void)
{
	unlock();
	PBDIV(5) = 0x8003;
	is(PBDIV(5) & 0x7f, 3, "DS60001320 SYSKEY: unlocked, PB5DIV is written");
	is(PBDIV(5) & 0x800, 0x800, "DS60001320 PB5DIV.PBDIVRDY is 1 after that");
	lock();
	PBDIV(5) = 0x8001;
	is(PBDIV(5) & 0x7f, 3, "DS60001320 SYSKEY: locked, a write is lost");
	SYSKEY = 0;
	SYSKEY = 0x556699aa;
	SYSKEY = 0xaa996655;
	PBDIV(5) = 0x8001;
	is(PBDIV(5) & 0x7f, 3, "DS60001320 SYSKEY: keys in the wrong order do not unlock");
	SYSKEY = 0xaa996655;
	SYSKEY = 0;
	SYSKEY = 0x556699aa;
	PBDIV(5) = 0x8001;
	is(PBDIV(5) & 0x7f, 3, "DS60001320 SYSKEY: a word between the keys does not unlock");
	unlock();
	PBDIV(5) = 0x8001;
	is(PBDIV(5) & 0x7f, 1, "DS60001320 SYSKEY: unlocked again");
	OSCTUN = 5;
	is(OSCTUN, 5, "DS60001320 OSCTUN is written");
	OSCTUN = 0;
	lock();
	OSCTUN = 7;
	is(OSCTUN, 0, "DS60001320 SYSKEY: locked, OSCTUN is not written");
}

static void pins(void)
{
	unlock();
	CLR(CFGCON) = CFGCON_IOLOCK;
	U1RXR = 5;
	is(U1RXR, 5, "DS60001320 CFGCON.IOLOCK=0: U1RXR is written");
	SET(CFGCON) = CFGCON_IOLOCK;
	is(CFGCON & CFGCON_IOLOCK, CFGCON_IOLOCK, "DS60001320 CFGCON.IOLOCK is set");
	U1RXR = 3;
	is(U1RXR, 5, "DS60001320 CFGCON.IOLOCK=1: U1RXR is not written");
	RPF8R = 9;
	is(RPF8R, 2, "DS60001320 CFGCON.IOLOCK=1: RPF8R is UART4's as the loader left it");
	CLR(CFGCON) = CFGCON_IOLOCK;
	is(CFGCON & CFGCON_IOLOCK, 0, "DS60001320 DEVCFG3.IOL1WAY=0: IOLOCK is cleared again");
	U1RXR = 0;
	lock();
	SET(CFGCON) = CFGCON_IOLOCK | CFGCON_JTAGEN;
	is(CFGCON & CFGCON_IOLOCK, 0, "DS60001320 SYSKEY: locked, IOLOCK is not set");
	is(CFGCON & CFGCON_JTAGEN, CFGCON_JTAGEN, "DS60001320 SYSKEY: locked, JTAGEN is set");
	CLR(CFGCON) = CFGCON_JTAGEN;
}

static void modules(void)
{
	unlock();
	CLR(CFGCON) = CFGCON_PMDLOCK;
	PR2 = 0x1234;
	SET(PMD(4)) = 1u << 1;
	is(PMD(4) & 2, 2, "DS60001320 PMD4.T2MD is set");
	is(PR2, 0, "DS60001320 PMD4.T2MD=1: PR2 reads 0");
	PR2 = 0x4321;
	CLR(PMD(4)) = 1u << 1;
	ok(PR2 != 0x4321, "DS60001320 PMD4.T2MD=1: a write to PR2 is lost");
	PR2 = 0x4321;
	is(PR2, 0x4321, "DS60001320 PMD4.T2MD=0: PR2 is written");
	SET(CFGCON) = CFGCON_PMDLOCK;
	SET(PMD(4)) = 1u << 1;
	is(PMD(4) & 2, 0, "DS60001320 CFGCON.PMDLOCK=1: PMD4 is not written");
	CLR(CFGCON) = CFGCON_PMDLOCK;
	lock();
	PR2 = 0xffff;
}

static void flash_and_reference(void)
{
	PRECON = 0x12;
	is(PRECON & 0x37, 0x12, "DS60001320 PRECON is written");
	PRECON = 0x32;
	unlock();
	REFOCON(1) = 0x00058000;
	is(REFOCON(1) & 0x7fff8000, 0x00058000, "DS60001320 REFO1CON is written");
	is(REFOCON(1) >> 8 & 1, 1, "DS60001320 REFO1CON.ACTIVE follows ON");
	is(REFOCON(1) >> 9 & 1, 0, "DS60001320 REFO1CON.DIVSWEN is 0");
	REFOCON(1) = 0;
	is(REFOCON(1) >> 8 & 1, 0, "DS60001320 REFO1CON.ACTIVE falls with ON");
	lock();
}

static void empty_space(void)
{
	is(SFR(0x1f80a000), 0, "DS60001320 a register that does not exist reads 0");
	SFR(0x1f80a000) = 1;
	is(SFR(0x1f80a000), 0, "DS60001320 and a write to it is lost");
}

void run_tests(void)
{
	clocks();
	configuration_words();
	key();
	pins();
	modules();
	flash_and_reference();
	empty_space();
}
