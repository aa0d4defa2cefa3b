/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Coprocessor 0: the registers of root and guest, their fields, access. Register
 * names expand to number and select, for C and assembly alike.
 *
 * (MIPS32 PRA: MD00090, chapter 9. VZ: MD00846, chapter 5. MCU: MD00641.)
 */
#ifndef _ASM_MIPS_CP0_H
#define _ASM_MIPS_CP0_H

#define C0_INDEX		$0, 0
#define C0_ENTRYLO0		$2, 0
#define C0_ENTRYLO1		$3, 0
#define C0_CONTEXT		$4, 0
#define C0_USERLOCAL		$4, 2
#define C0_PAGEMASK		$5, 0
#define C0_PAGEGRAIN		$5, 1
#define C0_WIRED		$6, 0
#define C0_HWRENA		$7, 0
#define C0_BADVADDR		$8, 0
#define C0_BADINSTR		$8, 1
#define C0_BADINSTRP		$8, 2
#define C0_COUNT		$9, 0
#define C0_ENTRYHI		$10, 0
#define C0_GUESTCTL1		$10, 4
#define C0_GUESTCTL2		$10, 5
#define C0_GUESTCTL3		$10, 6
#define C0_COMPARE		$11, 0
#define C0_GUESTCTL0EXT		$11, 4
#define C0_STATUS		$12, 0
#define C0_INTCTL		$12, 1
#define C0_SRSCTL		$12, 2
#define C0_SRSMAP		$12, 3
#define C0_SRSMAP2		$12, 5
#define C0_GUESTCTL0		$12, 6
#define C0_GTOFFSET		$12, 7
#define C0_CAUSE		$13, 0
#define C0_NESTEDEXC		$13, 5
#define C0_EPC			$14, 0
#define C0_NESTEDEPC		$14, 2
#define C0_PRID			$15, 0
#define C0_EBASE		$15, 1
#define C0_CONFIG		$16, 0
#define C0_CONFIG1		$16, 1
#define C0_CONFIG3		$16, 3
#define C0_CONFIG7		$16, 7
#define C0_DEBUG		$23, 0
#define C0_DEPC			$24, 0
#define C0_TAGLO		$28, 0
#define C0_DTAGLO		$28, 2
#define C0_ERROREPC		$30, 0
#define C0_DESAVE		$31, 0
#define C0_KSCRATCH1		$31, 2
#define C0_KSCRATCH2		$31, 3

/* PageGrain */
#define PAGEGRAIN_RIE		0x80000000
#define PAGEGRAIN_XIE		0x40000000
#define PAGEGRAIN_IEC		0x08000000

/* EntryHi */
#define ENTRYHI_EHINV		0x00000400

/* Status; with 8 bits of IPL, of which bit 7 is apart (MCU) */
#define STATUS_CU1		0x20000000
#define STATUS_FR		0x04000000
#define STATUS_MX		0x01000000
#define STATUS_BEV		0x00400000
#define STATUS_TS		0x00200000
#define STATUS_SR		0x00100000
#define STATUS_NMI		0x00080000
#define STATUS_IPL7		0x00040000
#define STATUS_IPL		0x0001fc00
#define STATUS_IPL_SHIFT	10
#define STATUS_ERL		0x00000004
#define STATUS_EXL		0x00000002
#define STATUS_IE		0x00000001

/* IntCtl */
#define INTCTL_VS_32		0x00000020

/* SRSCtl */
#define SRSCTL_HSS_SHIFT	26
#define SRSCTL_ESS_SHIFT	12
#define SRSCTL_PSS_SHIFT	6

/* Cause */
#define CAUSE_BD		0x80000000
#define CAUSE_TI		0x40000000
#define CAUSE_CE		0x30000000
#define CAUSE_CE_SHIFT		28
#define CAUSE_DC		0x08000000
#define CAUSE_IV		0x00800000
#define CAUSE_WP		0x00400000
#define CAUSE_IP		0x00000300	/* the two of software */
#define CAUSE_IP_SHIFT		8
#define CAUSE_EXCCODE		0x0000007c
#define CAUSE_EXCCODE_SHIFT	2

/* Cause.ExcCode; GE is of VZ */
#define EXC_INT			0
#define EXC_MOD			1
#define EXC_TLBL		2
#define EXC_TLBS		3
#define EXC_ADEL		4
#define EXC_ADES		5
#define EXC_IBE			6
#define EXC_DBE			7
#define EXC_SYS			8
#define EXC_BP			9
#define EXC_RI			10
#define EXC_CPU			11
#define EXC_OV			12
#define EXC_TR			13
#define EXC_TLBRI		19
#define EXC_MCHECK		24
#define EXC_DSPDIS		26
#define EXC_GE			27

