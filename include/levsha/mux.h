/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The console multiplexer: guests' output, each line with its guest's name, and
 * input to one of them. Core 0 only.
 */
#ifndef _LEVSHA_MUX_H
#define _LEVSHA_MUX_H

#include <linux/types.h>

struct guest;

/** MUX_PATIENCE_US - how long others wait for the end of a guest's line */
#define MUX_PATIENCE_US		50000

/**
 * struct mux - a guest's output on its way to the console
 * @column: 1 + characters of its unfinished line, or 0
 * @blanks: that its next line begins with
 * @escape: state of the scanner for escape sequences
 */
struct mux {
	u8 column;
	u8 blanks;
	u8 escape;
};

/**
 * mux_waits() - whether a guest's line has begun, and may soon end
 * @owner: who has something to say, as for console_write(): another than that guest
 */
bool mux_waits(int owner);

/**
 * mux_poll() - move some of a guest's output to the console, at most a line
 * @guest: the guest
 *
 * Return: whether there may be more now.
 */
bool mux_poll(struct guest *guest);

/** mux_input() - give a guest a byte of input */
void mux_input(struct guest *guest, u8 c);

#endif /* _LEVSHA_MUX_H */
