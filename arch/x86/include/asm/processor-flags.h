/* SPDX-License-Identifier: GPL-2.0 */
/* Bits of RFLAGS, CR0, CR4, CPUID and EFER (SDM vol. 3, 2.2.1, 2.3, 2.5). */
#ifndef _ASM_X86_PROCESSOR_FLAGS_H
#define _ASM_X86_PROCESSOR_FLAGS_H

#define RFLAGS_CF		(1 << 0)
#define RFLAGS_FIXED		(1 << 1)
#define RFLAGS_PF		(1 << 2)
#define RFLAGS_AF		(1 << 4)
#define RFLAGS_ZF		(1 << 6)
#define RFLAGS_SF		(1 << 7)
#define RFLAGS_TF		(1 << 8)
#define RFLAGS_IF		(1 << 9)
#define RFLAGS_DF		(1 << 10)
#define RFLAGS_OF		(1 << 11)

#define RFLAGS_ARITHMETIC                                                      \
	(RFLAGS_CF | RFLAGS_PF | RFLAGS_AF | RFLAGS_ZF | RFLAGS_SF | RFLAGS_OF)

#define CR0_PE			(1 << 0)
#define CR0_ET			(1 << 4)
#define CR0_NE			(1 << 5)
#define CR0_WP			(1 << 16)
#define CR0_NW			(1 << 29)
#define CR0_CD			(1 << 30)
#define CR0_PG			(1 << 31)

#define CR4_VME			(1 << 0)
#define CR4_PVI			(1 << 1)
#define CR4_TSD			(1 << 2)
#define CR4_DE			(1 << 3)
#define CR4_PSE			(1 << 4)
#define CR4_PAE			(1 << 5)
#define CR4_MCE			(1 << 6)
#define CR4_PGE			(1 << 7)
#define CR4_PCE			(1 << 8)
#define CR4_OSFXSR		(1 << 9)
#define CR4_OSXMMEXCPT		(1 << 10)
#define CR4_VMXE		(1 << 13)

/* Bits of CR4 that guests change without an exit. */
#define CR4_GUEST_BITS                                                         \
	(CR4_VME | CR4_PVI | CR4_TSD | CR4_DE | CR4_PSE | CR4_PAE | CR4_PGE |  \
	 CR4_PCE | CR4_OSFXSR | CR4_OSXMMEXCPT)

#define CPUID_VMX		(1 << 5)	/* leaf 1, ECX */
#define CPUID_X2APIC		(1 << 21)

#define EFER_LME		(1 << 8)
#define EFER_LMA		(1 << 10)
#define EFER_NXE		(1 << 11)

#endif /* _ASM_X86_PROCESSOR_FLAGS_H */
