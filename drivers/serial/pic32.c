// SPDX-License-Identifier: GPL-2.0
/*
 * The console's UART on a PIC32 (Microchip DS60001107, section 21). The stores that
 * set it up are in the partition.
 */
#include <asm/io.h>
#include <levsha/partition.h>
#include <levsha/uart.h>
#include <linux/errno.h>

#define UXSTA			0x10
#define UXTXREG			0x20
#define UXRXREG			0x30

#define STA_URXDA		(1 << 0)	/* there is input */
#define STA_OERR		(1 << 1)	/* input was lost; no more comes */
#define STA_TRMT		(1 << 8)	/* all has left */
#define STA_UTXBF		(1 << 9)	/* the transmitter is full */

#define UART			part_board.console_base

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

void uart_drain(void)
{
	while (!(readl(UART + UXSTA) & STA_TRMT))
		;
}
