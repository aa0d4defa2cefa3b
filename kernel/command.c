// SPDX-License-Identifier: GPL-2.0
/*
 * The commands of the console's prompt. A command that writes many lines writes
 * them step by step as the console has room, so that nobody waits for it.
 */
#include <levsha/arch.h>
#include <levsha/command.h>
#include <levsha/console.h>
#include <levsha/guest.h>
#include <levsha/health.h>
#include <levsha/log.h>
#include <linux/sprintf.h>

#define STEP_ROOM		(2 * CONSOLE_LINE_LEN)
#define STEPS_PER_GUEST		128	/* a line, its events and 64 causes of exits */
#define WORDS_MAX		4	/* one more than a command has */

static struct {
	u32 (*run)(u32 step);	/* of the command that goes on, or NULL */
	u32 step;
} going_on;

static const char *value;	/* the word behind the guest's name, or NULL */

/* All tables, one behind the other. */
extern const struct command __start_command_table[], __stop_command_table[];

/* A line for one of a guest's counts, unless it is 0; false behind the last. */
static bool show_count(const struct guest *guest, u32 n)
{
	const char *name;
	unsigned long count;

	if (n < PART_NR_EVENTS) {
		name = health_event_name(n);
		count = guest->events[n];
	} else {
		name = arch_exit_name(n - PART_NR_EVENTS);
		if (!name)
			return false;
		count = arch_exit_count(guest, n - PART_NR_EVENTS);
	}
	if (count)
		console_printf("    %-24s %lu\n", name, count);
	return true;
}

/* A guest has a step for itself, then one for each of its counts. */
static u32 do_guests(u32 step)
{
	const u32 n = step % STEPS_PER_GUEST, at = step / STEPS_PER_GUEST;

	if (!n)
		guest_show(&guests[at]);
	else if (!show_count(&guests[at], n - 1))
		return at + 1 < nr_guests ? (at + 1) * STEPS_PER_GUEST : 0;
	return step + 1;
}

static void do_start(struct guest *guest)
{
	if (guest_alive(guest))
		console_printf("%s runs already; \"restart %u\" starts it anew\n",
			       guest->part->name, guest->id);
	else
		arch_request(guest, GUEST_REQ_START | GUEST_REQ_FORGIVE);
}

static void do_stop(struct guest *guest)
{
	arch_request(guest, GUEST_REQ_STOP);
}

static void do_continue(struct guest *guest)
{
	if (READ_ONCE(guest->state) == GUEST_STOPPED && guest->starts)
		arch_request(guest, GUEST_REQ_CONTINUE);
	else
		console_printf("%s is %s; only a stopped guest goes on\n",
			       guest->part->name, guest_state_name(guest));
}

static void do_restart(struct guest *guest)
{
	arch_request(guest, GUEST_REQ_STOP | GUEST_REQ_START |
				    GUEST_REQ_FORGIVE);
}

static u32 do_log(u32 step)
{
	log_rewind();
	return 0;
}

static u32 do_reboot(u32 step)
{
	console_printf("rebooting\n");
	console_flush();
	arch_reboot();
}

static u32 do_help(u32 step)
{
	const struct command *c = &__start_command_table[step];

	if (c != __stop_command_table) {
		console_printf("  %s\n", c->usage);
		return step + 1;
	}
	console_printf("N is a guest's number or name.\n"
		       "Ctrl-E N gives it the keys, Ctrl-E 0 takes them back.\n");
	return 0;
}

COMMANDS(commands) = {
	{ "continue N   let guest N go on where it was stopped", NULL,
	  do_continue },
	{ "guests       state, share of the CPU, starts, events and exits",
	  do_guests, NULL },
	{ "help         this list", do_help, NULL },
	{ "log          show the messages once more", do_log, NULL },
	{ "reboot       reset the machine", do_reboot, NULL },
	{ "restart N    start guest N anew from its image", NULL, do_restart },
	{ "start N      start guest N, which is stopped", NULL, do_start },
	{ "stop N       stop guest N", NULL, do_stop },
};

/* Cuts a line into words; returns their number, which is at most WORDS_MAX. */
static u32 split(char *line, const char *words[])
{
	bool blank = true;
	u32 n = 0;

	for (; *line && n < WORDS_MAX; line++) {
		if (blank && *line != ' ')
			words[n++] = line;
		blank = *line == ' ';
		if (blank)
			*line = '\0';
	}
	return n;
}

/* Whether a usage is that of the command of a name. */
static bool is_of(const char *usage, const char *name)
{
	while (*name && *name == *usage) {
		name++;
		usage++;
	}
	return !*name && *usage == ' ';
}

static const struct command *find_command(const char *name)
{
	const struct command *c;

	for (c = __start_command_table; c != __stop_command_table; c++) {
		if (is_of(c->usage, name))
			return c;
	}
	return NULL;
}

/* How many words there are in a usage before the two spaces. */
static u32 words_of(const char *usage)
{
	u32 n = 1;

	for (; usage[0] != ' ' || usage[1] != ' '; usage++)
		n += usage[0] == ' ';
	return n;
}

const char *command_value(void)
{
	return value;
}

static void run_on_guest(const struct command *c, const char *word)
{
	struct guest *guest = guest_find(word);

	if (guest)
		c->run_guest(guest);
	else
		console_printf("no guest \"%s\"; \"guests\" lists them\n", word);
}

void command_run(char *line)
{
	const char *words[WORDS_MAX];
	const u32 n = split(line, words);
	const struct command *c;

	if (!n)
		return;
	c = find_command(words[0]);
	value = n > 2 ? words[2] : NULL;
	if (!c)
		console_printf("unknown command \"%s\"; try \"help\"\n", words[0]);
	else if (n > words_of(c->usage))
		console_printf("too many words; usage: %s\n", c->usage);
	else if (c->run)
		going_on.run = c->run;
	else if (n == 1)
		console_printf("which guest? %s\n", c->usage);
	else
		run_on_guest(c, words[1]);
}

bool command_busy(void)
{
	return going_on.run;
}

bool command_go_on(void)
{
	if (!going_on.run || console_room() < STEP_ROOM)
		return false;
	going_on.step = going_on.run(going_on.step);
	if (!going_on.step)
		going_on.run = NULL;
	return true;
}
