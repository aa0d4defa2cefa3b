// SPDX-License-Identifier: GPL-2.0
/**
 * DOC: Instructions of guests
 *
 * Both instruction sets take one path: a table says which forms an instruction can
 * have, another where each form has its registers and its number. Of a load or
 * store the first says, too, which instruction of MIPS32 does the same to one
 * register: that is what execute() gets. The FPU's loads and stores are left out: no
 * register block is of use to it. (MD00087, MD00594: opcode maps.)
 */
#include <asm/insn.h>

#define GPR_SP			29
#define C0_REG_COUNT		9
#define FOUR_TIMES(...)		{ __VA_ARGS__, __VA_ARGS__, __VA_ARGS__, __VA_ARGS__ }

/* What five bits of an instruction name; of 16-bit ones fewer count. */
static const u8 gprs[32] = {
	0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15,
	16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31,
};

static const u8 short_gprs[32] = FOUR_TIMES(16, 17, 2, 3, 4, 5, 6, 7);
static const u8 sp[32] = { [0 ... 31] = GPR_SP };
static const u8 count[32] = { [0 ... 31] = C0_REG_COUNT };

/* The same of those that can be several: bit n for register n */
static const u32 one[32] = {
	0x00000001, 0x00000002, 0x00000004, 0x00000008, 0x00000010, 0x00000020,
	0x00000040, 0x00000080, 0x00000100, 0x00000200, 0x00000400, 0x00000800,
	0x00001000, 0x00002000, 0x00004000, 0x00008000, 0x00010000, 0x00020000,
	0x00040000, 0x00080000, 0x00100000, 0x00200000, 0x00400000, 0x00800000,
	0x01000000, 0x02000000, 0x04000000, 0x08000000, 0x10000000, 0x20000000,
	0x40000000, 0x80000000,
};

static const u32 two[32] = {
	0x00000003, 0x00000006, 0x0000000c, 0x00000018, 0x00000030, 0x00000060,
	0x000000c0, 0x00000180, 0x00000300, 0x00000600, 0x00000c00, 0x00001800,
	0x00003000, 0x00006000, 0x0000c000, 0x00018000, 0x00030000, 0x00060000,
	0x000c0000, 0x00180000, 0x00300000, 0x00600000, 0x00c00000, 0x01800000,
	0x03000000, 0x06000000, 0x0c000000, 0x18000000, 0x30000000, 0x60000000,
	0xc0000000, 0x80000000,
};

static const u32 loaded[32] =
	FOUR_TIMES(0x10000, 0x20000, 0x4, 0x8, 0x10, 0x20, 0x40, 0x80);
static const u32 stored[32] =
	FOUR_TIMES(0x1, 0x20000, 0x4, 0x8, 0x10, 0x20, 0x40, 0x80);
static const u32 bits[32] = FOUR_TIMES(0x1, 0x2, 0x4, 0x8, 0x10, 0x20, 0x40, 0x80);
static const u32 short_lists[32] =
	FOUR_TIMES(0x80010000, 0x80030000, 0x80070000, 0x800f0000,
		   0x80010000, 0x80030000, 0x80070000, 0x800f0000);

/* LWM and SWM: so many from 16 on, then 30; those in the second half and 31 */
static const u32 lists[32] = {
	0x00000001, 0x00010000, 0x00030000, 0x00070000, 0x000f0000, 0x001f0000,
	0x003f0000, 0x007f0000, 0x00ff0000, 0x40ff0000,
	[10 ... 15] = 0x00000001,	/* reserved */
	0x80000000, 0x80010000, 0x80030000, 0x80070000, 0x800f0000, 0x801f0000,
	0x803f0000, 0x807f0000, 0x80ff0000, 0xc0ff0000,
	[26 ... 31] = 0x00000001,
};

/*
 * The number is what remains if the instruction is shifted left, then right with
 * its sign.
 */
