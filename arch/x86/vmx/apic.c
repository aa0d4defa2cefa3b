// SPDX-License-Identifier: GPL-2.0
/**
 * DOC: A guest's local APIC
 *
 * A guest uses the local APIC of its core: it reads it with no exit. In xAPIC mode
 * its writes come here, because the page is mapped read-only; in x2APIC mode it
 * writes timer, end of interrupt and priority and interrupts itself with no exit
 * either, and only the other registers come here. What could reach another core
 * does not: the interrupt command register sends only ordinary interrupts to the
 * core itself, and the core's address in logical mode is not the guest's to
 * choose. Local sources deliver only ordinary interrupts. Whatever their vectors,
 * they hit the guest alone: the hypervisor throws away what it finds, see traps.c.
 */
#include <asm/apic.h>
#include <asm/cpu.h>
#include <asm/vmx-core.h>

#define VECTOR			0xff
#define TIMER_BITS		(APIC_LVT_MASKED | 1 << 17 | VECTOR)
#define SOURCE_BITS		(APIC_LVT_MASKED | VECTOR)
#define ICR_HIGH_BITS		0xff000000

static const struct {
	u16 reg;
	u32 bits;		/* that the guest may set */
} rules[] = { /* what is written most stands first */
	{ APIC_TIMER_INIT, 0xffffffff },
	{ APIC_EOI, 0 },
	{ APIC_TPR, VECTOR },
	{ APIC_SVR, APIC_SVR_ENABLE | VECTOR },
	{ APIC_ESR, 0 },
	{ APIC_LVT_TIMER, TIMER_BITS },
	{ APIC_LVT_THERMAL, SOURCE_BITS },
	{ APIC_LVT_PERF, SOURCE_BITS },
	{ APIC_LVT_LINT0, SOURCE_BITS },
	{ APIC_LVT_LINT1, SOURCE_BITS },
	{ APIC_LVT_ERROR, SOURCE_BITS },
	{ APIC_TIMER_DIVIDE, 0xb },
};

/* Only to itself: by shorthand, or by its own id in physical mode. */
static void write_command(u32 to, u32 value)
{
	const u32 shorthand = value & ICR_SHORTHAND;

	if ((value & ICR_DELIVERY_MODE) != ICR_FIXED)
		return;
	if (shorthand == ICR_SELF ||
	    (!shorthand && !(value & ICR_LOGICAL) && to == this_cpu()->apic_id))
		apic_write(APIC_ICR, ICR_SELF | ICR_ASSERT | (value & VECTOR));
}

bool guest_apic_write(u32 reg, u64 value)
{
	unsigned int i;

	if (reg == APIC_ICR) {
		write_command(X2APIC_MODE ? (u32)(value >> 32) :
					    apic_read(APIC_ICR_HIGH) >> 24,
			      (u32)value);
		return true;
	}
	if (reg == APIC_ICR_HIGH && !X2APIC_MODE) {
		apic_write(reg, (u32)value & ICR_HIGH_BITS);
		return true;
	}
	for (i = 0; i < ARRAY_SIZE(rules); i++) {
		if (rules[i].reg == reg) {
			apic_write(reg, (u32)value & rules[i].bits);
			return true;
		}
	}
	return false;
}
