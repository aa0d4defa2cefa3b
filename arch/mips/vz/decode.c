// SPDX-License-Identifier: GPL-2.0
/**
 * DOC: Loads and stores of guests
 *
 * Tables by opcode give the kind of a load or store; the few formats of each
 * instruction set give its registers. The FPU's are left out: no register block is
 * of use to it. (MD00087, MD00594: opcode maps.)
 */
#include <asm/insn.h>

#define L1			MEM_PLAIN
#define L2			(MEM_PLAIN | 1)
#define L4			(MEM_PLAIN | 2)
#define L1S			(MEM_PLAIN | MEM_SIGNED)
#define L2S			(MEM_PLAIN | MEM_SIGNED | 1)
#define S1			(MEM_PLAIN | MEM_STORE)
#define S2			(MEM_PLAIN | MEM_STORE | 1)
#define S4			(MEM_PLAIN | MEM_STORE | 2)
#define SC			(MEM_PLAIN | MEM_COND | MEM_STORE | 2)
#define LWL			(MEM_LEFT | 2)
#define SWL			(MEM_LEFT | MEM_STORE | 2)
#define LWR			(MEM_RIGHT | 2)
#define SWR			(MEM_RIGHT | MEM_STORE | 2)
#define BIT			(MEM_BIT | MEM_STORE)
#define HINT			MEM_HINT

/* Formats of microMIPS that its table of opcodes leads to */
#define POOL16C			1
#define POOL32B			2
#define POOL32C			3
#define POOL32I			4

#define OP_REGIMM		0x01
#define REGIMM_ASET		0x07	/* and ACLR */
#define REGIMM_SYNCI		0x1f
#define POOL32I_SYNCI		0x10
#define POOL32B_LWP		0x1
#define POOL32B_SWP		0x9
#define POOL32B_LWM		0x5
#define POOL32B_SWM		0xd
#define GPR_SP			29

/* MIPS32, by bits 30:26 of opcodes 0x20 and up */
static const u8 mips32[32] = {
	[0x00] = L1S, [0x01] = L2S, [0x02] = LWL, [0x03] = L4,
	[0x04] = L1, [0x05] = L2, [0x06] = LWR,
	[0x08] = S1, [0x09] = S2, [0x0a] = SWL, [0x0b] = S4,
	[0x0e] = SWR, [0x0f] = HINT,
	[0x10] = L4, [0x13] = HINT, [0x18] = SC,
};

/* microMIPS, by opcode; those with 1, 2 or 3 in the lower bits have 16 bits */
static const u8 micro[64] = {
	[0x02] = L1, [0x05] = L1, [0x06] = S1, [0x07] = L1S,
	[0x08] = POOL32B, [0x0a] = L2, [0x0d] = L2, [0x0e] = S2, [0x0f] = L2S,
	[0x10] = POOL32I, [0x11] = POOL16C, [0x12] = L4,
	[0x18] = POOL32C, [0x19] = L4, [0x1a] = L4,
	[0x22] = S1, [0x2a] = S2, [0x32] = S4, [0x3a] = S4, [0x3e] = S4, [0x3f] = L4,
};

/* microMIPS pools of forms with 12 bits of offset, by bits 15:12 */
static const u8 pool32b[16] = {
	[POOL32B_LWP] = L4, [0x3] = BIT, [POOL32B_LWM] = L4, [0x6] = HINT,
	[POOL32B_SWP] = S4, [0xb] = BIT, [POOL32B_SWM] = S4,
};

static const u8 pool32c[16] = {
	[0x0] = LWL, [0x1] = LWR, [0x2] = HINT, [0x3] = L4,
	[0x8] = SWL, [0x9] = SWR, [0xb] = SC,
};

/*
 * Forms of base and index, whose register is in bits 15:11: opcode and bits 10:0,
 * and the kind in between. The opcodes of the two instruction sets differ.
 */
#define INDEXED(insn, kind)	((insn) | (kind) << 16)
#define INDEXED_MASK		0xfc0007ff

