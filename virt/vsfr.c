// SPDX-License-Identifier: GPL-2.0
/**
 * DOC: Small devices of a microcontroller
 *
 * What software touches to look after itself and the part, shown to each guest as
 * its own. WDTCON is the guest's watchdog; its time is set in the partition. RCON
 * tells why the guest started, and RSWRST starts it anew; no key is asked for.
 * The flash controller refuses each operation with WRERR.
 */
#include <levsha/arch.h>
#include <levsha/guest.h>
#include <levsha/sched.h>
#include <levsha/vsfr.h>

#define WDTCON_ON		0x8000
#define WDTCLRKEY		0x5743
#define WDTCLRKEY_OFFSET	2

#define RSWRST_OFFSET		0x10		/* from RCON */

#define NVMCON_NVMOP		0x000f		/* 0: no operation */
#define NVMCON_WRERR		0x2000
#define NVMCON_WREN		0x4000
#define NVMCON_WR		0x8000

static u32 low_bytes(const struct vreg_access *a)
{
	return a->width < 4 ? (1u << 8 * a->width) - 1 : ~0u;
}

u32 sfr_lanes(const struct vreg_access *a)
{
	return low_bytes(a) << (a->addr & 3) * 8;
}

u32 sfr_change(const struct vreg_access *a, enum sfr_alias alias, u32 old)
{
	const u32 data = sfr_data(a);
	u32 clear = data, flip = data;

	if (alias == SFR_CLR)
		flip = 0;
	if (alias == SFR_INV)
		clear = 0;
	if (alias == SFR_REG)
		clear = sfr_lanes(a);
	return (old & ~clear) ^ flip;
}

bool sfr_read(struct vreg_access *a, u32 value)
{
	a->value = value >> (a->addr & 3) * 8 & low_bytes(a);
	return true;
}

/* To be served it wants a store of the key's halfword alone. */
bool vwdt_access(struct guest *guest, const struct part_block *block,
		 struct vreg_access *a)
{
	const u32 old = guest->sched.watched ? WDTCON_ON : 0;
	u32 value;

	if (!a->write)
		return sfr_read(a, old);
	value = sfr_written(a, old);
	if ((value ^ old) & WDTCON_ON ||
	    (a->width == 2 && a->addr - block->base == WDTCLRKEY_OFFSET &&
	     a->value == WDTCLRKEY))
		sched_watch(guest, value & WDTCON_ON);
	return true;
}

/* The read that carries it out does not return: the guest starts anew. */
bool vreset_access(struct guest *guest, const struct part_block *block,
		   struct vreg_access *a)
{
	struct vsfr *v = &guest->vsfr;
	const bool swrst = a->addr - block->base >= RSWRST_OFFSET;
	u16 *reg = swrst ? &v->rswrst : &v->rcon;

	if (a->write) {
		*reg = (u16)sfr_written(a, *reg);
		return true;
	}
	if (swrst && v->rswrst) {
		v->cause = RCON_SWR;
		arch_request(guest, GUEST_REQ_STOP | GUEST_REQ_START);
	}
	return sfr_read(a, *reg);
}

/* Operation 0 does nothing, and so clears the error. */
bool vnvm_access(struct guest *guest, const struct part_block *block,
		 struct vreg_access *a)
{
	u16 *nvmcon = &guest->vsfr.nvmcon;
	u32 value, error = *nvmcon & NVMCON_WRERR;

	if (a->addr - block->base >= 0x10)
		return sfr_read(a, 0);
	if (!a->write)
		return sfr_read(a, *nvmcon);
	value = sfr_written(a, *nvmcon);
	if (value & NVMCON_WR)
		error = NVMCON_WRERR;
	value &= NVMCON_WREN | NVMCON_NVMOP;
	*nvmcon = (u16)(value & NVMCON_NVMOP ? value | error : value);
	return true;
}

bool vstore_access(struct guest *guest, const struct part_block *block,
		   struct vreg_access *a)
{
	return sfr_read(a, 0);
}

void vsfr_reset(struct guest *guest)
{
	const struct vsfr *old = &guest->vsfr;
	u32 rcon = old->rcon | (old->cause ? old->cause : RCON_EXTR);

	if (!old->powered)
		rcon = RCON_POR | RCON_BOR;
	guest->vsfr = (struct vsfr){ .rcon = (u16)rcon, .powered = true };
}
