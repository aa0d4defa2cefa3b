// SPDX-License-Identifier: GPL-2.0
/*
 * The processor as a guest sees it: the real one, with one core and without what
 * a guest cannot have (SDM vol. 2, CPUID). Leaves that are not in the tables are
 * zero, and the highest leaf says so.
 */
#include <asm/processor.h>
#include <asm/vmx-core.h>

#define EXTENDED		0x80000000
#define ALL			0xffffffff
#define LAST_BASIC		0xb
#define LAST_EXTENDED		8

/* Leaf 1, ECX: SSE3, PCLMULQDQ, SSSE3, FMA, CX16, SSE4, MOVBE, POPCNT, AES, ... */
#define FEATURES_ECX		0x62f83203
/* Leaf 1, EDX: all but MCE, MTRR, MCA, DS, ACPI, HTT, TM, PBE */
#define FEATURES_EDX		0x0f8aaf7f
/* Leaf 1, EBX: brand, line size and APIC id; one logical processor */
#define IDENTITY_EBX		0xff00ffff
/* Leaf 4, EAX: one core, one thread */
#define CACHE_EAX		0x00003fff

static const struct cpuid basic[LAST_BASIC + 1] = {
	[0] = { ALL, ALL, ALL, ALL },
	[1] = { ALL, IDENTITY_EBX, FEATURES_ECX, FEATURES_EDX },
	[2] = { ALL, ALL, ALL, ALL },
	[4] = { CACHE_EAX, ALL, ALL, ALL },
};

static const struct cpuid extended[LAST_EXTENDED + 1] = {
	[0] = { ALL, ALL, ALL, ALL },
	[1] = { ALL, ALL, ALL, ALL },
	[2] = { ALL, ALL, ALL, ALL },
	[3] = { ALL, ALL, ALL, ALL },
	[4] = { ALL, ALL, ALL, ALL },
	[5] = { ALL, ALL, ALL, ALL },
	[6] = { ALL, ALL, ALL, ALL },
	[7] = { ALL, ALL, ALL, ALL },
	[8] = { ALL, ALL, ALL, ALL },
};

static const struct cpuid nothing;

static const struct cpuid *visible(u32 leaf)
{
	if (leaf <= LAST_BASIC)
		return &basic[leaf];
	if (leaf - EXTENDED <= LAST_EXTENDED)
		return &extended[leaf - EXTENDED];
	return &nothing;
}

int exit_cpuid(struct guest *guest)
{
	struct guest_regs *regs = guest->arch.regs;
	const u32 leaf = (u32)regs->rax;
	const struct cpuid *mask = visible(leaf);
	struct cpuid r = cpuid(leaf, (u32)regs->rcx);

	if (unlikely(!leaf && r.eax > LAST_BASIC))
		r.eax = LAST_BASIC;
	regs->rax = r.eax & mask->eax;
	regs->rbx = r.ebx & mask->ebx;
	regs->rcx = r.ecx & mask->ecx;
	regs->rdx = r.edx & mask->edx;
	vmx_skip();
	return VMX_RESUME;
}
