// SPDX-License-Identifier: GPL-2.0
/**
 * DOC: A guest's UART, PIC32
 *
 * A UART as the PIC32 has it (FRM, section 21): registers, the receiver's FIFO
 * with its overrun, three interrupts, and loop-back. The transmitter is ready
 * while the console has room for more of the guest's output, and asks, if it is
 * enabled, while a whole FIFO of it would fit. Characters have eight bits; there is
 * no line that could disturb them.
 * Of input that the guest does not read in time more is kept than the eight
 * characters of the real FIFO before there is an overrun.
 */
#include <levsha/guest.h>
#include <levsha/veic.h>
#include <levsha/vsfr.h>
#include <levsha/vuart.h>

#define UXMODE_LPBACK		0x0040
#define UXMODE_ON		0x8000

#define UXSTA_MASK		0x01fffce0	/* without OERR */
#define UXSTA_URXDA		0x0001
#define UXSTA_OERR		0x0002
#define UXSTA_RIDLE		0x0010
#define UXSTA_URXISEL(sta)	((sta) >> 6 & 3)
#define UXSTA_TRMT		0x0100
#define UXSTA_UTXBF		0x0200
#define UXSTA_UTXEN		0x0400
#define UXSTA_UTXBRK		0x0800
#define UXSTA_URXEN		0x1000

#define FIFO_SIZE		8

/* Sources, from &part_guest.vuart_irq on */
#define SOURCE_FAULT		0x1
#define SOURCE_RX		0x2
#define SOURCE_TX		0x4
#define SOURCES			0x7

/* Of UxSTA, what vuart_update() finds out anew */
#define UXSTA_STATE		(UXSTA_URXDA | UXSTA_RIDLE | UXSTA_TRMT | UXSTA_UTXBF)

static bool input_wanted(const struct vuart *u)
{
	static const u8 threshold[] = { 1, 4, 6, 8 };

	return vuart_waiting(u) >= threshold[UXSTA_URXISEL(u->regs.sta)];
}

/* UxSTA while it is on: it does, and asks for, nothing else. */
static u32 working(const struct vuart *u)
{
	return u->regs.mode & UXMODE_ON ? u->regs.sta : 0;
}

/* Software that an old flag asks once more finds room, as behind an empty FIFO. */
static bool has_room(const struct vuart *u)
{
	const vuart_count_t held = u->tx_head - u->tx_tail;

	return held < CONFIG_VUART_RING_SIZE - FIFO_SIZE;
}

/* While it is off it holds no input. */
void vuart_update(struct guest *guest)
{
	struct vuart *u = &guest->vuart;
	const u32 irq = guest->part->vuart_irq;
	u32 asking = 0, sta;

	if (!(u->regs.mode & UXMODE_ON)) {
		u->regs.sta &= ~UXSTA_OERR;
		vuart_forget(u);
	}
	sta = (u->regs.sta & ~UXSTA_STATE) | UXSTA_RIDLE;
	sta |= vuart_full(u) ? UXSTA_UTXBF : UXSTA_TRMT;
	if (vuart_waiting(u))
		sta |= UXSTA_URXDA;
	u->regs.sta = sta;
	if (irq == PART_NO_IRQ)
		return;
	if (sta & UXSTA_OERR)
		asking |= SOURCE_FAULT;
	if (input_wanted(u))
		asking |= SOURCE_RX;
	if (working(u) & UXSTA_UTXEN && has_room(u))
		asking |= SOURCE_TX;
	veic_set_lines(guest, irq, SOURCES, asking);
}

/* After an overrun nothing comes in until the guest has seen it. */
static void arrive(struct vuart *u, u8 c)
{
	if ((working(u) & (UXSTA_URXEN | UXSTA_OERR)) == UXSTA_URXEN &&
	    !vuart_put(u, c))
		u->regs.sta |= UXSTA_OERR;
}

void vuart_bring(struct vuart *u, u8 c)
{
	if (!(u->regs.mode & UXMODE_LPBACK))
		arrive(u, c);
}

/* A break is sent instead of the character that follows. */
static void send(struct vuart *u, u8 c)
{
	if (!(working(u) & UXSTA_UTXEN))
		return;
	if (u->regs.sta & UXSTA_UTXBRK)
		u->regs.sta &= ~UXSTA_UTXBRK;
	else if (u->regs.mode & UXMODE_LPBACK)
		arrive(u, c);
	else
		vuart_transmit(u, c);
}

void vuart_write_tx(struct guest *guest, const struct part_block *block, u32 clear,
		    u32 set, u32 addr)
{
	send(&guest->vuart, (u8)set);
	vuart_update(guest);
}

u32 vuart_read_rx(struct guest *guest, const struct part_block *block, u32 addr)
{
	const u32 c = vuart_receive(&guest->vuart);

	vuart_update(guest);
	return c;
}

void vuart_write_mode(struct guest *guest, const struct part_block *block, u32 clear,
		      u32 set, u32 addr)
{
	vuart_update(guest);
}

/* OERR can be cleared only, which empties the FIFO. */
void vuart_write_sta(struct guest *guest, const struct part_block *block, u32 clear,
		     u32 set, u32 addr)
{
	struct vuart *u = &guest->vuart;

	if (u->regs.sta & clear & UXSTA_OERR)
		vuart_forget(u);
	u->regs.sta = (u->regs.sta & ~clear) | (set & UXSTA_MASK);
	vuart_update(guest);
}

void vuart_reset(struct guest *guest)
{
	guest->vuart.regs = (struct vuart_regs){};
	vuart_update(guest);
}
