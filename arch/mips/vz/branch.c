// SPDX-License-Identifier: GPL-2.0
/**
 * DOC: Branches of guests
 *
 * An instruction in a delay slot is emulated while EPC points to the branch, so
 * that the branch must be carried out too. It was executed once already, and
 * has written its link register. (MD00087, MD00594: branch instructions.)
 */
#include <asm/exit.h>
#include <asm/insn.h>

/* Branches: for what results of a signed comparison, and what is compared */
#define LT			0x01
#define EQ			0x02
#define GT			0x04
#define WITH_0			0x00	/* rs with 0 */
#define WITH_RT			0x10	/* rs with rt */
#define DSP_POS			0x20	/* DSPControl.pos with 32 */
#define FPU_CC			0x30	/* a condition of the FPU with 1 */
#define OPERANDS		0x30

/* Jumps: to rs; or in a region with so many bits above the address */
#define JUMP_RS			0x40
#define JUMP			0x80
#define JUMP_REGION		0x07
#define JUMP_EXCHANGE		0x08	/* to the other instruction set */

static const struct insn_form mips32[] = {
	{ 0xfc1f0000, 0x041c0000, DSP_POS | GT | EQ, LAYOUT_BRANCH },
	{ 0xfc010000, 0x04000000, WITH_0 | LT, LAYOUT_BRANCH },
	{ 0xfc010000, 0x04010000, WITH_0 | GT | EQ, LAYOUT_BRANCH },
	{ 0xf8000000, 0x08000000, JUMP | 4, LAYOUT_JUMP },
	{ 0xfc000000, 0x74000000, JUMP | JUMP_EXCHANGE | 4, LAYOUT_JUMP },
	{ 0xbc000000, 0x10000000, WITH_RT | EQ, LAYOUT_BRANCH },
	{ 0xbc000000, 0x14000000, WITH_RT | LT | GT, LAYOUT_BRANCH },
	{ 0xbc000000, 0x18000000, WITH_0 | LT | EQ, LAYOUT_BRANCH },
	{ 0xbc000000, 0x1c000000, WITH_0 | GT, LAYOUT_BRANCH },
	{ 0xfc010000, 0x44000000, FPU_CC | LT, LAYOUT_BRANCH },
	{ 0xfc010000, 0x44010000, FPU_CC | EQ, LAYOUT_BRANCH },
	{ 0, 0, JUMP_RS, LAYOUT_BRANCH },
};

static const struct insn_form micro[] = {
	{ 0xfffffc00, 0x00004400, JUMP_RS, MICRO16_JR },
	{ 0xfffffc00, 0x00008c00, WITH_0 | EQ, MICRO16_BZ },
	{ 0xfffffc00, 0x0000ac00, WITH_0 | LT | GT, MICRO16_BZ },
	{ 0xfffffc00, 0x0000cc00, LT | EQ | GT, MICRO16_B },
	{ 0xfc000000, 0x94000000, WITH_RT | EQ, MICRO_BRANCH },
	{ 0xfc000000, 0xb4000000, WITH_RT | LT | GT, MICRO_BRANCH },
	{ 0xfdc00000, 0x40000000, WITH_0 | LT, MICRO_BRANCH },
	{ 0xfdc00000, 0x40400000, WITH_0 | GT | EQ, MICRO_BRANCH },
	{ 0xffe00000, 0x40800000, WITH_0 | LT | EQ, MICRO_BRANCH },
	{ 0xffe00000, 0x40c00000, WITH_0 | GT, MICRO_BRANCH },
	{ 0xffe00000, 0x43600000, DSP_POS | GT | EQ, MICRO_BRANCH },
	{ 0xffe00000, 0x43800000, FPU_CC | LT, MICRO_BRANCH },
	{ 0xffe00000, 0x43a00000, FPU_CC | EQ, MICRO_BRANCH },
	{ 0xdc000000, 0xd4000000, JUMP | 5, MICRO_JUMP },
	{ 0xfc000000, 0x74000000, JUMP | 5, MICRO_JUMP },
	{ 0xfc000000, 0xf0000000, JUMP | JUMP_EXCHANGE | 4, LAYOUT_JUMP },
	{ 0, 0, JUMP_RS, MICRO_BRANCH },
};

static bool taken(const struct insn *in, u32 branch)
{
	const u32 operands = in->op & OPERANDS;
	const u32 cc = branch >> 18 & 7;
	s32 a, b = 0;

	if (operands == DSP_POS) {
		a = guest_dspcontrol() & 0x3f;
		b = 32;
	} else if (operands == FPU_CC) {
		/* 0 is bit 23 of FCSR, the others are bits 31:25. */
		a = guest_fcsr() >> (cc ? 24 + cc : 23) & 1;
		b = 1;
	} else {
		a = (s32)gpr_read(in->rs);
		if (operands == WITH_RT)
			b = (s32)gpr_read(in->rt);
	}
	return in->op & (a < b ? LT : a > b ? GT : EQ);
}

u32 branch_next(u32 pc, u32 branch, u32 slot)
{
	const bool micromips = pc & 1;
	const u32 next = pc + insn_size(branch, micromips);
	struct insn in;
	u32 region;

	insn_decode(micromips ? micro : mips32, branch, &in);
	if (in.op & JUMP_RS)
		return gpr_read(in.rs);
	if (in.op & JUMP) {
		region = ~0u >> (in.op & JUMP_REGION);
		return ((pc + 4) & ~region) | ((u32)in.imm & region) |
		       (micromips ^ !!(in.op & JUMP_EXCHANGE));
	}
	return next + (taken(&in, branch) ? (u32)in.imm : insn_size(slot, micromips));
}
