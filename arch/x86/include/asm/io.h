/* SPDX-License-Identifier: GPL-2.0 */
/* I/O ports and device registers in memory. */
#ifndef _ASM_X86_IO_H
#define _ASM_X86_IO_H

#include <linux/compiler_types.h>
#include <linux/types.h>

#define BUILD_PORT_IO(suffix, type)                                            \
	static inline void out##suffix(type value, u16 port)                   \
	{                                                                      \
		asm volatile("out" #suffix " %0, %1" : : "a"(value), "Nd"(port)); \
	}                                                                      \
	static inline type in##suffix(u16 port)                                \
	{                                                                      \
		type value;                                                    \
		asm volatile("in" #suffix " %1, %0" : "=a"(value) : "Nd"(port)); \
		return value;                                                  \
	}

BUILD_PORT_IO(b, u8)
BUILD_PORT_IO(w, u16)
BUILD_PORT_IO(l, u32)

#define BUILD_MMIO(suffix, type)                                               \
	static inline type read##suffix(phys_addr_t addr)                      \
	{                                                                      \
		return *(const volatile type *)addr;                           \
	}                                                                      \
	static inline void write##suffix(type value, phys_addr_t addr)         \
	{                                                                      \
		*(volatile type *)addr = value;                                \
	}

BUILD_MMIO(b, u8)
BUILD_MMIO(w, u16)
BUILD_MMIO(l, u32)
BUILD_MMIO(q, u64)

/** wbinvd() - let devices that look into no caches see memory as it is */
static inline void wbinvd(void)
{
	asm volatile("wbinvd" : : : "memory");
}

#endif /* _ASM_X86_IO_H */
