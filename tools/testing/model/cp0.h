/* SPDX-License-Identifier: GPL-2.0 */
/* Registers of coprocessor 0 with the names of MD00090 and MD00846, and access. */
#ifndef CP0_H
#define CP0_H

#include "insn.h"

#define INDEX		REG(0, 0)
#define RANDOM		REG(1, 0)
#define ENTRYLO0	REG(2, 0)
#define ENTRYLO1	REG(3, 0)
#define CONTEXT		REG(4, 0)
#define USERLOCAL	REG(4, 2)
#define PAGEMASK	REG(5, 0)
#define PAGEGRAIN	REG(5, 1)
#define WIRED		REG(6, 0)
#define HWRENA		REG(7, 0)
#define BADVADDR	REG(8, 0)
#define BADINSTR	REG(8, 1)
#define BADINSTRP	REG(8, 2)
#define COUNT		REG(9, 0)
#define ENTRYHI		REG(10, 0)
#define GUESTCTL1	REG(10, 4)
#define GUESTCTL2	REG(10, 5)
#define GUESTCTL3	REG(10, 6)
#define COMPARE		REG(11, 0)
#define GUESTCTL0EXT	REG(11, 4)
#define STATUS		REG(12, 0)
#define INTCTL		REG(12, 1)
#define SRSCTL		REG(12, 2)
#define SRSMAP		REG(12, 3)
#define VIEW_IPL	REG(12, 4)
#define SRSMAP2		REG(12, 5)
#define GUESTCTL0	REG(12, 6)
#define GTOFFSET	REG(12, 7)
#define CAUSE		REG(13, 0)
#define VIEW_RIPL	REG(13, 4)
#define NESTEDEXC	REG(13, 5)
#define EPC		REG(14, 0)
#define NESTEDEPC	REG(14, 2)
#define PRID		REG(15, 0)
#define EBASE		REG(15, 1)
#define CDMMBASE	REG(15, 2)
#define CONFIG		REG(16, 0)
#define CONFIG1		REG(16, 1)
#define CONFIG2		REG(16, 2)
#define CONFIG3		REG(16, 3)
#define CONFIG4		REG(16, 4)
#define CONFIG5		REG(16, 5)
#define CONFIG7		REG(16, 7)
#define LLADDR		REG(17, 0)
#define WATCHLO		REG(18, 0)
#define WATCHHI		REG(19, 0)
#define DEBUG		REG(23, 0)
#define DEPC		REG(24, 0)
#define PERFCTL		REG(25, 0)
#define PERFCNT		REG(25, 1)
#define ERRCTL		REG(26, 0)
#define CACHEERR	REG(27, 0)
#define TAGLO		REG(28, 0)
#define DATALO		REG(28, 1)
#define TAGHI		REG(29, 0)
#define DATAHI		REG(29, 1)
#define ERROREPC	REG(30, 0)
#define DESAVE		REG(31, 0)
#define KSCRATCH1	REG(31, 2)
#define KSCRATCH2	REG(31, 3)

/* Status */
#define ST_CU1		0x20000000u
#define ST_CU0		0x10000000u
#define ST_FR		0x04000000u
#define ST_MX		0x01000000u
#define ST_BEV		0x00400000u
#define ST_IPL		0x0007fc00u	/* 18 and 16:10; 17 is CEE */
#define ST_IPL_SHIFT	10
#define ST_UM		0x00000010u
#define ST_ERL		0x00000004u
#define ST_EXL		0x00000002u
#define ST_IE		0x00000001u

/* Cause */
#define CA_BD		0x80000000u
#define CA_TI		0x40000000u
#define CA_CE(cause)	((cause) >> 28 & 3)
#define CA_DC		0x08000000u
#define CA_IV		0x00800000u
#define CA_RIPL(cause)	((cause) >> 10 & 0xff)
#define CA_IP1		0x00000200u
#define CA_IP0		0x00000100u
#define CA_EXC(cause)	((cause) >> 2 & 0x1f)

