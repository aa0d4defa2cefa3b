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
#include <linux/string.h>

#define STEP_ROOM		(2 * CONSOLE_LINE_LEN)
#define STEPS_PER_GUEST		64

static struct {
	bool (*run)(u32 *step);	/* of the command that goes on, or NULL */
	u32 step;
	const char *value;	/* the word behind the guest's name, or NULL */
} going_on;

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
static bool do_guests(u32 *step)
{
	const struct guest *guest = &guests[*step / STEPS_PER_GUEST];
	const u32 n = (*step)++ % STEPS_PER_GUEST;

	if (!n)
		guest_show(guest);
	else if (!show_count(guest, n - 1))
		*step = guest->id * STEPS_PER_GUEST;
	return *step < nr_guests * STEPS_PER_GUEST;
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

static bool do_log(u32 *step)
{
	log_rewind();
	return false;
}

static bool do_reboot(u32 *step)
{
	console_printf("rebooting\n");
	console_flush();
	arch_reboot();
}

static bool do_help(u32 *step)
{
	const struct command *c = &__start_command_table[(*step)++];

	if (c != __stop_command_table) {
		console_printf("  %s\n", c->usage);
		return true;
	}
	console_printf("N is a guest's number or name.\n"
		       "Ctrl-E N gives it the keys, Ctrl-E 0 takes them back.\n");
	return false;
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

/* Cuts the first word off a line; NULL when there is none. */
static char *next_word(char **line)
{
	char *word, *p = *line;

	while (*p == ' ')
		p++;
	word = p;
	while (*p && *p != ' ')
		p++;
	if (*p)
		*p++ = '\0';
	*line = p;
	return *word ? word : NULL;
}

static const struct command *find_command(const char *name)
{
	const size_t len = strlen(name);
	const struct command *c;

	for (c = __start_command_table; c != __stop_command_table; c++) {
		if (!memcmp(c->usage, name, len) && c->usage[len] == ' ')
			return c;
	}
	return NULL;
}

/* Whether its usage goes on from the guest, "N", with a value, "V". */
static bool takes_value(const struct command *c, const char *name)
{
	return c->usage[strlen(name) + 3] == 'V';
}

const char *command_value(void)
{
	return going_on.value;
}

static void run_on_guest(const struct command *c, const char *word)
{
	struct guest *guest = word ? guest_find(word) : NULL;

	if (guest)
		c->run_guest(guest);
	else if (word)
		console_printf("no guest \"%s\"; \"guests\" lists them\n", word);
	else
		console_printf("which guest? %s\n", c->usage);
}

void command_run(char *line)
{
	const char *name = next_word(&line), *word = next_word(&line);
	const char *value = next_word(&line);
	const struct command *c;

	if (!name)
		return;
	c = find_command(name);
	going_on.step = 0;
	going_on.value = value;
	if (!c)
		console_printf("unknown command \"%s\"; try \"help\"\n", name);
	else if (next_word(&line) || (word && c->run) ||
		 (value && !takes_value(c, name)))
		console_printf("too many words; usage: %s\n", c->usage);
	else if (c->run)
		going_on.run = c->run;
	else
		run_on_guest(c, word);
}

bool command_busy(void)
{
	return going_on.run;
}

bool command_go_on(void)
{
	if (!going_on.run || console_room() < STEP_ROOM)
		return false;
	if (!going_on.run(&going_on.step))
		going_on.run = NULL;
	return true;
}
