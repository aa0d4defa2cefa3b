// SPDX-License-Identifier: GPL-2.0
/* The commands of the console's prompt. */
#include <levsha/arch.h>
#include <levsha/boot.h>
#include <levsha/console.h>
#include <levsha/guest.h>
#include <levsha/log.h>
#include <linux/sprintf.h>
#include <linux/string.h>

struct command {
	const char *name;
	const char *argument;
	const char *help;
	void (*run)(void);
	void (*run_guest)(struct guest *guest);
};

static void do_help(void);

static void do_guests(void)
{
	const struct guest *g;
	unsigned int i;
	u64 count;

	for_each_guest(g) {
		console_printf("%u %-15s %-8s core %u, %u starts\n", g->id,
			       g->part->name, guest_state_name(g), g->part->cpu,
			       g->starts);
		for (i = 0; arch_exit_name(i); i++) {
			count = arch_exit_count(g, i);
			if (count)
				console_printf("    %-24s %lu\n",
					       arch_exit_name(i), (long)count);
		}
	}
}

static void do_start(struct guest *guest)
{
	if (guest->state == GUEST_RUNNING || guest->state == GUEST_LOADING)
		console_printf("%s runs already; \"restart %u\" starts it anew\n",
			       guest->part->name, guest->id);
	else
		arch_request(guest, GUEST_REQ_START);
}

static void do_stop(struct guest *guest)
{
	arch_request(guest, GUEST_REQ_STOP);
}

static void do_restart(struct guest *guest)
{
	arch_request(guest, GUEST_REQ_STOP | GUEST_REQ_START);
}

static void show_range(const char *name, u64 base, u64 size)
{
	console_printf("  %09llx-%09llx %6u KiB %s\n", (unsigned long long)base,
		       (unsigned long long)(base + size - 1), (u32)(size >> 10),
		       name);
}

static void do_mem(void)
{
	const struct part_board *board = &partition->board;
	const struct guest *g;

	show_range("hypervisor and images", board->hv_base, board->hv_size);
	for_each_guest(g)
		show_range(g->part->name, g->part->ram_base, g->part->ram_size);
}

static void do_reboot(void)
{
	console_printf("rebooting\n");
	console_flush();
	arch_reboot();
}

static const struct command commands[] = {
	{ "guests", "", "state, core, starts and exits of each guest",
	  do_guests, NULL },
	{ "help", "", "this list", do_help, NULL },
	{ "log", "", "show the messages once more", log_rewind, NULL },
	{ "mem", "", "who has which memory", do_mem, NULL },
	{ "reboot", "", "reset the machine", do_reboot, NULL },
	{ "restart", " N", "start guest N anew from its image", NULL,
	  do_restart },
	{ "start", " N", "start guest N, which is stopped", NULL, do_start },
	{ "stop", " N", "stop guest N", NULL, do_stop },
};

static void do_help(void)
{
	const struct command *c;
	char usage[16];

	for (c = commands; c < commands + ARRAY_SIZE(commands); c++) {
		snprintf(usage, sizeof(usage), "%s%s", c->name, c->argument);
		console_printf("  %-12s %s\n", usage, c->help);
	}
	console_printf("N is a guest's number or name.\n");
	console_printf("Ctrl-E N gives it the keys, Ctrl-E 0 takes them back.\n");
}

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
	const struct command *c;

	for (c = commands; c < commands + ARRAY_SIZE(commands); c++) {
		if (!strcmp(c->name, name))
			return c;
	}
	return NULL;
}

static void run_on_guest(const struct command *c, const char *word)
{
	struct guest *guest = word ? guest_find(word) : NULL;

	if (guest)
		c->run_guest(guest);
	else if (word)
		console_printf("no guest \"%s\"; \"guests\" lists them\n", word);
	else
		console_printf("%s needs a guest's number or name\n", c->name);
}

void command_run(char *line)
{
	const char *name = next_word(&line), *word = next_word(&line);
	const struct command *c;

	if (!name)
		return;
	c = find_command(name);
	if (!c)
		console_printf("unknown command \"%s\"; try \"help\"\n", name);
	else if (next_word(&line) || (word && c->run))
		console_printf("too many words; usage: %s%s\n", c->name,
			       c->argument);
	else if (c->run)
		c->run();
	else
		run_on_guest(c, word);
}
