// SPDX-License-Identifier: GPL-2.0
/* A guest's life: starts from its image, stops, failures and restarts. */
#include "kunit.h"

#include <levsha/arch.h>
#include <levsha/boot.h>
#include <levsha/guest.h>
#include <levsha/log.h>
#include <stdio.h>
#include <string.h>

#define RAM_SIZE 64

static struct {
	struct part_header header;
	struct part_guest guest;
	struct part_segment segment[2];
	struct part_block block;
} part;

static u8 ram[RAM_SIZE];
static u8 image[] = "pristine";

/* What happens when the guest runs: '!' fails, 's' was asked to stop. */
static const char *fate;
/* What is asked of the core each time it waits; then the test is over. */
static const u32 *asks;
static jmp_buf over;
static char ram_at_start[8][RAM_SIZE];
static unsigned int runs;
static bool restart_after_failure;

bool arch_guest_run(struct guest *guest)
{
	assert_int_equal(guest->state, GUEST_RUNNING);
	memcpy(ram_at_start[runs++], ram, RAM_SIZE);
	memset(ram, 0x66, RAM_SIZE);
	if (*fate++ == 's') {
		guest_set_state(guest, GUEST_STOPPED);
		return true;
	}
	if (restart_after_failure) {
		guest->failures++;
		arch_request(guest, GUEST_REQ_FAIL | GUEST_REQ_START);
	}
	return false;
}

void arch_guest_wait(void)
{
	if (!*asks)
		longjmp(over, 1);
	requests |= *asks++;
}

static unsigned int resets;

/* Goes on at the beginning, with nothing left of what was on the stack. */
void arch_core_reset(void)
{
	resets++;
	guest_core(&guests[0]);
}

void arch_guest_show(const struct guest *guest)
{
	pr_err("guest %s shown", guest->part->name);
}

void arch_guest_clear(struct guest *guest)
{
	memset(ram, 0, RAM_SIZE);
}

void arch_guest_copy(struct guest *guest, u64 gpa, const void *from, size_t size)
{
	memcpy(ram + gpa, from, size);
}

const u8 *partition_image(u32 n)
{
	return image;
}

static int start(void **state)
{
	forget(state);
	memset(&part, 0, sizeof(part));
	memset(ram, 0x77, RAM_SIZE);
	runs = 0;
	resets = 0;
	restart_after_failure = false;
	partition = &part.header;
	part.header.guests.offset = offsetof(typeof(part), guest);
	part.header.guests.count = 1;
	part.header.segments.offset = offsetof(typeof(part), segment);
	part.header.segments.count = 2;
	part.header.blocks.offset = offsetof(typeof(part), block);
	part.header.irqs.offset = offsetof(typeof(part), block);
	part.guest = (struct part_guest){
		.name = "flea",
		.cpu = 1,
		.flags = PART_GUEST_AUTOSTART,
		.ram_base = (uintptr_t)ram,
		.ram_size = RAM_SIZE,
		.nr_segments = 2,
		.nr_blocks = 1,
	};
	part.segment[0] = (struct part_segment){ .size = 4, .gpa = 8 };
	part.segment[1] = (struct part_segment){ .offset = 4, .size = 4,
						 .gpa = RAM_SIZE - 4 };
	part.block = (struct part_block){ .device = PART_DEVICE_VUART,
					  .irq = 4 };
	guests_init();
	return 0;
}

static void live(const char *guests_fate, const u32 *what_is_asked)
{
	fate = guests_fate;
	asks = what_is_asked;
	if (!setjmp(over))
		guest_core(&guests[0]);
}

static const u32 nothing[] = { 0 };

static void guests_are_made_from_the_partition(void **state)
{
	assert_int_equal(nr_guests, 1);
	assert_int_equal(guests[0].id, 1);
	assert_ptr_equal(guests[0].part, &part.guest);
	assert_int_equal(guests[0].vuart_irq, 4);
}

static void a_start_loads_the_image_into_cleared_memory(void **state)
{
	char expected[RAM_SIZE] = { 0 };

	memcpy(expected + 8, "pris", 4);
	memcpy(expected + RAM_SIZE - 4, "tine", 4);
	live("s", nothing);
	assert_int_equal(runs, 1);
	assert_memory_equal(ram_at_start[0], expected, RAM_SIZE);
}

static void a_restart_begins_as_the_first_start(void **state)
{
	static const u32 start_again[] = { GUEST_REQ_START, 0 };

	live("ss", start_again);
	assert_int_equal(runs, 2);
	assert_int_equal(guests[0].starts, 2);
	assert_memory_equal(ram_at_start[0], ram_at_start[1], RAM_SIZE);
}

static void without_autostart_it_waits(void **state)
{
	static const u32 start_now[] = { GUEST_REQ_VUART, GUEST_REQ_START, 0 };

	part.guest.flags = 0;
	live("", nothing);
	assert_int_equal(runs, 0);
	live("s", start_now);
	assert_int_equal(runs, 1);
}

