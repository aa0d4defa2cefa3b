// SPDX-License-Identifier: GPL-2.0
/* Arithmetic of instructions that are emulated, as SDM vol. 2 describes each. */
#include <asm/processor.h>
#include <asm/vmx-core.h>
#include <levsha/vreg.h>

enum { ADD, OR, ADC, SBB, AND, SUB, XOR };

#define PARITY_OF_NIBBLES	0x9669	/* a bit is set where their bits are even */

static u64 result_flags(u64 result, u64 sign)
{
	const unsigned int nibbles = (result ^ result >> 4) & 15;

	return (result ? 0 : RFLAGS_ZF) | (result & sign ? RFLAGS_SF : 0) |
	       (PARITY_OF_NIBBLES >> nibbles & 1 ? RFLAGS_PF : 0);
}

u64 vmx_alu(u8 op, u64 a, u64 b, u8 width, u64 *flags)
{
	const u64 mask = vreg_ones(width), sign = (mask >> 1) + 1;
	const u64 carry = (op == ADC || op == SBB) && *flags & RFLAGS_CF;
	u64 result, carries = 0;	/* out of each bit */

	if (op == OR) {
		result = a | b;
	} else if (op == AND || op == MMIO_TEST) {
		result = a & b;
	} else if (op == XOR) {
		result = a ^ b;
	} else if (op == ADD || op == ADC) {
		result = (a + b + carry) & mask;
		carries = (a & b) | ((a | b) & ~result);
	} else {
		result = (a - b - carry) & mask;
		carries = (~a & b) | ((~a | b) & result);
	}
	*flags = (*flags & ~(u64)RFLAGS_ARITHMETIC) | result_flags(result, sign) |
		 (carries & sign ? RFLAGS_CF : 0) |
		 (carries & 1 << 3 ? RFLAGS_AF : 0) |
		 ((carries ^ carries << 1) & sign ? RFLAGS_OF : 0);
	return result;
}
