/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The console: one line of text at a time, shared by the log, the command prompt
 * and the guests. Core 0 only.
 */
#ifndef _LEVSHA_CONSOLE_H
#define _LEVSHA_CONSOLE_H

#include <linux/compiler_types.h>
#include <linux/types.h>

/** Owners of the line that is being written; a guest's is its number, from 1. */
#define CONSOLE_NOBODY		0
#define CONSOLE_LOG		(-1)
#define CONSOLE_PROMPT		(-2)

/** CONSOLE_LINE_LEN - a line that console_print() writes is shorter */
#define CONSOLE_LINE_LEN	(CONFIG_LOG_TEXT_LEN + 64)

/**
 * console_write() - write text
 * @owner: whose line it is; another owner's unfinished line is ended first, and a
 *	guest's begins with the guest's name
 * @text: at most a line, which a newline at its end ends
 */
void console_write(int owner, const char *text);

/** console_print() - write formatted text, at most a line */
__printf(2, 3) void console_print(int owner, const char *fmt, ...);

/** console_printf() - write formatted text, at most a line, for the prompt */
#define console_printf(...)	console_print(CONSOLE_PROMPT, __VA_ARGS__)

/**
 * CONSOLE_ROOM - what a key, log_show(), command_go_on() or mux_poll() makes the
 *	console write is no more; who calls them looks whether it is full
 */
#define CONSOLE_ROOM		(CONFIG_CONSOLE_TX_SIZE / 5 * 4)

/** console_full() - there is no room for CONSOLE_ROOM bytes */
bool console_full(void);

/** console_owner() - whose unfinished line it is, or CONSOLE_NOBODY */
int console_owner(void);

/**
 * console_input() - take input, but not without end, and do what it says
 *
 * Return: false if it has to wait, for the end of a command or for room.
 */
bool console_input(void);

/** console_idle() - whether the UART has got all text */
bool console_idle(void);

/**
 * console_feed() - show the prompt if there is nothing else, and feed the UART
 *	without waiting for it
 */
void console_feed(void);

#ifdef CONFIG_SCHED

/**
 * console_irq() - the UART has input or room for output: a small piece of the
 *	console's work
 */
void console_irq(void);

/** console_kick() - there is text somewhere for the console to show */
void console_kick(void);

/** console_soon() - there is some, but more may come: show it after a while */
void console_soon(void);

#else

static inline void console_kick(void)
{
}

static inline void console_soon(void)
{
}

#endif /* CONFIG_SCHED */

/**
 * console_flush() - show the whole log and wait until all text has left; for boot,
 *	reset and panic
 */
void console_flush(void);

/** prompt_input() - a key for the command prompt */
void prompt_input(char c);

/** prompt_refresh() - show the prompt if it was not shown since the last command */
void prompt_refresh(void);

/**
 * command_run() - begin to carry out a command line
 * @line: it is cut into words in place
 */
void command_run(const char *line);

/**
 * command_go_on() - carry out the next step of a command
 *
 * Return: whether there was a step.
 */
bool command_go_on(void);

/** command_busy() - whether a command is still being carried out */
bool command_busy(void);

#endif /* _LEVSHA_CONSOLE_H */
