// SPDX-License-Identifier: GPL-2.0
/* Branches of MIPS guests; the words are those of binutils 2.40. */
#include "kunit.h"

#include <asm/exit.h>
#include <asm/insn.h>

#define PC		0x9d001000
#define TAKEN		0x10u		/* branches in the vectors lead so far */

static u32 gprs[32], fcsr, dspcontrol;

u32 gpr_read(u32 n)
{
	assert_in_range(n, 0, 31);
	return gprs[n];
}

u32 guest_fcsr(void)
{
	return fcsr;
}

u32 guest_dspcontrol(void)
{
	return dspcontrol;
}

static int start(void **state)
{
	u32 n;

	for (n = 0; n < 32; n++)
		gprs[n] = 0;
	fcsr = 0;
	dspcontrol = 0;
	return 0;
}

/*
 * Branches by the sign of a1, in MIPS32 with 0x10 bytes to go from the delay slot
 * and in microMIPS with the same; bit n of @taken: for a1 = n - 1.
 */
static const struct {
	const char *text;
	u32 mips;
	u32 micro;
	u32 taken;
} signs[] = {
	{ "bltz a1", 0x04a00004, 0x40050008, 1 },
	{ "bgez a1", 0x04a10004, 0x40450008, 6 },
	{ "bltzal a1", 0x04b00004, 0x40250008, 1 },
	{ "bgezal a1", 0x04b10004, 0x40650008, 6 },
	{ "blez a1", 0x18a00004, 0x40850008, 3 },
	{ "bgtz a1", 0x1ca00004, 0x40c50008, 4 },
	{ "bltzl a1; bltzals a1", 0x04a20004, 0x42250008, 1 },
	{ "bgezl a1; bgezals a1", 0x04a30004, 0x42650008, 6 },
	{ "bltzall a1", 0x04b20004, 0, 1 },
	{ "bgezall a1", 0x04b30004, 0, 6 },
	{ "blezl a1", 0x58a00004, 0, 3 },
	{ "bgtzl a1", 0x5ca00004, 0, 4 },
};

static void signs_are_compared(void **state)
{
	u32 i, n, taken;

	for (i = 0; i < ARRAY_SIZE(signs); i++) {
		print_message("# %s\n", signs[i].text);
		for (n = 0; n < 3; n++) {
			gprs[5] = n - 1;
			taken = signs[i].taken >> n & 1;
			assert_int_equal(branch_next(PC, signs[i].mips, 4),
					 PC + 4 + (taken ? TAKEN : 4));
			if (!signs[i].micro)
				continue;
			assert_int_equal(branch_next(PC | 1, signs[i].micro, 2),
					 (PC | 1) + 4 + (taken ? TAKEN : 2));
			assert_int_equal(branch_next(PC | 1, signs[i].micro, 4),
					 (PC | 1) + 4 + (taken ? TAKEN : 4));
		}
	}
}

static void equality_is_compared(void **state)
{
	static const struct {
		u32 pc;
		u32 insn;
		bool equal;
	} v[] = {
		{ PC, 0x10a60004, true },		/* beq a1,a2 */
		{ PC, 0x14a60004, false },		/* bne a1,a2 */
		{ PC, 0x50a60004, true },		/* beql a1,a2 */
		{ PC, 0x54a60004, false },		/* bnel a1,a2 */
		{ PC | 1, 0x94c50008, true },		/* beq a1,a2 */
		{ PC | 1, 0xb4c50008, false },		/* bne a1,a2 */
	};
	u32 i;

	for (i = 0; i < ARRAY_SIZE(v); i++) {
		gprs[5] = 0x80000000;
		gprs[6] = 0x80000000;
		assert_int_equal(branch_next(v[i].pc, v[i].insn, 4),
				 v[i].pc + 4 + (v[i].equal ? TAKEN : 4));
		gprs[6] = 0;
		assert_int_equal(branch_next(v[i].pc, v[i].insn, 4),
				 v[i].pc + 4 + (v[i].equal ? 4 : TAKEN));
	}
}

static void short_branches_use_three_bits(void **state)
{
	static const u8 regs[] = { 16, 17, 2, 3, 4, 5, 6, 7 };
	u32 n;

	for (n = 0; n < 8; n++) {
		gprs[regs[n]] = 1;		/* beqz16, bnez16 */
		assert_int_equal(branch_next(PC | 1, 0x8c08 | n << 7, 2),
				 (PC | 1) + 4);
		assert_int_equal(branch_next(PC | 1, 0xac08 | n << 7, 2),
				 (PC | 1) + 2 + TAKEN);
		gprs[regs[n]] = 0;
		assert_int_equal(branch_next(PC | 1, 0x8c08 | n << 7, 4),
				 (PC | 1) + 2 + TAKEN);
		assert_int_equal(branch_next(PC | 1, 0xac08 | n << 7, 4),
				 (PC | 1) + 6);
	}
}

static void offsets_are_signed(void **state)
{
	gprs[3] = 1;
	assert_int_equal(branch_next(PC, 0x1000ffff, 4), PC);	/* b . */
	assert_int_equal(branch_next(PC, 0x10008000, 4), PC + 4 - 0x20000);
	assert_int_equal(branch_next(PC, 0x10007fff, 4), PC + 4 + 0x1fffc);
	assert_int_equal(branch_next(PC | 1, 0x9400fffe, 4), PC | 1);
	assert_int_equal(branch_next(PC | 1, 0xcfff, 4), PC | 1); /* b16 . */
	assert_int_equal(branch_next(PC | 1, 0xce00, 4), (PC | 1) + 2 - 0x400);
	assert_int_equal(branch_next(PC | 1, 0xcdff, 4), (PC | 1) + 2 + 0x3fe);
	assert_int_equal(branch_next(PC | 1, 0xadff, 4), PC | 1); /* bnez16 v1 */
	assert_int_equal(branch_next(PC | 1, 0xadc0, 4), (PC | 1) + 2 - 0x80);
}

