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
 * @op: what it does: enum insn_op, MEM*, BRANCH_* or JUMP_*
 * @size: bytes, unless it is %INSN_OTHER
 * @rs: a register: base of an address, what a branch looks at, of CP0
 * @rt: the other register
 * @regs: bit n for register n, of which @rt is the lowest; more than one is of
 *	loads and stores of several, where lower ones have lower addresses
 * @imm: the signed number, in bytes where it is an offset
 */
struct insn {
	u32 op;
	u32 size;
	u32 rs;
	u32 rt;
	u32 regs;
	s32 imm;
};

/** enum insn_op - what is no load, store or branch */
enum insn_op {
	INSN_OTHER,		/* nor any of these, or one of the FPU */
	INSN_TLBR = 0x01, INSN_TLBWI = 0x02, INSN_TLBINV = 0x03, INSN_TLBINVF = 0x04,
	INSN_TLBWR = 0x06, INSN_TLBP = 0x08,
	INSN_MFC0 = 0xa0, INSN_MTC0, INSN_RDPGPR, INSN_WRPGPR, INSN_DI, INSN_EI,
	INSN_ERET, INSN_WAIT, INSN_HYPCALL,
};

/* Loads and stores: what they are, and the instruction for execute() of one word */
#define MEM			0x100
#define MEM_ALIGN		0x003	/* bits of the address that are 0 */
#define MEM_STORE		0x004
#define MEM_PART		0x008	/* LWL, LWR, SWL, SWR */
#define MEM_SC			0x010
#define MEM_BIT			0x020	/* ASET, ACLR of bit rt, which execute() wants: */
#define MEM_BIT_SHIFT		12
#define MEM_HINT		0x040	/* CACHE, PREF, SYNCI */
#define MEM_INSN		0xfffff000

/* Branches: for what results of a signed comparison, and what is compared */
#define BRANCH_LT		0xc1
#define BRANCH_EQ		0xc2
#define BRANCH_GT		0xc4
#define BRANCH_NE		(BRANCH_LT | BRANCH_GT)
#define BRANCH_LE		(BRANCH_LT | BRANCH_EQ)
#define BRANCH_GE		(BRANCH_GT | BRANCH_EQ)
#define BRANCH_ALWAYS		(BRANCH_NE | BRANCH_EQ)
#define BRANCH_RESULT		0x07
#define BRANCH_OPERANDS		0x18
#define BRANCH_WITH_RT		0x08	/* rs with rt; of none of these rs with 0 */
#define BRANCH_DSP		0x10	/* DSPControl.pos with 32 */
#define BRANCH_FPU		0x18	/* a condition of the FPU with 1 */

/* Jumps: to rs; or in a region of 256 or 128 MiB, with the other mode or not */
#define JUMP_RS			0xe0
#define JUMP_256M		0xf4
#define JUMP_128M		0xf5
#define JUMP_EXCHANGE		0x08
#define JUMP_REGION		0x07

/** insn_decode() - take an instruction apart */
void insn_decode(u32 insn, bool micro, struct insn *in);

/**
 * branch_next() - where a branch leads
 * @pc: its address, with the ISA mode in bit 0
 * @branch: the branch
 * @slot: bytes of the instruction in its delay slot, which was reached
 *
 * Return: the address of the instruction after the delay slot.
 */
u32 branch_next(u32 pc, u32 branch, u32 slot);

#endif /* _ASM_MIPS_INSN_H */
