// SPDX-License-Identifier: GPL-2.0
/* Loads and stores of MIPS guests; the words are those of binutils 2.40. */
#include "kunit.h"

#include <asm/insn.h>

/* The instruction for execute(), of v0 and 0(a2) in MIPS32, and what it is */
#define I(opcode)	((u32)(opcode) << 26 | 6 << 21 | 2 << 16 | MEM)
#define LOAD(width)	(I((width) == W ? 35 : 36 + (width)) | (width))
#define SLOAD(width)	(I(32 + (width)) | (width))
#define STORE(width)	(I(40 + (width)) | MEM_STORE | (width))
#define LWL		(I(34) | MEM_PART)
#define LWR		(I(38) | MEM_PART)
#define SWL		(I(42) | MEM_STORE | MEM_PART)
#define SWR		(I(46) | MEM_STORE | MEM_PART)
#define SC		(STORE(W) | MEM_SC)
#define ASET		(0x04c78000 | MEM | MEM_BIT | MEM_STORE)
#define ACLR		(0x04c70000 | MEM | MEM_BIT | MEM_STORE)
#define HINT		(MEM | MEM_HINT)
#define B		0
#define H		1
#define W		3

#define R(n)		(1u << (n))

struct vector {
	const char *text;
	u32 insn;
	u32 op;
	u32 regs;
	u32 base;
	s32 offset;
};

/* The base and offset of forms that have none, or whose none needs, are not shown. */
#define ANY		0xff

static const struct vector mips32[] = {
	{ "lb v0,1(v1)", 0x80620001, SLOAD(B), R(2), 3, 1 },
	{ "lbu v0,1(v1)", 0x90620001, LOAD(B), R(2), 3, 1 },
	{ "lh v0,2(v1)", 0x84620002, SLOAD(H), R(2), 3, 2 },
	{ "lhu v0,2(v1)", 0x94620002, LOAD(H), R(2), 3, 2 },
	{ "lw v0,4(v1)", 0x8c620004, LOAD(W), R(2), 3, 4 },
	{ "lw ra,-4(sp)", 0x8fbffffc, LOAD(W), R(31), 29, -4 },
	{ "sb v0,1(v1)", 0xa0620001, STORE(B), R(2), 3, 1 },
	{ "sh v0,2(v1)", 0xa4620002, STORE(H), R(2), 3, 2 },
	{ "sw v0,4(v1)", 0xac620004, STORE(W), R(2), 3, 4 },
	{ "sw zero,-32768(v1)", 0xac608000, STORE(W), R(0), 3, -32768 },
	{ "lwl v0,4(v1)", 0x88620004, LWL, R(2), 3, 4 },
	{ "lwr v0,4(v1)", 0x98620004, LWR, R(2), 3, 4 },
	{ "swl v0,4(v1)", 0xa8620004, SWL, R(2), 3, 4 },
	{ "swr v0,4(v1)", 0xb8620004, SWR, R(2), 3, 4 },
	{ "ll v0,4(v1)", 0xc0620004, LOAD(W), R(2), 3, 4 },
	{ "sc v0,4(v1)", 0xe0620004, SC, R(2), 3, 4 },
	{ "pref 0x1,4(v1)", 0xcc610004, HINT, R(1), 3, 4 },
	{ "cache 0x1,4(v1)", 0xbc610004, HINT, R(1), 3, 4 },
	{ "synci 4(v1)", 0x047f0004, HINT, R(31), 3, 4 },
	{ "lwx v0,v1(a0)", 0x7c83100a, LOAD(W), R(2), ANY },
	{ "lhx v0,v1(a0)", 0x7c83110a, SLOAD(H), R(2), ANY },
	{ "lbux v0,v1(a0)", 0x7c83118a, LOAD(B), R(2), ANY },
	{ "lwc1 $f2,4(v1)", 0xc4620004, INSN_OTHER, ANY, ANY },
	{ "swc1 $f2,4(v1)", 0xe4620004, INSN_OTHER, ANY, ANY },
	{ "ldc1 $f2,8(v1)", 0xd4620008, INSN_OTHER, ANY, ANY },
	{ "sdc1 $f2,8(v1)", 0xf4620008, INSN_OTHER, ANY, ANY },
	{ "lwxc1 $f2,v1(a0)", 0x4c830080, INSN_OTHER, ANY, ANY },
	{ "ldxc1 $f2,v1(a0)", 0x4c830081, INSN_OTHER, ANY, ANY },
	{ "luxc1 $f2,v1(a0)", 0x4c830085, INSN_OTHER, ANY, ANY },
	{ "swxc1 $f2,v1(a0)", 0x4c831008, INSN_OTHER, ANY, ANY },
	{ "sdxc1 $f2,v1(a0)", 0x4c831009, INSN_OTHER, ANY, ANY },
	{ "suxc1 $f2,v1(a0)", 0x4c83100d, INSN_OTHER, ANY, ANY },
	{ "prefx 0x1,v1(a0)", 0x4c83080f, HINT, R(1), ANY },
	{ "aset 0x5,4(v1)", 0x0467d004, ASET, 5, 3, 4 },
	{ "aclr 0x5,4(v1)", 0x04675004, ACLR, 5, 3, 4 },
	{ "mfc0 v0,c0_count", 0x40024800, INSN_MFC0, ANY, 9, 0 },
	{ "mtc0 v0,c0_config,3", 0x40828003, INSN_MTC0, ANY, 16, 3 },
	{ "rdpgpr v0,v1", 0x41431000, INSN_RDPGPR, ANY, 2, 0 },
	{ "wrpgpr v0,v1", 0x41c31000, INSN_WRPGPR, ANY, 2, 0 },
	{ "di v0", 0x41626000, INSN_DI, ANY, ANY },
	{ "ei v0", 0x41626020, INSN_EI, ANY, ANY },
	{ "rdhwr v0,hwr_cc", 0x7c02103b, INSN_MFC0, ANY, 9, 0 },
	{ "tlbwr", 0x42000006, INSN_TLBWR, ANY, ANY },
	{ "eret", 0x42000018, INSN_ERET, ANY, ANY },
	{ "wait 0x1", 0x42000060, INSN_WAIT, ANY, ANY },
	{ "hypcall 0x1", 0x42000828, INSN_HYPCALL, ANY, ANY },
};

