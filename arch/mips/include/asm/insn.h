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

/**
 * struct insn - an instruction without its encoding
 * @op: what it does, as its &struct insn_form says
 * @rs: a register: base of an address, what a branch looks at, of CP0
 * @rt: the other register
 * @imm: the signed number, in bytes where it is an offset
 */
struct insn {
	u32 op;
	u32 rs;
	u32 rt;
	s32 imm;
};

/** enum insn_layout - where an instruction has rs, rt and the number */
enum insn_layout {
	LAYOUT_I, LAYOUT_BRANCH, LAYOUT_JUMP, LAYOUT_CP0, LAYOUT_INDEXED, LAYOUT_BIT,
	MICRO_I, MICRO_BRANCH, MICRO_JUMP, MICRO_CP0, MICRO_SHADOW, MICRO_12,
	MICRO16_LOAD, MICRO16_STORE, MICRO16_SP, MICRO16_LIST,
	MICRO16_BZ, MICRO16_B, MICRO16_JR,
};

/**
 * struct insn_form - instructions that are alike
 * @mask: bits that tell them from others
 * @match: these bits
 * @op: what they do, for who has the table
 * @layout: &enum insn_layout
 */
struct insn_form {
	u32 mask;
	u32 match;
	u8 op;
	u8 layout;
};

/* struct insn.op of loads and stores: bytes - 1, and what they do */
#define MEM_NONE		0x00	/* it is none, or one of the FPU */
#define MEM_ALIGN		0x03
#define MEM_SIGNED		0x04
#define MEM_COND		0x04	/* of stores: SC, ACLR */
#define MEM_STORE		0x08
#define MEM_CLASS		0xf0
#define MEM_PLAIN		0x10
#define MEM_SC			(MEM_PLAIN | MEM_COND | MEM_STORE | MEM_ALIGN)
#define MEM_LIST		0x20	/* LWM, SWM */
#define MEM_PAIR		0x30	/* LWP, SWP */
#define MEM_BIT			0x40	/* ASET, ACLR of bit rt */
#define MEM_HINT		0x50	/* CACHE, PREF, SYNCI */
#define MEM_PART		0x80	/* of these two */
#define MEM_LEFT		0x80	/* LWL, SWL */
#define MEM_RIGHT		0x90	/* LWR, SWR */

/** insn_size() - bytes of an instruction */
u32 insn_size(u32 insn, bool micro);

/**
 * insn_decode() - take an instruction apart
 * @forms: of its instruction set; it is of the first that fits, the last fits all
 * @insn: the instruction
 * @in: filled
 */
void insn_decode(const struct insn_form *forms, u32 insn, struct insn *in);

/** mem_decode() - take a load or store apart */
void mem_decode(u32 insn, bool micro, struct insn *in);

/**
 * mem_registers() - the registers of a load or store
 * @in: it
 *
 * Return: bit n for register n; lower ones have lower addresses.
 */
u32 mem_registers(const struct insn *in);

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
