// SPDX-License-Identifier: GPL-2.0
/**
 * DOC: Instructions of guests
 *
 * Both instruction sets take one path: a table says which forms an instruction can
 * have, another where each form has its registers and its number. The FPU's loads
 * and stores are left out: no register block is of use to it. (MD00087, MD00594:
 * opcode maps.)
 */
#include <asm/insn.h>

#define GPR_SP			29
#define FOUR_TIMES(...)		{ __VA_ARGS__, __VA_ARGS__, __VA_ARGS__, __VA_ARGS__ }

/* What five bits of an instruction name; of 16-bit ones fewer count. */
static const u8 gprs[32] = {
	0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15,
	16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31,
};

static const u8 short_gprs[32] = FOUR_TIMES(16, 17, 2, 3, 4, 5, 6, 7);
static const u8 stored_gprs[32] = FOUR_TIMES(0, 17, 2, 3, 4, 5, 6, 7);
static const u8 short_lists[32] = FOUR_TIMES(17, 18, 19, 20, 17, 18, 19, 20);
static const u8 sp[32] = { [0 ... 31] = GPR_SP };

/*
 * The number is what remains if the instruction is shifted left, then right with
 * its sign.
 */
static const struct layout {
	const u8 *rs_names;
	const u8 *rt_names;
	u8 rs, rt;
	u8 left, right;
} layouts[] = {
	[LAYOUT_I] = { gprs, gprs, 21, 16, 16, 16 },
	[LAYOUT_BRANCH] = { gprs, gprs, 21, 16, 16, 14 },
	[LAYOUT_JUMP] = { gprs, gprs, 21, 16, 6, 4 },
	[LAYOUT_CP0] = { gprs, gprs, 11, 16, 29, 29 },
	[LAYOUT_INDEXED] = { gprs, gprs, 21, 11, 0, 31 },
	[LAYOUT_BIT] = { gprs, gprs, 21, 12, 20, 20 },
	[MICRO_I] = { gprs, gprs, 16, 21, 16, 16 },
	[MICRO_BRANCH] = { gprs, gprs, 16, 21, 16, 15 },
	[MICRO_JUMP] = { gprs, gprs, 16, 21, 6, 5 },
	[MICRO_CP0] = { gprs, gprs, 16, 21, 18, 29 },
	[MICRO_SHADOW] = { gprs, gprs, 21, 16, 0, 31 },
	[MICRO_12] = { gprs, gprs, 16, 21, 20, 20 },
	[MICRO16_LOAD] = { short_gprs, short_gprs, 4, 7, 28, 28 },
	[MICRO16_STORE] = { short_gprs, stored_gprs, 4, 7, 28, 28 },
	[MICRO16_SP] = { sp, gprs, 5, 5, 27, 25 },
	[MICRO16_LIST] = { sp, short_lists, 5, 4, 28, 26 },
	[MICRO16_BZ] = { short_gprs, short_gprs, 7, 7, 25, 24 },
	[MICRO16_B] = { gprs, gprs, 0, 0, 22, 21 },
	[MICRO16_JR] = { gprs, gprs, 0, 0, 0, 31 },
};

/* struct insn.op of loads and stores */
#define L1			MEM_PLAIN
#define L2			(MEM_PLAIN | 1)
#define L4			(MEM_PLAIN | 3)
#define L1S			(MEM_PLAIN | MEM_SIGNED)
#define L2S			(MEM_PLAIN | MEM_SIGNED | 1)
#define S1			(MEM_PLAIN | MEM_STORE)
#define S2			(MEM_PLAIN | MEM_STORE | 1)
#define S4			(MEM_PLAIN | MEM_STORE | 3)
#define LWL			(MEM_LEFT | 3)
#define SWL			(MEM_LEFT | MEM_STORE | 3)
#define LWR			(MEM_RIGHT | 3)
#define SWR			(MEM_RIGHT | MEM_STORE | 3)
#define LWM			(MEM_LIST | 3)
#define SWM			(MEM_LIST | MEM_STORE | 3)
#define LWP			(MEM_PAIR | 3)
#define SWP			(MEM_PAIR | MEM_STORE | 3)
#define ASET			(MEM_BIT | MEM_STORE)
#define ACLR			(MEM_BIT | MEM_STORE | MEM_COND)

