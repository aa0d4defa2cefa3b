// SPDX-License-Identifier: GPL-2.0
/*
 * Takes an interrupt of its local APIC's timer, and one of the printer port that
 * it owns, between marks at which the test looks for exits. A mark stops Bochs;
 * what the test reads then is in results.
 */
#include "testing.h"

#define FUSE		0x8900
#define LPT		0x378
#define LPT_IRQ		7
#define LPT_STROBE	0x01
#define LPT_ONLINE	0x0c	/* selected, not being initialised */
#define LPT_INTERRUPT	0x10
#define DIVIDE_BY_1	0xb
#define APIC_TIMER_COUNT 0x390
#define PERIOD		5000

/* At the guest's physical address RESULTS, which the test knows. */
struct results {
	uint32_t timer_interrupts;
	uint32_t timer_latency;
	uint32_t lpt_interrupts;
};

#define RESULTS		((volatile struct results *)0x1000)

static uint64_t expires;

__attribute__((interrupt)) static void on_timer(struct interrupt_frame *frame)
{
	const uint64_t now = rdtsc();

	(void)frame;
	RESULTS->timer_latency = (uint32_t)(now - expires);
	RESULTS->timer_interrupts++;
}

__attribute__((interrupt)) static void on_lpt(struct interrupt_frame *frame)
{
	(void)frame;
	inb(LPT + 1);
	RESULTS->lpt_interrupts++;
}

static void mark(void)
{
	outb(FUSE, 'D');
}

static void sleep_until(volatile uint32_t *count)
{
	while (!*count)
		wait_for_interrupt();
}

static void take_timer_interrupt(void)
{
	apic_write(APIC_TIMER_DIV, DIVIDE_BY_1);
	apic_write(APIC_LVT_TIMER, VECTOR_TIMER);
	apic_write(APIC_TIMER_INIT, PERIOD);
	expires = rdtsc() + apic_read(APIC_TIMER_COUNT);
	mark();
	sleep_until(&RESULTS->timer_interrupts);
	mark();
	apic_write(APIC_EOI, 0);
}

static void take_lpt_interrupt(void)
{
	irq_enable(LPT_IRQ);
	outb(LPT + 2, LPT_ONLINE | LPT_INTERRUPT);
	mark();
	outb(LPT + 2, LPT_ONLINE | LPT_INTERRUPT | LPT_STROBE);
	sleep_until(&RESULTS->lpt_interrupts);
	mark();
	irq_done(LPT_IRQ);
}

/* Computes, as a guest does that needs nobody. */
static void compute(void)
{
	mark();
	wait(2000000);
	mark();
}

int main(void)
{
	testing_init();
	set_handler(VECTOR_TIMER, on_timer);
	set_handler(VECTOR_IRQ(LPT_IRQ), on_lpt);
	take_timer_interrupt();
	take_lpt_interrupt();
	compute();
	print("ok 1 - all taken\n1..1\n");
	halt();
}
