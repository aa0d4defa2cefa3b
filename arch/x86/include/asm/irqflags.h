/* SPDX-License-Identifier: GPL-2.0 */
/* Interrupts of this core on and off. Only core 0 ever takes any. */
#ifndef _ASM_X86_IRQFLAGS_H
#define _ASM_X86_IRQFLAGS_H

static inline void local_irq_disable(void)
{
	asm volatile("cli" : : : "memory");
}

static inline void local_irq_enable(void)
{
	asm volatile("sti" : : : "memory");
}

/** local_irq_wait() - sleep until an interrupt was handled; they are off after */
static inline void local_irq_wait(void)
{
	asm volatile("sti; hlt; cli" : : : "memory");
}

#endif /* _ASM_X86_IRQFLAGS_H */
