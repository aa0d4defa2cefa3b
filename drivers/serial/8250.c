// SPDX-License-Identifier: GPL-2.0
/* The console's 16550A (National Semiconductor PC16550D data sheet). */
#include <asm/io.h>
#include <levsha/uart.h>
#include <linux/errno.h>

#define UART_CLOCK		115200
#define FIFO_SIZE		16

#define UART_DATA		0
#define UART_DLL		0
#define UART_IER		1
#define UART_DLM		1
#define UART_IIR		2
#define UART_FCR		2
#define UART_LCR		3
#define UART_MCR		4
#define UART_LSR		5

#define IER_RX			0x01
#define IER_THRE		0x02
#define FCR_FIFO_ON_CLEARED	0x07
#define LCR_8N1			0x03
#define LCR_DLAB		0x80
#define MCR_DTR_RTS_OUT2	0x0b
#define LSR_RX			0x01
#define LSR_THRE		0x20
#define LSR_TEMT		0x40

static u16 port;
static u32 room;			/* bytes that the FIFO takes at least */

void uart_init(u32 base, u32 baud)
{
	const u32 divisor = baud && baud < UART_CLOCK ? UART_CLOCK / baud : 1;

	port = (u16)base;
	outb(0, port + UART_IER);
	outb(LCR_DLAB, port + UART_LCR);
	outb((u8)divisor, port + UART_DLL);
	outb((u8)(divisor >> 8), port + UART_DLM);
	outb(LCR_8N1, port + UART_LCR);
	outb(FCR_FIFO_ON_CLEARED, port + UART_FCR);
	outb(MCR_DTR_RTS_OUT2, port + UART_MCR);
}

void uart_irq_enable(void)
{
	outb(IER_RX | IER_THRE, port + UART_IER);
}

/* A port where nothing is reads as ones: no input, never full. */
static u8 line_status(void)
{
	const u8 lsr = inb(port + UART_LSR);

	return lsr == 0xff ? LSR_THRE | LSR_TEMT : lsr;
}

/*
 * Reading IIR ends the transmitter's interrupt, without which input would make no
 * new edge.
 */
int uart_getc(void)
{
	if (line_status() & LSR_RX)
		return inb(port + UART_DATA);
	inb(port + UART_IIR);
	return -EAGAIN;
}

bool uart_putc(char c)
{
	if (!room && line_status() & LSR_THRE)
		room = FIFO_SIZE;
	if (!room)
		return false;
	room--;
	outb((u8)c, port + UART_DATA);
	return true;
}

void uart_drain(void)
{
	while (!(line_status() & LSR_TEMT))
		;
}
