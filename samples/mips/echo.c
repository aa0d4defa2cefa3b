// SPDX-License-Identifier: GPL-2.0
/*
 * Repeats what is typed, by interrupts alone: one for what came, one for what is
 * sent, a ring between them. Compiled as microMIPS.
 */
#include "guest.h"

#define RING_SIZE	256		/* a power of 2 */

static char ring[RING_SIZE];
static unsigned int head, tail;

static void queue(char c)
{
	if (head - tail < RING_SIZE)
		ring[head++ % RING_SIZE] = c;
	SET(IEC(IRQ_U4TX)) = IRQ_BIT(IRQ_U4TX);
}

static void received(void)
{
	int c;

	for (c = get_char(); c >= 0; c = get_char()) {
		queue((char)c);
		if (c == '\r')
			queue('\n');
	}
	irq_done(IRQ_U4RX);
}

/* The UART asks for more for as long as it has room: it must not when there is none. */
static void sent(void)
{
	while (tail != head && !(U4STA & USTA_UTXBF))
		U4TXREG = (uint8_t)ring[tail++ % RING_SIZE];
	if (tail == head)
		CLR(IEC(IRQ_U4TX)) = IRQ_BIT(IRQ_U4TX);
	irq_done(IRQ_U4TX);
}

int main(void)
{
	console_init();
	put_string("echo: type\n");
	irq_enable(IRQ_U4RX, 4, received);
	irq_enable(IRQ_U4TX, 3, sent);
	for (;;)
		wait_for_interrupt();
}
