// SPDX-License-Identifier: GPL-2.0
/* The commands: what each answers, and what it asks of a guest's core. */
#include "kunit.h"

#include <levsha/arch.h>
#include <levsha/boot.h>
#include <levsha/command.h>
#include <levsha/console.h>
#include <levsha/guest.h>
#include <string.h>

static const struct part_guest part[2] = {
	{ .name = "heartbeat", .cpu = 1 },
	{ .name = "echo", .cpu = 2 },
};

static struct guest *asked;
static unsigned long exits[EXIT_KINDS];

void arch_request(struct guest *guest, u32 bits)
{
	asked = guest;
	requests |= bits;
}

const char *arch_exit_name(unsigned int n)
{
	return "a cause";
}

unsigned long arch_exit_count(const struct guest *guest, unsigned int n)
{
	return exits[n];
}

static u32 do_elsewhere(u32 step)
{
	console_printf("step %u\n", step);
	return step < 1 ? step + 1 : 0;
}

static u32 do_give(u32 step)
{
	console_printf("%s gets %s\n", command_guest()->part->name,
		       *command_value() ? command_value() : "nothing");
	return 0;
}

/* As another file of the hypervisor would have it. */
COMMANDS(more) = {
	{ "elsewhere    a command that stands elsewhere", .run = do_elsewhere },
	{ "give N V     takes a value", .run = do_give,
	  .states = COMMAND_ANY_STATE },
};

static int start(void **state)
{
	unsigned int i;

	forget(state);
	nr_guests = 2;
	for (i = 0; i < 2; i++) {
		guests[i].part = &part[i];
		guests[i].id = i + 1;
		guests[i].state = GUEST_RUNNING;
	}
	asked = NULL;
	memset(exits, 0, sizeof(exits));
	return 0;
}

static void run(const char *text)
{
	char line[64];

	strcpy(line, text);
	command_run(line);
	while (command_go_on())
		;
}

static void help_names_every_command(void **state)
{
	static const char *const names[] = { "help",	"guests",    "stop N",
					     "start N", "restart N", "continue N",
					     "log",	"reboot" };
	unsigned int i;

	run("help");
	for (i = 0; i < ARRAY_SIZE(names); i++)
		assert_non_null(strstr(said, names[i]));
}

static void commands_of_all_files_are_found(void **state)
{
	run("elsewhere");
	assert_string_equal(said, "step 0\nstep 1\n");
	said[0] = '\0';
	run("help");
	assert_non_null(strstr(said, "  elsewhere    a command"));
	assert_non_null(strstr(said, "  stop N "));
}

static void a_command_takes_a_value(void **state)
{
	run("give 2 x");
	run("give 2");
	run("give 1  x y");
	assert_string_equal(said, "echo gets x\necho gets nothing\n"
				  "heartbeat gets x y\n");
}

static void guests_shows_each_with_its_events_and_exits(void **state)
{
	exits[EXIT_KINDS - 1] = 17;
	guests[1].events[0] = 3;
	run("guests");
	assert_string_equal(said, "1 heartbeat running\n"
				  "        17 a cause\n"
				  "2 echo running\n"
				  "         3 first event\n"
				  "        17 a cause\n");
}

static void a_command_writes_step_by_step(void **state)
{
	char line[] = "help";

	command_run(line);
	assert_true(command_busy());
	assert_string_equal(said, "");
	assert_true(command_go_on());
	assert_non_null(strstr(said, "elsewhere"));
	assert_null(strstr(said, "continue N"));
	while (command_go_on())
		;
	assert_false(command_busy());
}

static void stop_asks_the_guests_core(void **state)
{
	run("stop 2");
	assert_ptr_equal(asked, &guests[1]);
	assert_int_equal(requests, GUEST_REQ_STOP);
}

static void a_guest_has_a_number_and_a_name(void **state)
{
	run("stop echo");
	assert_ptr_equal(asked, &guests[1]);
	run("stop 1");
	assert_ptr_equal(asked, &guests[0]);
}

static void restart_asks_for_both(void **state)
{
	run("restart 1");
	assert_ptr_equal(asked, &guests[0]);
	assert_int_equal(requests, GUEST_REQ_STOP | GUEST_REQ_START |
					   GUEST_REQ_FORGIVE);
}

static void start_is_for_a_stopped_guest(void **state)
{
	run("start 1");
	assert_null(asked);
	assert_non_null(strstr(said, "heartbeat is running already; "
				     "\"restart 1\""));
	guests[0].state = GUEST_FAILED;
	run("start 1");
	assert_ptr_equal(asked, &guests[0]);
	assert_int_equal(requests, GUEST_REQ_START | GUEST_REQ_FORGIVE);
}

static void continue_is_for_a_guest_that_was_stopped(void **state)
{
	run("continue 1");
	guests[0].state = GUEST_FAILED;
	run("continue 1");
	guests[0].state = GUEST_OFF;
	run("continue 1");
	assert_null(asked);
	assert_non_null(strstr(said, "only a stopped guest goes on"));
	guests[0].state = GUEST_STOPPED;
	run("continue 1");
	assert_ptr_equal(asked, &guests[0]);
	assert_int_equal(requests, GUEST_REQ_CONTINUE);
}

static void log_shows_the_log_again(void **state)
{
	run("log");
	assert_string_equal(said, "rewound");
}

static void spaces_do_not_matter(void **state)
{
	run("   stop    2  ");
	assert_ptr_equal(asked, &guests[1]);
}

static void an_empty_line_is_nothing(void **state)
{
	run("");
	run("   ");
	assert_string_equal(said, "");
}

static void what_is_wrong_is_said(void **state)
{
	static const char *const lines[][2] = {
		{ "halt", "unknown command \"halt\"" },
		{ "stop", "which guest? stop N" },
		{ "stop 9", "no guest \"9\"" },
		{ "stop 1 2", "too many words; usage: stop N" },
		{ "log 1", "too many words; usage: log" },
		{ "stops 1", "unknown command \"stops 1\"" },
		{ "sto 1", "unknown command \"sto 1\"" },
		{ "stop 11", "no guest \"11\"" },
		{ "stop ech", "no guest \"ech\"" },
		{ "stop echos", "no guest \"echos\"" },
	};
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(lines); i++) {
		said[0] = '\0';
		run(lines[i][0]);
		assert_non_null(strstr(said, lines[i][1]));
		assert_null(asked);
	}
}

#define test(name) cmocka_unit_test_setup(name, start)

int main(void)
{
	const struct CMUnitTest tests[] = {
		test(help_names_every_command),
		test(commands_of_all_files_are_found),
		test(a_command_takes_a_value),
		test(guests_shows_each_with_its_events_and_exits),
		test(a_command_writes_step_by_step),
		test(stop_asks_the_guests_core),
		test(a_guest_has_a_number_and_a_name),
		test(restart_asks_for_both),
		test(start_is_for_a_stopped_guest),
		test(continue_is_for_a_guest_that_was_stopped),
		test(log_shows_the_log_again),
		test(spaces_do_not_matter),
		test(an_empty_line_is_nothing),
		test(what_is_wrong_is_said),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
