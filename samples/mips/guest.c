// SPDX-License-Identifier: GPL-2.0
/* Console, interrupts and exceptions of the sample guests; see guest.h. */
#include "guest.h"

#define BRG_115200	53		/* of 100 MHz */

volatile uint32_t attempt_cause;
extern volatile uint32_t attempt_sp;
volatile uint32_t attempt_sp;

extern const char attempt_end[];
void interrupt(void);
void exception(void);

static irq_handler handlers[NR_IRQS];

void console_init(void)
{
	U4RXR = U4RXR_RPF2;
	RPF8R = RPF8R_U4TX;
	U4MODE = 0;
	U4BRG = BRG_115200;
	U4STA = USTA_UTXEN | USTA_URXEN;
	U4MODE = UMODE_ON;
}

void put_char(char c)
{
	while (U4STA & USTA_UTXBF)
		;
	U4TXREG = (uint8_t)c;
}

void put_string(const char *s)
{
	for (; *s; s++) {
		if (*s == '\n')
			put_char('\r');
		put_char(*s);
	}
}

void put_number(uint32_t n)
{
	if (n >= 10)
		put_number(n / 10);
	put_char((char)('0' + n % 10));
}

void put_hex(uint32_t n)
{
	unsigned int shift = 32;

	while (shift) {
		shift -= 4;
		put_char("0123456789abcdef"[n >> shift & 15]);
	}
}

int get_char(void)
{
	return U4STA & USTA_URXDA ? (int)(U4RXREG & 0xff) : -1;
}

void irq_enable(unsigned int irq, unsigned int priority, irq_handler handler)
{
	handlers[irq] = handler;
	CLR(INTCON) = INTCON_MVEC;
	CLR(IPC(irq)) = IPC_IP(irq, 7);
	SET(IPC(irq)) = IPC_IP(irq, priority);
	CLR(IFS(irq)) = IRQ_BIT(irq);
	SET(IEC(irq)) = IRQ_BIT(irq);
}

void irq_done(unsigned int irq)
{
	CLR(IFS(irq)) = IRQ_BIT(irq);
}

/* One that went away meanwhile leaves no level, and source 0. */
void interrupt(void)
{
	const uint32_t intstat = INTSTAT;

	if (intstat & INTSTAT_SRIPL)
		handlers[intstat & INTSTAT_SIRQ]();
}

static void put_register(const char *name, uint32_t value)
{
	put_string(name);
	put_hex(value);
}

void exception(void)
{
	const uint32_t cause = mfc0(13, 0);

	if (attempt_sp) {
		attempt_cause = cause;
		mtc0(14, 0, attempt_end);	/* EPC */
		mtc0(30, 0, attempt_end);	/* ErrorEPC, if Status.ERL is set */
		return;
	}
	put_register("exception: Cause ", cause);
	put_register(", EPC ", mfc0(14, 0));
	put_register(", BadVAddr ", mfc0(8, 0));
	put_string("\n");
	for (;;)
		asm volatile("wait");
}
