// SPDX-License-Identifier: GPL-2.0
/*
 * Does what its partition has an action for, one after the other: reads and writes a
 * device that it may only read, lets its timer interrupt too often and is restarted,
 * and ends with a fault that stops all.
 */
#include "testing.h"

#define IRQ_T2		9
#define T1CON		SFR(0x1f840000)
#define PR1		SFR(0x1f840020)
#define PR1_RESET	0xffffu
#define T2CON		SFR(0x1f840200)
#define PR2		SFR(0x1f840220)
#define TCON_ON		0x8000u
#define RCON		SFR(0x1f801240)
#define RCON_POR	0x02u
#define SWC1_A0		0xe4800000u

static volatile uint32_t ticks;

static void tick(void)
{
	irq_done(IRQ_T2);
	ticks++;
}

static void read_only(void)
{
	is(PR1, PR1_RESET, "reads a register of nobody");
	PR1 = 77;
	SET(T1CON) = TCON_ON;
	is(PR1, PR1_RESET, "writes do nothing");
	is(T1CON, 0, "nor by SET");
}

static void storm(void)
{
	PR2 = 999;			/* 10 us */
	irq_enable(IRQ_T2, 3, tick);
	T2CON = TCON_ON;
	interrupts_on();
	for (;;)
		asm volatile("wait");
}

int main(void)
{
	const uint32_t rcon = RCON;

	console_init();
	CLR(RCON) = rcon;
	if (rcon & RCON_POR) {
		read_only();
		storm();
	}
	is(T2CON, 0, "the timer is off");
	mtc0(12, 0, 0x20400000);	/* CU1, BEV */
	asm volatile("move $4, %0\n\t.word %1"
		     : : "r"(&T2CON), "i"(SWC1_A0) : "$4");
	ok(false, "the fault");
	done();
}
