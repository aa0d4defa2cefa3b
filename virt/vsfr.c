// SPDX-License-Identifier: GPL-2.0
/**
 * DOC: Small devices of a microcontroller
 *
 * What software touches to look after itself and the part, shown to each guest as
 * its own. WDTCON is the guest's watchdog; its time is set in the partition, and
 * RUNDIV tells the power of two below. RCON tells why the guest started, and RSWRST
 * starts it anew; no key is asked for.
 * The flash controller of a guest that may not write flash refuses each operation
 * with WRERR; that of others is in vnvm.c.
 */
#include <asm/time.h>
#include <asm/vnvm.h>
#include <levsha/arch.h>
#include <levsha/guest.h>
#include <levsha/sched.h>
#include <levsha/vsfr.h>

#define WDTCON_ON		0x8000
#define WDTCON_RUNDIV_SHIFT	8		/* 2^RUNDIV ms */
#define COUNTS_PER_MS		(1000 * COUNTS_PER_US)
#define WDTCLRKEY		0x57430000	/* a store of the halfword alone */
#define WDTCLRKEY_LANES		0xffff0000

noinline u32 sfr_read(struct guest *guest, const struct part_block *block, u32 addr)
{
	return block->shadow ? *block->shadow : block->read(guest, block, addr);
}

void sfr_write_bits(struct guest *guest, const struct part_block *block, u32 clear,
		    u32 set, u32 addr)
{
	u32 *state = block->state;

	clear &= block->mask;
	set &= block->mask;
	if (state) {
		clear &= *state;
		set &= ~*state;
		*state ^= clear | set;
		if (!(clear | set))
			return;
	}
	block->write(guest, block, clear, set, addr);
}

/*
 * A write clears bits, or sets them, or both: others may change meanwhile.
 * register.S does the same for words that need no more.
 */
void sfr_write(struct guest *guest, const struct part_block *block, u32 addr,
	       u32 lanes, u32 value)
{
	const enum sfr_alias alias = block->plain ? SFR_REG : sfr_alias(addr);
	u32 clear = value, set = value;

	if (alias == SFR_REG) {
		clear ^= lanes;
	} else if (alias == SFR_CLR) {
		set = 0;
	} else if (alias == SFR_SET) {
		clear = 0;
	} else {
		clear &= sfr_read(guest, block, addr);
		set ^= clear;
	}
	sfr_write_bits(guest, block, clear, set, addr);
}

const u32 sfr_zero __section(".rodata");

void sfr_ignore(struct guest *guest, const struct part_block *block, u32 clear,
		u32 set, u32 addr)
{
}

u32 vwdt_read(struct guest *guest, const struct part_block *block, u32 addr)
{
	const u32 ms = part_value(guest->part, watchdog) / COUNTS_PER_MS;
	const u32 rundiv = 31 - (u32)__builtin_clz(ms);

	return (guest->sched.watched ? WDTCON_ON : 0) |
	       rundiv << WDTCON_RUNDIV_SHIFT;
}

void vwdt_write(struct guest *guest, const struct part_block *block, u32 clear,
		u32 set, u32 addr)
{
	const u32 old = guest->sched.watched ? WDTCON_ON : 0;
	const u32 on = ((old & ~clear) | set) & WDTCON_ON;

	if (on != old || ((clear | set) == WDTCLRKEY_LANES && set == WDTCLRKEY))
		sched_watch(guest, on);
}

/* The read that carries it out does not return: the guest starts anew. */
u32 vrswrst_read(struct guest *guest, const struct part_block *block, u32 addr)
{
	if (guest->vsfr.rswrst) {
		guest->vsfr.cause = RCON_SWR;
		arch_request(guest, GUEST_REQ_STOP | GUEST_REQ_START);
	}
	return guest->vsfr.rswrst;
}

void vrswrst_write(struct guest *guest, const struct part_block *block, u32 clear,
		   u32 set, u32 addr)
{
	guest->vsfr.rswrst = (u16)((guest->vsfr.rswrst & ~clear) | set);
}

/* Operation 0 does nothing, and so clears the error. */
void vnvmcon_write(struct guest *guest, const struct part_block *block, u32 clear,
		   u32 set, u32 addr)
{
	u32 *nvmcon = &guest->vsfr.nvmcon;
	const u32 value = (*nvmcon & ~clear) | set;
	u32 error = *nvmcon & NVMCON_WRERR;

	if (value & NVMCON_WR)
		error = NVMCON_WRERR;
	*nvmcon = value & (NVMCON_WREN | NVMCON_NVMOP);
	if (value & NVMCON_NVMOP)
		*nvmcon |= error;
}

void vsfr_reset(struct guest *guest)
{
	const struct vsfr *old = &guest->vsfr;

	guest->vsfr = (struct vsfr){
		.rcon = old->rcon | (old->cause ? old->cause : RCON_EXTR),
	};
	if (part_has(guest->part, PART_GUEST_FLASH))
		vnvm_reset(guest);
}