struct layout {
	const u8 *rs_names;
	const u32 *regs;
	u8 rs, rt;
	u8 left, right;
	u8 size;
};

static const struct layout i_type = { gprs, one, 21, 16, 16, 16, 4 };
static const struct layout branch = { gprs, one, 21, 16, 16, 14, 4 };
static const struct layout jump = { gprs, one, 21, 16, 6, 4, 4 };
static const struct layout cp0 = { gprs, one, 11, 16, 29, 29, 4 };
static const struct layout rdhwr = { count, one, 0, 16, 0, 31, 4 };	/* CC */
static const struct layout indexed = { gprs, one, 21, 11, 0, 31, 4 };
static const struct layout bit = { gprs, bits, 21, 12, 20, 20, 4 };
static const struct layout micro_i = { gprs, one, 16, 21, 16, 16, 4 };
static const struct layout micro_branch = { gprs, one, 16, 21, 16, 15, 4 };
static const struct layout micro_jump = { gprs, one, 16, 21, 6, 5, 4 };
static const struct layout micro_cp0 = { gprs, one, 16, 21, 18, 29, 4 };
static const struct layout micro_rdhwr = { count, one, 0, 21, 0, 31, 4 };
static const struct layout micro_shadow = { gprs, one, 21, 16, 0, 31, 4 };
static const struct layout micro_12 = { gprs, one, 16, 21, 20, 20, 4 };
static const struct layout micro_pair = { gprs, two, 16, 21, 20, 20, 4 };
static const struct layout micro_list = { gprs, lists, 16, 21, 20, 20, 4 };
static const struct layout micro_bit = { gprs, bits, 16, 21, 20, 20, 4 };
static const struct layout short_load = { short_gprs, loaded, 4, 7, 28, 28, 2 };
static const struct layout short_store = { short_gprs, stored, 4, 7, 28, 28, 2 };
static const struct layout short_sp = { sp, one, 5, 5, 27, 25, 2 };
static const struct layout short_list = { sp, short_lists, 5, 4, 28, 26, 2 };
static const struct layout short_bz = { short_gprs, loaded, 7, 7, 25, 24, 2 };
static const struct layout short_b = { gprs, one, 0, 0, 22, 21, 2 };
static const struct layout short_jr = { gprs, one, 0, 0, 0, 31, 2 };

/* struct insn.op; of loads and stores for v0 and 0(a2) */
#define L1			(0x90c20000 | MEM)
#define L2			(0x94c20000 | MEM | 1)
#define L4			(0x8cc20000 | MEM | 3)
#define L1S			(0x80c20000 | MEM)
#define L2S			(0x84c20000 | MEM | 1)
#define S1			(0xa0c20000 | MEM | MEM_STORE)
#define S2			(0xa4c20000 | MEM | MEM_STORE | 1)
#define S4			(0xacc20000 | MEM | MEM_STORE | 3)
#define SC			(S4 | MEM_SC)
#define LWL			(0x88c20000 | MEM | MEM_PART)
#define LWR			(0x98c20000 | MEM | MEM_PART)
#define SWL			(0xa8c20000 | MEM | MEM_STORE | MEM_PART)
#define SWR			(0xb8c20000 | MEM | MEM_STORE | MEM_PART)
#define ASET			(0x04c78000 | MEM | MEM_STORE | MEM_BIT)
#define ACLR			(0x04c70000 | MEM | MEM_STORE | MEM_BIT)
#define HINT			(MEM | MEM_HINT)
#define BEQ			(BRANCH_EQ | BRANCH_WITH_RT)
#define BNE			(BRANCH_NE | BRANCH_WITH_RT)
#define BPOSGE32		(BRANCH_GE | BRANCH_DSP)
#define BC1F			(BRANCH_LT | BRANCH_FPU)
#define BC1T			(BRANCH_EQ | BRANCH_FPU)
#define JALX			(JUMP_256M | JUMP_EXCHANGE)

