// SPDX-License-Identifier: GPL-2.0
/*
 * Decoder for the instructions that drivers use on device registers: moves and
 * arithmetic between memory and a register or constant (SDM vol. 2, chapter 2 and
 * appendix A). Hardware has computed the address; only operation, direction, width,
 * register and length are needed.
 */
#include <asm/vmx-core.h>
#include <linux/errno.h>
#include <linux/stddef.h>

#define GPR(name)		(offsetof(struct gprs, name) / sizeof(u64))
#define NO_GPR			0xff

#define REX_W			8
#define REX_R			4
#define LOCK			0xf0

struct cursor {
	const u8 *at;
	const u8 *end;
	unsigned int operand;	/* bytes */
	unsigned int address;
	u8 rex;
};

enum {
	REG = 1,		/* ModRM names the register */
	IMM,			/* a constant follows */
	IMM8,			/* a constant of one byte */
	ACC,			/* accumulator and absolute address */
};

#define OP_OF_MODRM		0xff	/* ModRM has the operation in place of a register */

static const struct opcode {
	u16 opcode;		/* with 0x0f in the high byte */
	u8 operands;
	u8 width;		/* bytes in memory; 0 the operand size */
	bool write;
	bool to_operand_size;	/* a read extends to the operand size */
	bool sign;
	u8 op;
} opcodes[] = { /* what drivers use most stands first */
	{ 0x89, REG, 0, true, false, false, MMIO_MOVE },
	{ 0xc7, IMM, 0, true, false, false, MMIO_MOVE },
	{ 0xa3, ACC, 0, true, false, false, MMIO_MOVE },
	{ 0x8b, REG, 0, false, false, false, MMIO_MOVE },
	{ 0xa1, ACC, 0, false, false, false, MMIO_MOVE },
	{ 0x88, REG, 1, true, false, false, MMIO_MOVE },
	{ 0x8a, REG, 1, false, false, false, MMIO_MOVE },
	{ 0xa0, ACC, 1, false, false, false, MMIO_MOVE },
	{ 0xa2, ACC, 1, true, false, false, MMIO_MOVE },
	{ 0xc6, IMM, 1, true, false, false, MMIO_MOVE },
	{ 0x0fb6, REG, 1, false, true, false, MMIO_MOVE },
	{ 0x0fb7, REG, 2, false, true, false, MMIO_MOVE },
	{ 0x0fbe, REG, 1, false, true, true, MMIO_MOVE },
	{ 0x0fbf, REG, 2, false, true, true, MMIO_MOVE },
	{ 0x80, IMM8, 1, true, false, false, OP_OF_MODRM },
	{ 0x81, IMM, 0, true, false, false, OP_OF_MODRM },
	{ 0x83, IMM8, 0, true, false, false, OP_OF_MODRM },
	{ 0x84, REG, 1, true, false, false, MMIO_TEST },
	{ 0x85, REG, 0, true, false, false, MMIO_TEST },
	{ 0x86, REG, 1, true, false, false, MMIO_XCHG },
	{ 0x87, REG, 0, true, false, false, MMIO_XCHG },
	{ 0xf6, IMM8, 1, true, false, false, MMIO_TEST },
	{ 0xf7, IMM, 0, true, false, false, MMIO_TEST },
};

static int next_byte(struct cursor *c)
{
	return c->at < c->end ? *c->at++ : -EOPNOTSUPP;
}

static int skip(struct cursor *c, unsigned int n)
{
	if ((size_t)(c->end - c->at) < n)
		return -EOPNOTSUPP;
	c->at += n;
	return 0;
}

static int read_prefixes(struct cursor *c, unsigned int bits)
{
	int byte;

	c->operand = bits == 16 ? 2 : 4;
	c->address = bits / 8;
	for (;;) {
		byte = next_byte(c);
		if (byte == 0x66)
			c->operand = bits == 16 ? 4 : 2;
		else if (byte == 0x67)
			c->address = bits == 32 ? 2 : 4;
		else if ((byte & ~0x18) != 0x26 && byte != 0x64 &&
			 byte != 0x65 && byte != LOCK)
			break;
	}
	if (bits == 64 && (byte & 0xf0) == 0x40) {
		c->rex = (u8)byte;
		byte = next_byte(c);
	}
	if (c->rex & REX_W)
		c->operand = 8;
	return byte;
}

