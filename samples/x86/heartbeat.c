// SPDX-License-Identifier: GPL-2.0
/*
 * A guest that says at regular times that it is alive. Its time is the timer of
 * the core's local APIC, whose interrupts reach it without the hypervisor.
 */
#include "guest.h"

#define PERIOD		4000000		/* timer counts between two beats */
#define DIVIDE_BY_1	0xb
#define PERIODIC	(1 << 17)

static volatile uint32_t beats;

__attribute__((interrupt)) static void timer(struct interrupt_frame *frame)
{
	(void)frame;
	beats++;
	apic_write(APIC_EOI, 0);
}

int main(void)
{
	uint32_t seen = 0;

	console_init();
	interrupts_init();
	set_handler(VECTOR_TIMER, timer);
	put_string("heartbeat: timer started\n");
	apic_write(APIC_TIMER_DIV, DIVIDE_BY_1);
	apic_write(APIC_LVT_TIMER, PERIODIC | VECTOR_TIMER);
	apic_write(APIC_TIMER_INIT, PERIOD);
	for (;;) {
		while (seen == beats)
			wait_for_interrupt();
		seen = beats;
		put_string("beat ");
		put_number(seen);
		put_char('\n');
	}
}
