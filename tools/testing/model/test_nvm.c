// SPDX-License-Identifier: GPL-2.0
/* DS60001193 (FRM section 52): programming of flash. */
#include "board.h"
#include "ktap.h"

#define NVMCON		SFR(0x1f800600)
#define NVMKEY		SFR(0x1f800610)
#define NVMADDR		SFR(0x1f800620)
#define NVMDATA(n)	SFR(0x1f800630 + 0x10 * (n))
#define NVMSRCADDR	SFR(0x1f800670)
#define NVMPWP		SFR(0x1f800680)
#define WR		0x8000
#define WREN		0x4000
#define WRERR		0x2000
#define OP_WORD		1
#define OP_QUAD		2
#define OP_ROW		3
#define OP_ERASE	4
#define IRQ		167
#define PAGE		0x1d100000u	/* a page that holds nothing */
#define PAGE_SIZE	0x4000
#define ROW_SIZE	2048
#define FLASH(address)	(*(volatile u32 *)(0xa0000000u | (address)))

static u32 row[ROW_SIZE / 4];

static void run(u32 op, u32 address)
{
	NVMADDR = address;
	NVMCON = WREN | op;
	NVMKEY = 0;
	NVMKEY = 0xaa996655;
	NVMKEY = 0x556699aa;
	SET(NVMCON) = WR;
	while (NVMCON & WR)
		;
	CLR(NVMCON) = WREN;
}

static void words(void)
{
	irq_clear(IRQ);
	NVMDATA(0) = 0x11111111;
	NVMDATA(1) = 0x22222222;
	NVMDATA(2) = 0x33333333;
	NVMDATA(3) = 0x44444444;
	run(OP_QUAD, PAGE);
	is(NVMCON & WRERR, 0, "DS60001193 four words: no error");
	is(FLASH(PAGE), 0x11111111, "DS60001193 four words: the first");
	is(FLASH(PAGE + 12), 0x44444444, "DS60001193 four words: the last");
	is(FLASH(PAGE + 16), ~0u, "DS60001193 four words: what follows is erased");
	is(irq_flag(IRQ), 1, "DS60001193 the end of it raises interrupt 167");
	NVMDATA(0) = 0x0f0f0f0f;
	run(OP_WORD, PAGE + 32);
	is(FLASH(PAGE + 32), 0x0f0f0f0f, "DS60001193 one word");
	NVMDATA(0) = 0x00ff00ff;
	run(OP_WORD, PAGE + 32);
	is(FLASH(PAGE + 32), 0x000f000f, "DS60001193 programming clears bits and sets none");
}

static void rows(void)
{
	u32 i, good = 0;

	for (i = 0; i < ROW_SIZE / 4; i++)
		row[i] = i * 0x01010101;
	NVMSRCADDR = (u32)row & 0x1fffffff;
	run(OP_ROW, PAGE + ROW_SIZE);
	for (i = 0; i < ROW_SIZE / 4; i++)
		good += FLASH(PAGE + ROW_SIZE + 4 * i) == i * 0x01010101;
	is(good, ROW_SIZE / 4, "DS60001193 a row from NVMSRCADDR");
	is(FLASH(PAGE + 2 * ROW_SIZE), ~0u, "DS60001193 a row: what follows is erased");
}

static void erase(void)
{
	NVMDATA(0) = 0x12345678;
	run(OP_WORD, PAGE + PAGE_SIZE);
	run(OP_ERASE, PAGE);
	is(FLASH(PAGE), ~0u, "DS60001193 a page is erased");
	is(FLASH(PAGE + 2 * ROW_SIZE - 4), ~0u, "DS60001193 with all its rows");
	is(FLASH(PAGE + PAGE_SIZE), 0x12345678, "DS60001193 but the next page is not");
}

static void refused(void)
{
	NVMDATA(0) = 0;
	NVMADDR = PAGE + 64;
	NVMCON = WREN | OP_WORD;
	NVMKEY = 0x11111111;
	NVMKEY = 0x556699aa;
	SET(NVMCON) = WR;
	is(NVMCON & WR, 0, "DS60001193 NVMKEY: without both keys nothing starts");
	is(FLASH(PAGE + 64), ~0u, "DS60001193 NVMKEY: and nothing is written");
	NVMCON = OP_WORD;
	NVMKEY = 0xaa996655;
	NVMKEY = 0x556699aa;
	SET(NVMCON) = WR;
	is(FLASH(PAGE + 64), ~0u, "DS60001193 WREN=0: nothing is written");
	run(OP_WORD, 0x1d300000);
	is(NVMCON & WRERR, WRERR, "DS60001193 an address outside of flash is WRERR");
	run(OP_WORD, PAGE + 80);
	is(NVMCON & WRERR, WRERR, "DS60001193 WRERR stays");
	NVMCON = 0;
	NVMCON = WREN;
	NVMCON = WREN | OP_ERASE;
	is(NVMCON & 0xf, 0, "DS60001193 NVMOP is locked while WREN is set");
	NVMKEY = 0xaa996655;
	NVMKEY = 0x556699aa;
	SET(NVMCON) = WR;
	while (NVMCON & WR)
		;
	is(NVMCON & WRERR, 0, "DS60001193 NVMOP=0 clears WRERR");
	NVMCON = 0;
	FLASH(PAGE + 64) = 0;
	is(FLASH(PAGE + 64), ~0u, "DS60001193 a store to flash changes nothing");
}

static void protection(void)
{
	NVMKEY = 0;
	NVMKEY = 0xaa996655;
	NVMKEY = 0x556699aa;
	NVMPWP = 0x80000000 | 0x104000;
	NVMDATA(0) = 0;
	run(OP_WORD, PAGE + 128);
	is(FLASH(PAGE + 128), ~0u, "DS60001193 NVMPWP: pages below it are not written");
	is(NVMCON & WRERR, WRERR, "DS60001193 NVMPWP: and WRERR is set");
}

void run_tests(void)
{
	words();
	rows();
	erase();
	refused();
	protection();
}
