/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The real interrupt controller of a microcontroller: all its interrupts come to
 * the hypervisor, which hands them on. Context: root.
 */
#ifndef _LEVSHA_IRQCHIP_H
#define _LEVSHA_IRQCHIP_H

#include <linux/types.h>

/** irqchip_init() - single vector, all sources masked, priorities and shadow set */
void irqchip_init(void);

/**
 * irqchip_handle() - take every interrupt that is pending
 *
 * A guest's source is masked and raised in its virtual controller; the
 * hypervisor's own go to sched_tick() and console_irq().
 */
void irqchip_handle(void);

/** irqchip_unmask() - let real sources of a word interrupt */
void irqchip_unmask(u32 word, u32 bits);

/** irqchip_mask() - let them interrupt no longer */
void irqchip_mask(u32 word, u32 bits);

/** irqchip_enable() - let a real source interrupt, or no longer */
static inline void irqchip_enable(u32 irq, bool on)
{
	(on ? irqchip_unmask : irqchip_mask)(irq / 32, 1u << irq % 32);
}

/** irqchip_flags() - IFS of a word of sources */
u32 irqchip_flags(u32 word);

/** irqchip_change_flags() - set and clear flags of a word of sources */
void irqchip_change_flags(u32 word, u32 set, u32 clear);

/**
 * irqchip_edges() - choose the edges at which external interrupts come
 * @mask: bit n: INTn
 * @rising: those of @mask that come at the rising edge
 */
void irqchip_edges(u32 mask, u32 rising);

#endif /* _LEVSHA_IRQCHIP_H */
