// SPDX-License-Identifier: GPL-2.0
/*
 * Real interrupts of a timer, each exactly once, while other guests run; the UART in
 * loop-back; the flash controller; resets: by software, by the watchdog, each with
 * its cause in RCON, and RAM kept by the former; and in the end a register that it
 * does not have.
 */
#include "testing.h"

#define IRQ_T1		4
#define T1CON		SFR(0x1f840000)
#define PR1		SFR(0x1f840020)
#define T2CON		SFR(0x1f840200)
#define T1_ON		0x8000u
#define T1_BY_64	0x0020u		/* of 100 MHz */
#define PERIOD		46875u		/* 30 ms: longer than others may run */
#define COUNTS		(PERIOD * 64)
#define TICKS		40

#define NVMCON		SFR(0x1f800600)
#define NVMKEY		SFR(0x1f800610)
#define NVM_WREN	0x4000u
#define NVM_WRERR	0x2000u
#define NVM_WR		0x8000u

#define WDTCON		SFR(0x1f800800)
#define WDTCLRKEY	(*(volatile uint16_t *)0xbf800802)
#define WDT_ON		0x8000u
#define WDT_KEY		0x5743u

#define RCON		SFR(0x1f801240)
#define RSWRST		SFR(0x1f801250)
#define RCON_POR_BOR	0x03u
#define RCON_WDTO	0x10u
#define RCON_SWR	0x40u

#define UMODE_LPBACK	0x40u
#define KEPT		0x4b455054u	/* any but 0 */

static volatile uint32_t ticks, received;
static volatile uint32_t kept __attribute__((section(".uncached")));

static void tick(void)
{
	irq_done(IRQ_T1);
	ticks++;
}

static void timer(void)
{
	uint32_t start, polled;

	PR1 = PERIOD - 1;
	T1CON = T1_ON | T1_BY_64;
	while (!(IFS(IRQ_T1) & IRQ_BIT(IRQ_T1)))
		;
	irq_done(IRQ_T1);
	start = read_count();
	irq_enable(IRQ_T1, 5, tick);
	interrupts_on();
	while (ticks < TICKS)
		asm volatile("wait");
	polled = read_count() - start;
	is((polled + COUNTS / 2) / COUNTS, TICKS, "T1 ticks");
	interrupts_off();
	CLR(IEC(IRQ_T1)) = IRQ_BIT(IRQ_T1);
	T1CON = 0;
	irq_done(IRQ_T1);
}

static void byte(void)
{
	received = received << 8 | (U4RXREG & 0xff);
	irq_done(IRQ_U4RX);
}

/* print() is of no use meanwhile. */
static void loop_back(void)
{
	irq_enable(IRQ_U4RX, 4, byte);
	interrupts_on();
	SET(U4MODE) = UMODE_LPBACK;
	U4TXREG = 'o';
	U4TXREG = 'k';
	CLR(U4MODE) = UMODE_LPBACK;
	interrupts_off();
	CLR(IEC(IRQ_U4RX)) = IRQ_BIT(IRQ_U4RX);
	is(received, 'o' << 8 | 'k', "loop-back");
}

static void flash(void)
{
	NVMCON = NVM_WREN | 4;
	NVMKEY = 0;
	NVMKEY = 0xaa996655;
	NVMKEY = 0x556699aa;
	SET(NVMCON) = NVM_WR;
	is(NVMCON, NVM_WREN | NVM_WRERR | 4, "flash refuses");
	NVMCON = NVM_WREN;
	SET(NVMCON) = NVM_WR;
	is(NVMCON, NVM_WREN, "no operation");
}

static void watchdog(void)
{
	const uint32_t start = read_count();

	SET(WDTCON) = WDT_ON;
	while (read_count() - start < 300 * COUNTS_PER_MS)
		WDTCLRKEY = WDT_KEY;
	ok(WDTCON & WDT_ON, "watchdog is served");
	for (;;)
		;
}

int main(void)
{
	const uint32_t rcon = RCON;

	console_init();
	CLR(RCON) = rcon;
	if (rcon & RCON_SWR) {
		is(rcon, RCON_SWR, "RCON.SWR");
		is(kept, KEPT, "RAM is kept");
		watchdog();
	}
	if (rcon & RCON_WDTO) {
		is(rcon, RCON_WDTO, "RCON.WDTO");
		is(kept, 0, "RAM is cleared");
		ok(T2CON && false, "stops at T2CON");
	}
	is(rcon, RCON_POR_BOR, "RCON of power-on");
	timer();
	loop_back();
	flash();
	kept = KEPT;
	SET(RSWRST) = 1;
	(void)RSWRST;
	ok(false, "software reset");
	done();
}
