// SPDX-License-Identifier: GPL-2.0
/*
 * A guest that writes its flash: each operation, the locks, the interrupt, and what is
 * left after a reset. Several run at once; each sees its own at the same addresses.
 */
#include "nvm.h"

#define FIRST		0x1d100000u	/* two pages of program flash that are its own */
#define SECOND		(FIRST + FLASH_PAGE)
#define BOOT		0x1fc04000u	/* and one of boot flash */
#define NOT_ITS_OWN	0x1d108000u
#define FLASH(address)	(*(volatile uint32_t *)(0xa0000000u | (address)))
#define CACHED(address)	(*(volatile uint32_t *)(0x80000000u | (address)))
#define PWP_ULOCK	0x80000000u
#define BWP_ALL		0x9f9fu
#define BWP_PAGE_1	0x0200u
#define ROUNDS		8
#define MARK		0x6b657074u

#define RCON		SFR(0x1f801240)
#define RSWRST		SFR(0x1f801250)
#define RCON_SWR	0x40u
#define RCON_EXTR	0x80u

static uint32_t row[ROW / 4];
static volatile uint32_t interrupts;

static void interrupt(void)
{
	irq_done(IRQ_FLASH);
	interrupts++;
}

static void words(void)
{
	is(FLASH(FIRST) & FLASH(SECOND - 4) & FLASH(BOOT), ERASED, "erased at first");
	is(CACHED(FIRST), ERASED, "also as the cache has it");
	NVMDATA(0) = 0x11111111;
	NVMDATA(1) = 0x22222222;
	NVMDATA(2) = 0x33333333;
	NVMDATA(3) = 0x44444444;
	is(NVMDATA(2), 0x33333333, "NVMDATA2 is kept");
	is(nvm_run(NVM_QUAD_WORD, FIRST + 9), 0, "quad word");
	is(FLASH(FIRST), 0x11111111, "its first word");
	is(FLASH(FIRST + 12), 0x44444444, "its last word");
	is(FLASH(FIRST + 16), ERASED, "what follows");
	is(CACHED(FIRST), 0x11111111, "the cache has it too");
	NVMDATA(0) = 0x0f0f0f0f;
	is(nvm_run(NVM_WORD, FIRST + 0x22), 0, "word");
	is(FLASH(FIRST + 0x20), 0x0f0f0f0f, "its value");
	NVMDATA(0) = 0x00ff00ff;
	nvm_run(NVM_WORD, FIRST + 0x20);
	is(FLASH(FIRST + 0x20), 0x000f000f, "bits are only cleared");
}

static void rows(void)
{
	uint32_t i, good = 0;

	for (i = 0; i < ROW / 4; i++)
		row[i] = i * 0x01010101;
	NVMSRCADDR = physical(row);
	is(nvm_run(NVM_ROW, FIRST + ROW + 77), 0, "row");
	for (i = 0; i < ROW / 4; i++)
		good += FLASH(FIRST + ROW + 4 * i) == i * 0x01010101;
	is(good, ROW / 4, "its words");
	is(FLASH(FIRST + 2 * ROW), ERASED, "what follows");
}

static void erase(void)
{
	const uint32_t start = read_count();

	NVMDATA(0) = MARK;
	nvm_run(NVM_WORD, SECOND);
	is(nvm_run(NVM_PAGE_ERASE, FIRST + 0x3fff), 0, "erase");
	ok(read_count() - start > COUNTS_PER_MS, "takes its time");
	is(FLASH(FIRST) & FLASH(FIRST + ROW + 8), ERASED, "all is erased");
	is(FLASH(SECOND), MARK, "but the next page is not");
}

static void interrupted(void)
{
	interrupts = 0;
	irq_enable(IRQ_FLASH, 3, interrupt);
	interrupts_on();
	NVMDATA(0) = 0;
	nvm_run(NVM_WORD, FIRST);
	nvm_try(NVM_WORD, NOT_ITS_OWN);
	interrupts_off();
	is(interrupts, 3, "an interrupt at each end");
	CLR(IEC(IRQ_FLASH)) = IRQ_BIT(IRQ_FLASH);
	irq_done(IRQ_FLASH);
}

