// SPDX-License-Identifier: GPL-2.0
/**
 * DOC: A guest's UART, 16550
 *
 * A 16550A as PC software drives it: registers, FIFOs, interrupts, and the
 * modem lines in loop-back as drivers probe them (National Semiconductor
 * PC16550D data sheet). The transmitter is always ready.
 */
#include <levsha/guest.h>
#include <levsha/vpc.h>
#include <levsha/vreg.h>
#include <levsha/vuart.h>

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

static u8 interrupt_id(const struct vuart *u)
{
	if (u->regs.ier & IER_RX && vuart_waiting(u))
		return IIR_RX;
	if (u->regs.ier & IER_THRE && u->regs.thre_pending)
		return IIR_THRE;
	return IIR_NONE;
}

void vuart_update(struct guest *guest)
{
	struct vuart *u = &guest->vuart;

	if (guest->vuart_irq < VPIC_INPUTS)
		vpic_set_line(guest, guest->vuart_irq,
			      u->regs.mcr & MCR_OUT2 && interrupt_id(u) != IIR_NONE);
}

static u8 modem_status(const struct vuart *u)
{
	if (!(u->regs.mcr & MCR_LOOP))
		return MSR_CTS | MSR_DSR | MSR_DCD;
	return (u->regs.mcr & MCR_RTS ? MSR_CTS : 0) |
	       (u->regs.mcr & MCR_DTR ? MSR_DSR : 0) |
	       (u->regs.mcr & MCR_OUT1 ? MSR_RI : 0) |
	       (u->regs.mcr & MCR_OUT2 ? MSR_DCD : 0);
}

static u8 read_iir(struct vuart *u)
{
	const u8 id = interrupt_id(u);

	if (id == IIR_THRE)
		u->regs.thre_pending = false;
	return id | (u->regs.fifo ? IIR_FIFO : 0);
}

static u8 read_reg(struct vuart *u, unsigned int reg)
{
	switch (reg) {
	case REG_DATA:
		return u->regs.lcr & LCR_DLAB ? u->regs.dll : vuart_receive(u);
	case REG_IER:
		return u->regs.lcr & LCR_DLAB ? u->regs.dlm : u->regs.ier;
	case REG_IIR:
		return read_iir(u);
	case REG_LCR:
		return u->regs.lcr;
	case REG_MCR:
		return u->regs.mcr;
	case REG_LSR:
		return LSR_TX_EMPTY | (vuart_waiting(u) ? LSR_RX : 0);
	case REG_MSR:
		return modem_status(u);
	default:
		return u->regs.scr;
	}
}

static void write_data(struct vuart *u, u8 value)
{
	if (u->regs.lcr & LCR_DLAB) {
		u->regs.dll = value;
		return;
	}
	if (!(u->regs.mcr & MCR_LOOP))
		vuart_transmit(u, value);
	u->regs.thre_pending = true;
}

static void write_ier(struct vuart *u, u8 value)
{
	if (u->regs.lcr & LCR_DLAB) {
		u->regs.dlm = value;
		return;
	}
	if (value & ~u->regs.ier & IER_THRE)
		u->regs.thre_pending = true;
	u->regs.ier = value & IER_MASK;
}

static void write_fcr(struct vuart *u, u8 value)
{
	u->regs.fifo = value & FCR_ENABLE;
	if (value & FCR_CLEAR_RX)
		vuart_forget(u);
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
		u->regs.lcr = value;
		break;
	case REG_MCR:
		u->regs.mcr = value & MCR_MASK;
		break;
	case REG_SCR:
		u->regs.scr = value;
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

	u->regs = (struct vuart_regs){};
	vuart_forget(u);
}

void vuart_bring(struct vuart *u, u8 c)
{
	vuart_put(u, c);
}
