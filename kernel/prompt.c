// SPDX-License-Identifier: GPL-2.0
/* The command prompt: edits a line and hands it to the commands. */
#include <levsha/console.h>
#include <linux/string.h>

#define LINE_MAX		40
#define KEY_KILL		('U' & 0x1f)

static const char prompt[] = "levsha> ";

static struct {
	char line[LINE_MAX];
	size_t len;
	bool shown;		/* since the last command; other text may cover it */
} input;

static void echo(const char *text, size_t len)
{
	console_write(CONSOLE_PROMPT, "", text, len);
}

static void show(void)
{
	echo(prompt, sizeof(prompt) - 1);
	echo(input.line, input.len);
	input.shown = true;
}

void prompt_refresh(void)
{
	if (!input.shown && console_owner() == CONSOLE_NOBODY)
		show();
}

static void erase(size_t count)
{
	for (; count && input.len; count--, input.len--)
		echo("\b \b", 3);
}

static void enter(void)
{
	echo("\n", 1);
	input.line[input.len] = '\0';
	input.len = 0;
	input.shown = false;
	command_run(input.line);
}

void prompt_input(char c)
{
	if (console_owner() != CONSOLE_PROMPT)
		show();
	if (c == '\r' || c == '\n') {
		enter();
	} else if (c == '\b' || c == 0x7f) {
		erase(1);
	} else if (c == KEY_KILL) {
		erase(input.len);
	} else if (c >= ' ' && c <= '~' && input.len < LINE_MAX - 1) {
		input.line[input.len++] = c;
		echo(&c, 1);
	}
}
