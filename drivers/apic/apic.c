// SPDX-License-Identifier: GPL-2.0
/* The local APIC of the executing core (SDM vol. 3, chapter 11). */
#include <asm/apic.h>
#include <asm/barrier.h>
#include <asm/irqflags.h>
#include <asm/segment.h>

#define DFR_FLAT		0xffffffff
#define DIVIDE_BY_1		0xb
#define VECTORS			256

static const u16 local_sources[] = {
	APIC_LVT_TIMER, APIC_LVT_THERMAL, APIC_LVT_PERF,
	APIC_LVT_LINT0, APIC_LVT_LINT1, APIC_LVT_ERROR,
};

void apic_init(void)
{
	unsigned int i;

	wrmsr(MSR_APIC_BASE, rdmsr(MSR_APIC_BASE) | APIC_BASE_MODE);
	for (i = 0; i < ARRAY_SIZE(local_sources); i++)
		apic_write(local_sources[i], APIC_LVT_MASKED);
	apic_write(APIC_TIMER_INIT, 0);
	apic_write(APIC_TIMER_DIVIDE, DIVIDE_BY_1);
	if (!X2APIC_MODE) {
		apic_write(APIC_DFR, DFR_FLAT);
		apic_write(APIC_LDR, 0);
	}
	apic_write(APIC_TPR, 0);
	apic_write(APIC_SVR, APIC_SVR_ENABLE | VECTOR_SPURIOUS);
	apic_write(APIC_ESR, 0);
}

/* What was written before must be seen by who is interrupted (11.12.3). */
static void send_x2apic(u32 apic_id, u32 command)
{
	asm volatile("mfence; lfence" : : : "memory");
	wrmsr(X2APIC_MSR(APIC_ICR), (u64)apic_id << 32 | command);
}

/* A guest of this core may have written the upper half of a command already. */
void apic_send(u32 apic_id, u32 command)
{
	u32 high;

	if (X2APIC_MODE) {
		send_x2apic(apic_id, command);
		return;
	}
	high = apic_read(APIC_ICR_HIGH);
	apic_write(APIC_ICR_HIGH, apic_id << 24);
	apic_write(APIC_ICR, command);
	while (apic_read(APIC_ICR) & ICR_PENDING)
		cpu_relax();
	apic_write(APIC_ICR_HIGH, high);
}

static bool any(u32 reg)
{
	u32 i, bits = 0;

	for (i = 0; i < VECTORS / 32; i++)
		bits |= apic_read(reg + 16 * i);
	return bits;
}

/* Each round ends one interrupt in service at least, and takes one that waits. */
void apic_reset(void)
{
	int i;

	apic_init();
	for (i = 0; i < VECTORS && (any(APIC_ISR) || any(APIC_IRR)); i++) {
		apic_write(APIC_EOI, 0);
		local_irq_enable();
		cpu_relax();
		local_irq_disable();
	}
}
