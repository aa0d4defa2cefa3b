// SPDX-License-Identifier: GPL-2.0
/*
 * What the sources of microcontrollers call and a test does not link: weak
 * functions that remember, so that a test can replace any of them.
 */
#include "stubs.h"

#include "../kunit.h"

#include <asm/exit.h>
#include <asm/io.h>
#include <asm/vnvm.h>
#include <levsha/arch.h>
#include <levsha/console.h>
#include <levsha/guest.h>
#include <levsha/health.h>
#include <levsha/log.h>
#include <levsha/sched.h>
#include <string.h>

#define __weak __attribute__((__weak__))

__weak struct guest guests[MAX_GUESTS];
unsigned int guests_there;
extern const unsigned int nr_guests __attribute__((alias("guests_there")));
/* Guests that differ in all */
const struct part_numbers part_least;
const struct part_numbers part_most = {
	~0u, ~0u, ~0u, ~0u, ~0u, ~0u, ~0u, ~0u,
};

u32 now_count;
struct asked asked;
u32 ipl, woken, requests, timer_changes, events[PART_NR_EVENTS];
bool ti, cp0_trapped;

int forget(void **state)
{
	now_count = 0;
	asked = (struct asked){};
	ipl = 0;
	woken = 0;
	requests = 0;
	timer_changes = 0;
	ti = false;
	cp0_trapped = false;
	memset(events, 0, sizeof(events));
	memset(guests, 0, sizeof(guests));
	return 0;
}

void __weak arch_inject(struct guest *guest, u32 level, u32 offset, u32 set)
{
	asked = (struct asked){ level, offset, set, asked.calls + 1 };
}

void __weak arch_guest_trap_cp0(struct guest *guest, bool on)
{
	cp0_trapped = on;
}

u32 __weak arch_guest_ipl(void)
{
	return ipl;
}

void __weak arch_guest_set_ti(struct guest *guest, bool value)
{
	ti = value;
}

void __weak arch_request(struct guest *guest, u32 bits)
{
	requests |= bits;
}

u32 __weak mmio_read(phys_addr_t addr, unsigned int width)
{
	fail_msg("read of %lx", addr);
	return 0;
}

void __weak mmio_write(phys_addr_t addr, unsigned int width, u32 value)
{
	fail_msg("write of %x to %lx", value, addr);
}

bool __weak health_event(struct guest *guest, enum part_event event)
{
	events[event]++;
	return true;
}

u32 __weak guest_fail(struct guest *guest, enum part_event event,
		      const char *reason)
{
	events[event]++;
	return 0;
}

void __weak log_write(const char *fmt, ...)
{
}

void __weak console_kick(void)
{
}

void __weak console_soon(void)
{
}

void __weak vnvm_irq(void)
{
	fail_msg("an interrupt of the flash controller");
}

void __weak vnvm_reset(struct guest *guest)
{
	fail_msg("a guest that writes flash");
}

void __weak sched_wake(struct guest *guest)
{
	woken++;
}

void __weak sched_timer_changed(u32 due)
{
	timer_changes++;
}

void __weak sched_watch(struct guest *guest, bool on)
{
	guest->sched.watched = on;
}
