/* SPDX-License-Identifier: GPL-2.0 */
/*
 * VMX as the SDM, volume 3, names it: the VMCS's fields (appendix B), controls
 * (chapter 25) and basic exit reasons (appendix C).
 */
#ifndef _ASM_X86_VMX_H
#define _ASM_X86_VMX_H

/* 16-bit fields (B.1) */
#define VMCS_VPID			0x0000
#define VMCS_GUEST_ES_SEL		0x0800
#define VMCS_HOST_ES_SEL		0x0c00
#define VMCS_HOST_CS_SEL		0x0c02
#define VMCS_HOST_SS_SEL		0x0c04
#define VMCS_HOST_DS_SEL		0x0c06
#define VMCS_HOST_FS_SEL		0x0c08
#define VMCS_HOST_GS_SEL		0x0c0a
#define VMCS_HOST_TR_SEL		0x0c0c

/* 64-bit fields (B.2) */
#define VMCS_IO_BITMAP_A		0x2000
#define VMCS_IO_BITMAP_B		0x2002
#define VMCS_MSR_BITMAP			0x2004
#define VMCS_TSC_OFFSET			0x2010
#define VMCS_EPTP			0x201a
#define VMCS_GUEST_PHYSICAL		0x2400
#define VMCS_LINK_POINTER		0x2800
#define VMCS_GUEST_DEBUGCTL		0x2802
#define VMCS_GUEST_PAT			0x2804
#define VMCS_GUEST_EFER			0x2806
#define VMCS_HOST_PAT			0x2c00
#define VMCS_HOST_EFER			0x2c02

/* 32-bit fields (B.3) */
#define VMCS_PIN_CONTROLS		0x4000
#define VMCS_PROC_CONTROLS		0x4002
#define VMCS_EXCEPTION_BITMAP		0x4004
#define VMCS_EXIT_CONTROLS		0x400c
#define VMCS_ENTRY_CONTROLS		0x4012
#define VMCS_ENTRY_INTERRUPT		0x4016
#define VMCS_ENTRY_ERROR_CODE		0x4018
#define VMCS_PROC_CONTROLS2		0x401e
#define VMCS_INSTRUCTION_ERROR		0x4400
#define VMCS_EXIT_REASON		0x4402
#define VMCS_EXIT_INTERRUPT		0x4404
#define VMCS_EXIT_ERROR_CODE		0x4406
#define VMCS_IDT_VECTORING		0x4408
#define VMCS_EXIT_LENGTH		0x440c
#define VMCS_EXIT_INFO			0x440e
#define VMCS_GUEST_ES_LIMIT		0x4800
#define VMCS_GUEST_GDTR_LIMIT		0x4810
#define VMCS_GUEST_IDTR_LIMIT		0x4812
#define VMCS_GUEST_ES_AR		0x4814
#define VMCS_GUEST_CS_AR		0x4816
#define VMCS_GUEST_SS_AR		0x4818
#define VMCS_GUEST_INTERRUPTIBILITY	0x4824
#define VMCS_GUEST_ACTIVITY		0x4826
#define VMCS_GUEST_SYSENTER_CS		0x482a
#define VMCS_GUEST_TIMER		0x482e

/* natural-width fields (B.4) */
#define VMCS_CR0_MASK			0x6000
#define VMCS_CR4_MASK			0x6002
#define VMCS_CR0_SHADOW			0x6004
#define VMCS_CR4_SHADOW			0x6006
#define VMCS_EXIT_QUALIFICATION		0x6400
#define VMCS_GUEST_LINEAR		0x640a
#define VMCS_GUEST_CR0			0x6800
#define VMCS_GUEST_CR3			0x6802
#define VMCS_GUEST_CR4			0x6804
#define VMCS_GUEST_ES_BASE		0x6806
#define VMCS_GUEST_CS_BASE		0x6808
#define VMCS_GUEST_GDTR_BASE		0x6816
#define VMCS_GUEST_IDTR_BASE		0x6818
#define VMCS_GUEST_DR7			0x681a
#define VMCS_GUEST_RSP			0x681c
#define VMCS_GUEST_RIP			0x681e
#define VMCS_GUEST_RFLAGS		0x6820
#define VMCS_GUEST_PENDING_DEBUG	0x6822
#define VMCS_GUEST_SYSENTER_ESP		0x6824
#define VMCS_GUEST_SYSENTER_EIP		0x6826
#define VMCS_HOST_CR0			0x6c00
#define VMCS_HOST_CR3			0x6c02
#define VMCS_HOST_CR4			0x6c04
#define VMCS_HOST_GS_BASE		0x6c08
#define VMCS_HOST_TR_BASE		0x6c0a
#define VMCS_HOST_GDTR_BASE		0x6c0c
#define VMCS_HOST_IDTR_BASE		0x6c0e
#define VMCS_HOST_RSP			0x6c14
#define VMCS_HOST_RIP			0x6c16

/* Segment fields of ES, CS, SS, DS, FS, GS, LDTR, TR follow each other. */
#define VMCS_SEGMENT(field, n)		((field) + 2 * (n))
#define VMCS_SEGMENTS			8

/* Pin-based controls (25.6.1) */
#define PIN_NMI_EXITING			(1 << 3)
#define PIN_VIRTUAL_NMIS		(1 << 5)
#define PIN_PREEMPTION_TIMER		(1 << 6)

