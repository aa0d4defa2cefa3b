// SPDX-License-Identifier: GPL-2.0
/**
 * DOC: A guest's UART
 *
 * A 16550A as PC software drives it: registers, FIFOs, interrupts, and the
 * modem lines in loop-back as drivers probe them (National Semiconductor
 * PC16550D data sheet). The transmitter is always ready: what core 0 does not
 * take in time is overwritten, oldest first, so that no guest can be made to
 * wait by the console.
 */
#include <asm/barrier.h>
#include <levsha/guest.h>
#include <levsha/vpic.h>
#include <levsha/vreg.h>
#include <levsha/vuart.h>

#define TX_MASK			(CONFIG_VUART_RING_SIZE - 1)

enum {
	REG_DATA,		/* RBR, THR; DLL with DLAB */
	REG_IER,		/* DLM with DLAB */
	REG_IIR,		/* FCR when written */
	REG_LCR,
	REG_MCR,
	REG_LSR,
	REG_MSR,
	REG_SCR,
};

#define IER_RX			0x01
#define IER_THRE		0x02
#define IER_MASK		0x0f
#define IIR_NONE		0x01
#define IIR_THRE		0x02
#define IIR_RX			0x04
#define IIR_FIFO		0xc0
#define FCR_ENABLE		0x01
#define FCR_CLEAR_RX		0x02
#define LCR_DLAB		0x80
#define MCR_DTR			0x01
#define MCR_RTS			0x02
#define MCR_OUT1		0x04
#define MCR_OUT2		0x08
#define MCR_LOOP		0x10
#define MCR_MASK		0x1f
#define LSR_RX			0x01
#define LSR_TX_EMPTY		0x60
#define MSR_CTS			0x10
#define MSR_DSR			0x20
#define MSR_RI			0x40
#define MSR_DCD			0x80

static bool rx_ready(const struct vuart *u)
{
	return READ_ONCE(u->rx_head) != u->rx_tail;
}

static u8 interrupt_id(const struct vuart *u)
{
	if (u->ier & IER_RX && rx_ready(u))
		return IIR_RX;
	if (u->ier & IER_THRE && u->thre_pending)
		return IIR_THRE;
	return IIR_NONE;
}

void vuart_update(struct guest *guest)
{
	struct vuart *u = &guest->vuart;

	if (guest->vuart_irq < VPIC_INPUTS)
		vpic_set_line(guest, guest->vuart_irq,
			      u->mcr & MCR_OUT2 && interrupt_id(u) != IIR_NONE);
}

static void transmit(struct vuart *u, u8 c)
{
	u->tx[u->tx_head & TX_MASK] = c;
	/* The byte is there before core 0 is told. */
	smp_wmb();
	WRITE_ONCE(u->tx_head, u->tx_head + 1);
}

static u8 receive(struct vuart *u)
{
	u8 c;

	if (!rx_ready(u))
		return 0;
	/* The byte is there: core 0 wrote @rx_head after it. */
	smp_rmb();
	c = u->rx[u->rx_tail % VUART_RX_SIZE];
	WRITE_ONCE(u->rx_tail, u->rx_tail + 1);
	return c;
}

static u8 modem_status(const struct vuart *u)
{
	if (!(u->mcr & MCR_LOOP))
		return MSR_CTS | MSR_DSR | MSR_DCD;
	return (u->mcr & MCR_RTS ? MSR_CTS : 0) |
	       (u->mcr & MCR_DTR ? MSR_DSR : 0) |
	       (u->mcr & MCR_OUT1 ? MSR_RI : 0) |
	       (u->mcr & MCR_OUT2 ? MSR_DCD : 0);
}

static u8 read_iir(struct vuart *u)
{
	const u8 id = interrupt_id(u);

	if (id == IIR_THRE)
		u->thre_pending = false;
	return id | (u->fifo ? IIR_FIFO : 0);
}

