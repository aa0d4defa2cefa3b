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

/*
 * The writer may already be overwriting the oldest byte of a full ring, so a
 * byte counts as good only while the ring is not full.
 */
static size_t take(struct vuart *u, vuart_count_t *tail, u8 *buf, size_t size,
		   u32 *lost)
{
	const vuart_count_t head = READ_ONCE(u->tx_head);
	vuart_count_t n, i, over, first = *tail;

	n = head - first;
	if (n > TX_MASK) {
		*lost += n - TX_MASK;
		first = head - TX_MASK;
		n = TX_MASK;
	}
	if (n > size)
		n = (vuart_count_t)size;
	/* The bytes are there: the guest's core wrote @tx_head after them ... */
	smp_rmb();
	for (i = 0; i < n; i++)
		buf[i] = u->tx[(first + i) & TX_MASK];
	/* ... and which of them it overwrote meanwhile @tx_head says now. */
	smp_rmb();
	over = READ_ONCE(u->tx_head) - first;
	*tail = first + n;
	if (over <= TX_MASK)
		return n;
	*lost += n;
	return 0;
}

size_t vuart_take(struct vuart *u, u8 *buf, size_t size, u32 *lost)
{
	return take(u, &u->tx_tail, buf, size, lost);
}

#ifdef CONFIG_SCREEN
size_t vuart_show(struct vuart *u, u8 *buf, size_t size)
{
	u32 lost = 0;

	return take(u, &u->shown, buf, size, &lost);
}
#endif
