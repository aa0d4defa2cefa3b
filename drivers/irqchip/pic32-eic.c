// SPDX-License-Identifier: GPL-2.0
/**
 * DOC: The PIC32's interrupt controller
 *
 * All sources come to one vector and into register set 0, for what they mean is
 * decided in software. Guests' sources have the lowest priority, so that within
 * the loop that takes what is pending the console and then the timer come first.
 * (FRM, section 8.)
 */
#include <asm/irqchip.h>
#include <levsha/console.h>
#include <levsha/guest.h>
#include <levsha/irqchip.h>
#include <levsha/sched.h>
#include <levsha/veic.h>

#define INTSTAT_SIRQ		0xff
#define INTSTAT_SRIPL		0x700

#define IRQ_CORE_TIMER		0
#define NR_UART_IRQS		3

#define IPC_IP_SHIFT		2
#define LEVEL_GUESTS		1u
#define LEVEL_CONSOLE		2u
#define LEVEL_TIMER		7u

static void set_level(u32 irq, u32 level)
{
	writeb((u8)(level << IPC_IP_SHIFT), EIC_IPC(irq / 4) + irq % 4);
}

void irqchip_init(void)
{
	u32 n;

	writel(0, EIC_INTCON);
	writel(0, EIC_PRISS);
	for (n = 0; n < PART_IRQ_WORDS; n++) {
		irqchip_mask(n, ~0u);
		irqchip_clear_flags(n, ~0u);
	}
	for (n = 0; n < EIC_NR_IPC * 4; n++)
		set_level(n, LEVEL_GUESTS);
	set_level(IRQ_CORE_TIMER, LEVEL_TIMER);
	for (n = 0; n < NR_UART_IRQS; n++)
		set_level(part_board.console_irq + n, LEVEL_CONSOLE);
	irqchip_unmask(0, 1u << IRQ_CORE_TIMER);
}

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
