/* SPDX-License-Identifier: GPL-2.0 */
/*
 * How a device signals its interrupt: the second cell of "interrupts". The
 * names and numbers are those of every devicetree.
 */
#ifndef _DT_BINDINGS_INTERRUPT_CONTROLLER_IRQ_H
#define _DT_BINDINGS_INTERRUPT_CONTROLLER_IRQ_H

#define IRQ_TYPE_EDGE_RISING	1
#define IRQ_TYPE_EDGE_FALLING	2
#define IRQ_TYPE_LEVEL_HIGH	4
#define IRQ_TYPE_LEVEL_LOW	8

#endif /* _DT_BINDINGS_INTERRUPT_CONTROLLER_IRQ_H */