static const u32 indexed[] = {
	INDEXED(0x7c00000a, L4),	/* LWX */
	INDEXED(0x7c00010a, L2S),	/* LHX */
	INDEXED(0x7c00018a, L1),	/* LBUX */
	INDEXED(0x4c00000f, HINT),	/* PREFX */
	INDEXED(0x00000118, L4),	/* LWXS, microMIPS from here on */
	INDEXED(0x000001a5, L4),	/* LWX */
	INDEXED(0x00000165, L2S),	/* LHX */
	INDEXED(0x00000225, L1),	/* LBUX */
	INDEXED(0x540001a0, HINT),	/* PREFX */
};

static void decode_indexed(u32 insn, struct mem_insn *m)
{
	u32 i;

	for (i = 0; i < ARRAY_SIZE(indexed); i++) {
		if (!((insn ^ indexed[i]) & INDEXED_MASK))
			m->kind = (u8)(indexed[i] >> 16);
	}
	m->regs = 1u << (insn >> 11 & 31);
}

static void decode_mips32(u32 insn, struct mem_insn *m)
{
	const u32 rt = insn >> 16 & 31;

	m->base = insn >> 21 & 31;
	m->offset = (s16)insn;
	m->regs = 1u << rt;
	if (insn >> 31) {
		m->kind = mips32[insn >> 26 & 31];
	} else if (insn >> 26 != OP_REGIMM) {
		decode_indexed(insn, m);
	} else if (rt == REGIMM_ASET) {
		m->kind = BIT;
		m->regs = insn >> 12 & 15;
	} else if (rt == REGIMM_SYNCI) {
		m->kind = HINT;
	}
}

/* Registers of LWM and SWM: 16 to 23 and 30 by number, and 31 */
static u32 register_list(u32 list)
{
	const u32 n = list & 15;
	const u32 saved = n < 9 ? (1u << n) - 1 : 0x40ff;

	return saved << 16 | (list & 16) << 27;
}

static void decode_pool32b(u32 insn, u32 rt, struct mem_insn *m)
{
	switch (insn >> 12 & 15) {
	case POOL32B_LWM:
	case POOL32B_SWM:
		m->regs = register_list(rt);
		break;
	case POOL32B_LWP:
	case POOL32B_SWP:
		m->regs = 3u << rt;
		break;
	default:	/* ASET is 3, ACLR 0xb */
		m->regs = (~insn >> 12 & 8) | (rt & 7);
	}
}

static void decode_pool(u32 insn, struct mem_insn *m)
{
	const u32 rt = insn >> 21 & 31;

	m->offset = (s16)(insn << 4) >> 4;
	switch (m->kind) {
	case POOL32B:
		m->kind = pool32b[insn >> 12 & 15];
		decode_pool32b(insn, rt, m);
		break;
	case POOL32C:
		m->kind = pool32c[insn >> 12 & 15];
		break;
	default:
		m->kind = rt == POOL32I_SYNCI ? HINT : MEM_NONE;
	}
}

static void decode_micro32(u32 insn, struct mem_insn *m)
{
	m->kind = micro[insn >> 26];
	m->base = insn >> 16 & 31;
	m->offset = (s16)insn;
	m->regs = 1u << (insn >> 21 & 31);
	if (!m->kind)
		decode_indexed(insn, m);
	else if (!(m->kind & MEM_CLASS))
		decode_pool(insn, m);
}

/* LWM16 and SWM16 are at 0x4500 and 0x4540 of POOL16C. */
static void decode_pool16c(u32 insn, struct mem_insn *m)
{
	m->kind = insn & 0x40 ? S4 : L4;
	m->base = GPR_SP;
	m->offset = (insn & 15) << 2;
	m->regs = register_list(0x11 + (insn >> 4 & 3));
}

static void decode_micro16(u32 insn, struct mem_insn *m)
{
	const u32 op = insn >> 10;
	u32 reg = insn >> 7 & 7;

	m->kind = micro[op];
	if (m->kind == POOL16C) {
		decode_pool16c(insn, m);
		return;
	}
	if (op == 0x12 || op == 0x32)			/* LWSP, SWSP */
		reg = insn >> 5 & 31;
	else if (reg == 1 || (!reg && !(m->kind & MEM_STORE)))
		reg += 16;
	m->regs = 1u << reg;
}

void mem_decode(u32 insn, bool micromips, struct mem_insn *m)
{
	*m = (struct mem_insn){ 0 };
	if (!micromips)
		decode_mips32(insn, m);
	else if (insn_size(insn, true) == 2)
		decode_micro16(insn, m);
	else
		decode_micro32(insn, m);
}
