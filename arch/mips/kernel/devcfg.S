/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Configuration words, which the part reads at reset: those of the board's boot
 * loader, so that both ways to start give the same clocks: 24 MHz from the board,
 * divided by 3, times 50, divided by 2; watchdogs off; no locks that hold for
 * ever. Bits that are not named stay erased.
 * (PIC32MZ EF data sheet, DS60001320, chapter 34.)
 */

/* DEVCFG3 */
#define FMIIEN			(1 << 24)	/* off: RMII */
#define PGL1WAY			(1 << 27)	/* these lock for ever */
#define PMDL1WAY		(1 << 28)
#define IOL1WAY			(1 << 29)
#define FUSBIDIO		(1 << 30)

/* DEVCFG2: what is not erased */
#define FPLLIDIV_3		(2 << 0 | 0xfffffff8)
#define FPLLRNG_5_10_MHZ	(1 << 4 | 0xffffff8f)
#define FPLLICLK		(1 << 7)	/* off: POSC */
#define FPLLMULT_50		(49 << 8 | 0xffff80ff)
#define FPLLODIV_2		(1 << 16 | 0xfff8ffff)

/* DEVCFG1 */
#define FNOSC_SPLL		(1 << 0 | 0xfffffff8)
#define FSOSCEN			(1 << 6)
#define POSCMOD			(3 << 8)	/* off: external clock */
#define FCKSM			(3 << 14)	/* off: clock stays */
#define FWDTEN			(1 << 23)
#define FDMTEN			(1 << 31)

/* DEVCFG0 */
#define ICESEL_PGX2		(2 << 3 | 0xffffffe7)
#define TRCEN			(1 << 5)
#define BOOTISA_MIPS32		(1 << 6)
#define RESERVED_0		(1 << 11)

#ifdef CONFIG_MICROMIPS
#define OTHER_ISA		BOOTISA_MIPS32
#else
#define OTHER_ISA		0
#endif

	.macro	devcfg
	.word	~(FMIIEN | PGL1WAY | PMDL1WAY | IOL1WAY | FUSBIDIO)
	.word	FPLLIDIV_3 & FPLLRNG_5_10_MHZ & ~FPLLICLK & FPLLMULT_50 & FPLLODIV_2
	.word	FNOSC_SPLL & ~(FSOSCEN | POSCMOD | FCKSM | FWDTEN | FDMTEN)
	.word	ICESEL_PGX2 & ~(TRCEN | RESERVED_0 | OTHER_ISA)
	.word	0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff	/* DEVCP3 to 0 */
	.word	0xffffffff, 0xffffffff, 0xffffffff		/* DEVSIGN3 to 1 */
	.word	0x7fffffff					/* DEVSIGN0 */
	.endm

	.section .devcfg.primary, "a"
	devcfg
	.section .devcfg.alternate, "a"
	devcfg
