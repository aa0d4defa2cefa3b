// SPDX-License-Identifier: GPL-2.0
/**
 * DOC: A guest's UART, PIC32
 *
 * A UART as the PIC32 has it (FRM, section 21): registers, the receiver's FIFO
 * with its overrun, three interrupts, and loop-back. The transmitter is ready,
 * and asks if it is enabled, while the console has room for more of the guest's
 * output. Characters have eight bits; there is no line that could disturb them.
 * Of input that the guest does not read in time more is kept than the eight
 * characters of the real FIFO before there is an overrun.
 */
#include <levsha/guest.h>
#include <levsha/veic.h>
#include <levsha/vsfr.h>
#include <levsha/vuart.h>

#define UXMODE_MASK		0xfbdf		/* ABAUD is over at once */
#define UXMODE_LPBACK		0x0040
#define UXMODE_ON		0x8000

#define UXSTA_MASK		0x01fffce2
#define UXSTA_URXDA		0x0001
#define UXSTA_OERR		0x0002
#define UXSTA_RIDLE		0x0010
#define UXSTA_URXISEL(sta)	((sta) >> 6 & 3)
#define UXSTA_TRMT		0x0100
#define UXSTA_UTXBF		0x0200
#define UXSTA_UTXEN		0x0400
#define UXSTA_UTXBRK		0x0800
#define UXSTA_URXEN		0x1000

enum {
	REG_UXMODE,
	REG_UXSTA,
	REG_UXTXREG,
	REG_UXRXREG,
	REG_UXBRG,
};

/* Sources, from &part_guest.vuart_slot on */
#define SOURCE_FAULT		0x1
#define SOURCE_RX		0x2
#define SOURCE_TX		0x4
#define SOURCES			0x7

static bool enabled(const struct vuart *u, u32 enable)
{
	return u->regs.mode & UXMODE_ON && u->regs.sta & enable;
}

static bool input_wanted(const struct vuart *u)
{
	static const u8 threshold[] = { 1, 4, 6, 8 };

	return vuart_waiting(u) >= threshold[UXSTA_URXISEL(u->regs.sta)];
}

void vuart_update(struct guest *guest)
{
	const struct vuart *u = &guest->vuart;
	const u32 slot = guest->part->vuart_slot;
	u32 asking = 0;

	if (slot == PART_NO_SLOT)
		return;
	if (u->regs.sta & UXSTA_OERR)
		asking |= SOURCE_FAULT;
	if (input_wanted(u))
		asking |= SOURCE_RX;
	if (enabled(u, UXSTA_UTXEN) && !vuart_full(u))
		asking |= SOURCE_TX;
	veic_set_lines(guest, SOURCES << slot, asking << slot);
}

/* After an overrun nothing comes in until the guest has seen it. */
static bool arrive(struct vuart *u, u8 c)
{
	if (!enabled(u, UXSTA_URXEN) || u->regs.sta & UXSTA_OERR)
		return false;
	if (!vuart_put(u, c))
		u->regs.sta |= UXSTA_OERR;
	return true;
}

bool vuart_bring(struct vuart *u, u8 c)
{
	return !(u->regs.mode & UXMODE_LPBACK) && arrive(u, c);
}

/* What of UxSTA is not kept is put in by vuart_access(). */
static u32 read_reg(const struct vuart *u, u32 reg)
{
	if (reg == REG_UXSTA)
		return u->regs.sta;
	if (reg == REG_UXMODE)
		return u->regs.mode;
	return reg == REG_UXBRG ? u->regs.brg : 0;
}

/* A break is sent instead of the character that follows. */
static void send(struct vuart *u, u8 c)
{
	if (!enabled(u, UXSTA_UTXEN))
		return;
	if (u->regs.sta & UXSTA_UTXBRK)
		u->regs.sta &= ~UXSTA_UTXBRK;
	else if (u->regs.mode & UXMODE_LPBACK)
		arrive(u, c);
	else
		vuart_transmit(u, c);
}

static void write_mode(struct vuart *u, u32 mode)
{
	u->regs.mode = mode & UXMODE_MASK;
	if (mode & UXMODE_ON)
		return;
	u->regs.sta &= ~UXSTA_OERR;
	vuart_forget(u);
}

/* OERR can be cleared only, which empties the FIFO. */
static void write_sta(struct vuart *u, u32 sta)
{
	const u32 overrun = u->regs.sta & UXSTA_OERR;

	if (overrun & ~sta)
		vuart_forget(u);
	u->regs.sta = sta & UXSTA_MASK & (overrun | ~UXSTA_OERR);
}

static void write_reg(struct vuart *u, u32 reg, u32 value)
{
	if (reg == REG_UXTXREG)
		send(u, (u8)value);
	else if (reg == REG_UXSTA)
		write_sta(u, value);
	else if (reg == REG_UXMODE)
		write_mode(u, value);
	else if (reg == REG_UXBRG)
		u->regs.brg = (u16)value;
}

static noinline bool access(struct guest *guest, u32 reg, struct vreg_access *a)
{
	struct vuart *u = &guest->vuart;

	if (!a->write && reg != REG_UXRXREG)
		return sfr_read(a, read_reg(u, reg));
	if (a->write)
		write_reg(u, reg, sfr_written(a, read_reg(u, reg)));
	else
		a->value = vuart_receive(u);
	vuart_update(guest);
	return true;
}

static u32 read_sta(const struct vuart *u)
{
	return u->regs.sta | UXSTA_RIDLE |
	       (vuart_full(u) ? UXSTA_UTXBF : UXSTA_TRMT) |
	       (vuart_waiting(u) ? UXSTA_URXDA : 0);
}

/* Programs that poll the status do little else. */
bool vuart_access(struct guest *guest, const struct part_block *block,
		  struct vreg_access *a)
{
	const u32 reg = (u32)(a->addr - block->base) / 16;

	if (!a->write && reg == REG_UXSTA)
		return sfr_read(a, read_sta(&guest->vuart));
	return access(guest, reg, a);
}

void vuart_reset(struct guest *guest)
{
	guest->vuart.regs = (struct vuart_regs){};
	vuart_forget(&guest->vuart);
	vuart_update(guest);
}

void vuart_taken(struct guest *guest)
{
	vuart_update(guest);
}
