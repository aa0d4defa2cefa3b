/* SPDX-License-Identifier: GPL-2.0 */
/* Device registers, by physical address; and the SoC's way to change single bits. */
#ifndef _ASM_MIPS_IO_H
#define _ASM_MIPS_IO_H

#include <asm/page.h>
#include <linux/types.h>

#define BUILD_MMIO(suffix, type)                                               \
	static inline type read##suffix(phys_addr_t addr)                      \
	{                                                                      \
		return *(const volatile type *)(addr + KSEG1);                 \
	}                                                                      \
	static inline void write##suffix(type value, phys_addr_t addr)         \
	{                                                                      \
		*(volatile type *)(addr + KSEG1) = value;                      \
	}

BUILD_MMIO(b, u8)
BUILD_MMIO(w, u16)
BUILD_MMIO(l, u32)

/* Behind most registers: words whose ones act on it. (FRM, section 12.2) */
#define REG_CLR			0x4
#define REG_SET			0x8
#define REG_INV			0xc

/** change_bits() - clear bits of a register that has such words, then set others */
static inline void change_bits(u32 clear, u32 set, phys_addr_t addr)
{
	volatile u32 *reg = (volatile u32 *)(addr + KSEG1);

	reg[REG_CLR / sizeof(*reg)] = clear;
	reg[REG_SET / sizeof(*reg)] = set;
}

#endif /* _ASM_MIPS_IO_H */