static u8 read_reg(struct vuart *u, unsigned int reg)
{
	switch (reg) {
	case REG_DATA:
		return u->lcr & LCR_DLAB ? u->dll : receive(u);
	case REG_IER:
		return u->lcr & LCR_DLAB ? u->dlm : u->ier;
	case REG_IIR:
		return read_iir(u);
	case REG_LCR:
		return u->lcr;
	case REG_MCR:
		return u->mcr;
	case REG_LSR:
		return LSR_TX_EMPTY | (rx_ready(u) ? LSR_RX : 0);
	case REG_MSR:
		return modem_status(u);
	default:
		return u->scr;
	}
}

static void write_data(struct vuart *u, u8 value)
{
	if (u->lcr & LCR_DLAB) {
		u->dll = value;
		return;
	}
	if (!(u->mcr & MCR_LOOP))
		transmit(u, value);
	u->thre_pending = true;
}

static void write_ier(struct vuart *u, u8 value)
{
	if (u->lcr & LCR_DLAB) {
		u->dlm = value;
		return;
	}
	if (value & ~u->ier & IER_THRE)
		u->thre_pending = true;
	u->ier = value & IER_MASK;
}

static void write_fcr(struct vuart *u, u8 value)
{
	u->fifo = value & FCR_ENABLE;
	if (value & FCR_CLEAR_RX)
		WRITE_ONCE(u->rx_tail, READ_ONCE(u->rx_head));
}

static void write_reg(struct vuart *u, unsigned int reg, u8 value)
{
	switch (reg) {
	case REG_DATA:
		write_data(u, value);
		break;
	case REG_IER:
		write_ier(u, value);
		break;
	case REG_IIR:
		write_fcr(u, value);
		break;
	case REG_LCR:
		u->lcr = value;
		break;
	case REG_MCR:
		u->mcr = value & MCR_MASK;
		break;
	case REG_SCR:
		u->scr = value;
		break;
	default:
		break;
	}
}

bool vuart_access(struct guest *guest, const struct part_block *block,
		  struct vreg_access *a)
{
	const unsigned int reg = (a->addr - block->base) % VUART_PORTS;
	struct vuart *u = &guest->vuart;

	if (a->width != 1)
		return false;
	if (a->write)
		write_reg(u, reg, (u8)a->value);
	else
		a->value = read_reg(u, reg);
	if (reg <= REG_IIR || reg == REG_MCR)
		vuart_update(guest);
	return true;
}

void vuart_reset(struct guest *guest)
{
	struct vuart *u = &guest->vuart;

	u->ier = 0;
	u->lcr = 0;
	u->mcr = 0;
	u->scr = 0;
	u->dll = 0;
	u->dlm = 0;
	u->fifo = false;
	u->thre_pending = false;
	WRITE_ONCE(u->rx_tail, READ_ONCE(u->rx_head));
}

/*
 * The writer may already be overwriting the oldest byte of a full ring, so a
 * byte counts as good only while the ring is not full.
 */
size_t vuart_take(struct vuart *u, u8 *buf, size_t size, u32 *lost)
{
	const u32 head = READ_ONCE(u->tx_head);
	u32 n, i, over, first = u->tx_tail;

	n = head - first;
	if (n > TX_MASK) {
		*lost += n - TX_MASK;
		first = head - TX_MASK;
		n = TX_MASK;
	}
	if (n > size)
		n = (u32)size;
	/* The bytes are there: the guest's core wrote @tx_head after them ... */
	smp_rmb();
	for (i = 0; i < n; i++)
		buf[i] = u->tx[(first + i) & TX_MASK];
	/* ... and which of them it overwrote meanwhile @tx_head says now. */
	smp_rmb();
	over = READ_ONCE(u->tx_head) - first;
	u->tx_tail = first + n;
	if (over <= TX_MASK)
		return n;
	*lost += n;
	return 0;
}

bool vuart_bring(struct vuart *u, u8 c)
{
	if (u->rx_head - READ_ONCE(u->rx_tail) >= VUART_RX_SIZE)
		return false;
	u->rx[u->rx_head % VUART_RX_SIZE] = c;
	/* The byte is there before the guest's core is told. */
	smp_wmb();
	WRITE_ONCE(u->rx_head, u->rx_head + 1);
	return true;
}
