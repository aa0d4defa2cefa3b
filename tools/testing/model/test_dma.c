// SPDX-License-Identifier: GPL-2.0
/* DS60001320 section 10: the DMA controller. */
#include "dma.h"
#include "ktap.h"

#define BLOCK		64

static volatile unsigned char from[256] __attribute__((aligned(16)));
static volatile unsigned char to[256] __attribute__((aligned(16)));

/* A channel with nothing done yet, and something to copy. */
static void channel(u32 n, u32 size, u32 cell)
{
	u32 i;

	for (i = 0; i < sizeof(from); i++) {
		from[i] = (unsigned char)(i + 1);
		to[i] = 0;
	}
	dma_prepare(n, physical(from), physical(to), size, cell);
}

static u32 copied(void)
{
	u32 n = 0;

	while (n < sizeof(to) && to[n] == (unsigned char)(n + 1))
		n++;
	return n;
}

static void whole_blocks(void)
{
	u32 n;

	for (n = 0; n < 8; n++) {
		channel(n, BLOCK, BLOCK);
		SET(DCHINT(n)) = INT_BC << 16;
		SET(DCHCON(n)) = CON_CHEN;
		dma_force(n);
		is(copied(), BLOCK, "DS60001320 channel %u copies a block", n);
		is(DCHINT(n) & INT_BC, INT_BC, "DS60001320 DCH%uINT.CHBCIF is set", n);
		is(DCHCON(n) & CON_CHEN, 0, "DS60001320 DCH%uCON.CHEN is cleared", n);
		is(irq_flag(DMA_IRQ(n)), 1,
		   "DS60001320 channel %u raises interrupt %u", n,
		   DMA_IRQ(n));
		DCHINT(n) = 0;
		irq_clear(DMA_IRQ(n));
	}
}

static void cells(void)
{
	channel(0, BLOCK, 16);
	SET(DCHCON(0)) = CON_CHEN;
	dma_force(0);
	is(copied(), 16, "DS60001320 a trigger moves one cell");
	is(DCHSPTR(0), 16, "DS60001320 DCH0SPTR tells how far it is");
	is(DCHDPTR(0), 16, "DS60001320 DCH0DPTR does");
	is(DCHINT(0) & (INT_CC | INT_BC), INT_CC, "DS60001320 DCH0INT: CHCCIF, not CHBCIF");
	is(DCHCON(0) & CON_CHEN, CON_CHEN, "DS60001320 CHEN stays until the block is done");
	dma_force(0);
	is(DCHINT(0) & (INT_SH | INT_DH), INT_SH | INT_DH,
	   "DS60001320 half of it sets CHSHIF and CHDHIF");
	dma_force(0);
	is(copied(), 48, "DS60001320 three triggers, three cells");
	dma_force(0);
	is(DCHINT(0) & (INT_BC | INT_SD | INT_DD), INT_BC | INT_SD | INT_DD,
	   "DS60001320 its end sets CHBCIF, CHSDIF, CHDDIF");
	is(irq_flag(DMA_IRQ(0)), 0, "DS60001320 flags that are not enabled raise no interrupt");
	is(DCHSPTR(0), 0, "DS60001320 DCH0SPTR starts again");
}

static void sizes(void)
{
	u32 i, good = 0;

	channel(1, BLOCK, BLOCK);
	DCHSSIZ(1) = 1;
	SET(DCHCON(1)) = CON_CHEN;
	dma_force(1);
	for (i = 0; i < BLOCK; i++)
		good += to[i] == 1;
	is(good, BLOCK, "DS60001320 a source of one byte fills the destination");
	channel(1, BLOCK, BLOCK);
	DCHDSIZ(1) = 1;
	SET(DCHCON(1)) = CON_CHEN;
	dma_force(1);
	is(to[0], BLOCK, "DS60001320 a destination of one byte gets all of the source");
	is(to[1], 0, "DS60001320 and nothing behind it is written");
	channel(1, BLOCK, BLOCK);
	DCHCON(1) = CON_CHAEN | CON_CHEN;
	dma_force(1);
	is(DCHCON(1) & CON_CHEN, CON_CHEN, "DS60001320 CHAEN=1: CHEN stays");
	DCHCON(1) = 0;
}

static void started_by_interrupts(void)
{
	channel(2, BLOCK, 8);
	DCHECON(2) = 10 << 8 | ECON_SIRQEN;
	SET(DCHCON(2)) = CON_CHEN;
	dma_settle();
	is(copied(), 0, "DS60001320 CHSIRQ: nothing before its flag");
	irq_raise(10);
	dma_settle();
	is(copied(), 8, "DS60001320 CHSIRQ: its flag moves a cell, without IEC");
	irq_clear(10);
	irq_raise(11);
	dma_settle();
	is(copied(), 8, "DS60001320 CHSIRQ: another flag moves nothing");
	irq_clear(11);
	irq_raise(10);
	dma_settle();
	is(copied(), 16, "DS60001320 CHSIRQ: the next time it is set, the next cell");
	irq_clear(10);
	DCHECON(2) = 12 << 16 | ECON_AIRQEN;
	irq_raise(12);
	dma_settle();
	is(DCHINT(2) & INT_TA, INT_TA, "DS60001320 CHAIRQ: its flag aborts");
	is(DCHCON(2) & CON_CHEN, 0, "DS60001320 CHAIRQ: and clears CHEN");
	irq_clear(12);
	channel(2, BLOCK, 8);
	SET(DCHCON(2)) = CON_CHEN;
	dma_force(2);
	SET(DCHECON(2)) = ECON_CABORT;
	dma_settle();
	is(DCHCON(2) & CON_CHEN, 0, "DS60001320 CABORT clears CHEN");
	is(DCHSPTR(2), 0, "DS60001320 CABORT clears DCH2SPTR");
	is(DCHINT(2) & INT_TA, INT_TA, "DS60001320 CABORT sets CHTAIF");
}

static void conditions(void)
{
	channel(3, BLOCK, BLOCK);
	DCHDAT(3) = 9;
	SET(DCHECON(3)) = ECON_PATEN;
	SET(DCHCON(3)) = CON_CHEN;
	dma_force(3);
	is(copied(), 9, "DS60001320 PATEN: ends behind the byte of DCH3DAT");
	is(DCHINT(3) & INT_BC, INT_BC, "DS60001320 PATEN: and its block is done");
	channel(3, BLOCK, BLOCK);
	dma_force(3);
	is(copied(), 0, "DS60001320 CHEN=0: nothing moves");
	channel(3, BLOCK, BLOCK);
	DMACON = 0;
	SET(DCHCON(3)) = CON_CHEN;
	dma_force(3);
	is(copied(), 0, "DS60001320 DMACON.ON=0: nothing moves");
	channel(3, BLOCK, BLOCK);
	DCHDSA(3) = 0x10000000;
	SET(DCHCON(3)) = CON_CHEN;
	dma_force(3);
	is(DCHINT(3) & INT_ER, INT_ER, "DS60001320 an address of nothing sets CHERIF");
	DMACON = 0;
}

void run_tests(void)
{
	whole_blocks();
	cells();
	sizes();
	started_by_interrupts();
	conditions();
}
