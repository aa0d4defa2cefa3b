// SPDX-License-Identifier: GPL-2.0
/**
 * DOC: A guest's console
 *
 * Output and input of a guest's UART, between the registers that the guest sees
 * and the console. What the console does not take in time is overwritten, oldest
 * first. A board with little memory for it has a UART that says when it is full,
 * as the real one does; a guest that does not look is not made to wait either.
 */
#include <asm/barrier.h>
#include <levsha/console.h>
#include <levsha/vuart.h>
#include <linux/compiler_types.h>
#include <linux/errno.h>

#define TX_MASK			(CONFIG_VUART_RING_SIZE - 1)
#define TX_HURRY		(CONFIG_VUART_RING_SIZE / 4)
#define RX_MASK			(CONFIG_VUART_RX_SIZE - 1)

void vuart_transmit(struct vuart *u, u8 c)
{
	u->tx[u->tx_head & TX_MASK] = c;
	/* The byte is there before core 0 is told. */
	smp_wmb();
	WRITE_ONCE(u->tx_head, u->tx_head + 1);
	if (c == '\n' ||
	    (vuart_count_t)(u->tx_head - u->tx_tail) >= TX_HURRY)
		console_kick();
	else
		console_soon();
}

u8 vuart_receive(struct vuart *u)
{
	u8 c;

	if (!vuart_waiting(u))
		return 0;
	/* The byte is there: core 0 wrote @rx_head after it. */
	smp_rmb();
	c = u->rx[u->rx_tail & RX_MASK];
	WRITE_ONCE(u->rx_tail, u->rx_tail + 1);
	return c;
}

void vuart_forget(struct vuart *u)
{
	WRITE_ONCE(u->rx_tail, READ_ONCE(u->rx_head));
}

bool vuart_put(struct vuart *u, u8 c)
{
	const vuart_count_t held = u->rx_head - READ_ONCE(u->rx_tail);

	if (held > RX_MASK)
		return false;
	u->rx[u->rx_head & RX_MASK] = c;
	/* The byte is there before the guest's core is told. */
	smp_wmb();
	WRITE_ONCE(u->rx_head, u->rx_head + 1);
	return true;
}

u32 vuart_lost(const struct vuart *u, vuart_count_t *tail)
{
	const vuart_count_t held = READ_ONCE(u->tx_head) - *tail;

	if (held <= TX_MASK)
		return 0;
	*tail += held - TX_MASK;
	return held - TX_MASK;
}

/*
 * The writer may already be overwriting the oldest byte of a full ring, so a
 * byte counts as good only while the ring is not full.
 */
int vuart_take(const struct vuart *u, vuart_count_t *tail)
{
	u8 c;

	if (READ_ONCE(u->tx_head) == *tail)
		return -EAGAIN;
	/* The byte is there: the guest's core wrote @tx_head after it ... */
	smp_rmb();
	c = u->tx[*tail & TX_MASK];
	/* ... and whether it overwrote it meanwhile @tx_head says now. */
	smp_rmb();
	if (CONFIG_NR_CPUS > 1 &&
	    (vuart_count_t)(READ_ONCE(u->tx_head) - *tail) > TX_MASK)
		return -EAGAIN;
	++*tail;
	return c;
}
