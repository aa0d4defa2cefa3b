/* SPDX-License-Identifier: GPL-2.0 */
/* Device registers, which here are functions of the test. */
#ifndef _KUNIT_MIPS_IO_H
#define _KUNIT_MIPS_IO_H

#include <linux/types.h>

u32 mmio_read(phys_addr_t addr, unsigned int width);
void mmio_write(phys_addr_t addr, unsigned int width, u32 value);

#define BUILD_MMIO(suffix, type)                                               \
	static inline type read##suffix(phys_addr_t addr)                      \
	{                                                                      \
		return (type)mmio_read(addr, sizeof(type));                    \
	}                                                                      \
	static inline void write##suffix(type value, phys_addr_t addr)         \
	{                                                                      \
		mmio_write(addr, sizeof(type), value);                         \
	}

BUILD_MMIO(b, u8)
BUILD_MMIO(w, u16)
BUILD_MMIO(l, u32)

#define REG_CLR			0x4
#define REG_SET			0x8
#define REG_INV			0xc

static inline void change_bits(u32 clear, u32 set, phys_addr_t addr)
{
	writel(clear, addr + REG_CLR);
	writel(set, addr + REG_SET);
}

#endif /* _KUNIT_MIPS_IO_H */
