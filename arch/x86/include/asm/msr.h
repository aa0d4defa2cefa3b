/* SPDX-License-Identifier: GPL-2.0 */
/* Model-specific registers (SDM vol. 4, table 2-2). */
#ifndef _ASM_X86_MSR_H
#define _ASM_X86_MSR_H

#define MSR_TSC			0x10
#define MSR_APIC_BASE		0x1b
#define MSR_FEATURE_CONTROL	0x3a
#define MSR_MCG_STATUS		0x17a
#define MSR_BIOS_SIGN_ID	0x8b
#define MSR_SYSENTER_CS		0x174
#define MSR_SYSENTER_ESP	0x175
#define MSR_SYSENTER_EIP	0x176
#define MSR_MISC_ENABLE		0x1a0
#define MSR_PAT			0x277
#define MSR_PLATFORM_ID		0x17
#define MSR_VMX_BASIC		0x480
#define MSR_VMX_MISC		0x485
#define MSR_VMX_CR0_FIXED0	0x486
#define MSR_VMX_CR4_FIXED0	0x488
#define MSR_VMX_PROCBASED2	0x48b
#define MSR_VMX_EPT_VPID_CAP	0x48c
#define MSR_VMX_TRUE_PIN	0x48d
#define MSR_VMX_TRUE_PROC	0x48e
#define MSR_VMX_TRUE_EXIT	0x48f
#define MSR_VMX_TRUE_ENTRY	0x490
#define MSR_X2APIC		0x800	/* the first of the local APIC's */
#define MSR_EFER		0xc0000080
#define MSR_STAR		0xc0000081
#define MSR_LSTAR		0xc0000082
#define MSR_CSTAR		0xc0000083
#define MSR_SFMASK		0xc0000084
#define MSR_FS_BASE		0xc0000100
#define MSR_GS_BASE		0xc0000101
#define MSR_KERNEL_GS_BASE	0xc0000102
#define MSR_TSC_AUX		0xc0000103

#define FEATURE_CONTROL_LOCKED	(1 << 0)
#define FEATURE_CONTROL_VMXON	(1 << 2)	/* outside SMX */

#define APIC_BASE_BSP		(1 << 8)
#define APIC_BASE_X2APIC	(1 << 10)
#define APIC_BASE_ENABLE	(1 << 11)

#ifndef __ASSEMBLY__

#include <linux/types.h>

static inline u64 rdmsr(u32 msr)
{
	u32 lo, hi;

	asm volatile("rdmsr" : "=a"(lo), "=d"(hi) : "c"(msr));
	return (u64)hi << 32 | lo;
}

static inline void wrmsr(u32 msr, u64 value)
{
	asm volatile("wrmsr"
		     :
		     : "c"(msr), "a"((u32)value), "d"((u32)(value >> 32))
		     : "memory");
}

static inline u64 rdtsc(void)
{
	u32 lo, hi;

	asm volatile("rdtsc" : "=a"(lo), "=d"(hi));
	return (u64)hi << 32 | lo;
}

#endif /* __ASSEMBLY__ */

#endif /* _ASM_X86_MSR_H */
