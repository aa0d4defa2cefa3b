/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Special function registers as the PIC32 has them: a word, and behind it three
 * more whose ones clear, set and invert bits of it.
 */
#ifndef _LEVSHA_VSFR_H
#define _LEVSHA_VSFR_H

#include <levsha/partition.h>
#include <linux/types.h>

struct guest;

/** enum sfr_alias - bits 3:2 of a register's address */
enum sfr_alias {
	SFR_REG,
	SFR_CLR,
	SFR_SET,
	SFR_INV,
};

/* RCON: what caused the last resets */
#define RCON_POR		0x0001
#define RCON_BOR		0x0002
#define RCON_WDTO		0x0010
#define RCON_SWR		0x0040
#define RCON_EXTR		0x0080

/**
 * struct vsfr - registers of the small devices
 * @rcon: RCON
 * @nvmcon: NVMCON
 * @rswrst: RSWRST: if it is not 0, to read it resets
 * @cause: RCON bits of the next reset; none: somebody started the guest
 */
struct vsfr {
	u32 rcon;
	u32 nvmcon;
	u16 rswrst;
	u8 cause;
};

/**
 * struct guest_nvm - the flash controller of a guest with %PART_GUEST_FLASH
 * @con: NVMCON; while WR is set the guest does not run
 * @addr: NVMADDR
 * @data: NVMDATA0 to NVMDATA3
 * @src: NVMSRCADDR
 * @pwp: NVMPWP
 * @bwp: NVMBWP
 * @keys: how many of the two keys the last stores to NVMKEY were
 */
struct guest_nvm {
	u32 con;
	u32 addr;
	u32 data[4];
	u32 src;
	u32 pwp;
	u32 bwp;
	u32 keys;
};

static inline enum sfr_alias sfr_alias(u32 addr)
{
	return addr >> 2 & 3;
}

/** sfr_change() - clear and set bits of @mask in a register that is kept in memory */
static inline void sfr_change(u32 *reg, u32 mask, u32 clear, u32 set)
{
	*reg = (*reg & ~(clear & mask)) | (set & mask);
}

/**
 * sfr_access() - carry out a load or store where the part has registers
 * @guest: the current guest
 * @insn: the instruction, as for execute()
 * @addr: the address
 * @value: the general register
 * @store: it is a store
 *
 * A guest finds 0 where it has nothing. That, or a store where it may not write,
 * is an illegal access.
 *
 * Return: the general register after it.
 */
u32 sfr_access(struct guest *guest, u32 insn, u32 addr, u32 value, bool store);

/** sfr_read() - read a word of an emulated block */
u32 sfr_read(struct guest *guest, const struct part_block *block, u32 addr);

/** sfr_write() - write bits of one; those of @value that are none of @lanes are 0 */
void sfr_write(struct guest *guest, const struct part_block *block, u32 addr,
	       u32 lanes, u32 value);

/**
 * sfr_write_bits() - clear bits of a word of an emulated block, and set others
 * @guest: the guest
 * @block: the block
 * @clear: which are cleared
 * @set: which are set, none of @clear
 * @addr: the word's address
 */
void sfr_write_bits(struct guest *guest, const struct part_block *block, u32 clear,
		    u32 set, u32 addr);

/**
 * vsfr_reset() - the small devices after a reset
 * @guest: the guest
 *
 * Uses and forgets &vsfr.cause. RCON collects causes until the guest clears them.
 */
void vsfr_reset(struct guest *guest);

/* Registers, for the partition's blocks */

/** sfr_zero - of what shows 0 */
extern const u32 sfr_zero;

/** sfr_ignore() - a write that does nothing */
void sfr_ignore(struct guest *guest, const struct part_block *block, u32 clear,
		u32 set, u32 addr);

/** sfr_real_read() - a register of the part */
u32 sfr_real_read(struct guest *guest, const struct part_block *block, u32 addr);

/** sfr_real_write() - a register of the part whose other bits are another's: not at all */
void sfr_real_write(struct guest *guest, const struct part_block *block, u32 clear,
		    u32 set, u32 addr);

/** sfr_nothing_read() - where a guest has nothing: an illegal access, and 0 */
u32 sfr_nothing_read(struct guest *guest, const struct part_block *block, u32 addr);

/** sfr_refuse() - a write that is an illegal access */
void sfr_refuse(struct guest *guest, const struct part_block *block, u32 clear,
		u32 set, u32 addr);

u32 vwdt_read(struct guest *guest, const struct part_block *block, u32 addr);
void vwdt_write(struct guest *guest, const struct part_block *block, u32 clear,
		u32 set, u32 addr);
u32 vrswrst_read(struct guest *guest, const struct part_block *block, u32 addr);
void vrswrst_write(struct guest *guest, const struct part_block *block, u32 clear,
		   u32 set, u32 addr);
void vnvmcon_write(struct guest *guest, const struct part_block *block, u32 clear,
		   u32 set, u32 addr);

#endif /* _LEVSHA_VSFR_H */
