/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The screen and its keyboard: a window for each guest, for the log and for the
 * commands, one of which is seen and gets the keys. Core 0 only, and panics.
 */
#ifndef _LEVSHA_SCREEN_H
#define _LEVSHA_SCREEN_H

#include <linux/types.h>

#ifdef CONFIG_SCREEN

struct part_board;

/** screen_init() - show the log's window. Context: boot, before any text */
void screen_init(void);

/**
 * screen_setup() - use what the board has: no screen, or no keyboard, means to go
 *	on without
 * @board: says which of them there are
 */
void screen_setup(const struct part_board *board);

/**
 * screen_write() - write into the window of the log or of the commands
 * @owner: CONSOLE_LOG or CONSOLE_PROMPT, or another, whose window takes no part
 * @text: see window_write()
 */
void screen_write(int owner, const char *text);

/** screen_show() - let that owner's window be seen */
void screen_show(int owner);

/** screen_shows() - whether that owner's window is seen */
bool screen_shows(int owner);

/** screen_input() - take a byte of the keyboard, and do what it says; false: none */
bool screen_input(void);

/** screen_poll() - show what guests wrote, and bring the screen up to date */
void screen_poll(void);

/** screen_refresh() - bring the screen up to date */
void screen_refresh(void);

#else

static inline void screen_write(int owner, const char *text)
{
}

static inline void screen_show(int owner)
{
}

static inline bool screen_shows(int owner)
{
	return false;
}

static inline bool screen_input(void)
{
	return false;
}

static inline void screen_refresh(void)
{
}

#endif /* CONFIG_SCREEN */

#endif /* _LEVSHA_SCREEN_H */