static void keys(void)
{
	NVMDATA(0) = 0;
	NVMADDR = FIRST + 64;
	CLR(NVMCON) = NVM_OP;
	SET(NVMCON) = NVM_WORD;
	nvm_unlock();
	SET(NVMCON) = NVM_WR;
	is(FLASH(FIRST + 64), ERASED, "not without WREN");
	SET(NVMCON) = NVM_WREN;
	NVMKEY = NVM_KEY2;
	NVMKEY = NVM_KEY1;
	SET(NVMCON) = NVM_WR;
	nvm_unlock();
	NVMDATA(0) = 0;
	SET(NVMCON) = NVM_WR;
	is(FLASH(FIRST + 64), ERASED, "not without both keys just before");
	NVMCON = NVM_WREN | NVM_PAGE_ERASE;
	is(NVMCON & NVM_OP, NVM_WORD, "NVMOP is locked by WREN");
	FLASH(FIRST + 64) = 0;
	is(FLASH(FIRST + 64), ERASED, "a store changes nothing");
}

static void refused(void)
{
	uint32_t op;

	is(nvm_run(NVM_WORD, NOT_ITS_OWN), NVM_WRERR, "not its own");
	is(nvm_run(NVM_WORD, FIRST + 64), NVM_WRERR, "an error stays");
	is(nvm_run(NVM_NOP, 0), 0, "no operation");
	NVMSRCADDR = 0x1d000000;
	is(nvm_try(NVM_ROW, FIRST), NVM_WRERR, "a row that is not in RAM");
	for (op = NVM_PAGE_ERASE + 1; op <= NVM_OP; op++) {
		if (!nvm_try(op, FIRST))
			break;
	}
	is(op, NVM_OP + 1, "other operations");
}

static void locks(void)
{
	is(NVMBWP, BWP_ALL, "NVMBWP");
	is(nvm_try(NVM_WORD, BOOT), NVM_WRERR, "boot flash is locked");
	CLR(NVMBWP) = BWP_PAGE_1;
	is(NVMBWP, BWP_ALL, "NVMBWP has keys");
	nvm_unlock();
	CLR(NVMBWP) = BWP_PAGE_1;
	is(NVMBWP, BWP_ALL & ~BWP_PAGE_1, "with them it opens");
	is(nvm_try(NVM_WORD, BOOT), 0, "boot flash");
	is(FLASH(BOOT), 0, "its word");
	nvm_unlock();
	NVMPWP = PWP_ULOCK | (SECOND & 0xffffff);
	is(nvm_try(NVM_PAGE_ERASE, FIRST), NVM_WRERR, "below NVMPWP");
	NVMDATA(0) = 0;
	is(nvm_try(NVM_WORD, SECOND + 16), 0, "above NVMPWP");
	nvm_unlock();
	CLR(NVMPWP) = PWP_ULOCK;
	nvm_unlock();
	NVMPWP = 0;
	is(NVMPWP, SECOND & 0xffffff, "NVMPWP is locked");
}

/* It was started anew, maybe in the middle of an operation. */
static void clean(void)
{
	nvm_unlock();
	CLR(NVMBWP) = BWP_PAGE_1;
	nvm_try(NVM_PAGE_ERASE, FIRST);
	nvm_try(NVM_PAGE_ERASE, SECOND);
	nvm_try(NVM_PAGE_ERASE, BOOT);
	nvm_unlock();
	SET(NVMBWP) = BWP_PAGE_1;
}

static void __attribute__((noreturn)) reset(void)
{
	SET(RSWRST) = 1;
	for (;;)
		(void)RSWRST;
}

/* What the others do meanwhile must not show. */
static void rounds(void)
{
	uint32_t n, bad = 0, seed = read_count();

	for (n = 0; n < ROUNDS; n++) {
		bad += nvm_try(NVM_PAGE_ERASE, SECOND);
		bad += FLASH(SECOND) != ERASED;
		NVMDATA(0) = next_random(&seed);
		bad += nvm_try(NVM_WORD, SECOND);
		bad += FLASH(SECOND) != NVMDATA(0);
	}
	is(bad, 0, "rounds");
}

int main(void)
{
	const uint32_t rcon = RCON;

	console_init();
	print_pace = PACE_OF_SEVEN;
	CLR(RCON) = rcon;
	if (rcon & RCON_EXTR) {
		clean();
	} else if (rcon & RCON_SWR) {
		is(FLASH(SECOND), MARK, "flash is kept");
		is(FLASH(BOOT), 0, "boot flash is kept");
		is(NVMPWP, PWP_ULOCK, "NVMPWP after a reset");
		rounds();
		done();
	}
	words();
	rows();
	erase();
	interrupted();
	keys();
	refused();
	locks();
	reset();
}
