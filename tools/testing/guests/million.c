// SPDX-License-Identifier: GPL-2.0
/*
 * Lives on a million interrupts of its local APIC's timer, between two marks that
 * stop Bochs.
 */
#include "testing.h"

#define FUSE		0x8900
#define COUNT		1000000
#define PERIOD		60
#define PERIODIC	(1 << 17)
#define DIVIDE_BY_1	0xb

static volatile uint32_t ticks;

__attribute__((interrupt)) static void on_timer(struct interrupt_frame *frame)
{
	(void)frame;
	ticks++;
	apic_write(APIC_EOI, 0);
}

int main(void)
{
	testing_init();
	set_handler(VECTOR_TIMER, on_timer);
	outb(FUSE, 'D');
	apic_write(APIC_TIMER_DIV, DIVIDE_BY_1);
	apic_write(APIC_LVT_TIMER, PERIODIC | VECTOR_TIMER);
	apic_write(APIC_TIMER_INIT, PERIOD);
	while (ticks < COUNT)
		wait_for_interrupt();
	apic_write(APIC_TIMER_INIT, 0);
	outb(FUSE, 'D');
	print("%u interrupts\n", ticks);
	halt();
}
