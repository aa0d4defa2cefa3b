// SPDX-License-Identifier: GPL-2.0
/* DS60001320 section 21: the UARTs; UART1 with its own output as input. */
#include "board.h"
#include "ktap.h"

#define U		1
#define IRQ_FAULT	112
#define IRQ_RX		113
#define IRQ_TX		114
#define URXISEL(n)	((n) << 6)
#define UTXISEL(n)	((n) << 14)

static void start(u32 sta)
{
	UMODE(U) = 0;
	UBRG(U) = 0;
	USTA(U) = 0;
	UMODE(U) = UMODE_ON | UMODE_BRGH | UMODE_LPBACK;
	USTA(U) = sta;
}

/* Until all that was written came back. */
static void settle(void)
{
	u32 i;

	while (!(USTA(U) & USTA_TRMT))
		;
	for (i = 0; i < 2000; i++)
		(void)USTA(U);
}

static void send(u32 count)
{
	u32 i;

	for (i = 0; i < count; i++) {
		while (USTA(U) & USTA_UTXBF)
			;
		UTXREG(U) = 'a' + i;
	}
	settle();
}

static void registers(void)
{
	UMODE(U) = 0;
	USTA(U) = 0;
	is(USTA(U) & (USTA_TRMT | USTA_RIDLE), USTA_TRMT | USTA_RIDLE,
	   "DS60001320 UxSTA: TRMT and RIDLE are 1 while it is idle");
	is(USTA(U) & (USTA_URXDA | USTA_UTXBF | USTA_OERR), 0,
	   "DS60001320 UxSTA: URXDA, UTXBF and OERR are 0");
	UBRG(U) = 0x12345;
	is(UBRG(U), 0x2345, "DS60001320 UxBRG has 16 bits");
	SET(UMODE(U)) = UMODE_BRGH;
	is(UMODE(U), UMODE_BRGH, "DS60001320 UxMODESET sets bits");
	CLR(UMODE(U)) = UMODE_BRGH;
	is(UMODE(U), 0, "DS60001320 UxMODECLR clears bits");
}

static void loop_back(void)
{
	u32 i, good = 0;

	start(USTA_UTXEN | USTA_URXEN);
	send(1);
	is(USTA(U) & USTA_URXDA, USTA_URXDA, "DS60001320 UxMODE.LPBACK: what is sent comes back");
	is(URXREG(U), 'a', "DS60001320 UxRXREG is the character");
	is(USTA(U) & USTA_URXDA, 0, "DS60001320 URXDA is 0 when it was read");
	send(8);
	for (i = 0; i < 8; i++)
		good += URXREG(U) == 'a' + i;
	is(good, 8, "DS60001320 the receive FIFO holds 8 characters in order");
	is(USTA(U) & USTA_OERR, 0, "DS60001320 eight are no overrun");
}

static void overrun(void)
{
	start(USTA_UTXEN | USTA_URXEN);
	irq_clear(IRQ_FAULT);
	send(10);
	is(USTA(U) & USTA_OERR, USTA_OERR, "DS60001320 more than it holds is OERR");
	is(irq_flag(IRQ_FAULT), 1, "DS60001320 OERR raises the fault interrupt");
	SET(USTA(U)) = USTA_OERR;
	is(URXREG(U), 'a', "DS60001320 OERR keeps what came first, also if it is written 1");
	CLR(USTA(U)) = USTA_OERR;
	is(USTA(U) & USTA_OERR, 0, "DS60001320 OERR is cleared by software");
	is(USTA(U) & USTA_URXDA, 0, "DS60001320 and that empties the FIFO");
	send(1);
	is(USTA(U) & USTA_URXDA, USTA_URXDA, "DS60001320 and reception goes on");
}

static void receive_interrupt(void)
{
	static const struct {
		u32 sel;
		u32 level;
	} levels[] = { { 0, 1 }, { 1, 4 }, { 2, 6 } };
	u32 i;

	for (i = 0; i < 3; i++) {
		start(USTA_UTXEN | USTA_URXEN | URXISEL(levels[i].sel));
		irq_clear(IRQ_RX);
		if (levels[i].level > 1)
			send(levels[i].level - 1);
		is(irq_flag(IRQ_RX), 0, "DS60001320 URXISEL=%u: no interrupt below %u",
		   levels[i].sel, levels[i].level);
		send(1);
		is(irq_flag(IRQ_RX), 1, "DS60001320 URXISEL=%u: interrupt from %u characters",
		   levels[i].sel, levels[i].level);
		irq_clear(IRQ_RX);
		is(irq_flag(IRQ_RX), 1, "DS60001320 URXISEL=%u: set again while they are there",
		   levels[i].sel);
		while (USTA(U) & USTA_URXDA)
			(void)URXREG(U);
		irq_clear(IRQ_RX);
		is(irq_flag(IRQ_RX), 0, "DS60001320 URXISEL=%u: none when they were read",
		   levels[i].sel);
	}
}

static void transmit_interrupt(void)
{
	UMODE(U) = 0;
	USTA(U) = 0;
	irq_clear(IRQ_TX);
	is(irq_flag(IRQ_TX), 0, "DS60001320 UTXEN=0: no transmit interrupt");
	start(USTA_UTXEN);
	is(irq_flag(IRQ_TX), 1, "DS60001320 UTXISEL=0: interrupt while there is room");
	UBRG(U) = 1000;
	USTA(U) = USTA_UTXEN | UTXISEL(1);
	UTXREG(U) = 'x';
	UTXREG(U) = 'y';
	irq_clear(IRQ_TX);
	is(irq_flag(IRQ_TX), 0, "DS60001320 UTXISEL=1: none while something is sent");
	is(USTA(U) & USTA_TRMT, 0, "DS60001320 TRMT=0 while something is sent");
	settle();
	is(irq_flag(IRQ_TX), 1, "DS60001320 UTXISEL=1: interrupt when all was sent");
}

static void off(void)
{
	start(USTA_UTXEN | USTA_URXEN);
	send(3);
	UMODE(U) = 0;
	is(USTA(U) & USTA_URXDA, 0, "DS60001320 ON=0 empties the FIFOs");
	UMODE(U) = UMODE_ON | UMODE_BRGH | UMODE_LPBACK;
	USTA(U) = USTA_UTXEN;
	send(1);
	is(USTA(U) & USTA_URXDA, 0, "DS60001320 URXEN=0 receives nothing");
	UMODE(U) = 0;
}

void run_tests(void)
{
	registers();
	loop_back();
	overrun();
	receive_interrupt();
	transmit_interrupt();
	off();
}
