// SPDX-License-Identifier: GPL-2.0
/* What follows events, as the guest's policy says. */
#include "kunit.h"

#include <levsha/arch.h>
#include <levsha/guest.h>
#include <levsha/health.h>
#include <string.h>

static struct part_guest part[2] = { { .name = "flea" }, { .name = "louse" } };
static u32 asked[2];

void arch_request(struct guest *guest, u32 bits)
{
	asked[guest - guests] |= bits;
}

static int start(void **state)
{
	u32 i;

	forget(state);
	memset(asked, 0, sizeof(asked));
	nr_guests = 2;
	for (i = 0; i < 2; i++) {
		memset(part[i].policy, 0, sizeof(part[i].policy));
		guests[i].part = &part[i];
	}
	return 0;
}

static struct part_policy *policy(enum part_event event)
{
	return &part[0].policy[event];
}

static bool happens(enum part_event event)
{
	asked[0] = 0;
	said[0] = '\0';
	return health_event(&guests[0], event);
}

static void each_event_has_its_own_action(void **state)
{
	static const u8 actions[PART_NR_EVENTS] = {
		PART_ACTION_STOP,	PART_ACTION_RESTART, PART_ACTION_LOG,
		PART_ACTION_STOP_ALL,	PART_ACTION_IGNORE,  PART_ACTION_RESTART,
		PART_ACTION_STOP_ALL,
	};
	static const u32 follows[PART_NR_ACTIONS] = {
		[PART_ACTION_STOP] = GUEST_REQ_FAIL,
		[PART_ACTION_RESTART] = GUEST_REQ_FAIL | GUEST_REQ_START,
		[PART_ACTION_STOP_ALL] = GUEST_REQ_FAIL,
	};
	u32 i;

	for (i = 0; i < PART_NR_EVENTS; i++)
		policy(i)->action = actions[i];
	for (i = 0; i < PART_NR_EVENTS; i++) {
		assert_int_equal(happens(i), actions[i] <= PART_ACTION_LOG);
		assert_int_equal(asked[0], follows[actions[i]]);
		assert_int_equal(guests[0].events[i], 1);
	}
}

static void what_is_ignored_is_counted(void **state)
{
	assert_true(happens(PART_EVENT_BUDGET));
	assert_true(happens(PART_EVENT_BUDGET));
	assert_string_equal(said, "");
	assert_int_equal(guests[0].events[PART_EVENT_BUDGET], 2);
}

static void a_message_comes_at_powers_of_two(void **state)
{
	u32 i, told = 0;

	policy(PART_EVENT_ILLEGAL_ACCESS)->action = PART_ACTION_LOG;
	for (i = 0; i < 100; i++) {
		happens(PART_EVENT_ILLEGAL_ACCESS);
		told += said[0] != '\0';
	}
	assert_int_equal(told, 7);
	assert_int_equal(asked[0], 0);
}

static void counts_stay_at_the_largest(void **state)
{
	guests[0].events[PART_EVENT_BUDGET] = 0xfe;
	happens(PART_EVENT_BUDGET);
	happens(PART_EVENT_BUDGET);
	assert_int_equal(guests[0].events[PART_EVENT_BUDGET], 0xff);
}

static void only_the_guest_at_fault_stops(void **state)
{
	policy(PART_EVENT_FAULT)->action = PART_ACTION_STOP;
	happens(PART_EVENT_FAULT);
	assert_int_equal(asked[0], GUEST_REQ_FAIL);
	assert_int_equal(asked[1], 0);
	assert_non_null(strstr(said, "guest flea: fault, stays stopped"));
}

static void all_stop_if_the_policy_says_so(void **state)
{
	policy(PART_EVENT_MACHINE_CHECK)->action = PART_ACTION_STOP_ALL;
	happens(PART_EVENT_MACHINE_CHECK);
	assert_int_equal(asked[0], GUEST_REQ_FAIL);
	assert_int_equal(asked[1], GUEST_REQ_STOP);
}

static void without_a_limit_it_restarts_for_ever(void **state)
{
	u32 i;

	policy(PART_EVENT_FAULT)->action = PART_ACTION_RESTART;
	for (i = 0; i < 1000; i++) {
		happens(PART_EVENT_FAULT);
		assert_true(asked[0] & GUEST_REQ_START);
	}
}

static void so_many_restarts_in_a_row(void **state)
{
	*policy(PART_EVENT_FAULT) =
		(struct part_policy){ PART_ACTION_RESTART, 2, 0 };
	happens(PART_EVENT_FAULT);
	now_us = 3600000000UL;
	happens(PART_EVENT_FAULT);
	assert_true(asked[0] & GUEST_REQ_START);
	assert_non_null(strstr(said, "restart 2"));
	happens(PART_EVENT_FAULT);
	assert_int_equal(asked[0], GUEST_REQ_FAIL);
	assert_non_null(strstr(said, "stays stopped"));
}

static void so_many_restarts_in_a_time(void **state)
{
	*policy(PART_EVENT_FAULT) =
		(struct part_policy){ PART_ACTION_RESTART, 2, 10 };
	now_us = 5000000;
	happens(PART_EVENT_FAULT);
	now_us = 14000000;
	happens(PART_EVENT_FAULT);
	assert_true(asked[0] & GUEST_REQ_START);
	now_us = 14900000;
	happens(PART_EVENT_FAULT);
	assert_false(asked[0] & GUEST_REQ_START);
	now_us = 15000000;
	happens(PART_EVENT_FAULT);
	assert_true(asked[0] & GUEST_REQ_START);
	assert_int_equal(guests[0].failures, 1);
}

static void the_events_of_a_guest_share_its_restarts(void **state)
{
	*policy(PART_EVENT_FAULT) = *policy(PART_EVENT_WATCHDOG) =
		(struct part_policy){ PART_ACTION_RESTART, 1, 0 };
	happens(PART_EVENT_WATCHDOG);
	happens(PART_EVENT_FAULT);
	assert_int_equal(asked[0], GUEST_REQ_FAIL);
}

static void restarts_without_a_limit_count_for_one_with_it(void **state)
{
	policy(PART_EVENT_WATCHDOG)->action = PART_ACTION_RESTART;
	*policy(PART_EVENT_FAULT) =
		(struct part_policy){ PART_ACTION_RESTART, 1, 0 };
	happens(PART_EVENT_WATCHDOG);
	happens(PART_EVENT_WATCHDOG);
	happens(PART_EVENT_FAULT);
	assert_int_equal(asked[0], GUEST_REQ_FAIL);
}

#define test(name) cmocka_unit_test_setup(name, start)

int main(void)
{
	const struct CMUnitTest tests[] = {
		test(each_event_has_its_own_action),
		test(what_is_ignored_is_counted),
		test(a_message_comes_at_powers_of_two),
		test(counts_stay_at_the_largest),
		test(only_the_guest_at_fault_stops),
		test(all_stop_if_the_policy_says_so),
		test(without_a_limit_it_restarts_for_ever),
		test(so_many_restarts_in_a_row),
		test(so_many_restarts_in_a_time),
		test(the_events_of_a_guest_share_its_restarts),
		test(restarts_without_a_limit_count_for_one_with_it),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