static const struct insn_form mips32[] = {
	{ 0xfc000000, 0x8c000000, L4, LAYOUT_I },
	{ 0xfc000000, 0xac000000, S4, LAYOUT_I },
	{ 0xfc000000, 0x90000000, L1, LAYOUT_I },
	{ 0xfc000000, 0xa0000000, S1, LAYOUT_I },
	{ 0xfc000000, 0x94000000, L2, LAYOUT_I },
	{ 0xfc000000, 0xa4000000, S2, LAYOUT_I },
	{ 0xfc000000, 0x80000000, L1S, LAYOUT_I },
	{ 0xfc000000, 0x84000000, L2S, LAYOUT_I },
	{ 0xfc000000, 0x88000000, LWL, LAYOUT_I },
	{ 0xfc000000, 0x98000000, LWR, LAYOUT_I },
	{ 0xfc000000, 0xa8000000, SWL, LAYOUT_I },
	{ 0xfc000000, 0xb8000000, SWR, LAYOUT_I },
	{ 0xfc000000, 0xc0000000, L4, LAYOUT_I },		/* LL */
	{ 0xfc000000, 0xe0000000, MEM_SC, LAYOUT_I },
	{ 0xfc000000, 0xbc000000, MEM_HINT, LAYOUT_I },		/* CACHE */
	{ 0xfc000000, 0xcc000000, MEM_HINT, LAYOUT_I },		/* PREF */
	{ 0xfc1f0000, 0x041f0000, MEM_HINT, LAYOUT_I },		/* SYNCI */
	{ 0xfc1f8000, 0x04078000, ASET, LAYOUT_BIT },
	{ 0xfc1f8000, 0x04070000, ACLR, LAYOUT_BIT },
	{ 0xfc0007ff, 0x7c00000a, L4, LAYOUT_INDEXED },		/* LWX */
	{ 0xfc0007ff, 0x7c00010a, L2S, LAYOUT_INDEXED },	/* LHX */
	{ 0xfc0007ff, 0x7c00018a, L1, LAYOUT_INDEXED },		/* LBUX */
	{ 0xfc0007ff, 0x4c00000f, MEM_HINT, LAYOUT_INDEXED },	/* PREFX */
	{ 0, 0, MEM_NONE, LAYOUT_I },
};

