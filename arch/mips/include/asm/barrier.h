/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Order of memory accesses: there is one core, which sees its own in order, and
 * nothing interrupts the hypervisor.
 */
#ifndef _ASM_MIPS_BARRIER_H
#define _ASM_MIPS_BARRIER_H

#define smp_rmb()	do { } while (0)
#define smp_wmb()	do { } while (0)

#endif /* _ASM_MIPS_BARRIER_H */
