// SPDX-License-Identifier: GPL-2.0
/*
 * The local APIC, in the mode in which it is: what a guest may use works; what
 * reaches others does not.
 */
#include "testing.h"

#define APIC_ID		0x020
#define APIC_TPR	0x080
#define APIC_LDR	0x0d0
#define APIC_DFR	0x0e0
#define APIC_LVT_LINT0	0x350
#define APIC_LVT_LINT1	0x360
#define APIC_ICR	0x300
#define APIC_ICR_HIGH	0x310
#define APIC_SELF_IPI	0x3f0
#define DIVIDE_BY_1	0xb
#define VECTOR_SELF	0x41
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

/* In x2APIC mode a write may raise an exception; that it did is told. */
static bool try_write(uint32_t reg, uint64_t value)
{
	if (x2apic)
		return faults("wrmsr", : : "c"(MSR_X2APIC + reg / 16),
			      "A"(value) : "memory") == NO_FAULT;
	apic_write(reg, (uint32_t)value);
	return true;
}

static uint32_t id(void)
{
	return apic_read(APIC_ID) >> (x2apic ? 0 : 24);
}

static void send(uint32_t to, uint32_t command)
{
	if (!x2apic)
		apic_write(APIC_ICR_HIGH, to << 24);
	try_write(APIC_ICR, x2apic ? (uint64_t)to << 32 | command : command);
	wait(100);
}

/* Every delivery mode, destination mode and shorthand. */
static void try_to_reach(uint32_t to, uint32_t me)
{
	uint32_t mode, shorthand;

	for (mode = 0; mode < 16; mode++) {
		for (shorthand = 0; shorthand < 4; shorthand++) {
			if (shorthand != 1 && (shorthand || to != me))
				send(to, shorthand << 18 | ASSERT | mode << 8 |
						 VECTOR_SELF);
		}
	}
}

/* Every core; sets of cores, and all, in logical and in physical mode. */
static void try_to_reach_others(uint32_t me)
{
	static const uint32_t sets[] = { 0x0f, 0x55, 0xff, 0x101ff, 0xffff,
					 0xffffffff };
	uint32_t i;

	for (i = 0; i < 8; i++)
		try_to_reach(i, me);
	for (i = 0; i < ARRAY_SIZE(sets); i++)
		try_to_reach(sets[i], me);
}

/* INIT, SIPI, NMI and SMI to itself would be as bad as from another. */
static void try_special_to_itself(uint32_t me)
{
	uint32_t mode;

	for (mode = 1; mode < 8; mode++) {
		send(me, mode << 8 | ASSERT | VECTOR_SELF);
		send(0, SELF | mode << 8 | ASSERT | VECTOR_SELF);
	}
	try_write(APIC_LVT_LINT0, 0x400);
	try_write(APIC_LVT_LINT1, 0x500);
	try_write(APIC_LVT_TIMER, 0x441);
	apic_write(APIC_TIMER_INIT, 100);
	wait(10000);
}

static void try_identity(uint32_t me)
{
	const uint32_t ldr = apic_read(APIC_LDR);
	const uint32_t dfr = x2apic ? 0 : apic_read(APIC_DFR);
	bool good;

	good = !try_write(APIC_ID, 0) == x2apic && id() == me;
	ok(good, "the APIC id stays");
	good = !try_write(APIC_LDR, 0xff000000) == x2apic &&
	       apic_read(APIC_LDR) == ldr;
	ok(good, "the logical id stays");
	good = !try_write(APIC_DFR, 0x0fffffff) == x2apic &&
	       (x2apic || apic_read(APIC_DFR) == dfr);
	ok(good, "the destination format stays");
}

static void try_what_is_allowed(uint32_t me)
{
	set_handler(VECTOR_SELF, on_self);
	set_handler(VECTOR_TIMER, on_timer);
	apic_write(APIC_TIMER_DIV, DIVIDE_BY_1);
	apic_write(APIC_LVT_TIMER, VECTOR_TIMER);
	apic_write(APIC_TIMER_INIT, 1000);
	listen();
	ok(ticks == 1, "the timer interrupts once");
	send(0, SELF | ASSERT | VECTOR_SELF);
	listen();
	ok(selves == 1, "an interrupt to itself by shorthand arrives");
	send(me, ASSERT | VECTOR_SELF);
	listen();
	ok(selves == 2, "an interrupt to itself by its id arrives");
	apic_write(APIC_TPR, 0x50);
	if (x2apic)
		apic_write(APIC_SELF_IPI, VECTOR_SELF);
	else
		send(0, SELF | ASSERT | VECTOR_SELF);
	listen();
	ok(selves == 2, "the task priority holds it back");
	apic_write(APIC_TPR, 0);
	listen();
	ok(selves == 3, "and lets it go");
}

int main(void)
{
	uint32_t me;

	testing_init();
	me = id();
	try_identity(me);
	try_what_is_allowed(me);
	try_to_reach_others(me);
	listen();
	ok(selves == 3, "nothing sent to others came back");
	try_special_to_itself(me);
	ok(selves == 3, "no special interrupt to itself arrived");
	done();
}