static void a_stopped_guest_stays_stopped(void **state)
{
	static const u32 other_things[] = { GUEST_REQ_VUART, GUEST_REQ_STOP,
					    GUEST_REQ_VIRQ, 0 };

	live("s", other_things);
	assert_int_equal(runs, 1);
	assert_int_equal(guests[0].state, GUEST_STOPPED);
}

static void a_failed_guest_stays_down_if_its_policy_is_stop(void **state)
{
	live("!", nothing);
	assert_int_equal(runs, 1);
	assert_int_equal(guests[0].state, GUEST_FAILED);
}

static void what_health_asks_for_follows_a_failure(void **state)
{
	restart_after_failure = true;
	live("!!s", nothing);
	assert_int_equal(runs, 3);
	assert_int_equal(guests[0].failures, 2);
}

static void starting_by_hand_forgives_failures(void **state)
{
	static const u32 start_again[] = { GUEST_REQ_START | GUEST_REQ_FORGIVE, 0 };

	guests[0].failures = 2;
	live("ss", start_again);
	assert_int_equal(guests[0].failures, 0);
}

static void restart_is_stop_and_then_start(void **state)
{
	requests = GUEST_REQ_STOP | GUEST_REQ_START;
	assert_true(guest_requests(&guests[0]));
	assert_int_equal(requests, GUEST_REQ_START);
	live("ss", nothing);
	assert_int_equal(runs, 2);
}

static void input_does_not_stop_a_guest(void **state)
{
	requests = GUEST_REQ_VUART | GUEST_REQ_VIRQ;
	assert_false(guest_requests(&guests[0]));
	assert_int_equal(requests, 0);
}

static void a_continued_guest_goes_on_where_it_was(void **state)
{
	static const u32 continue_it[] = { GUEST_REQ_VUART, GUEST_REQ_CONTINUE, 0 };

	asks = continue_it;
	requests = GUEST_REQ_STOP;
	assert_false(guest_requests(&guests[0]));
	assert_int_equal(guests[0].state, GUEST_RUNNING);
	assert_string_equal(said, "guest flea: stopped\nguest flea: running\n");
	assert_int_equal(guests[0].starts, 0);
}

static void a_guest_is_shown_running_and_stopped(void **state)
{
	static const u32 show_it[] = { GUEST_REQ_SHOW, GUEST_REQ_VUART,
				       GUEST_REQ_CONTINUE, 0 };

	requests = GUEST_REQ_SHOW;
	assert_false(guest_requests(&guests[0]));
	assert_string_equal(said, "guest flea shown\n");
	asks = show_it;
	requests = GUEST_REQ_STOP;
	assert_false(guest_requests(&guests[0]));
	assert_string_equal(said, "guest flea shown\nguest flea: stopped\n"
				  "guest flea shown\nguest flea: running\n");
}

static void a_stopped_guest_can_start_anew(void **state)
{
	static const u32 start_it[] = { GUEST_REQ_VUART, GUEST_REQ_START, 0 };

	asks = start_it;
	requests = GUEST_REQ_STOP;
	assert_true(guest_requests(&guests[0]));
	assert_int_equal(requests, GUEST_REQ_START);
}

static void a_reset_core_starts_as_the_boot_left_it(void **state)
{
	static const u32 reset[] = { GUEST_REQ_START | GUEST_REQ_RESET, 0 };

	live("ss", reset);
	assert_int_equal(resets, 1);
	assert_int_equal(runs, 2);
	part.guest.flags = 0;
	live("", reset);
	assert_int_equal(resets, 2);
	assert_int_equal(runs, 2);
}

static void a_reset_stops_the_guest_first(void **state)
{
	requests = GUEST_REQ_STOP | GUEST_REQ_START | GUEST_REQ_RESET;
	assert_true(guest_requests(&guests[0]));
	assert_int_equal(requests, GUEST_REQ_START | GUEST_REQ_RESET);
}

static void each_step_is_logged(void **state)
{
	live("s", nothing);
	assert_string_equal(said, "guest flea: loading\nguest flea: running\n"
				  "guest flea: stopped\n");
}

#define test(name) cmocka_unit_test_setup(name, start)

int main(void)
{
	const struct CMUnitTest tests[] = {
		test(guests_are_made_from_the_partition),
		test(a_start_loads_the_image_into_cleared_memory),
		test(a_restart_begins_as_the_first_start),
		test(without_autostart_it_waits),
		test(a_stopped_guest_stays_stopped),
		test(a_failed_guest_stays_down_if_its_policy_is_stop),
		test(what_health_asks_for_follows_a_failure),
		test(starting_by_hand_forgives_failures),
		test(restart_is_stop_and_then_start),
		test(input_does_not_stop_a_guest),
		test(a_continued_guest_goes_on_where_it_was),
		test(a_guest_is_shown_running_and_stopped),
		test(a_stopped_guest_can_start_anew),
		test(a_reset_core_starts_as_the_boot_left_it),
		test(a_reset_stops_the_guest_first),
		test(each_step_is_logged),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
