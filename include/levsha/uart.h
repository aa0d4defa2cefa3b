/* SPDX-License-Identifier: GPL-2.0 */
/* The console's UART; the board's driver stands behind it. Core 0 only. */
#ifndef _LEVSHA_UART_H
#define _LEVSHA_UART_H

#include <linux/types.h>

#ifdef CONFIG_X86

#define UART_PORTS		8

/**
 * uart_init() - set up the UART: 8 data bits, no parity, FIFOs on
 * @base: its first register
 * @baud: bits per second; what the hardware cannot do is rounded
 */
void uart_init(u32 base, u32 baud);

/** uart_irq_enable() - interrupt when input comes or output has left */
void uart_irq_enable(void);

#endif

/** uart_getc() - take a byte of input, or -EAGAIN when there is none */
int uart_getc(void);

/** uart_putc() - send a byte; returns whether there was room for it */
bool uart_putc(char c);

/** uart_drain() - wait until the last bit of what was taken has left */
void uart_drain(void);

#endif /* _LEVSHA_UART_H */
