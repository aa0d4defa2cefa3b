/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The hypervisor's own address space: KSEG0, cached, for flash and RAM; KSEG1,
 * uncached, for registers. Its own code never needs the TLB.
 */
#ifndef _ASM_MIPS_PAGE_H
#define _ASM_MIPS_PAGE_H

#define KSEG0			0x80000000
#define KSEG1			0xa0000000
#define KSEG_PHYS		0x1fffffff	/* address bits of both */

#define PAGE_SIZE		4096

#ifndef __ASSEMBLY__

#include <linux/types.h>

static inline void *phys_to_virt(phys_addr_t addr)
{
	return (void *)(addr + KSEG0);
}

static inline phys_addr_t virt_to_phys(const void *p)
{
	return (phys_addr_t)p & KSEG_PHYS;
}

#endif /* __ASSEMBLY__ */

#endif /* _ASM_MIPS_PAGE_H */