/* In front, each arithmetic operation has four forms for a register and memory. */
static bool read_opcode(struct cursor *c, unsigned int bits, struct opcode *found)
{
	int byte = read_prefixes(c, bits);
	const struct opcode *o;

	if (byte == 0x0f)
		byte = 0x0f00 | next_byte(c);
	if ((byte & ~0x3b) == 0) {
		*found = (struct opcode){
			.operands = REG,
			.width = !(byte & 1),
			.write = !(byte & 2),
			.op = (u8)(byte >> 3),
		};
		return true;
	}
	for (o = opcodes; o < opcodes + ARRAY_SIZE(opcodes); o++) {
		if (o->opcode == byte) {
			*found = *o;
			return true;
		}
	}
	return false;
}

/* Bytes of the address behind ModRM, in 16-bit and in longer addressing. */
static int skip_address(struct cursor *c, u8 modrm)
{
	const u8 mod = modrm >> 6, rm = modrm & 7;
	int sib = 0;

	if (c->address == 2)
		return skip(c, mod == 0 ? (rm == 6 ? 2 : 0) : mod);
	if (rm == 4)
		sib = next_byte(c);
	if (sib < 0)
		return sib;
	if (mod == 0)
		return skip(c, rm == 5 || (rm == 4 && (sib & 7) == 5) ? 4 : 0);
	return skip(c, mod == 1 ? 1 : 4);
}

static int read_modrm(struct cursor *c, struct mmio_instruction *insn)
{
	const int modrm = next_byte(c);

	if (modrm < 0 || modrm >> 6 == 3)
		return -EOPNOTSUPP;
	insn->reg = (u8)((modrm >> 3 & 7) | (c->rex & REX_R ? 8 : 0));
	return skip_address(c, (u8)modrm);
}

/* Constants have at most four bytes, and are extended with their sign. */
static int read_immediate(struct cursor *c, struct mmio_instruction *insn,
			  unsigned int size)
{
	const unsigned int unused = 64 - 8 * size;
	u64 value = 0;
	unsigned int i;
	int byte;

	for (i = 0; i < size; i++) {
		byte = next_byte(c);
		if (byte < 0)
			return byte;
		value |= (u64)byte << 8 * i;
	}
	insn->immediate = (u64)((s64)(value << unused) >> unused);
	insn->reg = MMIO_IMMEDIATE;
	return 0;
}

/* What stands behind the opcode. */
static int read_operands(struct cursor *c, const struct opcode *o,
			 struct mmio_instruction *insn)
{
	int err = o->operands == ACC ? skip(c, c->address) : read_modrm(c, insn);

	if (err || o->operands == ACC || o->operands == REG)
		return err;
	if (o->op == OP_OF_MODRM)
		insn->op = insn->reg & 7;
	else if (insn->reg & 6)
		return -EOPNOTSUPP;
	if (o->operands == IMM8)
		return read_immediate(c, insn, 1);
	return read_immediate(c, insn, insn->width < 4 ? insn->width : 4);
}

int mmio_decode(const u8 *bytes, size_t size, unsigned int bits,
		struct mmio_instruction *insn)
{
	struct cursor c = { .at = bytes, .end = bytes + size };
	struct opcode o;
	int err;

	if (!read_opcode(&c, bits, &o))
		return -EOPNOTSUPP;
	*insn = (struct mmio_instruction){
		.width = o.width ? o.width : (u8)c.operand,
		.write = o.write,
		.sign = o.sign,
		.op = o.op,
	};
	insn->extend = o.to_operand_size ? (u8)c.operand : insn->width;
	err = read_operands(&c, &o, insn);
	if (err)
		return err;
	/* Without REX, byte registers 4 to 7 are the high bytes of 0 to 3. */
	if (insn->extend == 1 && !c.rex && insn->reg >= 4 && insn->reg < 8) {
		insn->reg -= 4;
		insn->high_byte = true;
	}
	return (int)(c.at - bytes);
}

/* Encoded numbers follow the order in which registers were named in 1978. */
u64 *guest_gpr(struct guest *guest, unsigned int index)
{
	static const u8 places[16] = {
		GPR(rax), GPR(rcx), GPR(rdx), GPR(rbx), NO_GPR,	  GPR(rbp),
		GPR(rsi), GPR(rdi), GPR(r8),  GPR(r9),	GPR(r10), GPR(r11),
		GPR(r12), GPR(r13), GPR(r14), GPR(r15),
	};
	const u8 place = places[index % 16];

	return place == NO_GPR ? NULL : (u64 *)guest->arch.regs + place;
}

u64 guest_gpr_read(struct guest *guest, unsigned int index)
{
	const u64 *gpr = guest_gpr(guest, index);

	return gpr ? *gpr : vmread(VMCS_GUEST_RSP);
}
