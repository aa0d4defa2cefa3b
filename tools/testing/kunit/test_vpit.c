// SPDX-License-Identifier: GPL-2.0
/* A guest's 8254, as software measures with it, and is interrupted by it. */
#include "kunit.h"

#include <levsha/arch.h>
#include <levsha/guest.h>
#include <levsha/vpc.h>
#include <levsha/vreg.h>
#include <string.h>

#define COUNTER(n) (0x40 + (n))
#define CONTROL 0x43
#define SPEAKER 0x61
#define SPEAKER_OUT 0x20
#define LOW_HIGH 0x30

static struct {
	struct guest guest;
	u8 behind[16];
} all;

static unsigned int interrupts;
static bool line;
static u64 armed, due;

void vpic_set_line(struct guest *g, u8 irq, bool level)
{
	assert_int_equal(irq, 0);
	interrupts += level && !line;
	line = level;
}

void arch_timer_arm(u64 us)
{
	armed = us;
	due = now_us + us;
}

#define guest all.guest

/* Time passes, and the core's timer wakes it as armed. */
static void pass(u64 us)
{
	const u64 end = now_us + us;

	while (armed && due <= end) {
		now_us = due;
		vpit_tick(&guest);
	}
	now_us = end;
}

static int start(void **state)
{
	interrupts = 0;
	line = false;
	armed = 0;
	forget(state);
	memset(&guest, 0xa5, sizeof(guest));
	guest.vpit = (struct vpit){};
	now_us = 1000000;
	return 0;
}

static u8 in(u16 port)
{
	struct vreg_access a = { .space = PART_SPACE_PIO, .addr = port,
				 .width = 1 };

	assert_true(vpit_access(&guest, NULL, &a));
	return (u8)a.value;
}

static void out(u16 port, u8 value)
{
	struct vreg_access a = { .space = PART_SPACE_PIO, .addr = port,
				 .width = 1, .value = value, .write = true };

	assert_true(vpit_access(&guest, NULL, &a));
}

static void load(unsigned int n, u8 mode, u16 count)
{
	out(CONTROL, (u8)(n << 6 | LOW_HIGH | mode << 1));
	out(COUNTER(n), (u8)count);
	out(COUNTER(n), (u8)(count >> 8));
}

static u16 read_count(unsigned int n)
{
	const u8 low = in(COUNTER(n));

	return (u16)(low | in(COUNTER(n)) << 8);
}

static u16 latch(unsigned int n)
{
	out(CONTROL, (u8)(n << 6));
	return read_count(n);
}

static void a_counter_counts_down_at_1193182_hertz(void **state)
{
	load(0, 0, 50000);
	now_us += 10000;
	assert_in_range(latch(0), 50000 - 11932, 50000 - 11931);
}

static void a_count_of_zero_is_65536(void **state)
{
	load(1, 2, 0);
	now_us += 1000;
	assert_in_range(latch(1), 65536 - 1194, 65536 - 1193);
}

static void a_periodic_counter_starts_anew(void **state)
{
	load(0, 2, 11932);
	now_us += 25000;
	assert_in_range(latch(0), 5960, 5975);
}

static void a_latched_count_stands_still_until_it_is_read(void **state)
{
	u16 first;

	load(0, 2, 0);
	out(CONTROL, 0);
	first = (u16)(in(COUNTER(0)));
	now_us += 5000;
	out(CONTROL, 0);
	first |= (u16)(in(COUNTER(0)) << 8);
	assert_int_equal(first, 0);
	assert_int_not_equal(latch(0), 0);
}

static void read_back_latches_several(void **state)
{
	load(0, 2, 0);
	load(1, 2, 0);
	now_us += 1000;
	out(CONTROL, 0xd6);
	now_us += 1000;
	assert_int_equal(read_count(0), read_count(1));
}

/* Mode 0, low and high byte: the output rises at the end. */
static void read_back_tells_the_output(void **state)
{
	load(0, 0, 11932);
	now_us += 9000;
	out(CONTROL, 0xe2);
	now_us += 2000;
	assert_int_equal(in(COUNTER(0)), 0x30);
	out(CONTROL, 0xc2);
	assert_int_equal(in(COUNTER(0)), 0xb0);
	now_us += 100;
	assert_in_range(read_count(0), 0x10000 - 1200, 0xffff);
}

static void single_bytes_are_read_and_written_alone(void **state)
{
	out(CONTROL, 0x10);
	out(COUNTER(0), 200);
	assert_int_equal(in(COUNTER(0)), 200);
	assert_int_equal(in(COUNTER(0)), 200);
	out(CONTROL, 0x60);
	out(COUNTER(1), 0x12);
	assert_int_equal(in(COUNTER(1)), 0x12);
}