/* 16-bit instructions stand below zeros. */
static const struct vector micromips[] = {
	{ "lbu16 v0,1(v1)", 0x0931, LOAD(B), R(2), ANY },
	{ "lhu16 v0,2(v1)", 0x2931, LOAD(H), R(2), ANY },
	{ "lw16 v0,4(v1)", 0x6931, LOAD(W), R(2), ANY },
	{ "lw16 s0,4(v1)", 0x6831, LOAD(W), R(16), ANY },
	{ "lw16 s1,4(v1)", 0x68b1, LOAD(W), R(17), ANY },
	{ "lw16 a3,4(v1)", 0x6bb1, LOAD(W), R(7), ANY },
	{ "sb16 zero,1(v1)", 0x8831, STORE(B), R(0), ANY },
	{ "sh16 s1,2(v1)", 0xa8b1, STORE(H), R(17), ANY },
	{ "sw16 a3,4(s0)", 0xeb81, STORE(W), R(7), ANY },
	{ "lw a1,4(sp)", 0x48a1, LOAD(W), R(5), ANY },
	{ "sw a1,4(sp)", 0xc8a1, STORE(W), R(5), ANY },
	{ "sw zero,4(sp)", 0xc801, STORE(W), R(0), ANY },
	{ "lw v0,8(gp)", 0x6502, LOAD(W), R(2), ANY },
	{ "lwm16 s0-s1,ra,8(sp)", 0x4512, LOAD(W), R(16) | R(17) | R(31), 29, 8 },
	{ "swm16 s0,ra,8(sp)", 0x4542, STORE(W), R(16) | R(31), 29, 8 },
	{ "lwm32 s0-s2,ra,8(a0)", 0x22645008, LOAD(W),
	  7u << 16 | R(31), 4, 8 },
	{ "swm32 s0-s7,s8,8(a0)", 0x2124d008, STORE(W),
	  0xffu << 16 | R(30), 4, 8 },
	{ "lwm32 s0,-4(sp)", 0x203d5ffc, LOAD(W), R(16), 29, -4 },
	{ "lwp v0,8(a0)", 0x20441008, LOAD(W), R(2) | R(3), 4, 8 },
	{ "swp v0,8(a0)", 0x20449008, STORE(W), R(2) | R(3), 4, 8 },
	{ "lb v0,1(v1)", 0x1c430001, SLOAD(B), R(2), 3, 1 },
	{ "lbu v0,1(v1)", 0x14430001, LOAD(B), R(2), 3, 1 },
	{ "lh v0,2(v1)", 0x3c430002, SLOAD(H), R(2), 3, 2 },
	{ "lhu v0,2(v1)", 0x34430002, LOAD(H), R(2), 3, 2 },
	{ "lw v0,-4(v1)", 0xfc43fffc, LOAD(W), R(2), 3, -4 },
	{ "sb v0,1(v1)", 0x18430001, STORE(B), R(2), 3, 1 },
	{ "sh v0,2(v1)", 0x38430002, STORE(H), R(2), 3, 2 },
	{ "sw v0,4(v1)", 0xf8430004, STORE(W), R(2), 3, 4 },
	{ "lwl v0,4(v1)", 0x60430004, LWL, R(2), 3, 4 },
	{ "lwl v0,-3(v1)", 0x60430ffd, LWL, R(2), 3, -3 },
	{ "lwr v0,4(v1)", 0x60431004, LWR, R(2), 3, 4 },
	{ "swl v0,4(v1)", 0x60438004, SWL, R(2), 3, 4 },
	{ "swr v0,4(v1)", 0x60439004, SWR, R(2), 3, 4 },
	{ "ll v0,4(v1)", 0x60433004, LOAD(W), R(2), 3, 4 },
	{ "sc v0,4(v1)", 0x6043b004, SC, R(2), 3, 4 },
	{ "pref 0x1,4(v1)", 0x60232004, HINT, R(1), 3, 4 },
	{ "cache 0x1,4(v1)", 0x20236004, HINT, ANY, ANY },
	{ "synci 4(v1)", 0x42030004, HINT, ANY, ANY },
	{ "lwxs v0,v1(a0)", 0x00641118, LOAD(W), R(2), ANY },
	{ "lwx v0,v1(a0)", 0x006411a5, LOAD(W), R(2), ANY },
	{ "lhx v0,v1(a0)", 0x00641165, SLOAD(H), R(2), ANY },
	{ "lbux v0,v1(a0)", 0x00641225, LOAD(B), R(2), ANY },
	{ "lwc1 $f2,4(v1)", 0x9c430004, INSN_OTHER, ANY, ANY },
	{ "swc1 $f2,4(v1)", 0x98430004, INSN_OTHER, ANY, ANY },
	{ "ldc1 $f2,8(v1)", 0xbc430008, INSN_OTHER, ANY, ANY },
	{ "sdc1 $f2,8(v1)", 0xb8430008, INSN_OTHER, ANY, ANY },
	{ "lwxc1 $f2,v1(a0)", 0x54641048, INSN_OTHER, ANY, ANY },
	{ "swxc1 $f2,v1(a0)", 0x54641088, INSN_OTHER, ANY, ANY },
	{ "ldxc1 $f2,v1(a0)", 0x546410c8, INSN_OTHER, ANY, ANY },
	{ "sdxc1 $f2,v1(a0)", 0x54641108, INSN_OTHER, ANY, ANY },
	{ "luxc1 $f2,v1(a0)", 0x54641148, INSN_OTHER, ANY, ANY },
	{ "suxc1 $f2,v1(a0)", 0x54641188, INSN_OTHER, ANY, ANY },
	{ "prefx 0x1,v1(a0)", 0x546409a0, HINT, R(1), ANY },
	{ "aset 0x5,4(v1)", 0x20a33004, ASET, 5, 3, 4 },
	{ "aclr 0x5,4(v1)", 0x20a3b004, ACLR, 5, 3, 4 },
	{ "mfc0 v0,c0_count", 0x004900fc, INSN_MFC0, ANY, 9, 0 },
	{ "mtc0 v0,c0_config,3", 0x00501afc, INSN_MTC0, ANY, 16, 3 },
	{ "rdpgpr v0,v1", 0x0043e17c, INSN_RDPGPR, ANY, 2, 0 },
	{ "wrpgpr v0,v1", 0x0043f17c, INSN_WRPGPR, ANY, 2, 0 },
	{ "di v0", 0x0002477c, INSN_DI, ANY, ANY },
	{ "ei v0", 0x0002577c, INSN_EI, ANY, ANY },
	{ "rdhwr v0,hwr_cc", 0x00426b3c, INSN_MFC0, ANY, 9, 0 },
	{ "tlbwr", 0x0000337c, INSN_TLBWR, ANY, ANY },
	{ "eret", 0x0000f37c, INSN_ERET, ANY, ANY },
	{ "wait 0x1", 0x0001937c, INSN_WAIT, ANY, ANY },
	{ "hypcall 0x1", 0x0001c37c, INSN_HYPCALL, ANY, ANY },
};

