/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The real interrupt controller of a microcontroller: all its interrupts come to
 * the hypervisor, which hands them on. Its sources: asm/irqchip.h. Context: root.
 */
#ifndef _LEVSHA_IRQCHIP_H
#define _LEVSHA_IRQCHIP_H

/**
 * irqchip_handle() - take every interrupt that is pending
 *
 * A guest's source is masked and raised in its virtual controller; the
 * hypervisor's own go to sched_tick() and console_irq().
 */
void irqchip_handle(void);

#endif /* _LEVSHA_IRQCHIP_H */
