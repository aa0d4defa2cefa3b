/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Registers of the PIC32MZ EF that the hypervisor itself sets, by the names of the
 * data sheet (DS60001320), where the addresses are physical.
 */
#ifndef _ASM_MIPS_PIC32MZ_H
#define _ASM_MIPS_PIC32MZ_H

/* Where registers are; nothing faults there */
#define SFR_BASE		0x1f800000
#define SFR_SIZE		0x00100000

#define SYSKEY			0x1f800030
#define SYSKEY_LOCK		0
#define SYSKEY_KEY1		0xaa996655
#define SYSKEY_KEY2		0x556699aa
#define WDTCON			0x1f800800
#define WDTCON_ON		(1 << 15)
#define RSWRST			0x1f801250
#define RSWRST_SWRST		(1 << 0)
#define PBDIV(n)		(0x1f8012f0 + 0x10 * (n))
#define PBDIV_ON		(1 << 15)
#define DMACON			0x1f811000
#define DMACON_SUSPEND		(1 << 12)
#define ANSEL(port)		(0x1f860000 + 0x100 * (port))
#define PRECON			0x1f8e0000
#define PRECON_2_WAIT_STATES	2
#define PRECON_PREFETCH_ALL	(3 << 4)

/* PB2, the clock of UARTs, as board_init() sets it */
#define PB2_HZ			100000000

#endif /* _ASM_MIPS_PIC32MZ_H */
