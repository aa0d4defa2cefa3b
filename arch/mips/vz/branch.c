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

static bool taken(const struct insn *in, u32 branch)
{
	const u32 operands = in->op & BRANCH_OPERANDS;
	const u32 cc = branch >> 18 & 7;
	s32 a, b = 0;

	if (operands == BRANCH_DSP) {
		a = guest_dspcontrol() & 0x3f;
		b = 32;
	} else if (operands == BRANCH_FPU) {
		/* 0 is bit 23 of FCSR, the others are bits 31:25. */
		a = guest_fcsr() >> (cc ? 24 + cc : 23) & 1;
		b = 1;
	} else {
		a = (s32)gpr_read(in->rs);
		if (operands == BRANCH_WITH_RT)
			b = (s32)gpr_read(in->rt);
	}
	return in->op & BRANCH_RESULT &
	       (a < b ? BRANCH_LT : a > b ? BRANCH_GT : BRANCH_EQ);
}

u32 branch_next(u32 pc, u32 branch, u32 slot)
{
	struct insn in;
	u32 region;

	insn_decode(branch, pc & 1, &in);
	if (in.op == JUMP_RS)
		return gpr_read(in.rs);
	if (in.op > JUMP_RS) {
		region = ~0u >> (in.op & JUMP_REGION);
		return ((pc + 4) & ~region) | ((u32)in.imm & region) |
		       ((pc & 1) ^ !!(in.op & JUMP_EXCHANGE));
	}
	return pc + in.size + (taken(&in, branch) ? (u32)in.imm : slot);
}
