// SPDX-License-Identifier: GPL-2.0
/**
 * DOC: The PIC32's interrupt controller
 *
 * All sources come to one vector and into register set 0, for what they mean is
 * decided in software. Guests' sources have the lowest priority, so that within
 * the loop that takes what is pending the console and then the timer come first.
 * (FRM, section 8.)
 */
#include <asm/io.h>
#include <levsha/console.h>
#include <levsha/guest.h>
#include <levsha/irqchip.h>
#include <levsha/sched.h>
#include <levsha/veic.h>

#define EIC_INTCON		0x1f810000
#define EIC_PRISS		0x1f810010
#define EIC_INTSTAT		0x1f810020
#define EIC_IFS(word)		(0x1f810040 + 16 * (word))
#define EIC_IEC(word)		(0x1f8100c0 + 16 * (word))
#define EIC_IPC(n)		(0x1f810140 + 16 * (n))
#define NR_IPC			54

#define INTCON_EDGES		0x1f
#define INTSTAT_SIRQ		0xff
#define INTSTAT_SRIPL		0x700

#define IRQ_CORE_TIMER		0
#define NR_UART_IRQS		3

#define IPC_ALL(level)		((level) * 0x04040404u)
#define IPC_IP(irq, level)	((level) << (8 * ((irq) % 4) + 2))
#define LEVEL_GUESTS		1u
#define LEVEL_CONSOLE		2u
#define LEVEL_TIMER		7u

static void set_level(u32 irq, u32 level)
{
	writel(IPC_IP(irq, 7u), EIC_IPC(irq / 4) + REG_CLR);
	writel(IPC_IP(irq, level), EIC_IPC(irq / 4) + REG_SET);
}

void irqchip_unmask(u32 word, u32 bits)
{
	writel(bits, EIC_IEC(word) + REG_SET);
}

void irqchip_mask(u32 word, u32 bits)
{
	writel(bits, EIC_IEC(word) + REG_CLR);
}

u32 irqchip_flags(u32 word)
{
	return readl(EIC_IFS(word));
}

void irqchip_change_flags(u32 word, u32 set, u32 clear)
{
	if (clear)
		writel(clear, EIC_IFS(word) + REG_CLR);
	if (set)
		writel(set, EIC_IFS(word) + REG_SET);
}

void irqchip_edges(u32 mask, u32 rising)
{
	writel(mask & ~rising, EIC_INTCON + REG_CLR);
	writel(rising, EIC_INTCON + REG_SET);
}

void irqchip_init(void)
{
	u32 n;

	writel(0, EIC_INTCON);
	writel(0, EIC_PRISS);
	for (n = 0; n < PART_IRQ_WORDS; n++) {
		writel(0, EIC_IEC(n));
		writel(0, EIC_IFS(n));
	}
	for (n = 0; n < NR_IPC; n++)
		writel(IPC_ALL(LEVEL_GUESTS), EIC_IPC(n));
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
		irqchip_change_flags(word, 0, bit);
		sched_tick();
	} else if (irq - part_board.console_irq < NR_UART_IRQS) {
		console_irq();
		irqchip_change_flags(word, 0, bit);
	} else {
		irqchip_mask(word, bit);
		if (owner)
			veic_interrupt(&guests[owner - 1],
				       guests[owner - 1].part->irq_slots[irq]);
	}
}

/* INTSTAT always shows what wins now; with nothing pending that is level 0. */
void irqchip_handle(void)
{
	u32 intstat;

	while ((intstat = readl(EIC_INTSTAT)) & INTSTAT_SRIPL)
		take(intstat & INTSTAT_SIRQ);
}
