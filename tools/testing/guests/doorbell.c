// SPDX-License-Identifier: GPL-2.0
/* Tells each interrupt, whatever its vector, and sleeps in between. */
#include "testing.h"

#define APIC_ISR	0x100
#define VECTORS		256

static volatile uint32_t rung;

/* All vectors lead here; the local APIC knows which is in service. */
__attribute__((interrupt)) static void on_interrupt(struct interrupt_frame *frame)
{
	uint32_t i, bits;

	(void)frame;
	for (i = 0; i < VECTORS / 32; i++) {
		bits = apic_read(APIC_ISR + 16 * i);
		if (bits)
			rung = 32 * i + (uint32_t)__builtin_ctz(bits);
	}
	apic_write(APIC_EOI, 0);
}

int main(void)
{
	uint32_t vector;

	testing_init();
	for (vector = 32; vector < VECTORS; vector++)
		set_handler((uint8_t)vector, on_interrupt);
	print("waiting\n");
	for (;;) {
		while (!rung)
			wait_for_interrupt();
		vector = rung;
		rung = 0;
		print("vector %x\n", vector);
	}
}
