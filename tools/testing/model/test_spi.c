// SPDX-License-Identifier: GPL-2.0
/* DS60001106 (FRM section 23): SPI masters; SPI2 with nothing at it. */
#include "board.h"
#include "cp0.h"
#include "ktap.h"

#define N		2
#define SPI(offset)	SFR(0x1f821000 + 0x200 * (N - 1) + (offset))
#define SPICON		SPI(0x00)
#define SPISTAT		SPI(0x10)
#define SPIBUF		SPI(0x20)
#define SPIBRG		SPI(0x30)
#define CON_ON		0x8000
#define CON_MSTEN	0x0020
#define CON_MODE16	0x0400
#define CON_MODE32	0x0800
#define CON_ENHBUF	0x10000
#define STAT_RBF	0x0001
#define STAT_TBE	0x0008
#define STAT_RBE	0x0020
#define STAT_ROV	0x0040
#define STAT_BUSY	0x0800
#define IRQ_RX		143
#define IRQ_TX		144

static void start(u32 con, u32 brg)
{
	SPICON = 0;
	SPIBRG = brg;
	CLR(SPISTAT) = STAT_ROV;
	SPICON = CON_ON | CON_MSTEN | con;
}

/* Counts that sending one word takes; PB2 is as fast as Count. */
static u32 duration(u32 con, u32 brg)
{
	u32 begin;

	start(con, brg);
	begin = mfc0(COUNT);
	SPIBUF = 0x55;
	while (!(SPISTAT & STAT_RBF))
		;
	return mfc0(COUNT) - begin;
}

static void speeds(void)
{
	static const struct {
		const char *name;
		u32 con;
		u32 bits;
	} modes[] = { { "8", 0, 8 }, { "16", CON_MODE16, 16 }, { "32", CON_MODE32, 32 } };
	u32 i, counts;

	for (i = 0; i < 3; i++) {
		counts = duration(modes[i].con, 49);
		ok(counts >= modes[i].bits * 100 && counts < modes[i].bits * 100 + 100,
		   "DS60001106 SPIBRG=49: %s bits take 100 PB2 clocks each", modes[i].name);
	}
	counts = duration(0, 0);
	ok(counts < 100, "DS60001106 SPIBRG=0: 8 bits take 2 PB2 clocks each");
}

static void flags(void)
{
	u32 busy, full, empty;

	SPICON = 0;
	is(SPISTAT & (STAT_TBE | STAT_RBF | STAT_BUSY | STAT_ROV), STAT_TBE,
	   "DS60001106 SPISTAT: SPITBE alone when it is off");
	irq_clear(IRQ_RX);
	start(0, 49);
	SPIBUF = 0xaa;
	busy = SPISTAT;
	while (!(SPISTAT & STAT_RBF))
		;
	full = SPISTAT;
	is(busy & STAT_BUSY, STAT_BUSY, "DS60001106 SPISTAT.SPIBUSY while it sends");
	is(busy & STAT_RBF, 0, "DS60001106 SPISTAT.SPIRBF is 0 while it sends");
	is(full & STAT_BUSY, 0, "DS60001106 SPISTAT.SPIBUSY is 0 behind that");
	is(irq_flag(IRQ_RX), 1, "DS60001106 the receive interrupt, 143");
	(void)SPIBUF;
	empty = SPISTAT;
	is(empty & STAT_RBF, 0, "DS60001106 a read of SPIBUF clears SPIRBF");
	irq_clear(IRQ_RX);
	is(irq_flag(IRQ_RX), 0, "DS60001106 and the receive interrupt");
	is(irq_flag(IRQ_TX), 1, "DS60001106 the transmit interrupt, 144, while there is room");
}

static void settle(void)
{
	while (SPISTAT & STAT_BUSY || !(SPISTAT & STAT_TBE))
		;
}

static void overflow(void)
{
	start(0, 0);
	SPIBUF = 1;
	settle();
	SPIBUF = 2;
	settle();
	is(SPISTAT & STAT_ROV, STAT_ROV, "DS60001106 SPISTAT.SPIROV: received before it was read");
	CLR(SPISTAT) = STAT_ROV;
	is(SPISTAT & STAT_ROV, 0, "DS60001106 SPIROV is cleared by software");
}

static void enhanced(void)
{
	u32 i;

	start(CON_ENHBUF, 9);
	for (i = 0; i < 8; i++)
		SPIBUF = i;
	settle();
	is(SPISTAT >> 24 & 31, 8, "DS60001106 ENHBUF: RXBUFELM counts what came");
	is(SPISTAT & STAT_RBE, 0, "DS60001106 ENHBUF: SPIRBE is 0");
	for (i = 0; i < 8; i++)
		(void)SPIBUF;
	is(SPISTAT & STAT_RBE, STAT_RBE, "DS60001106 ENHBUF: SPIRBE is 1 when all was read");
	is(SPISTAT & STAT_ROV, 0, "DS60001106 ENHBUF: eight words are no overflow");
	SPICON = 0;
}

void run_tests(void)
{
	flags();
	speeds();
	overflow();
	enhanced();
}
