/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Instructions of guests, MIPS32 and microMIPS, as BadInstr gives them: the first
 * halfword of a microMIPS instruction is the upper one, and 16-bit instructions
 * stand below zeros. Only what hardware has executed or refused comes here, so
 * that reserved encodings need not be told from others.
 */
#ifndef _ASM_MIPS_INSN_H
#define _ASM_MIPS_INSN_H

#include <linux/types.h>

/* struct mem_insn.kind: log2 of the width, and what it does */
#define MEM_NONE		0x00	/* it is none, or one of the FPU */
#define MEM_WIDTH		0x03
#define MEM_SIGNED		0x04
#define MEM_STORE		0x08
#define MEM_COND		0x04	/* of stores: SC */
#define MEM_PLAIN		0x10	/* one or more registers */
#define MEM_LEFT		0x20	/* LWL, SWL */
#define MEM_RIGHT		0x40	/* LWR, SWR */
#define MEM_BIT			0x80	/* ASET, ACLR */
#define MEM_HINT		0xf0	/* CACHE, PREF, SYNCI */
#define MEM_CLASS		0xf0

/**
 * struct mem_insn - a load or store
 * @regs: its registers, bit n for register n; lower ones have lower addresses.
 *	Of %MEM_BIT instead: bit 3 is the new value of bit number 2:0
 * @kind: MEM_*
 * @base: register of the base address, where the form has an offset
 * @offset: the offset
 */
struct mem_insn {
	u32 regs;
	u8 kind;
	u8 base;
	s16 offset;
};

/** insn_size() - bytes of an instruction */
static inline u32 insn_size(u32 insn, bool micro)
{
	const bool wide = insn >> 16 || (insn >> 10 & 7) - 1 > 2;

	return !micro || wide ? 4 : 2;
}

/** mem_decode() - take a load or store apart; its kind is %MEM_NONE if it is none */
void mem_decode(u32 insn, bool micro, struct mem_insn *m);

/**
 * branch_next() - where a branch leads
 * @pc: its address, with the ISA mode in bit 0
 * @branch: the branch
 * @slot: the instruction in its delay slot, which was reached
 *
 * Return: the address of the instruction after the delay slot.
 */
u32 branch_next(u32 pc, u32 branch, u32 slot);

#endif /* _ASM_MIPS_INSN_H */