/* Primary and secondary processor-based controls (25.6.2) */
#define PROC_INTERRUPT_WINDOW		(1 << 2)
#define PROC_TSC_OFFSETTING		(1 << 3)
#define PROC_MWAIT_EXITING		(1 << 10)
#define PROC_RDPMC_EXITING		(1 << 11)
#define PROC_IO_BITMAPS			(1 << 25)
#define PROC_MSR_BITMAPS		(1 << 28)
#define PROC_MONITOR_EXITING		(1 << 29)
#define PROC_SECONDARY			(1U << 31)
#define PROC2_EPT			(1 << 1)
#define PROC2_RDTSCP			(1 << 3)
#define PROC2_VPID			(1 << 5)
#define PROC2_WBINVD_EXITING		(1 << 6)
#define PROC2_UNRESTRICTED		(1 << 7)

/* Exit and entry controls (25.7.1, 25.8.1) */
#define EXIT_SAVE_DEBUG			(1 << 2)
#define EXIT_HOST_64			(1 << 9)
#define EXIT_SAVE_PAT			(1 << 18)
#define EXIT_LOAD_PAT			(1 << 19)
#define EXIT_SAVE_EFER			(1 << 20)
#define EXIT_LOAD_EFER			(1 << 21)
#define EXIT_SAVE_TIMER			(1 << 22)
#define ENTRY_LOAD_DEBUG		(1 << 2)
#define ENTRY_LOAD_PAT			(1 << 14)
#define ENTRY_LOAD_EFER			(1 << 15)

/* EPT and VPID capabilities (A.10) */
#define EPT_CAP_WALK4			(1 << 6)
#define EPT_CAP_WB			(1 << 14)
#define EPT_CAP_2M			(1 << 16)
#define EPT_CAP_INVEPT			(1 << 20)
#define EPT_CAP_INVEPT_SINGLE		(1 << 25)
#define VPID_CAP_INVVPID		(1ULL << 32)
#define VPID_CAP_INVVPID_SINGLE		(1ULL << 41)

/* Basic exit reasons (appendix C) */
#define EXIT_EXCEPTION_NMI		0
#define EXIT_EXTERNAL_INTERRUPT		1
#define EXIT_TRIPLE_FAULT		2
#define EXIT_INIT			3
#define EXIT_INTERRUPT_WINDOW		7
#define EXIT_TASK_SWITCH		9
#define EXIT_CPUID			10
#define EXIT_GETSEC			11
#define EXIT_INVD			13
#define EXIT_RDPMC			15
#define EXIT_VMCALL			18
#define EXIT_VMCLEAR			19
#define EXIT_VMLAUNCH			20
#define EXIT_VMPTRLD			21
#define EXIT_VMPTRST			22
#define EXIT_VMREAD			23
#define EXIT_VMRESUME			24
#define EXIT_VMWRITE			25
#define EXIT_VMXOFF			26
#define EXIT_VMXON			27
#define EXIT_CR_ACCESS			28
#define EXIT_IO				30
#define EXIT_RDMSR			31
#define EXIT_WRMSR			32
#define EXIT_ENTRY_STATE		33
#define EXIT_MWAIT			36
#define EXIT_MONITOR			39
#define EXIT_ENTRY_MCE			41
#define EXIT_EPT_VIOLATION		48
#define EXIT_EPT_MISCONFIG		49
#define EXIT_INVEPT			50
#define EXIT_TIMER			52
#define EXIT_INVVPID			53
#define EXIT_WBINVD			54
#define EXIT_XSETBV			55
#define NR_EXIT_REASONS			64

/* Event to inject, or that exited or was being delivered (25.8.3, 25.9.2) */
#define EVENT_EXTERNAL			(0 << 8)
#define EVENT_HARDWARE			(3 << 8)
#define EVENT_INT1			(5 << 8)
#define EVENT_TYPE			(7 << 8)
#define EVENT_ERROR_CODE		(1 << 11)
#define EVENT_VALID			(1U << 31)
#define EVENT_VECTOR			0xff

/* Interruptibility (25.4.2) */
#define BLOCKED_BY_STI			(1 << 0)
#define BLOCKED_BY_MOV_SS		(1 << 1)
#define BLOCKED_BY_EITHER		(BLOCKED_BY_STI | BLOCKED_BY_MOV_SS)

/* Pending debug exceptions (25.4.2) */
#define PENDING_SINGLE_STEP		(1 << 14)

#define ACTIVITY_ACTIVE			0

/* Segment access rights (25.4.1) */
#define AR_DPL(ar)			((ar) >> 5 & 3)
#define AR_UNUSABLE			(1 << 16)
#define AR_LONG				(1 << 13)
#define AR_BIG				(1 << 14)

/* EPT entries (29.3.2) and EPT violations (28.2.1, table 28-7) */
#define EPT_READ			(1 << 0)
#define EPT_WRITE			(1 << 1)
#define EPT_EXEC			(1 << 2)
#define EPT_TYPE_UC			(0 << 3)
#define EPT_TYPE_WB			(6 << 3)
#define EPT_LARGE			(1 << 7)
#define EPT_WALK4			(3 << 3)	/* in the EPT pointer */
#define EPT_VIOLATION_READ		(1 << 0)
#define EPT_VIOLATION_WRITE		(1 << 1)
#define EPT_VIOLATION_FETCH		(1 << 2)
#define EPT_VIOLATION_LINEAR		(1 << 7)
#define EPT_VIOLATION_FINAL		(1 << 8)
#define EPT_VIOLATION_STORE                                                    \
	(EPT_VIOLATION_WRITE | EPT_VIOLATION_LINEAR | EPT_VIOLATION_FINAL)
#define EPT_VIOLATION_ACCESS                                                   \
	(EPT_VIOLATION_STORE | EPT_VIOLATION_READ | EPT_VIOLATION_FETCH)

#endif /* _ASM_X86_VMX_H */
