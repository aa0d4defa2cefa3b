// SPDX-License-Identifier: GPL-2.0
/* Instructions of PC guests on device registers; the bytes are those of binutils. */
#include "kunit.h"

#include <asm/vmx-core.h>
#include <linux/errno.h>
#include <string.h>

#define ADD		0
#define OR		1
#define AND		4
#define NO_REG		0xff	/* not looked at */
#define IMM		MMIO_IMMEDIATE

struct vector {
	const char *text;
	const char *bytes;
	u8 length;
	u8 bits;
	struct mmio_instruction is;
};

#define INSN(text, bits, bytes, ...) \
	{ text, bytes, sizeof(bytes) - 1, bits, { __VA_ARGS__ } }

static const struct vector vectors[] = {
	INSN("mov %ecx,(%edx)", 32, "\x89\x0a", MMIO_MOVE, 4, true, 1, .extend = 4),
	INSN("mov (%edx),%bh", 32, "\x8a\x3a", MMIO_MOVE, 1, false, 3, true,
	     .extend = 1),
	INSN("movl $-2,0x10(%edx)", 32, "\xc7\x42\x10\xfe\xff\xff\xff", MMIO_MOVE, 4,
	     true, IMM, .immediate = (u64)-2, .extend = 4),
	INSN("mov %ax,0x1234", 16, "\xa3\x34\x12", MMIO_MOVE, 2, true, 0,
	     .extend = 2),
	INSN("movzbl (%rax,%rbx,2),%r9d", 64, "\x44\x0f\xb6\x0c\x58", MMIO_MOVE, 1,
	     false, 9, .extend = 4),
	INSN("movswl (%edx),%ecx", 32, "\x0f\xbf\x0a", MMIO_MOVE, 2, false, 1,
	     .extend = 4, .sign = true),
	INSN("or %ecx,(%edx)", 32, "\x09\x0a", OR, 4, true, 1, .extend = 4),
	INSN("or (%edx),%ecx", 32, "\x0b\x0a", OR, 4, false, 1, .extend = 4),
	INSN("lock add %al,(%bx)", 16, "\xf0\x00\x07", ADD, 1, true, 0, .extend = 1),
	INSN("andl $-9,0x20(%edx)", 32, "\x83\x62\x20\xf7", AND, 4, true, IMM,
	     .immediate = (u64)-9, .extend = 4),
	INSN("orw $0x8000,(%rdx)", 64, "\x66\x81\x0a\x00\x80", OR, 2, true, IMM,
	     .immediate = (u64)-0x8000, .extend = 2),
	INSN("addb $1,(%rdx)", 64, "\x80\x02\x01", ADD, 1, true, IMM,
	     .immediate = 1, .extend = 1),
	INSN("cmpq $1,(%r8)", 64, "\x49\x83\x38\x01", MMIO_CMP, 8, true, IMM,
	     .immediate = 1, .extend = 8),
	INSN("test %dl,(%esi)", 32, "\x84\x16", MMIO_TEST, 1, true, 2, .extend = 1),
	INSN("testl $0x100,(%esi)", 32, "\xf7\x06\x00\x01\x00\x00", MMIO_TEST, 4, true,
	     IMM, .immediate = 0x100, .extend = 4),
	INSN("xchg %rsp,(%rdi)", 64, "\x48\x87\x27", MMIO_XCHG, 8, true, 4, .extend = 8),
};

/* Not for registers, or not worth it: INC, NOT, MUL, MOVS, PUSH, BTS, SSE. */
static const char *const refused[] = {
	"\xff\x02", "\xf7\x12", "\xf7\x22", "\xa5", "\xff\x32", "\x0f\xab\x02",
	"\x0f\x11\x02", "\x09\xca", "\x0f", "\xf0", "",
};

static void each_instruction_is_understood(void **state)
{
	struct mmio_instruction in;
	const struct vector *v;

	for (v = vectors; v < vectors + ARRAY_SIZE(vectors); v++) {
		print_message("# %s\n", v->text);
		assert_int_equal(mmio_decode((const u8 *)v->bytes, v->length, v->bits, &in),
				 v->length);
		assert_int_equal(in.op, v->is.op);
		assert_int_equal(in.width, v->is.width);
		assert_int_equal(in.write, v->is.write);
		assert_int_equal(in.reg, v->is.reg);
		assert_int_equal(in.high_byte, v->is.high_byte);
		assert_int_equal(in.immediate, v->is.immediate);
		assert_int_equal(in.extend, v->is.extend);
		assert_int_equal(in.sign, v->is.sign);
	}
}

static void an_instruction_cut_short_is_refused(void **state)
{
	struct mmio_instruction in;
	const struct vector *v;
	u8 length;

	for (v = vectors; v < vectors + ARRAY_SIZE(vectors); v++) {
		for (length = 0; length < v->length; length++)
			assert_int_equal(mmio_decode((const u8 *)v->bytes, length,
						     v->bits, &in), -EOPNOTSUPP);
	}
}

static void others_are_refused(void **state)
{
	struct mmio_instruction in;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(refused); i++)
		assert_int_equal(mmio_decode((const u8 *)refused[i], strlen(refused[i]), 32,
					     &in), -EOPNOTSUPP);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_instruction_is_understood),
		cmocka_unit_test(an_instruction_cut_short_is_refused),
		cmocka_unit_test(others_are_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
