// SPDX-License-Identifier: GPL-2.0
/* DS60001320 section 4: permission groups of the system bus, applied to DMA. */
#include "dma.h"
#include "ktap.h"

#define SBT(x, offset)	SFR(0x1f8f8000 + 0x400 * (x) + (offset))
#define ELOG1(x)	SBT(x, 0x20)
#define ELOG2(x)	SBT(x, 0x24)
#define ECON(x)		SBT(x, 0x28)
#define ECLRS(x)	SBT(x, 0x30)
#define ECLRM(x)	SBT(x, 0x38)
#define SBTREG(x, y)	SBT(x, 0x40 + 0x20 * (y))
#define SBTRD(x, y)	SBT(x, 0x50 + 0x20 * (y))
#define SBTWR(x, y)	SBT(x, 0x58 + 0x20 * (y))
#define SBFLAG		SFR(0x1f8f0510)
#define ECON_ERRP	0x01000000u
#define ELOG1_MULTI	0x80000000u
#define SB_IRQ		106
#define RAM1		2
#define DMA_GROUP(g)	((g) << 4)
#define BLOCK		64

static volatile unsigned char from[BLOCK] __attribute__((aligned(16)));
static volatile unsigned char to[1024] __attribute__((section(".bss.page"), aligned(1024)));

static void clear_errors(void)
{
	ELOG1(RAM1) = ~0u;
	(void)ECLRS(RAM1);
	(void)ECLRM(RAM1);
	irq_clear(SB_IRQ);
}

static void set_econ(u32 value)
{
	unlock();
	ECON(RAM1) = value;
	lock();
}

/* to[] for @rd and @wr alone, the DMA controller in group @group, and a copy. */
static void copy(u32 group, u32 rd, u32 wr, bool read)
{
	u32 i;

	for (i = 0; i < BLOCK; i++) {
		from[i] = 0x5a;
		to[i] = 0x77;
	}
	unlock();
	CLR(CFGCON) = CFGCON_PGLOCK;
	CFGPG = DMA_GROUP(group);
	SBTREG(RAM1, 1) = physical(to) | 1 << 3;
	SBTRD(RAM1, 1) = rd;
	SBTWR(RAM1, 1) = wr;
	clear_errors();
	dma_prepare(0, read ? physical(to) : physical(from), read ? physical(from) : physical(to),
		    BLOCK, BLOCK);
	SET(DCHCON(0)) = CON_CHEN;
	dma_force(0);
	SBTREG(RAM1, 1) = 0;
	CFGPG = 0;
	lock();
}

static u32 written(void)
{
	u32 i, n = 0;

	for (i = 0; i < BLOCK; i++)
		n += to[i] == 0x5a;
	return n;
}

static void allowed(void)
{
	copy(0, 1, 1, false);
	is(written(), BLOCK, "DS60001320 a group that WR names may write");
	is(SBFLAG & 1 << RAM1, 0, "DS60001320 and that is no violation");
	copy(2, 4, 4, false);
	is(written(), BLOCK, "DS60001320 group 2 is bit 2 of WR");
	copy(1, 1, 2, false);
	is(written(), BLOCK, "DS60001320 RD does not matter to a write");
}

static void refused_write(void)
{
	set_econ(0);
	copy(1, 3, 1, false);
	is(to[0], 0x77, "DS60001320 a group that WR does not name writes nothing");
	is(SBFLAG & 1 << RAM1, 1 << RAM1, "DS60001320 SBFLAG shows the target");
	is(ELOG1(RAM1) >> 4 & 15, 1, "DS60001320 SBT2ELOG1.REGION");
	ok((ELOG1(RAM1) >> 8 & 0xff) == 5 || (ELOG1(RAM1) >> 8 & 0xff) == 6,
	   "DS60001320 SBT2ELOG1.INITID is DMA write");
	ok((ELOG1(RAM1) & 7) == 1 || (ELOG1(RAM1) & 7) == 5, "DS60001320 SBT2ELOG1.CMD is a write");
	is(ELOG2(RAM1) & 3, 1, "DS60001320 SBT2ELOG2.GROUP");
	is(irq_flag(SB_IRQ), 0, "DS60001320 SBT2ECON.ERRP=0: no interrupt");
	clear_errors();
	is(SBFLAG & 1 << RAM1, 0, "DS60001320 SBFLAG is 0 when the error was cleared");
}

static void refused_read(void)
{
	copy(1, 1, 3, true);
	ok(from[0] != 0x77, "DS60001320 a group that RD does not name reads nothing");
	is(ELOG1(RAM1) & 7, 2, "DS60001320 SBT2ELOG1.CMD is a read");
	ok((ELOG1(RAM1) >> 8 & 0xff) == 3 || (ELOG1(RAM1) >> 8 & 0xff) == 4,
	   "DS60001320 SBT2ELOG1.INITID is DMA read");
	clear_errors();
}

static void reported(void)
{
	set_econ(ECON_ERRP);
	copy(1, 1, 1, false);
	is(irq_flag(SB_IRQ), 1, "DS60001320 SBT2ECON.ERRP=1: interrupt 106");
	irq_clear(SB_IRQ);
	is(irq_flag(SB_IRQ), 1, "DS60001320 which is persistent");
	clear_errors();
	irq_clear(SB_IRQ);
	is(irq_flag(SB_IRQ), 0, "DS60001320 until the error was cleared");
	set_econ(0);
}

static void locks(void)
{
	unlock();
	CFGPG = DMA_GROUP(2);
	is(CFGPG, DMA_GROUP(2), "DS60001320 CFGPG is written");
	CFGPG = 0;
	SBTWR(RAM1, 1) = 5;
	is(SBTWR(RAM1, 1), 5, "DS60001320 SBT2WR1 is written");
	lock();
	CFGPG = DMA_GROUP(1);
	is(CFGPG, 0, "DS60001320 SYSKEY: locked, CFGPG is not written");
	unlock();
	SET(CFGCON) = CFGCON_PGLOCK;
	CFGPG = DMA_GROUP(1);
	is(CFGPG, 0, "DS60001320 CFGCON.PGLOCK=1: CFGPG is not written");
	CLR(CFGCON) = CFGCON_PGLOCK;
	is(CFGCON & CFGCON_PGLOCK, 0, "DS60001320 DEVCFG3.PGL1WAY=0: PGLOCK is cleared again");
	lock();
}

void run_tests(void)
{
	allowed();
	refused_write();
	refused_read();
	reported();
	locks();
	DMACON = 0;
}
