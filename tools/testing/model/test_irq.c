// SPDX-License-Identifier: GPL-2.0
/* DS60001320 section 7: the interrupt controller. */
#include "board.h"
#include "cp0.h"
#include "ktap.h"
#include "trap.h"

#define SIRQ	(INTSTAT & 0xff)
#define SRIPL	(INTSTAT >> 8 & 7)

static void atomic_registers(void)
{
	IEC(4) = 0x3fc0;
	is(IEC(4), 0x3fc0, "DS60001320 IEC4 is written");
	CLR(IEC(4)) = 0x00c0;
	is(IEC(4), 0x3f00, "DS60001320 IEC4CLR clears bits");
	SET(IEC(4)) = 0x0040;
	is(IEC(4), 0x3f40, "DS60001320 IEC4SET sets bits");
	INV(IEC(4)) = 0x0140;
	is(IEC(4), 0x3e00, "DS60001320 IEC4INV inverts bits");
	IEC(4) = 0;
	IFS(6) = 0x00200000;
	is(IFS(6), 0x00200000, "DS60001320 IFS6 is written");
	CLR(IFS(6)) = 0x00200000;
	is(IFS(6), 0, "DS60001320 IFS6CLR clears a flag");
	IPC(53) = 0x1f1f1f1f;
	is(IPC(53) & 0x1f1f, 0x1f1f, "DS60001320 IPC53 has priorities of five bits");
	IPC(53) = 0;
	OFF(213) = 0x3ffff;
	is(OFF(213), 0x3fffe, "DS60001320 OFF213: VOFF is 17:1");
	*(volatile unsigned char *)&OFF(213) = 0x40;
	is(OFF(213), 0x3ff40, "DS60001320 OFF213 takes bytes");
	OFF(213) = 0;
	INTSTAT = 0x7ff;
	is(INTSTAT, 0, "DS60001320 INTSTAT is read only");
	PRISS = 0x76543211;
	is(PRISS, 0x76543211, "DS60001320 PRISS is written");
	PRISS = 0;
	IPTMR = 0x12345678;
	is(IPTMR, 0x12345678, "DS60001320 IPTMR is written");
	IPTMR = 0;
}

/* Which of two wins: by priority, subpriority and number. */
static const struct pair {
	const char *name;
	u32 irq[2];
	u32 ip[2];
	u32 is[2];
	u32 winner;
} pairs[] = {
	{ "the higher priority", { 10, 20 }, { 2, 5 }, { 3, 0 }, 20 },
	{ "the higher priority, of the lower number", { 10, 20 }, { 6, 5 }, { 0, 3 }, 10 },
	{ "the higher subpriority at equal priority", { 10, 20 }, { 3, 3 }, { 1, 2 }, 20 },
	{ "the lower number where both are equal", { 10, 20 }, { 3, 3 }, { 2, 2 }, 10 },
	{ "the lower number across words", { 180, 200 }, { 7, 7 }, { 0, 0 }, 180 },
	{ "priority across words", { 180, 200 }, { 6, 7 }, { 3, 0 }, 200 },
};

static void arbitration(void)
{
	const struct pair *p;
	u32 i;

	for (p = pairs; p < pairs + ARRAY_SIZE(pairs); p++) {
		for (i = 0; i < 2; i++) {
			irq_enable(p->irq[i], p->ip[i]);
			irq_priority(p->irq[i], p->ip[i], p->is[i]);
			irq_raise(p->irq[i]);
		}
		is(SIRQ, p->winner, "DS60001320 INTSTAT.SIRQ: %s", p->name);
		is(SRIPL, p->irq[0] == p->winner ? p->ip[0] : p->ip[1],
		   "DS60001320 INTSTAT.SRIPL: %s", p->name);
		for (i = 0; i < 2; i++) {
			irq_clear(p->irq[i]);
			irq_disable(p->irq[i]);
		}
	}
	is(INTSTAT, 0, "DS60001320 INTSTAT is 0 with nothing pending");
}

static void requests(void)
{
	irq_priority(10, 4, 0);
	irq_raise(10);
	is(SRIPL, 0, "DS60001320 IEC=0: no request");
	irq_enable(10, 4);
	is(SRIPL, 4, "DS60001320 IEC=1: the flag that was set requests");
	irq_priority(10, 0, 0);
	is(SRIPL, 0, "DS60001320 IP=0: no request");
	irq_priority(10, 6, 0);
	is(SRIPL, 6, "DS60001320 a change of IP acts at once");
	irq_clear(10);
	is(SRIPL, 0, "DS60001320 IFS=0: no request");
	irq_disable(10);
}

/* Those that come again while their cause is there, and those that do not. */
static void persistent(void)
{
	const u32 cn_a = 118, uart_tx = 172;

	while (!(USTA(4) & USTA_TRMT))
		;
	irq_clear(uart_tx);
	is(irq_flag(uart_tx), 1, "DS60001320 UART4 transmit is persistent: set again");
	is(irq_flag(cn_a), 0, "DS60001320 change notice of port A is quiet");
	irq_raise(cn_a);
	is(irq_flag(cn_a), 1, "DS60001320 software raises a flag");
	irq_clear(cn_a);
	is(irq_flag(cn_a), 0, "DS60001320 software clears it where there is no cause");
}

static u32 order[4];
static u32 taken;

static bool note(struct trap *frame)
{
	if (CA_EXC(frame->cause) != EXC_INT)
		return false;
	order[taken++ & 3] = SIRQ;
	irq_clear(SIRQ);
	return true;
}

static void one_after_the_other(void)
{
	trap_hook = note;
	irq_enable(10, 2);
	irq_enable(20, 5);
	irq_enable(30, 4);
	irq_raise(10);
	irq_raise(20);
	irq_raise(30);
	gpr[A0] = mfc0(STATUS) | ST_IE;
	gpr[A1] = mfc0(STATUS);
	ROOT(MTC0(A0, STATUS), EHB, NOP, NOP, NOP, NOP, MTC0(A1, STATUS), EHB);
	is(taken, 3, "DS60001320 three requests are three interrupts");
	is(order[0], 20, "DS60001320 the highest priority first");
	is(order[1], 30, "DS60001320 then the next");
	is(order[2], 10, "DS60001320 then the last");
	trap_hook = NULL;
	irq_disable(10);
	irq_disable(20);
	irq_disable(30);
}

void run_tests(void)
{
	atomic_registers();
	arbitration();
	requests();
	persistent();
	one_after_the_other();
}
