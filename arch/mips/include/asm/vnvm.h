/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The flash controller of guests that may write some of their flash: those with
 * %PART_GUEST_FLASH. Boards without such guests have none of its code. Context: root.
 */
#ifndef _ASM_MIPS_VNVM_H
#define _ASM_MIPS_VNVM_H

#include <levsha/guest.h>
#include <levsha/partition.h>
#include <linux/compiler_types.h>
#include <linux/types.h>

#define NVMCON_NVMOP		0x000f		/* 0: no operation */
#define NVMCON_LVDERR		0x1000
#define NVMCON_WRERR		0x2000
#define NVMCON_WREN		0x4000
#define NVMCON_WR		0x8000

/** vnvm_wants() - whether a guest waits for the end of an operation */
static __always_inline bool vnvm_wants(const struct guest *guest)
{
	return part_has(guest->part, PART_GUEST_FLASH) &&
	       guest->part->nvm->con & NVMCON_WR;
}

/**
 * vnvm_reset() - state after a reset
 * @guest: one with %PART_GUEST_FLASH
 *
 * What the real controller does for the guest goes on; what waits is forgotten.
 */
void vnvm_reset(struct guest *guest);

/** vnvm_irq() - the real controller may be done */
void vnvm_irq(void);

/* Registers, for the partition's blocks */
void vnvm_write_con(struct guest *guest, const struct part_block *block, u32 clear,
		    u32 set, u32 addr);
void vnvm_write_key(struct guest *guest, const struct part_block *block, u32 clear,
		    u32 set, u32 addr);
void vnvm_write_any(struct guest *guest, const struct part_block *block, u32 clear,
		    u32 set, u32 addr);
void vnvm_write_pwp(struct guest *guest, const struct part_block *block, u32 clear,
		    u32 set, u32 addr);
void vnvm_write_bwp(struct guest *guest, const struct part_block *block, u32 clear,
		    u32 set, u32 addr);

#endif /* _ASM_MIPS_VNVM_H */