static void jumps_keep_their_region(void **state)
{
	/* j, jal, jalx of MIPS32 */
	assert_int_equal(branch_next(PC, 0x08000040, 4), 0x90000100);
	assert_int_equal(branch_next(PC, 0x0fffffff, 4), 0x9ffffffc);
	assert_int_equal(branch_next(PC, 0x74000040, 4), 0x90000101);
	/* the region is that of the delay slot */
	assert_int_equal(branch_next(0x8ffffffc, 0x08000040, 4), 0x90000100);
	/* j, jal, jals, jalx of microMIPS */
	assert_int_equal(branch_next(PC | 1, 0xd4000080, 4), 0x98000101);
	assert_int_equal(branch_next(PC | 1, 0xf4000080, 4), 0x98000101);
	assert_int_equal(branch_next(PC | 1, 0x74000080, 4), 0x98000101);
	assert_int_equal(branch_next(PC | 1, 0xf7ffffff, 4), 0x9fffffff);
	assert_int_equal(branch_next(PC | 1, 0xf0000040, 4), 0x90000100);
	assert_int_equal(branch_next(0x97fffffd, 0xd4000080, 4), 0x98000101);
}

static void registers_hold_the_mode(void **state)
{
	static const struct {
		u32 pc;
		u32 insn;
	} v[] = {
		{ PC, 0x00a00008 },		/* jr a1 */
		{ PC, 0x00a00408 },		/* jr.hb a1 */
		{ PC, 0x00a0f809 },		/* jalr a1 */
		{ PC, 0x00a02009 },		/* jalr a0,a1 */
		{ PC | 1, 0x00050f3c },		/* jr a1 */
		{ PC | 1, 0x00850f3c },		/* jalr a0,a1 */
		{ PC | 1, 0x00851f3c },		/* jalr.hb a0,a1 */
		{ PC | 1, 0x00854f3c },		/* jalrs a0,a1 */
		{ PC | 1, 0x00855f3c },		/* jalrs.hb a0,a1 */
		{ PC | 1, 0x4585 },		/* jr16 a1 */
		{ PC | 1, 0x45c5 },		/* jalr16 a1 */
		{ PC | 1, 0x45e5 },		/* jalrs16 a1 */
	};
	u32 i;

	for (i = 0; i < ARRAY_SIZE(v); i++) {
		gprs[5] = 0x80001234;
		assert_int_equal(branch_next(v[i].pc, v[i].insn, 2),
				 0x80001234);
		gprs[5] = 0x80001235;
		assert_int_equal(branch_next(v[i].pc, v[i].insn, 2),
				 0x80001235);
	}
}

static void fpu_conditions_are_tested(void **state)
{
	u32 cc;

	for (cc = 0; cc < 8; cc++) {
		fcsr = 1u << (cc ? 24 + cc : 23);
		/* bc1t, bc1f; bc1tl, bc1fl */
		assert_int_equal(branch_next(PC, 0x45010004 | cc << 18, 4),
				 PC + 4 + TAKEN);
		assert_int_equal(branch_next(PC, 0x45000004 | cc << 18, 4), PC + 8);
		assert_int_equal(branch_next(PC, 0x45030004 | cc << 18, 4),
				 PC + 4 + TAKEN);
		assert_int_equal(branch_next(PC, 0x45020004 | cc << 18, 4), PC + 8);
		assert_int_equal(branch_next(PC | 1, 0x43a00008 | cc << 18, 4),
				 (PC | 1) + 4 + TAKEN);
		assert_int_equal(branch_next(PC | 1, 0x43800008 | cc << 18, 4),
				 (PC | 1) + 8);
		fcsr = ~fcsr;
		assert_int_equal(branch_next(PC, 0x45010004 | cc << 18, 4), PC + 8);
		assert_int_equal(branch_next(PC | 1, 0x43800008 | cc << 18, 4),
				 (PC | 1) + 4 + TAKEN);
	}
}

static void the_dsps_position_is_tested(void **state)
{
	dspcontrol = 31;		/* bposge32 */
	assert_int_equal(branch_next(PC, 0x041c0004, 4), PC + 8);
	assert_int_equal(branch_next(PC | 1, 0x43600008, 4), (PC | 1) + 8);
	dspcontrol = 32;
	assert_int_equal(branch_next(PC, 0x041c0004, 4), PC + 4 + TAKEN);
	assert_int_equal(branch_next(PC | 1, 0x43600008, 4),
			 (PC | 1) + 4 + TAKEN);
	dspcontrol = 0xffffffc0 | 5;
	assert_int_equal(branch_next(PC, 0x041c0004, 4), PC + 8);
}

static void any_word_leads_somewhere(void **state)
{
	u32 word = 1;
	u32 i;

	for (i = 0; i < 1000000; i++) {
		word = word * 1664525 + 1013904223;
		branch_next(PC | (i & 1), word ^ word >> 13, 4);
		branch_next(PC | 1, word & 0xffff, 4);
	}
}

#define test(name) cmocka_unit_test_setup(name, start)

int main(void)
{
	const struct CMUnitTest tests[] = {
		test(signs_are_compared),
		test(equality_is_compared),
		test(short_branches_use_three_bits),
		test(offsets_are_signed),
		test(jumps_keep_their_region),
		test(registers_hold_the_mode),
		test(fpu_conditions_are_tested),
		test(the_dsps_position_is_tested),
		test(any_word_leads_somewhere),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
