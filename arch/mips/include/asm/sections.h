/* SPDX-License-Identifier: GPL-2.0 */
/* Where the image lies, and the ends of its parts, from the linker script. */
#ifndef _ASM_MIPS_SECTIONS_H
#define _ASM_MIPS_SECTIONS_H

/* Program flash and boot flash (PIC32MZ EF data sheet, figure 4-1). */
#define FLASH_BASE		0x1d000000
#define FLASH_SIZE		0x200000
#define BOOT_BASE		0x1fc00000
#define BOOT_SIZE		0x10000

/* The hypervisor's part of flash; its vectors are first. */
#define HV_FLASH_SIZE		0x20000
/* The hypervisor's RAM is the last, so that a boot loader leaves .noinit alone. */
#define HV_RAM_BASE		0x7c000
#define HV_RAM_SIZE		0x4000
#define NOINIT_SIZE		0xf0		/* whole lines of the cache */

/* "make size" tells how much of it the deepest calls need. */
#define STACK_SIZE		768
#define STACK_TOP		(KSEG0 + HV_RAM_BASE + HV_RAM_SIZE)
#define STACK_GUARD		0x5ec00000	/* in the word below the stack */

/* Boot flash: configuration words, and what takes their place if they are bad. */
#define DEVCFG_PRIMARY		0xffc0
#define DEVCFG_ALTERNATE	0xff40

#ifndef __ASSEMBLY__

#include <linux/types.h>

extern char _text[], _etext[], _end[];
extern u32 stack_guard;

#endif /* __ASSEMBLY__ */

#endif /* _ASM_MIPS_SECTIONS_H */