static void the_speakers_output_rises_at_the_end(void **state)
{
	out(SPEAKER, 1);
	load(2, 0, 11932);
	now_us += 9000;
	assert_int_equal(in(SPEAKER) & SPEAKER_OUT, 0);
	now_us += 2000;
	assert_int_equal(in(SPEAKER) & SPEAKER_OUT, SPEAKER_OUT);
}

static void opening_the_gate_starts_the_counter(void **state)
{
	load(2, 0, 11932);
	now_us += 50000;
	out(SPEAKER, 1);
	assert_int_equal(in(SPEAKER) & SPEAKER_OUT, 0);
	now_us += 11000;
	assert_int_equal(in(SPEAKER) & SPEAKER_OUT, SPEAKER_OUT);
}

static void a_square_wave_is_high_half_of_the_time(void **state)
{
	unsigned int i, high = 0;

	load(2, 3, 1193);
	for (i = 0; i < 1000; i++) {
		now_us += 7;
		high += !!(in(SPEAKER) & SPEAKER_OUT);
	}
	assert_in_range(high, 480, 520);
}

static void a_periodic_counter_interrupts_each_period(void **state)
{
	load(0, 2, 1193);
	pass(500000);
	assert_in_range(interrupts, 499, 500);
	load(0, 3, 0);
	interrupts = 0;
	pass(1000000);
	assert_int_equal(interrupts, 18);
}

static void a_one_shot_interrupts_once(void **state)
{
	load(0, 0, 11932);
	pass(9000);
	assert_int_equal(interrupts, 0);
	pass(2000);
	assert_int_equal(interrupts, 1);
	assert_int_equal(armed, 0);
	load(0, 4, 11932);
	pass(1000000);
	assert_int_equal(interrupts, 2);
}

static void a_tick_too_early_interrupts_nobody(void **state)
{
	load(0, 2, 11932);
	now_us += 9990;
	vpit_tick(&guest);
	assert_int_equal(interrupts, 0);
	assert_in_range(armed, 10, 11);
}

static void ticks_that_were_missed_are_lost(void **state)
{
	load(0, 2, 11932);
	now_us += 45000;
	vpit_tick(&guest);
	assert_int_equal(interrupts, 1);
	assert_in_range(armed, 5000, 5001);
}

static void a_new_command_ends_the_interrupts(void **state)
{
	load(0, 2, 11932);
	pass(15000);
	out(CONTROL, LOW_HIGH);
	assert_int_equal(armed, 0);
	out(COUNTER(0), 0);
	assert_int_equal(armed, 0);
	out(COUNTER(0), 1);
	assert_in_range(armed, 214, 216);
}

static void other_counters_interrupt_nobody(void **state)
{
	load(1, 2, 100);
	load(2, 3, 100);
	assert_int_equal(armed, 0);
	load(0, 2, 11932);
	load(2, 0, 100);
	out(CONTROL, 0);
	assert_in_range(armed, 9999, 10001);
}

static void only_bytes_are_understood(void **state)
{
	struct vreg_access a = { .addr = 0x40, .width = 2 };

	assert_false(vpit_access(&guest, NULL, &a));
}

/* The partition may put it elsewhere; what lies behind it must not change. */
static void no_access_at_any_port_leaves_the_timer(void **state)
{
	u8 *behind = (u8 *)(&guest.vpit + 1);
	u32 random = 1, i;
	u16 port;

	memset(behind, 0x77, 16);
	for (i = 0; i < 200000; i++) {
		random = random * 1664525 + 1013904223;
		port = (u16)(random >> 8 & 0x7f);
		now_us += random >> 28;
		if (random >> 31)
			out(port, (u8)(random >> 16));
		else
			in(port);
	}
	for (i = 0; i < 16; i++)
		assert_int_equal(behind[i], 0x77);
}

#define test(name) cmocka_unit_test_setup(name, start)

int main(void)
{
	const struct CMUnitTest tests[] = {
		test(a_counter_counts_down_at_1193182_hertz),
		test(a_count_of_zero_is_65536),
		test(a_periodic_counter_starts_anew),
		test(a_latched_count_stands_still_until_it_is_read),
		test(read_back_latches_several),
		test(read_back_tells_the_output),
		test(single_bytes_are_read_and_written_alone),
		test(the_speakers_output_rises_at_the_end),
		test(opening_the_gate_starts_the_counter),
		test(a_square_wave_is_high_half_of_the_time),
		test(a_periodic_counter_interrupts_each_period),
		test(a_one_shot_interrupts_once),
		test(a_tick_too_early_interrupts_nobody),
		test(ticks_that_were_missed_are_lost),
		test(a_new_command_ends_the_interrupts),
		test(other_counters_interrupt_nobody),
		test(only_bytes_are_understood),
		test(no_access_at_any_port_leaves_the_timer),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
