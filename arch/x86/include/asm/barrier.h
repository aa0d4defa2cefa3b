/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Order between cores and waits. x86 keeps the order of stores and of loads, so
 * that only the compiler must be held.
 */
#ifndef _ASM_X86_BARRIER_H
#define _ASM_X86_BARRIER_H

#define barrier()	asm volatile("" : : : "memory")
#define smp_rmb()	barrier()
#define smp_wmb()	barrier()
#define cpu_relax()	asm volatile("pause" : : : "memory")

#endif /* _ASM_X86_BARRIER_H */
