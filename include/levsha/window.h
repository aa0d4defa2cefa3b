/* SPDX-License-Identifier: GPL-2.0 */
/*
 * A window: a small terminal that draws into cells of memory, and the lines that
 * have left it at the top. It knows nothing of a screen. Core 0 only.
 */
#ifndef _LEVSHA_WINDOW_H
#define _LEVSHA_WINDOW_H

#include <linux/build_bug.h>
#include <linux/types.h>

#define WINDOW_COLUMNS		80
#define WINDOW_LINES		CONFIG_WINDOW_LINES
#define WINDOW_PARAMS		8

static_assert((WINDOW_LINES & (WINDOW_LINES - 1)) == 0);

/**
 * struct window - a window
 * @cells: ring of lines; a cell is a character and, above it, its VGA attribute
 * @top: lines that have ever left at the top; modulo their number, the line of
 *	@cells at the top of the terminal
 * @rows: lines of the terminal
 * @row: the cursor's line
 * @column: its column; %WINDOW_COLUMNS when the last one was written
 * @colour: VGA attribute chosen by the text
 * @inverse: foreground and background are exchanged
 * @state: of the scanner for escape sequences
 * @nr_params: parameters of the sequence so far
 * @params: their values
 */
struct window {
	u16 cells[WINDOW_LINES][WINDOW_COLUMNS];
	u32 top;
	u32 rows;
	u32 row;
	u32 column;
	u8 colour;
	bool inverse;
	u8 state;
	u8 nr_params;
	u16 params[WINDOW_PARAMS];
};

/** window_init() - an empty window whose terminal has so many lines */
void window_init(struct window *w, u32 rows);

/**
 * window_write() - let the terminal take in text
 * @w: the window
 * @text: any bytes; CR, LF (which also returns), BS, TAB and the usual sequences
 *	to move, erase and colour act, other control codes do nothing
 * @len: their number
 */
void window_write(struct window *w, const char *text, size_t len);

/** window_history() - how many lines above the terminal are still there */
u32 window_history(const struct window *w);

/**
 * window_line() - the cells of a line
 * @w: the window
 * @n: 0 for the terminal's first line; negative: above it
 */
const u16 *window_line(const struct window *w, int n);

#endif /* _LEVSHA_WINDOW_H */
