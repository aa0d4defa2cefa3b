/* SPDX-License-Identifier: GPL-2.0 */
/* Sources of the PIC32's interrupt controller, by words of IFS and IEC. */
#ifndef _ASM_MIPS_IRQCHIP_H
#define _ASM_MIPS_IRQCHIP_H

#include <asm/io.h>
#include <linux/types.h>

#define EIC_INTCON		0x1f810000
#define EIC_INTSTAT		0x1f810020
/* Words of sources; @alias: 0, or REG_* of asm/io.h, all constant in one */
#define EIC_IFS(alias, word)	(0x1f810040 + (alias) + 16 * (word))
#define EIC_IEC(alias, word)	(0x1f8100c0 + (alias) + 16 * (word))

/** irqchip_unmask() - let real sources interrupt */
static inline void irqchip_unmask(u32 word, u32 bits)
{
	writel(bits, EIC_IEC(REG_SET, word));
}

/** irqchip_mask() - let them interrupt no longer */
static inline void irqchip_mask(u32 word, u32 bits)
{
	writel(bits, EIC_IEC(REG_CLR, word));
}

/** irqchip_enable() - let a real source interrupt, or no longer */
static inline void irqchip_enable(u32 irq, bool on)
{
	if (on)
		irqchip_unmask(irq / 32, 1u << irq % 32);
	else
		irqchip_mask(irq / 32, 1u << irq % 32);
}

/** irqchip_clear_flags() - forget that they interrupted */
static inline void irqchip_clear_flags(u32 word, u32 bits)
{
	writel(bits, EIC_IFS(REG_CLR, word));
}

#endif /* _ASM_MIPS_IRQCHIP_H */
