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

/* Where flash is; RAM lies below */
#define FLASH_BASE		0x1d000000
#define BOOT_FLASH_BASE		0x1fc00000
#define BOOT_UPPER		0x00020000	/* in the upper of two panels */

#define SYSKEY			0x1f800030
#define SYSKEY_LOCK		0
#define SYSKEY_KEY1		0xaa996655
#define SYSKEY_KEY2		0x556699aa
#define RSWRST			0x1f801250
#define RSWRST_SWRST		(1 << 0)
#define DMACON			0x1f811000
#define DMACON_SUSPEND		(1 << 12)

#endif /* _ASM_MIPS_PIC32MZ_H */
