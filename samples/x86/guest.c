// SPDX-License-Identifier: GPL-2.0
/* Console and interrupts of the sample guests; see guest.h. */
#include "guest.h"

#define CODE_SELECTOR	0x08
#define GATE_INTERRUPT	0x8e00

#define UART_IER	(UART + 1)
#define UART_FCR	(UART + 2)
#define UART_LCR	(UART + 3)
#define UART_MCR	(UART + 4)
#define UART_LSR	(UART + 5)
#define LSR_RX		0x01
#define LSR_THRE	0x20

#define PIC_MASTER	0x20
#define PIC_SLAVE	0xa0
#define PIC_EOI		0x20

struct gate {
	uint16_t offset_low;
	uint16_t selector;
	uint16_t type;
	uint16_t offset_high;
};

static struct gate idt[256];

bool x2apic;

void console_init(void)
{
	outb(UART_LCR, 0x80);		/* divisor 1: 115200 */
	outb(UART, 1);
	outb(UART_IER, 0);
	outb(UART_LCR, 0x03);		/* 8 bits, no parity */
	outb(UART_FCR, 0x07);
	outb(UART_MCR, 0x0b);		/* DTR, RTS, interrupts */
	outb(UART_IER, 0x01);		/* interrupt on input */
}

void put_char(char c)
{
	while (!(inb(UART_LSR) & LSR_THRE))
		;
	outb(UART, (uint8_t)c);
}

void put_string(const char *s)
{
	while (*s)
		put_char(*s++);
}

void put_number(uint32_t n)
{
	if (n >= 10)
		put_number(n / 10);
	put_char((char)('0' + n % 10));
}

int get_char(void)
{
	return inb(UART_LSR) & LSR_RX ? inb(UART) : -1;
}

void set_handler(uint8_t vector, interrupt_handler handler)
{
	const uint32_t offset = (uint32_t)handler;

	idt[vector] = (struct gate){
		.offset_low = (uint16_t)offset,
		.selector = CODE_SELECTOR,
		.type = GATE_INTERRUPT,
		.offset_high = (uint16_t)(offset >> 16),
	};
}

static void pic_init(uint16_t port, uint8_t vector, uint8_t cascade)
{
	outb(port, 0x11);
	outb(port + 1, vector);
	outb(port + 1, cascade);
	outb(port + 1, 0x01);
	outb(port + 1, 0xff);
}

__attribute__((interrupt)) static void spurious(struct interrupt_frame *frame)
{
	(void)frame;
}

void interrupts_init(void)
{
	const struct {
		uint16_t limit;
		uint32_t base;
	} __attribute__((packed)) idtr = { sizeof(idt) - 1, (uint32_t)idt };

	asm volatile("lidt %0" : : "m"(idtr));
	pic_init(PIC_MASTER, VECTOR_IRQ(0), 4);
	pic_init(PIC_SLAVE, VECTOR_IRQ(8), 2);
	set_handler(VECTOR_SPURIOUS, spurious);
	x2apic = rdmsr(MSR_APIC_BASE) & APIC_BASE_X2APIC;
	apic_write(APIC_SVR, 0x100 | VECTOR_SPURIOUS);
}

void irq_enable(uint8_t irq)
{
	const uint16_t port = (irq < 8 ? PIC_MASTER : PIC_SLAVE) + 1;

	outb(port, inb(port) & (uint8_t)~(1 << irq % 8));
	if (irq >= 8)
		irq_enable(2);
}

void irq_done(uint8_t irq)
{
	if (irq >= 8)
		outb(PIC_SLAVE, PIC_EOI);
	outb(PIC_MASTER, PIC_EOI);
}
