// SPDX-License-Identifier: GPL-2.0
/* The command prompt: edits a line and hands it to the commands. */
#include <levsha/console.h>

#define LINE_MAX		40
#define KEY_KILL		('U' & 0x1f)

static struct {
	char line[LINE_MAX];	/* always ends with a 0 */
	size_t len;
	bool shown;		/* since the last command; other text may cover it */
} input;

static void echo(const char *text)
{
	console_write(CONSOLE_PROMPT, text);
}

static void show(void)
{
	echo("levsha> ");
	echo(input.line);
	input.shown = true;
}

void prompt_refresh(void)
{
	if (!input.shown && console_owner() == CONSOLE_NOBODY)
		show();
}

static void enter(void)
{
	echo("\n");
	input.shown = false;
	command_run(input.line);
	input.line[0] = '\0';
	input.len = 0;
}

static void erase(void)
{
	if (input.len) {
		input.line[--input.len] = '\0';
		echo("\b \b");
	}
}

static void insert(char c)
{
	char *const end = &input.line[input.len++];

	end[0] = c;
	end[1] = '\0';
	echo(end);
}

void prompt_input(char c)
{
	if (console_owner() != CONSOLE_PROMPT)
		show();
	if (c == KEY_KILL)
		input.line[0] = '\0';
	if (c == '\r' || c == '\n' || c == KEY_KILL)
		enter();
	else if (c == '\b' || c == 0x7f)
		erase();
	else if (c >= ' ' && c <= '~' && input.len < LINE_MAX - 1)
		insert(c);
}
