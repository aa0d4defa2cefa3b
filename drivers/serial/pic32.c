// SPDX-License-Identifier: GPL-2.0
/* The console's UART on a PIC32 (Microchip DS60001107, section 21). */
#include <asm/io.h>
#include <asm/irqchip.h>
#include <asm/pic32mz.h>
#include <levsha/partition.h>
#include <levsha/uart.h>
#include <linux/errno.h>

#define UXMODE			0x00
#define UXSTA			0x10
#define UXTXREG			0x20
#define UXRXREG			0x30
#define UXBRG			0x40

#define MODE_ON			(1 << 15)
#define STA_URXDA		(1 << 0)	/* there is input */
#define STA_OERR		(1 << 1)	/* input was lost; no more comes */
#define STA_UTXBF		(1 << 9)	/* the transmitter is full */
#define STA_UTXEN		(1 << 10)
#define STA_URXEN		(1 << 12)
#define STA_UTXISEL_EMPTY	(2 << 14)	/* interrupt when its FIFO is empty */

/* Interrupts, from the fault's on */
#define IRQ_RX			1
#define IRQ_TX			2

#define UART			part_board.console_base

void uart_init(void)
{
	writel(0, UART + UXMODE);
	writel(PB2_HZ / 16 / part_board.console_baud - 1, UART + UXBRG);
	writel(MODE_ON, UART + UXMODE);
	writel(STA_UTXISEL_EMPTY | STA_URXEN | STA_UTXEN, UART + UXSTA);
}

void uart_irq_enable(void)
{
	irqchip_enable(part_board.console_irq + IRQ_RX, true);
}

int uart_getc(void)
{
	if (readl(UART + UXSTA) & STA_URXDA)
		return (int)(readl(UART + UXRXREG) & 0xff);
	writel(STA_OERR, UART + UXSTA + REG_CLR);
	return -EAGAIN;
}

bool uart_putc(char c)
{
	if (readl(UART + UXSTA) & STA_UTXBF)
		return false;
	writel((u8)c, UART + UXTXREG);
	return true;
}
