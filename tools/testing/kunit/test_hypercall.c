// SPDX-License-Identifier: GPL-2.0
/* Hypercalls: what each does, and that no argument does harm. */
#include "kunit.h"
#include "mips/stubs.h"

#include <levsha/arch.h>
#include <levsha/guest.h>
#include <levsha/hypercall.h>
#include <levsha/time.h>
#include <stdlib.h>
#include <string.h>
#include <uapi/levsha/hypercall.h>

#define TEXT_AT 0x80001000

static struct part_guest parts[3];
static const char text[] = "hello, console";
static char sent[128];
static u32 yields, raised, updates;
static struct guest *raised_in;

void sched_yield(struct guest *guest)
{
	yields++;
}

void ktime_stamp(struct ktime *now)
{
	*now = (struct ktime){ 12, 345678 };
}

const u8 *arch_guest_memory(struct guest *guest, u32 addr, u32 len)
{
	if (addr < TEXT_AT || addr - TEXT_AT > sizeof(text) ||
	    len > sizeof(text) - (addr - TEXT_AT))
		return NULL;
	return (const u8 *)text + (addr - TEXT_AT);
}

void vuart_transmit(struct vuart *uart, u8 c)
{
	assert_ptr_equal(uart, &guests[0].vuart);
	strncat(sent, (const char *)&c, 1);
}

void vuart_update(struct guest *guest)
{
	updates++;
}

void veic_raise(struct guest *guest, u32 irq, u32 bits)
{
	assert_int_equal(irq, PART_IRQ_NOTIFY);
	assert_int_equal(bits, 1);
	raised++;
	raised_in = guest;
}

static int start(void **state)
{
	u32 i;

	forget(state);
	guests_there = 3;
	memset(parts, 0, sizeof(parts));
	for (i = 0; i < 3; i++) {
		guests[i].part = &parts[i];
		guests[i].id = i + 1;
	}
	sent[0] = '\0';
	yields = 0;
	raised = 0;
	updates = 0;
	return 0;
}

static u32 second;

static s32 call(u32 number, u32 a0, u32 a1)
{
	struct hypercall c = { number, { a0, a1 }, { { 0x77, 0x88 } } };

	hypercall(&guests[0], &c);
	second = c.second;
	return c.first;
}

static void version_is_that_of_the_abi(void **state)
{
	assert_int_equal(call(LEVSHA_GET_VERSION, 0, 0), LEVSHA_ABI_VERSION);
	assert_int_equal(second, 0x88);
}

static void yield_goes_to_the_scheduler(void **state)
{
	assert_int_equal(call(LEVSHA_YIELD, 0, 0), 0);
	assert_int_equal(yields, 1);
}

static void text_goes_to_the_guests_console(void **state)
{
	assert_int_equal(call(LEVSHA_CONSOLE_WRITE, TEXT_AT, 5), 5);
	assert_string_equal(sent, "hello");
	assert_int_equal(updates, 1);
	assert_int_equal(call(LEVSHA_CONSOLE_WRITE, TEXT_AT, 0), 0);
}

static void a_full_console_takes_no_more(void **state)
{
	guests[0].vuart.tx_head = CONFIG_VUART_RING_SIZE - 1;
	assert_int_equal(call(LEVSHA_CONSOLE_WRITE, TEXT_AT, 5), 0);
	assert_string_equal(sent, "");
}

static void text_elsewhere_is_refused(void **state)
{
	static const u32 bad[][2] = {
		{ 0, 1 }, { TEXT_AT - 1, 2 }, { TEXT_AT, sizeof(text) + 1 },
		{ TEXT_AT, 0xffffffff }, { 0xffffffff, 2 },
	};
	u32 i;

	for (i = 0; i < ARRAY_SIZE(bad); i++)
		assert_int_equal(call(LEVSHA_CONSOLE_WRITE, bad[i][0],
				      bad[i][1]), LEVSHA_EINVAL);
	assert_string_equal(sent, "");
}

static void time_is_seconds_and_microseconds(void **state)
{
	assert_int_equal(call(LEVSHA_TIME, 0, 0), 12);
	assert_int_equal(second, 345678);
}

static void who_may_notify_interrupts_another(void **state)
{
	parts[0].notify_mask = 1 << 3;
	assert_int_equal(call(LEVSHA_NOTIFY, 3, 0), 0);
	assert_int_equal(raised, 1);
	assert_ptr_equal(raised_in, &guests[2]);
}

static void who_may_not_notify_does_not(void **state)
{
	parts[0].notify_mask = 1 << 3;
	assert_int_equal(call(LEVSHA_NOTIFY, 2, 0), LEVSHA_EPERM);
	parts[0].notify_mask = 1 << 2;
	assert_int_equal(call(LEVSHA_NOTIFY, 3, 0), LEVSHA_EPERM);
	assert_int_equal(call(LEVSHA_NOTIFY, 0, 0), LEVSHA_EINVAL);
	assert_int_equal(call(LEVSHA_NOTIFY, 4, 0), LEVSHA_EINVAL);
	assert_int_equal(call(LEVSHA_NOTIFY, ~0U, 0), LEVSHA_EINVAL);
	assert_int_equal(raised, 0);
}

static void restart_starts_anew(void **state)
{
	call(LEVSHA_RESTART, 0, 0);
	assert_int_equal(requests, GUEST_REQ_STOP | GUEST_REQ_START);
}

static void a_fault_is_an_event(void **state)
{
	call(LEVSHA_FAULT, 0xdead, 0);
	assert_int_equal(events[PART_EVENT_FAULT], 1);
}

static void other_numbers_are_unknown(void **state)
{
	assert_int_equal(call(LEVSHA_NR_HYPERCALLS, 0, 0), LEVSHA_ENOSYS);
	assert_int_equal(call(~0U, 0, 0), LEVSHA_ENOSYS);
}

static void nothing_random_does_harm(void **state)
{
	u32 i;

	srand(1);
	for (i = 0; i < 100000; i++) {
		sent[0] = '\0';
		call((u32)rand() % 9, (u32)rand() << 1, (u32)rand() << 1);
	}
	assert_int_equal(raised, 0);
}

#define test(name) cmocka_unit_test_setup(name, start)

int main(void)
{
	const struct CMUnitTest tests[] = {
		test(version_is_that_of_the_abi),
		test(yield_goes_to_the_scheduler),
		test(text_goes_to_the_guests_console),
		test(a_full_console_takes_no_more),
		test(text_elsewhere_is_refused),
		test(time_is_seconds_and_microseconds),
		test(who_may_notify_interrupts_another),
		test(who_may_not_notify_does_not),
		test(restart_starts_anew),
		test(a_fault_is_an_event),
		test(other_numbers_are_unknown),
		test(nothing_random_does_harm),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
