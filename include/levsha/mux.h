/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The console multiplexer: guests' output line by line, each with its guest's
 * name, and input to one of them. Core 0 only.
 */
#ifndef _LEVSHA_MUX_H
#define _LEVSHA_MUX_H

#include <linux/types.h>

struct guest;

#define MUX_LINE_LEN		CONFIG_MUX_LINE_LEN
/** MUX_PATIENCE_US - how long an unfinished line waits for its rest */
#define MUX_PATIENCE_US		50000

/**
 * struct mux - a guest's output on its way to the console
 * @since: when the first byte of @line came, in microseconds
 * @len: bytes of @line
 * @column: characters of the unfinished line, shown or not
 * @escape: state of the scanner for escape sequences
 * @line: text of the line, cleaned of control characters
 */
struct mux {
	u32 since;
	u8 len;
	u8 column;
	u8 escape;
	char line[MUX_LINE_LEN];
};

/**
 * mux_poll() - move a bounded amount of a guest's output to the console
 * @guest: the guest
 *
 * Return: whether there may be more now.
 */
bool mux_poll(struct guest *guest);

/** mux_input() - give a guest a byte of input */
void mux_input(struct guest *guest, u8 c);

#endif /* _LEVSHA_MUX_H */
