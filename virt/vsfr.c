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
#define WDTCON_RUNDIV_SHIFT	8		/* log2 of milliseconds */
#define WDTCLRKEY		0x5743
#define WDTCLRKEY_OFFSET	2

#define RCON_MASK		0x02ff
#define RSWRST_OFFSET		0x10		/* from RCON */
#define RSWRST_SWRST		0x0001

#define NVMCON_NVMOP		0x000f		/* 0: no operation */
#define NVMCON_WRERR		0x2000
#define NVMCON_WREN		0x4000
#define NVMCON_WR		0x8000

u32 sfr_change(const struct vreg_access *a, enum sfr_alias alias, u32 old)
{
	const u32 data = sfr_data(a);

	if (alias == SFR_CLR)
		return old & ~data;
	if (alias == SFR_SET)
		return old | data;
	if (alias == SFR_INV)
		return old ^ data;
	return (old & ~sfr_lanes(a)) | data;
}

bool sfr_read(struct vreg_access *a, u32 value)
{
	a->value = (value & sfr_lanes(a)) >> (a->addr & 3) * 8;
	return true;
}

static u32 wdtcon(const struct guest *guest)
{
	const u32 ms = guest->part->watchdog_ms;
	u32 value = guest->sched.watched ? WDTCON_ON : 0;

	if (ms)
		value |= (31 - (u32)__builtin_clz(ms)) << WDTCON_RUNDIV_SHIFT;
	return value;
}

/* To be served it wants a store of the key's halfword alone. */
bool vwdt_access(struct guest *guest, const struct part_block *block,
		 struct vreg_access *a)
{
	const u32 old = wdtcon(guest);
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
static void software_reset(struct guest *guest)
{
	guest->vsfr.cause = RCON_SWR;
	arch_request(guest, GUEST_REQ_STOP | GUEST_REQ_START);
}

bool vreset_access(struct guest *guest, const struct part_block *block,
		   struct vreg_access *a)
{
	struct vsfr *v = &guest->vsfr;
	const bool swrst = (a->addr - block->base) / RSWRST_OFFSET;

	if (!a->write && swrst && v->swrst)
		software_reset(guest);
	if (!a->write)
		return sfr_read(a, swrst ? v->swrst : v->rcon);
	if (swrst)
		v->swrst = sfr_written(a, v->swrst) & RSWRST_SWRST;
	else
		v->rcon = sfr_written(a, v->rcon) & RCON_MASK;
	return true;
}

/* Operation 0 does nothing, and so clears the error. */
static u16 nvm_operation(u32 nvmcon)
{
	if (!(nvmcon & NVMCON_WREN))
		return (u16)(nvmcon & ~NVMCON_WR);
	nvmcon &= ~(NVMCON_WR | NVMCON_WRERR);
	return (u16)(nvmcon & NVMCON_NVMOP ? nvmcon | NVMCON_WRERR : nvmcon);
}

bool vnvm_access(struct guest *guest, const struct part_block *block,
		 struct vreg_access *a)
{
	struct vsfr *v = &guest->vsfr;
	u32 value;

	if (a->addr - block->base >= 0x10)
		return sfr_read(a, 0);
	if (!a->write)
		return sfr_read(a, v->nvmcon);
	value = sfr_written(a, v->nvmcon & ~NVMCON_WRERR) |
		(v->nvmcon & NVMCON_WRERR);
	v->nvmcon = (u16)(value & (NVMCON_WR | NVMCON_WREN | NVMCON_WRERR |
				   NVMCON_NVMOP));
	if (value & NVMCON_WR)
		v->nvmcon = nvm_operation(v->nvmcon);
	return true;
}

bool vstore_access(struct guest *guest, const struct part_block *block,
		   struct vreg_access *a)
{
	return sfr_read(a, 0);
}

void vsfr_reset(struct guest *guest)
{
	struct vsfr *v = &guest->vsfr;

	if (!v->powered)
		v->rcon = RCON_POR | RCON_BOR;
	else
		v->rcon |= v->cause ? v->cause : RCON_EXTR;
	v->powered = true;
	v->cause = 0;
	v->nvmcon = 0;
	v->swrst = false;
}
