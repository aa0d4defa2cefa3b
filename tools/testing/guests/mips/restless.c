// SPDX-License-Identifier: GPL-2.0
/*
 * Leaves its devices at work behind it, three times: resets itself, reports a fault
 * and is restarted, reports one more and stays stopped. The next life finds devices
 * that are off, pins that are inputs, and memory that nobody wrote to but itself.
 */
#include <hypercall.h>

#include "testing.h"

#define RCON		SFR(0x1f801240)
#define RSWRST		SFR(0x1f801250)
#define RCON_SWR	0x40u
#define RCON_EXTR	0x80u

#define IRQ_T1		4
#define T1CON		SFR(0x1f840000)
#define TMR1		SFR(0x1f840010)
#define PR1		SFR(0x1f840020)
#define TCON_ON		0x8000u

#define U1MODE		SFR(0x1f822000)
#define LATB		LAT(PORT_B)
#define TRISB		TRIS(PORT_B)
#define PIN		0x0800u

#define CHANNELS	8
#define DCHCON_CHAEN	0x0010u
#define DCHECON_SIRQEN	0x0010u
#define DCHECON_SIRQ(n)	((uint32_t)(n) << 8)
#define PATTERN		0xbadc0de5u
#define WORDS		64

/* After a fault, the hypervisor has cleared it. */
uint32_t target[WORDS] __attribute__((section(".uncached")));
static uint32_t source[1] __attribute__((section(".uncached")));

static bool running(void)
{
	const uint32_t old = TMR1;
	uint32_t start = read_count();

	while (read_count() - start < COUNTS_PER_MS)
		;
	return old != TMR1;
}

/* Each tick of the timer moves a word, for ever; a pin drives; a UART is on. */
static void leave_at_work(void)
{
	uint32_t n;

	PR1 = 99;
	T1CON = TCON_ON;
	SET(DMACON) = DMACON_ON;
	for (n = 0; n < CHANNELS; n++) {
		DCHSSA(n) = physical(source);
		DCHDSA(n) = physical(target);
		DCHSSIZ(n) = sizeof(source);
		DCHDSIZ(n) = sizeof(target);
		DCHCSIZ(n) = sizeof(source);
		DCHECON(n) = DCHECON_SIRQ(IRQ_T1) | DCHECON_SIRQEN;
		DCHINT(n) = DCHINT_CHBCIE;
		DCHCON(n) = DCHCON_CHEN | DCHCON_CHAEN;
	}
	CLR(TRISB) = PIN;
	U1MODE = 0x8000;
	irq_enable(IRQ_T1, 5, NULL);
}

/* A reset by software keeps memory: what comes now is new. */
static void clear(void)
{
	volatile uint32_t *const p = uncached(target);
	unsigned int i;

	for (i = 0; i < WORDS; i++)
		p[i] = 0;
}

static void at_work(void)
{
	volatile uint32_t *const p = uncached(target);

	ok(running(), "the timer runs");
	ok(p[0] == PATTERN && p[WORDS - 1] == PATTERN, "the channels move words");
	ok(!(TRISB & PIN), "the pin drives");
}

static void at_rest(const char *after)
{
	volatile uint32_t *const p = uncached(target);
	uint32_t i, n, dirty = 0, on = 0;

	ok(!running(), "%s: no timer", after);
	for (i = 0; i < WORDS; i++)
		dirty += p[i] != 0;
	is(dirty, 0, "words of memory that are not as loaded");
	for (n = 0; n < CHANNELS; n++)
		on |= DCHCON(n) | DCHINT(n) | (IFS(IRQ_DMA(n)) & IRQ_BIT(IRQ_DMA(n)));
	is(on | DMACON | (U1MODE & 0x8000), 0, "no DMA, no UART");
	is(TRISB & PIN, PIN, "the pin is an input");
	is(IFS(IRQ_T1) & IRQ_BIT(IRQ_T1), 0, "no interrupt of the timer");
}

int main(void)
{
	const uint32_t rcon = RCON;

	console_init();
	CLR(RCON) = rcon;
	*(volatile uint32_t *)uncached(source) = PATTERN;
	if (rcon & RCON_EXTR) {
		at_rest("after a fault");
	} else if (rcon & RCON_SWR) {
		clear();
		at_rest("after a reset");
	}
	leave_at_work();
	at_work();
	if (rcon & RCON_EXTR)
		print("last life\n");
	if (!(rcon & (RCON_EXTR | RCON_SWR))) {
		SET(RSWRST) = 1;
		(void)RSWRST;
	}
	hypercall(LEVSHA_FAULT, 0, 0);
	ok(false, "came back");
	done();
}