static bool is_mem(u32 op)
{
	return op & MEM;
}

static void check(const struct vector *v, bool micro)
{
	struct insn in;

	print_message("# %s\n", v->text);
	insn_decode(v->insn, micro, &in);
	assert_int_equal(in.op, v->op);
	if (in.op != INSN_OTHER)
		assert_int_equal(in.size, v->insn >> 16 || !(v->insn >> 10 & 3) ? 4 : 2);
	if (is_mem(in.op) && in.op & MEM_BIT)
		assert_int_equal(in.rt, v->regs);
	else if (is_mem(in.op) && in.op != HINT)
		assert_int_equal(in.regs, v->regs);
	if (v->base != ANY) {
		assert_int_equal(in.rs, v->base);
		assert_int_equal(is_mem(in.op) ? in.imm : in.imm & 7, v->offset);
	}
}

static void mips32_is_decoded(void **state)
{
	u32 i;

	for (i = 0; i < ARRAY_SIZE(mips32); i++)
		check(&mips32[i], false);
}

static void micromips_is_decoded(void **state)
{
	u32 i;

	for (i = 0; i < ARRAY_SIZE(micromips); i++)
		check(&micromips[i], true);
}

/* The nine lists of registers that LWM and SWM can have, with RA and without */
static void register_lists_are_in_order(void **state)
{
	static const u32 lists[] = {
		0x010000, 0x030000, 0x070000, 0x0f0000, 0x1f0000, 0x3f0000,
		0x7f0000, 0xff0000, 0x40ff0000,
	};
	struct insn in;
	u32 n;

	for (n = 1; n <= ARRAY_SIZE(lists); n++) {
		insn_decode(0x20005000 | n << 21, true, &in);
		assert_int_equal(in.regs, lists[n - 1]);
		insn_decode(0x20005000 | (n | 16) << 21, true, &in);
		assert_int_equal(in.regs, lists[n - 1] | R(31));
	}
}

