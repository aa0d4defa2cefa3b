/* SPDX-License-Identifier: GPL-2.0 */
/*
 * A ticket lock: whoever comes waits for those before it and for nobody else, so
 * that a wait is bounded by the number of cores. Interrupts are off on all cores
 * that take one.
 */
#ifndef _ASM_X86_SPINLOCK_H
#define _ASM_X86_SPINLOCK_H

#include <asm/barrier.h>
#include <linux/compiler_types.h>
#include <linux/types.h>

/**
 * struct spinlock - free when both are equal
 * @next: the next ticket to be drawn
 * @serving: the ticket whose turn it is
 */
typedef struct spinlock {
	u32 next;
	u32 serving;
} spinlock_t;

static inline void spin_lock(spinlock_t *lock)
{
	const u32 ticket = __atomic_fetch_add(&lock->next, 1, __ATOMIC_ACQUIRE);

	while (READ_ONCE(lock->serving) != ticket)
		cpu_relax();
	barrier();
}

static inline void spin_unlock(spinlock_t *lock)
{
	smp_wmb();
	WRITE_ONCE(lock->serving, lock->serving + 1);
}

#endif /* _ASM_X86_SPINLOCK_H */