/* Config */
#define CONFIG_K0		0x00000007
#define CONFIG_K0_SHIFT		0
#define CONFIG1_MMU_SHIFT	25	/* 6 bits: last entry of the TLB */
#define CONFIG1_PC		0x00000010
#define CONFIG1_WR		0x00000008
#define CONFIG1_EP		0x00000002
#define CONFIG1_FP		0x00000001
#define CONFIG3_VZ		0x00800000
#define CONFIG3_ISA_ON_EXC	0x00010000
#define CONFIG3_ISA_ON_EXC_SHIFT	16
#define CONFIG3_DSP2P		0x00000800
#define CONFIG3_DSPP		0x00000400
#define CONFIG7_HCI_SHIFT	18	/* hardware clears the caches */

/* GuestCtl0 */
#define GUESTCTL0_GM		0x80000000
#define GUESTCTL0_MC		0x20000000
#define GUESTCTL0_CP0		0x10000000
#define GUESTCTL0_AT_GUEST	0x0c000000
#define GUESTCTL0_CG		0x01000000
#define GUESTCTL0_GEXCCODE	0x0000007c
#define GUESTCTL0_GEXC_SHIFT	2
#define GUESTCTL0_SFC2		0x00000002
#define GUESTCTL0_SFC1		0x00000001

/* GuestCtl0.GExcCode */
#define GEXC_GPSI		0	/* privileged sensitive instruction */
#define GEXC_GSFC		1	/* software changes a field */
#define GEXC_HC			2	/* hypercall */
#define GEXC_GRR		3	/* reserved instruction */
#define GEXC_GVA		8	/* root TLB, BadVAddr is guest virtual */
#define GEXC_GHFC		9	/* hardware changed a field */
#define GEXC_GPA		10	/* root TLB, BadVAddr is guest physical */

/* GuestCtl0Ext */
#define GUESTCTL0EXT_NCC_1	0x00000040	/* root's CCA combined in */
#define GUESTCTL0EXT_CGI	0x00000010
#define GUESTCTL0EXT_FCD	0x00000008

/* GuestCtl1 */
#define GUESTCTL1_RID_SHIFT	16

/* GuestCtl2 of a guest with an EIC */
#define GUESTCTL2_GRIPL_SHIFT	24
#define GUESTCTL2_GEICSS_SHIFT	18
#define GUESTCTL2_FAR_SHIFT	16	/* not hardware's, see inject.c */
#define GUESTCTL2_FAR_BITS	2
#define GUESTCTL2_FAR		0x00030000

#ifndef __ASSEMBLY__

#include <linux/types.h>

#define __C0_STRING(...)	#__VA_ARGS__
#define C0_STRING(...)		__C0_STRING(__VA_ARGS__)

#define __c0_read(insn, reg)                                                   \
	({                                                                     \
		u32 value_;                                                    \
		asm volatile(insn "\t%0, " reg : "=r"(value_));     \
		value_;                                                        \
	})
#define __c0_write(insn, reg, value)                                           \
	asm volatile(insn "\t%z0, " reg                                        \
		     :                                                         \
		     : "Jr"((u32)(value))                                      \
		     : "memory")

/* Root's registers, and those of the guest whose CP0 is loaded. */
#define mfc0(reg)		__c0_read("mfc0", C0_STRING(reg))
#define mtc0(reg, value)	__c0_write("mtc0", C0_STRING(reg), value)
#define mfgc0(reg)		__c0_read("mfgc0", C0_STRING(reg))
#define mtgc0(reg, value)	__c0_write("mtgc0", C0_STRING(reg), value)

/* What was written to CP0 is in effect for the instructions that follow. */
#define ehb()			asm volatile("ehb" : : : "memory")

/* The TLB instructions take what was written to CP0 before. */
#define __tlb(insn)		asm volatile("ehb\n\t" insn "\n\tehb" : : : "memory")
#define tlbwi()			__tlb("tlbwi")
#define tlbgr()			__tlb("tlbgr")
#define tlbgwi()		__tlb("tlbgwi")
#define tlbginvf()		__tlb("tlbginvf")

#endif /* __ASSEMBLY__ */

#endif /* _ASM_MIPS_CP0_H */
