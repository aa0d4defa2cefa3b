/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Words of the M5150 core as built into the PIC32MZ EF
 *
 * The one place for values that are not known from the part itself; those
 * marked [?] are inferred from the microAptiv of the PIC32MZ EC or from the
 * options that firmware for the EF uses.
 */

#ifndef MIPS_M5150_H
#define MIPS_M5150_H

#define M5150_PRID          0x0001A720  /* revision as printed by U-Boot */

/* Config0: Release 2 and later, TLB, K0 uncached; no MDU/SB/UDI bits [?] */
#define M5150_CONFIG0       ((1U << CP0C0_M) | (1 << CP0C0_AR) | \
                             (MMU_TYPE_R4000 << CP0C0_MT) | (2 << CP0C0_K0))

/* Config1: 16 dual entries; 16 KiB and 4 KiB of caches, 4 ways of 16 bytes */
#define M5150_CONFIG1       ((1U << CP0C1_M) | (15 << CP0C1_MMU) | \
                             (2 << CP0C1_IS) | (3 << CP0C1_IL) | \
                             (3 << CP0C1_IA) | (0 << CP0C1_DS) | \
                             (3 << CP0C1_DL) | (3 << CP0C1_DA) | \
                             (1 << CP0C1_PC) | (1 << CP0C1_WR) | \
                             (1 << CP0C1_EP) | (1 << CP0C1_FP))

#define M5150_CONFIG2       (1U << CP0C2_M)

/* Config3: IPLW = 1, IPL and RIPL of eight bits; ISA = 2, both [?: SP] */
#define M5150_CONFIG3       ((1U << CP0C3_M) | \
                             (1 << CP0C3_BP) | (1 << CP0C3_BI) | \
                             (1 << CP0C3_VZ) | (1 << CP0C3_IPLV) | \
                             (1 << CP0C3_MCU) | (2 << CP0C3_ISA) | \
                             (1 << CP0C3_ULRI) | (1 << CP0C3_RXI) | \
                             (1 << CP0C3_DSP2P) | (1 << CP0C3_DSPP) | \
                             (1 << CP0C3_VEIC) | (1 << CP0C3_VInt))

/* Config4: TLBINV and TLBINVF [?: IE], KScratch 2 and 3 */
#define M5150_CONFIG4       ((1U << CP0C4_M) | (2 << CP0C4_IE) | \
                             (0x0C << CP0C4_KScrExist))

/* Config5: NestedExc and NestedEPC; no UFR, no LLB [?] */
#define M5150_CONFIG5       (1 << CP0C5_NFExists)

/* Config7: WAIT ends in spite of IE = 0; caches initialised by hardware */
#define M5150_CONFIG7       ((1U << CP0C7_WII) | (1 << CP0C7_HCI))

/* Status: no CU3:2, KX, SX, UX, supervisor; all of IPL [?] */
#define M5150_STATUS_MASK   0x3F7DFF17

/* IntCtl at reset: StkDec = 3 [?] */
#define M5150_INTCTL        (3 << CP0IntCtl_StkDec)

/* FIR: 64-bit FPU, NaN as before 2008 [?: revision, NaN] */
#define M5150_FCR0          ((1 << FCR0_F64) | (1 << FCR0_L) | \
                             (1 << FCR0_W) | (1 << FCR0_D) | \
                             (1 << FCR0_S) | (0xA7 << FCR0_PRID))

/* PageGrain: RIE, XIE, IEC; no 1 KiB pages, no large addresses */
#define M5150_PAGEGRAIN_MASK ((1U << CP0PG_RIE) | (1 << CP0PG_XIE) | \
                              (1 << CP0PG_IEC))

#define M5150_SRSCTL        (7 << CP0SRSCtl_HSS)

#endif /* MIPS_M5150_H */
