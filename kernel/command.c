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

#define TOO_MANY_WORDS		"too many words; usage: %s\n"

static struct {
	u32 (*run)(u32 step);	/* of the command that goes on, or NULL */
	u32 step;
} going_on;

static const char *rest;	/* of a command line that is being taken apart */
static struct guest *target;	/* of the command */

/* All tables, one behind the other. */
extern const struct command __start_command_table[], __stop_command_table[];

static void show_count(const char *name, unsigned long count)
{
	if (count)
		console_printf("%10lu %s\n", count, name);
}

static u32 do_guests(u32 step)
{
	const struct guest *guest = &guests[step];
	u32 n;

	guest_show(guest);
	for (n = 0; n < PART_NR_EVENTS; n++)
		show_count(health_event_name(n), guest->events[n]);
	for (n = 0; n < EXIT_KINDS; n++)
		show_count(arch_exit_name(n), arch_exit_count(guest, n));
	return step + 1 < nr_guests ? step + 1 : 0;
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

	console_printf("  %s\n", c->usage);
	return c + 1 != __stop_command_table ? step + 1 : 0;
}

COMMANDS(commands) = {
	{ "continue N   let guest N (a number or a name) go on where it was",
	  .requests = GUEST_REQ_CONTINUE, .states = 1 << GUEST_STOPPED,
	  .refusal = "%s is %s; only a stopped guest goes on\n" },
	{ "guests       state, share of the CPU, starts, events and exits",
	  .run = do_guests },
	{ "help         this list; Ctrl-E N gives guest N the keys, Ctrl-E 0 the prompt",
	  .run = do_help },
	{ "log          show the messages once more", .run = do_log },
	{ "reboot       reset the machine", .run = do_reboot },
	{ "restart N    start guest N anew from its image",
	  .requests = GUEST_REQ_STOP | GUEST_REQ_START | GUEST_REQ_FORGIVE,
	  .states = COMMAND_ANY_STATE },
	{ "start N      start guest N, which is stopped",
	  .requests = GUEST_REQ_START | GUEST_REQ_FORGIVE,
	  .states = 1 << GUEST_OFF | 1 << GUEST_STOPPED | 1 << GUEST_FAILED,
	  .refusal = "%s is %s already; \"restart %u\" starts it anew\n" },
	{ "stop N       stop guest N", .requests = GUEST_REQ_STOP,
	  .states = COMMAND_ANY_STATE },
};

/*
 * Passes over a word and the blanks behind it, if the rest of the line begins with
 * it. In the tables a blank ends it, too.
 */
static bool take(const char *word)
{
	const char *p = rest;

	while (*word > ' ' && *p == *word) {
		p++;
		word++;
	}
	if (*word > ' ' || *p > ' ')
		return false;
	while (*p == ' ')
		p++;
	rest = p;
	return true;
}

static struct guest *take_guest(void)
{
	char number[] = "1";
	struct guest *g;

	for_each_guest(g) {
		if (take(g->part->name) || take(number))
			return g;
		number[0]++;
	}
	return NULL;
}

struct guest *command_guest(void)
{
	return target;
}

const char *command_value(void)
{
	return rest;
}

static void run_on_guest(const struct command *c, struct guest *guest)
{
	target = guest;
	if (!guest)
		console_printf("no guest \"%s\"; \"guests\" lists them\n", rest);
	else if (c->run)
		going_on.run = c->run;
	else if (*rest)
		console_printf(TOO_MANY_WORDS, c->usage);
	else if (c->states >> READ_ONCE(guest->state) & 1)
		arch_request(guest, c->requests);
	else
		console_printf(c->refusal, guest->part->name,
			       guest_state_name(guest), guest->id);
}

static void run(const struct command *c)
{
	if (c->states && *rest)
		run_on_guest(c, take_guest());
	else if (c->states)
		console_printf("which guest? %s\n", c->usage);
	else if (*rest)
		console_printf(TOO_MANY_WORDS, c->usage);
	else
		going_on.run = c->run;
}

void command_run(const char *line)
{
	const struct command *c;

	rest = line;
	take("");
	for (c = __start_command_table; c != __stop_command_table; c++) {
		if (take(c->usage)) {
			run(c);
			return;
		}
	}
	if (*rest)
		console_printf("unknown command \"%s\"; try \"help\"\n", rest);
}

bool command_busy(void)
{
	return going_on.run;
}

bool command_go_on(void)
{
	if (!going_on.run)
		return false;
	going_on.step = going_on.run(going_on.step);
	if (!going_on.step)
		going_on.run = NULL;
	return true;
}