/* Cause.ExcCode */
#define EXC_INT		0
#define EXC_MOD		1
#define EXC_TLBL	2
#define EXC_TLBS	3
#define EXC_ADEL	4
#define EXC_ADES	5
#define EXC_IBE		6
#define EXC_DBE		7
#define EXC_SYS		8
#define EXC_BP		9
#define EXC_RI		10
#define EXC_CPU		11
#define EXC_OV		12
#define EXC_TR		13
#define EXC_TLBRI	19
#define EXC_TLBXI	20
#define EXC_MCHECK	24
#define EXC_DSPDIS	26
#define EXC_GE		27

/* SRSCtl */
#define SRS_HSS(v)	((v) >> 26 & 15)
#define SRS_EICSS(v)	((v) >> 18 & 15)
#define SRS_ESS(v)	((v) >> 12 & 15)
#define SRS_PSS(v)	((v) >> 6 & 15)
#define SRS_CSS(v)	((v) & 15)
#define SRS_ESS_SHIFT	12
#define SRS_PSS_SHIFT	6

/* PageGrain */
#define PG_RIE		0x80000000u
#define PG_XIE		0x40000000u
#define PG_IEC		0x08000000u

/* EntryLo, EntryHi */
#define LO_RI		0x80000000u
#define LO_XI		0x40000000u
#define LO_CACHED	(3u << 3)
#define LO_D		4u
#define LO_V		2u
#define LO_G		1u
#define HI_EHINV	0x400u

/* GuestCtl0 */
#define GC0_GM		0x80000000u
#define GC0_RI		0x40000000u
#define GC0_MC		0x20000000u
#define GC0_CP0		0x10000000u
#define GC0_AT		0x0c000000u
#define GC0_GT		0x02000000u
#define GC0_CG		0x01000000u
#define GC0_CF		0x00800000u
#define GC0_G1		0x00400000u
#define GC0_G0E		0x00080000u
#define GC0_PT		0x00040000u
#define GC0_PIP(n)	(1u << (10 + (n)))
#define GC0_G2		0x00000080u
#define GC0_GEXC(v)	((v) >> 2 & 0x1f)
#define GC0_SFC2	2u
#define GC0_SFC1	1u

/* GuestCtl0.GExcCode */
#define GEXC_GPSI	0
#define GEXC_GSFC	1
#define GEXC_HC		2
#define GEXC_GRR	3
#define GEXC_GVA	8
#define GEXC_GHFC	9
#define GEXC_GPA	10

/* GuestCtl0Ext */
#define GX_CGI		0x10u
#define GX_FCD		8u
#define GX_OG		4u
#define GX_BG		2u
#define GX_MG		1u

/* GuestCtl1 */
#define GC1_RID(n)	((n) << 16)
#define GC1_ID(n)	(n)

/* GuestCtl2, as an EIC guest and as another has it */
#define GC2_GRIPL(n)	((n) << 24)
#define GC2_GEICSS(n)	((n) << 18)
#define GC2_HC(n)	(1u << (24 + (n)))
#define GC2_VIP(n)	(1u << (10 + (n)))

#include <stdint.h>

typedef uint32_t u32;

/* Access to registers that are known when this is compiled. */
#define cp0_in(op, reg)                                                        \
	({                                                                     \
		register u32 in_ asm("$2");                                    \
		asm volatile(".word %1" : "=r"(in_) : "i"(op(V0, reg)) : "memory"); \
		in_;                                                           \
	})
#define cp0_out(op, reg, value)                                                \
	do {                                                                   \
		register u32 out_ asm("$2") = (value);                         \
		asm volatile(".word %1\n\tehb"                                 \
			     : : "r"(out_), "i"(op(V0, reg)) : "memory");      \
	} while (0)
#define mfc0(reg)		cp0_in(MFC0, reg)
#define mtc0(reg, value)	cp0_out(MTC0, reg, value)
#define mfgc0(reg)		cp0_in(MFGC0, reg)
#define mtgc0(reg, value)	cp0_out(MTGC0, reg, value)

/* One instruction without operands. */
#define insn(word)		asm volatile(".word %0\n\tehb" : : "i"(word) : "memory")

/* Access to registers that a table names; from the root's context. */
u32 root_read(u32 reg);
void root_write(u32 reg, u32 value);
u32 guest_read(u32 reg);
void guest_write(u32 reg, u32 value);

#endif /* CP0_H */
