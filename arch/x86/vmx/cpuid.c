// SPDX-License-Identifier: GPL-2.0
/*
 * The processor as a guest sees it: the real one, with one core and without what
 * a guest cannot have (SDM vol. 2, CPUID). entry.S applies these masks.
 */
#include <asm/apic.h>
#include <asm/vmx-core.h>

#define ALL			0xffffffff

/* Leaf 1, ECX: SSE3, PCLMULQDQ, SSSE3, CX16, SSE4, MOVBE, POPCNT, AES, RDRAND */
#define FEATURES_ECX		(0x42d82203 | (X2APIC_MODE ? CPUID_X2APIC : 0))
/* Leaf 1, EDX: all but MCE, MTRR, MCA, DS, ACPI, HTT, TM, PBE */
#define FEATURES_EDX		0x0f8bab7f
/* Leaf 1, EBX: brand, line size and APIC id; one logical processor */
#define IDENTITY_EBX		0xff00ffff
/* Leaf 4, EAX: one core, one thread */
#define CACHE_EAX		0x00003fff

#define AS_IT_IS		{ ALL, ALL, ALL, ALL }

const struct cpuid_mask cpuid_masks[CPUID_LEAVES] = {
	[0] = { AS_IT_IS, AS_IT_IS },
	[1] = { { ALL, IDENTITY_EBX, FEATURES_ECX, FEATURES_EDX }, AS_IT_IS },
	[2] = { AS_IT_IS, AS_IT_IS },
	[3] = { .extended = AS_IT_IS },
	[4] = { { CACHE_EAX, ALL, ALL, ALL }, AS_IT_IS },
	[5] = { .extended = AS_IT_IS },
	[6] = { .extended = AS_IT_IS },
	[7] = { .extended = AS_IT_IS },
	[8] = { .extended = AS_IT_IS },
};
