// SPDX-License-Identifier: GPL-2.0
/* Cores that do not answer are told of, once each time. */
#include "kunit.h"

#include <levsha/arch.h>
#include <levsha/guest.h>
#include <levsha/health.h>
#include <string.h>

static const struct part_guest part[2] = {
	{ .name = "heartbeat" },
	{ .name = "echo" },
};

static bool pending[2];

bool arch_request_pending(const struct guest *guest)
{
	return pending[guest->id - 1];
}

static int start(void **state)
{
	int i;

	forget(state);
	nr_guests = 2;
	for (i = 0; i < 2; i++) {
		guests[i].id = i + 1;
		guests[i].part = &part[i];
		guests[i].state = GUEST_RUNNING;
		pending[i] = false;
	}
	now_us = 5000000;
	health_watch();
	return 0;
}

static void pass(unsigned int ms)
{
	while (ms--) {
		now_us += 1000;
		health_watch();
	}
}

static void a_core_that_answers_is_not_mentioned(void **state)
{
	pass(2000);
	pending[0] = true;
	pass(900);
	pending[0] = false;
	pass(1);
	pending[0] = true;
	pass(900);
	assert_string_equal(said, "");
}

static void a_core_that_does_not_answer_is_told_once(void **state)
{
	pending[1] = true;
	pass(5000);
	assert_string_equal(said, "guest echo: its core does not answer: reboot the machine\n");
	pending[1] = false;
	pass(1);
	said[0] = '\0';
	pending[1] = true;
	pass(1001);
	assert_non_null(strstr(said, "echo"));
}

static void a_core_that_loads_may_take_its_time(void **state)
{
	guests[0].state = GUEST_LOADING;
	pending[0] = true;
	pass(5000);
	assert_string_equal(said, "");
	guests[0].state = GUEST_RUNNING;
	pass(900);
	assert_string_equal(said, "");
}

#define test(name) cmocka_unit_test_setup(name, start)

int main(void)
{
	const struct CMUnitTest tests[] = {
		test(a_core_that_answers_is_not_mentioned),
		test(a_core_that_does_not_answer_is_told_once),
		test(a_core_that_loads_may_take_its_time),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
