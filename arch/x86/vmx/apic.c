// SPDX-License-Identifier: GPL-2.0
/**
 * DOC: A guest's local APIC
 *
 * A guest uses the local APIC of its core: it reads it with no exit, and its
 * writes come here, because the page is mapped read-only. Timer, end of interrupt
 * and priority pass. What could reach another core does not: the interrupt
 * command register sends only ordinary interrupts to the core itself, and the
 * core's address in logical mode is not the guest's to choose. Local sources
 * deliver only ordinary interrupts, with vectors that no exception uses.
 */
#include <asm/apic.h>
#include <asm/cpu.h>
#include <asm/vmx-core.h>

#define FIRST_VECTOR		32
#define VECTOR			0xff
#define TIMER_BITS		(APIC_LVT_MASKED | 1 << 17 | VECTOR)
#define SOURCE_BITS		(APIC_LVT_MASKED | VECTOR)
#define SVR_BITS		(APIC_SVR_ENABLE | VECTOR)

enum {
	DROP,
	PASS,
	SOURCE,			/* a local vector table entry */
	COMMAND,		/* the interrupt command register, low half */
};

static const struct {
	u16 reg;
	u8 kind;
	u32 bits;
} rules[] = {
	{ APIC_EOI, PASS, 0 },
	{ APIC_TPR, PASS, VECTOR },
	{ APIC_SVR, SOURCE, SVR_BITS },
	{ APIC_ESR, PASS, 0 },
	{ APIC_ICR, COMMAND, 0 },
	{ APIC_ICR_HIGH, PASS, 0xff000000 },
	{ APIC_LVT_TIMER, SOURCE, TIMER_BITS },
	{ APIC_LVT_THERMAL, SOURCE, SOURCE_BITS },
	{ APIC_LVT_PERF, SOURCE, SOURCE_BITS },
	{ APIC_LVT_LINT0, SOURCE, SOURCE_BITS },
	{ APIC_LVT_LINT1, SOURCE, SOURCE_BITS },
	{ APIC_LVT_ERROR, SOURCE, SOURCE_BITS },
	{ APIC_TIMER_INIT, PASS, 0xffffffff },
	{ APIC_TIMER_DIVIDE, PASS, 0xb },
};

static void write_source(u32 reg, u32 value)
{
	if ((value & VECTOR) < FIRST_VECTOR)
		value = reg == APIC_SVR ? value | VECTOR : APIC_LVT_MASKED;
	apic_write(reg, value);
}

/* Only to itself: by shorthand, or by its own id in physical mode. */
static void write_command(u32 value)
{
	const u32 shorthand = value & ICR_SHORTHAND;
	const u32 to = apic_read(APIC_ICR_HIGH) >> 24;

	if ((value & ICR_DELIVERY_MODE) != ICR_FIXED ||
	    (value & VECTOR) < FIRST_VECTOR)
		return;
	if (shorthand == ICR_SELF ||
	    (!shorthand && !(value & ICR_LOGICAL) && to == this_cpu()->apic_id))
		apic_write(APIC_ICR, ICR_SELF | ICR_ASSERT | (value & VECTOR));
}

void guest_apic_write(u32 reg, u32 value)
{
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(rules); i++) {
		if (rules[i].reg != reg)
			continue;
		value &= rules[i].bits | (rules[i].kind == COMMAND ? ~0U : 0);
		if (rules[i].kind == PASS)
			apic_write(reg, value);
		else if (rules[i].kind == SOURCE)
			write_source(reg, value);
		else
			write_command(value);
		return;
	}
}
