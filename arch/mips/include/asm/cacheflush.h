/* SPDX-License-Identifier: GPL-2.0 */
/* The data cache, for what a reset must find in RAM. */
#ifndef _ASM_MIPS_CACHEFLUSH_H
#define _ASM_MIPS_CACHEFLUSH_H

#include <asm/page.h>
#include <linux/types.h>

#define DCACHE_SIZE		4096
#define DCACHE_LINE		16
#define INDEX_WRITEBACK_INV_D	0x01

/** flush_dcache_all() - write all of it back to RAM */
static inline void flush_dcache_all(void)
{
	const char *line = (const char *)KSEG0;
	const char *end = line + DCACHE_SIZE;

	for (; line < end; line += DCACHE_LINE)
		asm volatile("cache %0, 0(%1)"
			     : : "i"(INDEX_WRITEBACK_INV_D), "r"(line) : "memory");
	asm volatile("sync" : : : "memory");
}

#endif /* _ASM_MIPS_CACHEFLUSH_H */
