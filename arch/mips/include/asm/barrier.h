/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Order of memory accesses: there is one core, which sees its own in order, so
 * that only the compiler must be held.
 */
#ifndef _ASM_MIPS_BARRIER_H
#define _ASM_MIPS_BARRIER_H

#define barrier()	asm volatile("" : : : "memory")
#define smp_rmb()	barrier()
#define smp_wmb()	barrier()
#define cpu_relax()	barrier()

#endif /* _ASM_MIPS_BARRIER_H */
