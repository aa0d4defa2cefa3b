// SPDX-License-Identifier: GPL-2.0
/**
 * DOC: Branches of guests
 *
 * An instruction in a delay slot is emulated while EPC points to the branch, so
 * that the branch must be carried out too. It was executed once already, and
 * has written its link register. (MD00087, MD00594: branch instructions.)
 */
#include <asm/insn.h>
#include <asm/exit.h>

/** enum condition - when a branch is taken */
enum condition {
	IF_NEVER,
	IF_EQ, IF_NE, IF_LEZ, IF_GTZ,	/* as in bits 1:0 of MIPS32 opcodes, + 1 */
	IF_LTZ, IF_GEZ,
	IF_POS32,			/* BPOSGE32 */
	IF_FPU_FALSE, IF_FPU_TRUE,
};

/* microMIPS POOL32I, by bits 25:21 */
static const u8 pool32i[32] = {
	[0x00] = IF_LTZ, [0x01] = IF_LTZ, [0x02] = IF_GEZ, [0x03] = IF_GEZ,
	[0x04] = IF_LEZ, [0x06] = IF_GTZ, [0x11] = IF_LTZ, [0x13] = IF_GEZ,
	[0x1b] = IF_POS32, [0x1c] = IF_FPU_FALSE, [0x1d] = IF_FPU_TRUE,
};

/* Condition code 0 is bit 23 of FCSR, the others are bits 31:25. */
static bool fpu_condition(u32 cc)
{
	return guest_fcsr() >> (cc ? 24 + cc : 23) & 1;
}

static bool taken(enum condition condition, u32 a, u32 b, u32 cc)
{
	switch (condition) {
	case IF_EQ:
		return a == b;
	case IF_NE:
		return a != b;
	case IF_LEZ:
		return (s32)a <= 0;
	case IF_GTZ:
		return (s32)a > 0;
	case IF_LTZ:
		return (s32)a < 0;
	case IF_GEZ:
		return (s32)a >= 0;
	case IF_POS32:
		return (guest_dspcontrol() & 0x3f) >= 32;
	case IF_FPU_FALSE:
		return !fpu_condition(cc);
	case IF_FPU_TRUE:
		return fpu_condition(cc);
	case IF_NEVER:
		break;
	}
	return false;
}

/* Conditions of MIPS32: BEQ to BGTZ with BEQL to BGTZL, REGIMM, BC1 */
static enum condition mips32_condition(u32 insn)
{
	const u32 op = insn >> 26;

	if (op == 0x11)
		return IF_FPU_FALSE + (insn >> 16 & 1);
	if (op != 0x01)
		return IF_EQ + (op & 3);
	return (insn >> 16 & 31) == 0x1c ? IF_POS32 : IF_LTZ + (insn >> 16 & 1);
}

static u32 mips32_next(u32 pc, u32 insn)
{
	const u32 op = insn >> 26;
	const u32 rs = gpr_read(insn >> 21 & 31);
	const u32 jump = ((pc + 4) & 0xf0000000) | (insn << 6 >> 4);

	switch (op) {
	case 0x00:		/* JR, JALR */
		return rs;
	case 0x1d:		/* JALX */
		return jump | 1;
	case 0x02:
	case 0x03:		/* J, JAL */
		return jump;
	}
	if (!taken(mips32_condition(insn), rs, gpr_read(insn >> 16 & 31),
		   insn >> 18 & 7))
		return pc + 8;
	return pc + 4 + ((u32)(s16)insn << 2);
}

/* The general registers that 3 bits of 16-bit instructions name */
static u32 read_register3(u32 n)
{
	return gpr_read(n < 2 ? n + 16 : n);
}

static u32 micro16_next(u32 pc, u32 insn, u32 slot_size)
{
	const enum condition condition = insn >> 13 & 1 ? IF_NE : IF_EQ;

	switch (insn >> 10) {
	case 0x11:		/* POOL16C: JR16, JALR16, JALRS16 */
		return gpr_read(insn & 31);
	case 0x33:		/* B16 */
		return pc + 2 + ((u32)((s32)(insn << 22) >> 22) << 1);
	}
	if (!taken(condition, read_register3(insn >> 7 & 7), 0, 0))
		return pc + 2 + slot_size;
	return pc + 2 + ((u32)((s32)(insn << 25) >> 25) << 1);
}

static enum condition micro_condition(u32 insn)
{
	switch (insn >> 26) {
	case 0x25:
		return IF_EQ;
	case 0x2d:
		return IF_NE;
	}
	return pool32i[insn >> 21 & 31];
}

static u32 micro32_next(u32 pc, u32 insn, u32 slot_size)
{
	const u32 rs = gpr_read(insn >> 16 & 31);

	switch (insn >> 26) {
	case 0x00:		/* POOL32A: JALR, JALRS, with .HB or not */
		return rs;
	case 0x3c:		/* JALX */
		return ((pc + 4) & 0xf0000000) | (insn << 6 >> 4);
	case 0x1d:
	case 0x35:
	case 0x3d:		/* JALS, J, JAL */
		return ((pc + 4) & 0xf8000000) | insn << 6 >> 5 | 1;
	}
	if (!taken(micro_condition(insn), rs, gpr_read(insn >> 21 & 31),
		   insn >> 18 & 7))
		return pc + 4 + slot_size;
	return pc + 4 + ((u32)(s16)insn << 1);
}

u32 branch_next(u32 pc, u32 branch, u32 slot)
{
	if (!(pc & 1))
		return mips32_next(pc, branch);
	if (insn_size(branch, true) == 2)
		return micro16_next(pc, branch, insn_size(slot, true));
	return micro32_next(pc, branch, insn_size(slot, true));
}
