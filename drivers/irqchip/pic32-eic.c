// SPDX-License-Identifier: GPL-2.0
/**
 * DOC: The PIC32's interrupt controller
 *
 * All sources come to one vector and into register set 0, for what they mean is
 * decided in software. Guests' sources have the lowest priority, so that within
 * the loop that takes what is pending the console and then the timer come first.
 * The stores that set it up so are in the partition.
 * (FRM, section 8.)
 */
#include <asm/irqchip.h>
#include <asm/vnvm.h>
#include <levsha/console.h>
#include <levsha/guest.h>
#include <levsha/irqchip.h>
#include <levsha/sched.h>
#include <levsha/veic.h>

#define INTSTAT_SIRQ		0xff
#define INTSTAT_SRIPL		0x700

#define IRQ_CORE_TIMER		0
#define NR_UART_IRQS		3

/*
 * The core timer's flag is an edge: cleared first, it cannot hide the next one.
 * The console's come again while there is something to do, so they are cleared
 * last. A source without a use is masked for ever.
 */
static void take(u32 irq)
{
	const u32 word = irq / 32, bit = 1u << irq % 32;
	const u32 owner = part_board.irq_owners[irq];

	if (irq == IRQ_CORE_TIMER) {
		irqchip_clear_flags(word, bit);
		sched_tick();
	} else if (irq - part_board.console_irq < NR_UART_IRQS) {
		console_irq();
		irqchip_clear_flags(word, bit);
	} else if (part_most.flags & PART_GUEST_FLASH && irq == PART_IRQ_FLASH) {
		irqchip_clear_flags(word, bit);
		vnvm_irq();
	} else {
		irqchip_mask(word, bit);
		if (owner)
			veic_interrupt(&guests[owner - 1], irq);
	}
}

/* INTSTAT always shows what wins now; with nothing pending that is level 0. */
void irqchip_handle(void)
{
	u32 intstat;

	while ((intstat = readl(EIC_INTSTAT)) & INTSTAT_SRIPL)
		take(intstat & INTSTAT_SIRQ);
}