/*
 * Instructions that are alike; one is of the first form that fits. Those of 16 bits
 * come before those whose masks do not look at all the bits above.
 */
static const struct form {
	u32 mask;
	u32 match;
	u32 op;
	const struct layout *layout;
} mips32[] = {
	{ 0xffe00000, 0x40000000, INSN_MFC0, &cp0 },
	{ 0xffe00000, 0x40800000, INSN_MTC0, &cp0 },
	{ 0xfc000000, 0x8c000000, L4, &i_type },
	{ 0xfc000000, 0xac000000, S4, &i_type },
	{ 0xfc000000, 0x90000000, L1, &i_type },
	{ 0xfc000000, 0xa0000000, S1, &i_type },
	{ 0xfc000000, 0x94000000, L2, &i_type },
	{ 0xfc000000, 0xa4000000, S2, &i_type },
	{ 0xfc000000, 0x80000000, L1S, &i_type },
	{ 0xfc000000, 0x84000000, L2S, &i_type },
	{ 0xfc000000, 0x88000000, LWL, &i_type },
	{ 0xfc000000, 0x98000000, LWR, &i_type },
	{ 0xfc000000, 0xa8000000, SWL, &i_type },
	{ 0xfc000000, 0xb8000000, SWR, &i_type },
	{ 0xfc000000, 0xc0000000, L4, &i_type },	/* LL */
	{ 0xfc000000, 0xe0000000, SC, &i_type },
	{ 0xfc000000, 0xbc000000, HINT, &i_type },	/* CACHE */
	{ 0xfc000000, 0xcc000000, HINT, &i_type },	/* PREF */
	{ 0xfc1f0000, 0x041f0000, HINT, &i_type },	/* SYNCI */
	{ 0xfc1f8000, 0x04078000, ASET, &bit },
	{ 0xfc1f8000, 0x04070000, ACLR, &bit },
	{ 0xfc0007ff, 0x7c00000a, L4, &indexed },	/* LWX */
	{ 0xfc0007ff, 0x7c00010a, L2S, &indexed },	/* LHX */
	{ 0xfc0007ff, 0x7c00018a, L1, &indexed },	/* LBUX */
	{ 0xfc0007ff, 0x4c00000f, HINT, &indexed },	/* PREFX */
	{ 0xffe00000, 0x41400000, INSN_RDPGPR, &cp0 },
	{ 0xffe00000, 0x41c00000, INSN_WRPGPR, &cp0 },
	{ 0xffe0ffff, 0x41606000, INSN_DI, &cp0 },
	{ 0xffe0ffff, 0x41606020, INSN_EI, &cp0 },
	{ 0xffe00000, 0x7c000000, INSN_MFC0, &rdhwr },
	{ 0xfe00003f, 0x42000001, INSN_TLBR, &cp0 },
	{ 0xfe00003f, 0x42000002, INSN_TLBWI, &cp0 },
	{ 0xfe00003f, 0x42000003, INSN_TLBINV, &cp0 },
	{ 0xfe00003f, 0x42000004, INSN_TLBINVF, &cp0 },
	{ 0xfe00003f, 0x42000006, INSN_TLBWR, &cp0 },
	{ 0xfe00003f, 0x42000008, INSN_TLBP, &cp0 },
	{ 0xfe00003f, 0x42000018, INSN_ERET, &cp0 },
	{ 0xfe00003f, 0x42000020, INSN_WAIT, &cp0 },
	{ 0xfe00003f, 0x42000028, INSN_HYPCALL, &cp0 },
	{ 0xfe00003f, 0x42000038, INSN_ERET, &cp0 },	/* IRET */
	{ 0xfc1f0000, 0x041c0000, BPOSGE32, &branch },
	{ 0xfc010000, 0x04000000, BRANCH_LT, &branch },
	{ 0xfc010000, 0x04010000, BRANCH_GE, &branch },
	{ 0xf8000000, 0x08000000, JUMP_256M, &jump },
	{ 0xfc000000, 0x74000000, JALX, &jump },
	{ 0xbc000000, 0x10000000, BEQ, &branch },
	{ 0xbc000000, 0x14000000, BNE, &branch },
	{ 0xbc000000, 0x18000000, BRANCH_LE, &branch },
	{ 0xbc000000, 0x1c000000, BRANCH_GT, &branch },
	{ 0xfc010000, 0x44000000, BC1F, &branch },
	{ 0xfc010000, 0x44010000, BC1T, &branch },
	{ 0xfc000000, 0x00000000, JUMP_RS, &branch },		/* JR, JALR */
	{ 0, 0, INSN_OTHER, &i_type },
}, micromips[] = {
	{ 0xfffffc00, 0x00006800, L4, &short_load },
	{ 0xfffffc00, 0x0000e800, S4, &short_store },
	{ 0xfffffc00, 0x00000800, L1, &short_load },
	{ 0xfffffc00, 0x00008800, S1, &short_store },
	{ 0xfffffc00, 0x00002800, L2, &short_load },
	{ 0xfffffc00, 0x0000a800, S2, &short_store },
	{ 0xfffffc00, 0x00004800, L4, &short_sp },
	{ 0xfffffc00, 0x0000c800, S4, &short_sp },
	{ 0xfffffc00, 0x00006400, L4, &short_load },	/* base: gp */
	{ 0xffffffc0, 0x00004500, L4, &short_list },
	{ 0xffffffc0, 0x00004540, S4, &short_list },
	{ 0xfffffc00, 0x00004400, JUMP_RS, &short_jr },
	{ 0xfffffc00, 0x00008c00, BRANCH_EQ, &short_bz },
	{ 0xfffffc00, 0x0000ac00, BRANCH_NE, &short_bz },
	{ 0xfffffc00, 0x0000cc00, BRANCH_ALWAYS, &short_b },
	{ 0xfc0007ff, 0x000000fc, INSN_MFC0, &micro_cp0 },
	{ 0xfc0007ff, 0x000002fc, INSN_MTC0, &micro_cp0 },
	{ 0xfc000000, 0xfc000000, L4, &micro_i },
	{ 0xfc000000, 0xf8000000, S4, &micro_i },
	{ 0xfc000000, 0x14000000, L1, &micro_i },
	{ 0xfc000000, 0x18000000, S1, &micro_i },
	{ 0xfc000000, 0x34000000, L2, &micro_i },
	{ 0xfc000000, 0x38000000, S2, &micro_i },
	{ 0xfc000000, 0x1c000000, L1S, &micro_i },
	{ 0xfc000000, 0x3c000000, L2S, &micro_i },
	{ 0xfc00f000, 0x20001000, L4, &micro_pair },
	{ 0xfc00f000, 0x20009000, S4, &micro_pair },
	{ 0xfc00f000, 0x20005000, L4, &micro_list },
	{ 0xfc00f000, 0x2000d000, S4, &micro_list },
	{ 0xfc00f000, 0x20003000, ASET, &micro_bit },
	{ 0xfc00f000, 0x2000b000, ACLR, &micro_bit },
	{ 0xfc00f000, 0x20006000, HINT, &micro_12 },	/* CACHE */
	{ 0xfc00f000, 0x60000000, LWL, &micro_12 },
	{ 0xfc00f000, 0x60001000, LWR, &micro_12 },
	{ 0xfc00f000, 0x60008000, SWL, &micro_12 },
	{ 0xfc00f000, 0x60009000, SWR, &micro_12 },
	{ 0xfc00f000, 0x60003000, L4, &micro_12 },	/* LL */
	{ 0xfc00f000, 0x6000b000, SC, &micro_12 },
	{ 0xfc00f000, 0x60002000, HINT, &micro_12 },	/* PREF */
	{ 0xffe00000, 0x42000000, HINT, &micro_i },	/* SYNCI */
	{ 0xfc0007ff, 0x00000118, L4, &indexed },	/* LWXS */
	{ 0xfc0007ff, 0x000001a5, L4, &indexed },	/* LWX */
	{ 0xfc0007ff, 0x00000165, L2S, &indexed },	/* LHX */
	{ 0xfc0007ff, 0x00000225, L1, &indexed },	/* LBUX */
	{ 0xfc0007ff, 0x540001a0, HINT, &indexed },	/* PREFX */
	{ 0xfc0017ff, 0x0000017c, INSN_RDPGPR, &micro_shadow },
	{ 0xfc0017ff, 0x0000117c, INSN_WRPGPR, &micro_shadow },
	{ 0xfc0017ff, 0x0000077c, INSN_DI, &micro_shadow },
	{ 0xfc0017ff, 0x0000177c, INSN_EI, &micro_shadow },
	{ 0xfc0007ff, 0x0000033c, INSN_MFC0, &micro_rdhwr },
	{ 0xfc00ffff, 0x0000037c, INSN_TLBP, &micro_cp0 },
	{ 0xfc00ffff, 0x0000137c, INSN_TLBR, &micro_cp0 },
	{ 0xfc00ffff, 0x0000237c, INSN_TLBWI, &micro_cp0 },
	{ 0xfc00ffff, 0x0000337c, INSN_TLBWR, &micro_cp0 },
	{ 0xfc00ffff, 0x0000437c, INSN_TLBINV, &micro_cp0 },
	{ 0xfc00ffff, 0x0000537c, INSN_TLBINVF, &micro_cp0 },
	{ 0xfc00ffff, 0x0000937c, INSN_WAIT, &micro_cp0 },
	{ 0xfc00ffff, 0x0000c37c, INSN_HYPCALL, &micro_cp0 },
	{ 0xfc00ffff, 0x0000d37c, INSN_ERET, &micro_cp0 },	/* IRET */
	{ 0xfc00ffff, 0x0000f37c, INSN_ERET, &micro_cp0 },
	{ 0xfc000000, 0x94000000, BEQ, &micro_branch },
	{ 0xfc000000, 0xb4000000, BNE, &micro_branch },
	{ 0xfdc00000, 0x40000000, BRANCH_LT, &micro_branch },
	{ 0xfdc00000, 0x40400000, BRANCH_GE, &micro_branch },
	{ 0xffe00000, 0x40800000, BRANCH_LE, &micro_branch },
	{ 0xffe00000, 0x40c00000, BRANCH_GT, &micro_branch },
	{ 0xffe00000, 0x43600000, BPOSGE32, &micro_branch },
	{ 0xffe00000, 0x43800000, BC1F, &micro_branch },
	{ 0xffe00000, 0x43a00000, BC1T, &micro_branch },
	{ 0xdc000000, 0xd4000000, JUMP_128M, &micro_jump },
	{ 0xfc000000, 0x74000000, JUMP_128M, &micro_jump },
	{ 0xfc000000, 0xf0000000, JALX, &jump },
	{ 0xfc000fff, 0x00000f3c, JUMP_RS, &micro_branch },	/* JR, JALR */
	{ 0, 0, INSN_OTHER, &i_type },
};

void insn_decode(u32 insn, bool micro, struct insn *in)
{
	const struct form *form = micro ? micromips : mips32;
	const struct layout *layout;

	while ((insn ^ form->match) & form->mask)
		form++;
	layout = form->layout;
	in->op = form->op;
	in->size = layout->size;
	in->rs = layout->rs_names[insn >> layout->rs & 31];
	in->regs = layout->regs[insn >> layout->rt & 31];
	in->rt = (u32)__builtin_ctz(in->regs);
	in->imm = (s32)(insn << layout->left) >> layout->right;
}
