// SPDX-License-Identifier: GPL-2.0
/* Emulated arithmetic against the processor that the test runs on. */
#include "kunit.h"

#include <asm/vmx-core.h>

#define ROUNDS		2000

/* AND and its like leave AF undefined. */
#define SURE_FLAGS	(RFLAGS_ARITHMETIC & ~RFLAGS_AF)

static const u64 corners[] = {
	0, 1, 7, 8, 0x0f, 0x10, 0x7f, 0x80, 0xff, 0x7fff, 0x8000, 0xffff, 0x7fffffff,
	0x80000000, 0xffffffff, 0x7fffffffffffffff, 0x8000000000000000, ~0ULL,
};

#define EXECUTE(insn, type)                                              \
	({                                                               \
		type value = (type)*a;                                   \
		u64 f = *flags;                                          \
		asm("sub $128, %%rsp; push %1; popfq\n\t"                \
		    insn " %2, %0\n\t"                                   \
		    "pushfq; pop %1; add $128, %%rsp"                    \
		    : "+r"(value), "+r"(f) : "r"((type)b) : "cc");       \
		*flags = f;                                              \
		*a = value;                                              \
	})

#define OPERATION(name, insn)                                            \
	static void name(u64 *a, u64 b, u8 width, u64 *flags)            \
	{                                                                \
		if (width == 1)                                          \
			EXECUTE(insn, u8);                               \
		else if (width == 2)                                     \
			EXECUTE(insn, u16);                              \
		else if (width == 4)                                     \
			EXECUTE(insn, u32);                              \
		else                                                     \
			EXECUTE(insn, u64);                              \
	}

OPERATION(do_add, "add")
OPERATION(do_or, "or")
OPERATION(do_adc, "adc")
OPERATION(do_sbb, "sbb")
OPERATION(do_and, "and")
OPERATION(do_sub, "sub")
OPERATION(do_xor, "xor")
OPERATION(do_cmp, "cmp")
OPERATION(do_test, "test")

static const struct {
	void (*execute)(u64 *a, u64 b, u8 width, u64 *flags);
	bool stores;
	u64 sure;
} operations[] = {
	{ do_add, true, RFLAGS_ARITHMETIC }, { do_or, true, SURE_FLAGS },
	{ do_adc, true, RFLAGS_ARITHMETIC }, { do_sbb, true, RFLAGS_ARITHMETIC },
	{ do_and, true, SURE_FLAGS },	     { do_sub, true, RFLAGS_ARITHMETIC },
	{ do_xor, true, SURE_FLAGS },	     { do_cmp, false, RFLAGS_ARITHMETIC },
	{ do_test, false, SURE_FLAGS },
};

static void compare(u8 op, u64 a, u64 b, u8 width)
{
	const u64 mask = width == 8 ? ~0ULL : (1ULL << 8 * width) - 1;
	u64 carry, real, ours, result, expected;

	for (carry = 0; carry < 2; carry++) {
		real = RFLAGS_FIXED | RFLAGS_IF | carry;
		ours = real;
		expected = a & mask;
		operations[op].execute(&expected, b & mask, width, &real);
		result = vmx_alu(op, a & mask, b & mask, width, &ours);
		if (operations[op].stores)
			assert_int_equal(result, expected);
		assert_int_equal(ours & operations[op].sure, real & operations[op].sure);
		assert_int_equal(ours & ~(u64)RFLAGS_ARITHMETIC, RFLAGS_FIXED | RFLAGS_IF);
	}
}

static u64 random_value(void)
{
	static u64 x = 88172645463325252ULL;

	x ^= x << 13;
	x ^= x >> 7;
	x ^= x << 17;
	return x;
}

static void results_and_flags_are_those_of_a_processor(void **state)
{
	size_t i, j;
	u8 op, width;

	for (op = 0; op < ARRAY_SIZE(operations); op++) {
		for (width = 1; width <= 8; width *= 2) {
			for (i = 0; i < ARRAY_SIZE(corners); i++) {
				for (j = 0; j < ARRAY_SIZE(corners); j++)
					compare(op, corners[i], corners[j], width);
			}
			for (i = 0; i < ROUNDS; i++)
				compare(op, random_value(), random_value(), width);
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(results_and_flags_are_those_of_a_processor),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
