/* SPDX-License-Identifier: GPL-2.0 */
/* Control registers, CPUID and single instructions of the processor. */
#ifndef _ASM_X86_PROCESSOR_H
#define _ASM_X86_PROCESSOR_H

#include <asm/processor-flags.h>
#include <linux/compiler_types.h>
#include <linux/types.h>

#define BUILD_CR(n)                                                            \
	static inline u64 read_cr##n(void)                                     \
	{                                                                      \
		u64 value;                                                     \
		asm volatile("mov %%cr" #n ", %0" : "=r"(value));              \
		return value;                                                  \
	}                                                                      \
	static inline void write_cr##n(u64 value)                              \
	{                                                                      \
		asm volatile("mov %0, %%cr" #n : : "r"(value) : "memory");     \
	}

BUILD_CR(0)
BUILD_CR(2)
BUILD_CR(3)
BUILD_CR(4)

/** struct cpuid - what the CPUID instruction leaves in its registers */
struct cpuid {
	u32 eax;
	u32 ebx;
	u32 ecx;
	u32 edx;
};

static inline struct cpuid cpuid(u32 leaf, u32 subleaf)
{
	struct cpuid r;

	asm volatile("cpuid"
		     : "=a"(r.eax), "=b"(r.ebx), "=c"(r.ecx), "=d"(r.edx)
		     : "a"(leaf), "c"(subleaf));
	return r;
}

static inline void __noreturn cpu_stop(void)
{
	for (;;)
		asm volatile("cli; hlt");
}

#endif /* _ASM_X86_PROCESSOR_H */
