// SPDX-License-Identifier: GPL-2.0
/*
 * Counts what an exit costs: ticks of the time-stamp counter, which in Bochs are
 * instructions, for ROUNDS of one instruction that exits, less those for ROUNDS of
 * one that does not. Each line gives the sum and a name; the reader divides.
 */
#include "testing.h"

#define ROUNDS		1000
#define UART_LSR	(UART + 5)
#define UART_SCRATCH	(UART + 7)
#define NO_PORT		0x2e8
#define PIC_MASTER	0x20
#define PIC_EOI		0x20

/* Without a look at the mode, which would be counted. */
#define XAPIC(reg)	(*(volatile uint32_t *)(APIC + (reg)))

static uint64_t rounds_of_nothing;

#define measure(name, code)                                                \
	do {                                                               \
		const uint64_t start = rdtsc();                            \
		uint64_t ticks;                                            \
		for (unsigned int i = 0; i < ROUNDS; i++)                  \
			code;                                              \
		ticks = rdtsc() - start;                                   \
		print("bench %u %s\n", (uint32_t)(ticks - rounds_of_nothing), \
		      name);                                               \
	} while (0)

static inline void cpuid(uint32_t leaf)
{
	asm volatile("cpuid" : "+a"(leaf) : : "ebx", "ecx", "edx");
}

static void calibrate(void)
{
	const uint64_t start = rdtsc();

	for (unsigned int i = 0; i < ROUNDS; i++)
		asm volatile("nop");
	rounds_of_nothing = rdtsc() - start;
}

int main(void)
{
	testing_init();
	calibrate();
	measure("CPUID", cpuid(1));
	measure("port read, emulated", inb(UART_LSR));
	measure("port write, emulated", outb(UART_SCRATCH, 0));
	measure("port read, nothing there", inb(NO_PORT));
	measure("model-specific register read", rdmsr(MSR_APIC_BASE));
	measure("local APIC read", (void)XAPIC(APIC_SVR));
	measure("local APIC write, decoded", XAPIC(APIC_TIMER_INIT) = 0);
	measure("end of interrupt, local APIC", XAPIC(APIC_EOI) = 0);
	measure("end of interrupt, 8259", outb(PIC_MASTER, PIC_EOI));
	print("bench done\n");
	halt();
}
