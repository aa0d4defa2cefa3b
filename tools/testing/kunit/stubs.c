// SPDX-License-Identifier: GPL-2.0
/*
 * What the sources under test call and a test does not link: weak functions that
 * remember, so that a test can replace any of them.
 */
#include "kunit.h"

#include <levsha/arch.h>
#include <levsha/boot.h>
#include <levsha/console.h>
#include <levsha/guest.h>
#include <levsha/health.h>
#include <levsha/log.h>
#include <levsha/panic.h>
#include <levsha/time.h>
#include <levsha/uart.h>
#include <levsha/vreg.h>
#include <stdio.h>
#include <string.h>

#define __weak __attribute__((__weak__))

char said[65536];
u32 requests;
unsigned int this_cpu;
u64 now_us;

__weak struct guest guests[MAX_GUESTS];
__weak unsigned int nr_guests;
__weak const struct part_header *partition;

int __weak forget(void **state)
{
	said[0] = '\0';
	requests = 0;
	this_cpu = 0;
	now_us = 0;
	memset(guests, 0, sizeof(guests));
	nr_guests = 0;
	return 0;
}

static void remember(const char *text, size_t len)
{
	const size_t old = strlen(said);

	assert_true(old + len < sizeof(said));
	memcpy(said + old, text, len);
	said[old + len] = '\0';
}

static void vremember(const char *fmt, va_list args)
{
	char text[512];

	vsnprintf(text, sizeof(text), fmt, args);
	remember(text, strlen(text));
}

/* kernel/ */

void __weak console_write(int owner, const char *text)
{
	remember(text, strlen(text));
}

void __weak console_print(int owner, const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	vremember(fmt, args);
	va_end(args);
}

bool __weak console_full(void)
{
	return false;
}

int __weak console_owner(void)
{
	return CONSOLE_NOBODY;
}

void __weak console_flush(void)
{
}

void __weak log_write(const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	vremember(fmt + 1, args);
	va_end(args);
	remember("\n", 1);
}

bool __weak log_show(void)
{
	return false;
}

void __weak log_rewind(void)
{
	remember("rewound", 7);
}

void __weak prompt_input(char c)
{
	remember(&c, 1);
}

void __weak prompt_refresh(void)
{
}

void __weak command_run(const char *line)
{
	remember(line, strlen(line));
}

bool __weak command_busy(void)
{
	return false;
}

bool __weak command_go_on(void)
{
	return false;
}

void __weak health_watch(void)
{
}

bool __weak health_event(struct guest *guest, enum part_event event)
{
	return true;
}

const char __weak *health_event_name(enum part_event event)
{
	static const char *const names[] = { "first event" };

	return event < 1 ? names[event] : "another event";
}

void __weak guest_show(const struct guest *guest)
{
	console_printf("%u %s %s\n", guest->id, guest->part->name,
		       guest_state_name(guest));
}

bool __weak guest_alive(const struct guest *guest)
{
	return guest->state == GUEST_RUNNING || guest->state == GUEST_LOADING;
}

void __weak guest_set_state(struct guest *guest, enum guest_state state)
{
	guest->state = state;
}

const char __weak *guest_state_name(const struct guest *guest)
{
	return guest->state == GUEST_RUNNING ? "running" : "stopped";
}

const void __weak *partition_table(const struct part_table *table)
{
	return (const u8 *)partition + table->offset;
}

const u8 __weak *partition_image(u32 image)
{
	return NULL;
}

void __weak panic(const char *fmt, ...)
{
	fail_msg("panic: %s", fmt);
	__builtin_unreachable();
}

unsigned long __weak ktime_us(void)
{
	return now_us;
}

void __weak ktime_stamp(struct ktime *now)
{
	now->sec = (u32)(now_us / 1000000);
	now->usec = (u32)(now_us % 1000000);
}

/* virt/ */

bool __weak mux_waits(int owner)
{
	return false;
}

bool __weak mux_poll(struct guest *guest)
{
	return false;
}

void __weak mux_input(struct guest *guest, u8 c)
{
	remember((const char *)&c, 1);
}

void __weak vuart_reset(struct guest *guest)
{
}

void __weak vuart_update(struct guest *guest)
{
}

bool __weak vuart_access(struct guest *guest, const struct part_block *block,
			 struct vreg_access *a)
{
	return false;
}

void __weak vuart_bring(struct vuart *uart, u8 c)
{
}

void __weak vpic_reset(struct guest *guest)
{
}

void __weak vpic_set_line(struct guest *guest, u8 irq, bool level)
{
}

bool __weak vpic_access(struct guest *guest, const struct part_block *block,
			struct vreg_access *a)
{
	return false;
}

bool __weak vpit_access(struct guest *guest, const struct part_block *block,
			struct vreg_access *a)
{
	return false;
}

bool __weak vcrtc_access(struct guest *guest, const struct part_block *block,
			 struct vreg_access *a)
{
	return true;
}

void __weak vpci_init(struct guest *guest)
{
}

void __weak vpci_reset(struct guest *guest)
{
}

bool __weak vpci_access(struct guest *guest, const struct part_block *block,
			struct vreg_access *a)
{
	return false;
}

/* drivers/ */

bool __weak vpm_access(struct guest *guest, const struct part_block *block,
		       struct vreg_access *a)
{
	return false;
}

int __weak uart_getc(void)
{
	return -1;
}

bool __weak uart_putc(char c)
{
	remember(&c, 1);
	return true;
}

/* arch/ */

unsigned int __weak arch_cpu_id(void)
{
	return this_cpu;
}

void __weak arch_wait(void)
{
}

void __weak arch_reboot(void)
{
	fail_msg("reboot");
	__builtin_unreachable();
}

void __weak arch_guest_init(struct guest *guest)
{
}

void __weak arch_guest_reset(struct guest *guest)
{
}

bool __weak arch_guest_run(struct guest *guest)
{
	return true;
}

void __weak arch_guest_clear(struct guest *guest)
{
}

void __weak arch_guest_copy(struct guest *guest, u64 gpa, const void *from,
			    size_t size)
{
}

void __weak arch_guest_wait(void)
{
}

void __weak arch_request(struct guest *guest, u32 bits)
{
	requests |= bits;
}

u32 __weak arch_take_requests(void)
{
	const u32 bits = requests;

	requests = 0;
	return bits;
}

const char __weak *arch_exit_name(unsigned int n)
{
	static const char *const names[] = { "first cause", "second cause" };

	return n < 2 ? names[n] : NULL;
}

unsigned long __weak arch_exit_count(const struct guest *guest, unsigned int n)
{
	return 0;
}

void __weak arch_irq_route(struct guest *guest, u32 irq, u32 flags, u32 vector,
			   bool masked)
{
}

u8 __weak arch_irq_in_service(u32 vector)
{
	return 0;
}

void __weak arch_irq_eoi(void)
{
}

void __weak arch_timer_arm(u64 us)
{
}
