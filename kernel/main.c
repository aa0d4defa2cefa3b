// SPDX-License-Identifier: GPL-2.0
/**
 * DOC: Tasks of the management core
 *
 * Core 0 runs no guest. It goes round a table of tasks, each of which does a
 * bounded piece of work, and sleeps until an interrupt or the next tick. So no task
 * needs a lock against another, and none is later than the longest runs of the
 * others together, which "tasks" shows. With guests' cores the tasks share rings
 * that one side writes and the other reads, and requests, but no lock.
 */
#include <levsha/arch.h>
#include <levsha/boot.h>
#include <levsha/command.h>
#include <levsha/console.h>
#include <levsha/guest.h>
#include <levsha/health.h>
#include <levsha/log.h>
#include <levsha/lpt.h>
#include <levsha/screen.h>
#include <levsha/time.h>

#define LOG_PER_POLL		8
#define STEPS_PER_POLL		16	/* of a command */
#define US_PER_MS		1000

struct task {
	const char *name;
	void (*run)(void);
	unsigned long spent;	/* microseconds */
	unsigned long longest;
};

static void take_input(void)
{
	console_input();
}

static void show_log(void)
{
	u32 n = 0;

	while (n < LOG_PER_POLL && !console_full() && log_show())
		n++;
}

static void go_on_with_command(void)
{
	u32 n = 0;

	while (n < STEPS_PER_POLL && !console_full() && command_go_on())
		n++;
}

static void show_guests_output(void)
{
	struct guest *guest;

	for_each_guest(guest) {
		if (!console_full())
			mux_poll(guest);
	}
}

static struct task tasks[] = {
	{ "input", take_input },
	{ "log", show_log },
	{ "command", go_on_with_command },
	{ "guests' output", show_guests_output },
	{ "console", console_feed },
	{ "screen", screen_poll },
	{ "printer", lpt_poll },
	{ "health", health_watch },
};

static void run(struct task *t)
{
	const unsigned long start = ktime_us();
	unsigned long us;

	t->run();
	us = ktime_us() - start;
	t->spent += us;
	if (us > t->longest)
		t->longest = us;
}

void tasks_run(void)
{
	struct task *t;

	for (t = tasks; t < tasks + ARRAY_SIZE(tasks); t++)
		run(t);
}

static u32 do_tasks(u32 step)
{
	const struct task *t = &tasks[step];

	console_printf("  %-16s%8lu ms in all, longest %6lu us\n", t->name,
		       t->spent / US_PER_MS, t->longest);
	return step + 1 < ARRAY_SIZE(tasks) ? step + 1 : 0;
}

COMMANDS(commands) = {
	{ "tasks        what core 0 does, and how long", .run = do_tasks },
};

void levsha_main(void)
{
	pr_info("ready; \"help\" lists the commands");
	console_flush();
	for (;;) {
		tasks_run();
		arch_wait();
	}
}
