// SPDX-License-Identifier: GPL-2.0
/* The local APIC: what a guest may use works; what reaches others does not. */
#include "testing.h"

#define APIC_ID		0x020
#define APIC_TPR	0x080
#define APIC_LDR	0x0d0
#define APIC_DFR	0x0e0
#define APIC_LVT_LINT0	0x350
#define APIC_LVT_LINT1	0x360
#define APIC_ICR	0x300
#define APIC_ICR_HIGH	0x310
#define DIVIDE_BY_1	0xb
#define SELF		(1 << 18)
#define ASSERT		(1 << 14)

static volatile uint32_t ticks, selves;

__attribute__((interrupt)) static void on_timer(struct interrupt_frame *frame)
{
	(void)frame;
	ticks++;
	apic_write(APIC_EOI, 0);
}

__attribute__((interrupt)) static void on_self(struct interrupt_frame *frame)
{
	(void)frame;
	selves++;
	apic_write(APIC_EOI, 0);
}

/* With interrupts on for a while. */
static void listen(void)
{
	asm volatile("sti" : : : "memory");
	wait(20000);
	asm volatile("cli" : : : "memory");
}

static void send(uint32_t to, uint32_t command)
{
	apic_write(APIC_ICR_HIGH, to << 24);
	apic_write(APIC_ICR, command);
	wait(100);
}

/* Every delivery mode, destination mode and shorthand, to every core. */
static void try_to_reach_others(uint32_t me)
{
	uint32_t to, mode, shorthand;

	for (to = 0; to < 256; to += to < 8 ? 1 : 31) {
		for (mode = 0; mode < 16; mode++) {
			for (shorthand = 0; shorthand < 4; shorthand++) {
				if (shorthand == 1 || (to == me && !shorthand))
					continue;
				send(to, shorthand << 18 | ASSERT | mode << 8 |
						 0x41);
			}
		}
	}
}

/* INIT, SIPI, NMI and SMI to itself would be as bad as from another. */
static void try_special_to_itself(uint32_t me)
{
	uint32_t mode;

	for (mode = 1; mode < 8; mode++) {
		send(me, mode << 8 | ASSERT | 0x41);
		send(0, SELF | mode << 8 | ASSERT | 0x41);
	}
	apic_write(APIC_LVT_LINT0, 0x400);
	apic_write(APIC_LVT_LINT1, 0x500);
	apic_write(APIC_LVT_TIMER, 0x441);
	apic_write(APIC_TIMER_INIT, 100);
	wait(10000);
}

static void try_identity(uint32_t me)
{
	const uint32_t ldr = apic_read(APIC_LDR), dfr = apic_read(APIC_DFR);

	apic_write(APIC_ID, 0);
	ok(apic_read(APIC_ID) >> 24 == me, "the APIC id stays");
	apic_write(APIC_LDR, 0xff000000);
	ok(apic_read(APIC_LDR) == ldr, "the logical id stays");
	apic_write(APIC_DFR, 0x0fffffff);
	ok(apic_read(APIC_DFR) == dfr, "the destination format stays");
}

static void try_what_is_allowed(uint32_t me)
{
	set_handler(0x41, on_self);
	set_handler(VECTOR_TIMER, on_timer);
	apic_write(APIC_TIMER_DIV, DIVIDE_BY_1);
	apic_write(APIC_LVT_TIMER, VECTOR_TIMER);
	apic_write(APIC_TIMER_INIT, 1000);
	listen();
	ok(ticks == 1, "the timer interrupts once");
	send(0, SELF | ASSERT | 0x41);
	listen();
	ok(selves == 1, "an interrupt to itself by shorthand arrives");
	send(me, ASSERT | 0x41);
	listen();
	ok(selves == 2, "an interrupt to itself by its id arrives");
	apic_write(APIC_TPR, 0x50);
	send(0, SELF | ASSERT | 0x41);
	listen();
	ok(selves == 2, "the task priority holds it back");
	apic_write(APIC_TPR, 0);
	listen();
	ok(selves == 3, "and lets it go");
}

int main(void)
{
	const uint32_t me = apic_read(APIC_ID) >> 24;

	testing_init();
	try_identity(me);
	try_what_is_allowed(me);
	try_to_reach_others(me);
	listen();
	ok(selves == 3, "nothing sent to others came back");
	try_special_to_itself(me);
	ok(selves == 3, "no special interrupt to itself arrived");
	done();
}