static const struct insn_form micro[] = {
	{ 0xfffffc00, 0x00006800, L4, MICRO16_LOAD },
	{ 0xfffffc00, 0x0000e800, S4, MICRO16_STORE },
	{ 0xfc000000, 0xfc000000, L4, MICRO_I },
	{ 0xfc000000, 0xf8000000, S4, MICRO_I },
	{ 0xfffffc00, 0x00000800, L1, MICRO16_LOAD },
	{ 0xfffffc00, 0x00008800, S1, MICRO16_STORE },
	{ 0xfffffc00, 0x00002800, L2, MICRO16_LOAD },
	{ 0xfffffc00, 0x0000a800, S2, MICRO16_STORE },
	{ 0xfffffc00, 0x00004800, L4, MICRO16_SP },
	{ 0xfffffc00, 0x0000c800, S4, MICRO16_SP },
	{ 0xfffffc00, 0x00006400, L4, MICRO16_LOAD },		/* base: gp */
	{ 0xffffffc0, 0x00004500, LWM, MICRO16_LIST },
	{ 0xffffffc0, 0x00004540, SWM, MICRO16_LIST },
	{ 0xfc000000, 0x14000000, L1, MICRO_I },
	{ 0xfc000000, 0x18000000, S1, MICRO_I },
	{ 0xfc000000, 0x34000000, L2, MICRO_I },
	{ 0xfc000000, 0x38000000, S2, MICRO_I },
	{ 0xfc000000, 0x1c000000, L1S, MICRO_I },
	{ 0xfc000000, 0x3c000000, L2S, MICRO_I },
	{ 0xfc00f000, 0x20001000, LWP, MICRO_12 },
	{ 0xfc00f000, 0x20009000, SWP, MICRO_12 },
	{ 0xfc00f000, 0x20005000, LWM, MICRO_12 },
	{ 0xfc00f000, 0x2000d000, SWM, MICRO_12 },
	{ 0xfc00f000, 0x20003000, ASET, MICRO_12 },
	{ 0xfc00f000, 0x2000b000, ACLR, MICRO_12 },
	{ 0xfc00f000, 0x20006000, MEM_HINT, MICRO_12 },		/* CACHE */
	{ 0xfc00f000, 0x60000000, LWL, MICRO_12 },
	{ 0xfc00f000, 0x60001000, LWR, MICRO_12 },
	{ 0xfc00f000, 0x60008000, SWL, MICRO_12 },
	{ 0xfc00f000, 0x60009000, SWR, MICRO_12 },
	{ 0xfc00f000, 0x60003000, L4, MICRO_12 },		/* LL */
	{ 0xfc00f000, 0x6000b000, MEM_SC, MICRO_12 },
	{ 0xfc00f000, 0x60002000, MEM_HINT, MICRO_12 },		/* PREF */
	{ 0xffe00000, 0x42000000, MEM_HINT, MICRO_I },		/* SYNCI */
	{ 0xfc0007ff, 0x00000118, L4, LAYOUT_INDEXED },		/* LWXS */
	{ 0xfc0007ff, 0x000001a5, L4, LAYOUT_INDEXED },		/* LWX */
	{ 0xfc0007ff, 0x00000165, L2S, LAYOUT_INDEXED },	/* LHX */
	{ 0xfc0007ff, 0x00000225, L1, LAYOUT_INDEXED },		/* LBUX */
	{ 0xfc0007ff, 0x540001a0, MEM_HINT, LAYOUT_INDEXED },	/* PREFX */
	{ 0, 0, MEM_NONE, MICRO_I },
};

/* LWM and SWM: so many from 16 on, then 30; those in the second half and 31 */
static const u32 lists[32] = {
	0, 0x00010000, 0x00030000, 0x00070000, 0x000f0000,
	0x001f0000, 0x003f0000, 0x007f0000, 0x00ff0000, 0x40ff0000,
	[16] = 0x80000000, 0x80010000, 0x80030000, 0x80070000, 0x800f0000,
	0x801f0000, 0x803f0000, 0x807f0000, 0x80ff0000, 0xc0ff0000,
};

u32 insn_size(u32 insn, bool micromips)
{
	const bool wide = insn >> 16 || (insn >> 10 & 7) - 1 > 2;

	return !micromips || wide ? 4 : 2;
}

void insn_decode(const struct insn_form *forms, u32 insn, struct insn *in)
{
	const struct layout *layout;

	while ((insn ^ forms->match) & forms->mask)
		forms++;
	layout = &layouts[forms->layout];
	in->op = forms->op;
	in->rs = layout->rs_names[insn >> layout->rs & 31];
	in->rt = layout->rt_names[insn >> layout->rt & 31];
	in->imm = (s32)(insn << layout->left) >> layout->right;
}

void mem_decode(u32 insn, bool micromips, struct insn *in)
{
	insn_decode(micromips ? micro : mips32, insn, in);
}

u32 mem_registers(const struct insn *in)
{
	switch (in->op & MEM_CLASS) {
	case MEM_LIST:
		return lists[in->rt];
	case MEM_PAIR:
		return 3u << in->rt;
	}
	return 1u << in->rt;
}
