/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The local APIC's registers and those of the I/O APIC. They are named by their
 * place in memory in xAPIC mode (SDM vol. 3, table 11-1), from which the number of
 * the model-specific register follows that it is in x2APIC mode (11.12.1.2).
 */
#ifndef _ASM_X86_APIC_H
#define _ASM_X86_APIC_H

#define APIC_BASE		0xfee00000

#define APIC_ID			0x020
#define APIC_TPR		0x080
#define APIC_EOI		0x0b0
#define APIC_LDR		0x0d0
#define APIC_DFR		0x0e0
#define APIC_SVR		0x0f0
#define APIC_ISR		0x100
#define APIC_IRR		0x200
#define APIC_ESR		0x280
#define APIC_ICR		0x300
#define APIC_ICR_HIGH		0x310
#define APIC_LVT_TIMER		0x320
#define APIC_LVT_THERMAL	0x330
#define APIC_LVT_PERF		0x340
#define APIC_LVT_LINT0		0x350
#define APIC_LVT_LINT1		0x360
#define APIC_LVT_ERROR		0x370
#define APIC_TIMER_INIT		0x380
#define APIC_TIMER_DIVIDE	0x3e0
#define APIC_SELF_IPI		0x3f0	/* x2APIC only */

#define X2APIC_MSR(reg)		(MSR_X2APIC + (reg) / 16)

#define APIC_SVR_ENABLE		(1 << 8)
#define APIC_LVT_MASKED		(1 << 16)

#define ICR_FIXED		(0 << 8)
#define ICR_NMI			(4 << 8)
#define ICR_INIT		(5 << 8)
#define ICR_SIPI		(6 << 8)
#define ICR_DELIVERY_MODE	(7 << 8)
#define ICR_LOGICAL		(1 << 11)
#define ICR_PENDING		(1 << 12)
#define ICR_ASSERT		(1 << 14)
#define ICR_SELF		(1 << 18)
#define ICR_ALL_BUT_SELF	(3 << 18)
#define ICR_SHORTHAND		(3 << 18)

#include <asm/msr.h>

#ifndef __ASSEMBLY__

#include <asm/io.h>
#include <asm/segment.h>
#include <linux/types.h>

/** X2APIC_MODE - how local APICs are used is the board's decision, see Kconfig */
#ifdef CONFIG_X2APIC
#define X2APIC_MODE		true
#else
#define X2APIC_MODE		false
#endif

/* APIC_BASE_MODE - bits of MSR_APIC_BASE, for hypervisor and guests */
#define APIC_BASE_MODE (APIC_BASE_ENABLE | (X2APIC_MODE ? APIC_BASE_X2APIC : 0))

static inline u32 apic_read(u32 reg)
{
	return X2APIC_MODE ? (u32)rdmsr(X2APIC_MSR(reg)) : readl(APIC_BASE + reg);
}

static inline void apic_write(u32 reg, u32 value)
{
	if (X2APIC_MODE)
		wrmsr(X2APIC_MSR(reg), value);
	else
		writel(value, APIC_BASE + reg);
}

/** apic_id() - the executing core's */
static inline u32 apic_id(void)
{
	return apic_read(APIC_ID) >> (X2APIC_MODE ? 0 : 24);
}

/** apic_init() - bring the executing core's local APIC to a known state */
void apic_init(void);

/** apic_send() - send an interrupt command to one core and see it accepted */
void apic_send(u32 apic_id, u32 command);

/**
 * apic_reset() - take from the executing core's local APIC all that a guest left
 *	there: sources, interrupts in service and interrupts that wait
 *
 * Context: interrupts off; they are taken and thrown away inside.
 */
void apic_reset(void);

/* The I/O APIC, drivers/apic/ioapic.c. */
#define IOAPIC_NMI		(4 << 8 | VECTOR_NMI)
#define IOAPIC_DELIVERY_MODE	(7 << 8)
#define IOAPIC_LOW		(1 << 13)	/* active low */
#define IOAPIC_LEVEL		(1 << 15)
#define IOAPIC_MASKED		(1 << 16)

/**
 * ioapic_init() - use the I/O APIC, all its pins masked, in place of the 8259 pair
 * @base: its registers
 *
 * Context: core 0, before interrupts are first enabled: the boot loader leaves the
 * timer's interrupt open at the 8259, with the vector of the double fault.
 */
void ioapic_init(phys_addr_t base);

/**
 * ioapic_route() - write the redirection entry of a pin
 * @pin: interrupt input; one that the I/O APIC lacks is ignored
 * @low: vector and IOAPIC_* flags
 * @core: where it goes
 *
 * Context: any core; a lock held for a few accesses orders them.
 */
void ioapic_route(u32 pin, u32 low, u32 core);

#endif /* __ASSEMBLY__ */

#endif /* _ASM_X86_APIC_H */
