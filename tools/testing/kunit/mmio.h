/* SPDX-License-Identifier: GPL-2.0 */
/* Instead of asm/io.h: device registers are functions that a test has. */
#ifndef MMIO_H
#define MMIO_H

#include <linux/types.h>

u32 readl(phys_addr_t addr);
u64 readq(phys_addr_t addr);
void writel(u32 value, phys_addr_t addr);
void writeq(u64 value, phys_addr_t addr);
void wbinvd(void);

#endif /* MMIO_H */