static void other_instructions_are_none(void **state)
{
	static const u32 mips[] = {
		0x00000000, 0x0000000c, 0x03e00008, 0x10000001, 0x04110001,
		0x24620001, 0x40024800, 0x42000020, 0x7c02103b, 0x46000000,
	};
	static const u32 micro[] = {
		0x00000000, 0x0000937c, 0x00496b3c, 0x30430001, 0x94620001,
		0x0c00, 0x4c01, 0xcfff, 0x8dff, 0xed01,
	};
	struct insn in;
	u32 i;

	for (i = 0; i < ARRAY_SIZE(mips); i++) {
		insn_decode(mips[i], false, &in);
		assert_false(is_mem(in.op));
	}
	for (i = 0; i < ARRAY_SIZE(micro); i++) {
		insn_decode(micro[i], true, &in);
		assert_false(is_mem(in.op));
	}
}

/* What a hostile guest leaves in BadInstr must not lead anywhere else. */
static void any_word_can_be_decoded(void **state)
{
	struct insn in;
	u32 word = 1;
	u32 i;

	for (i = 0; i < 1000000; i++) {
		word = word * 1664525 + 1013904223;
		insn_decode(word ^ word >> 13, i & 1, &in);
		insn_decode(word & 0xffff, true, &in);
		assert_in_range(in.rs, 0, 31);
		assert_in_range(in.rt, 0, 31);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(mips32_is_decoded),
		cmocka_unit_test(micromips_is_decoded),
		cmocka_unit_test(register_lists_are_in_order),
		cmocka_unit_test(other_instructions_are_none),
		cmocka_unit_test(any_word_can_be_decoded),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
