/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The console multiplexer: guests' output line by line, each with its guest's
 * name, and input to one of them. Core 0 only.
 */
#ifndef _LEVSHA_MUX_H
#define _LEVSHA_MUX_H

#include <linux/types.h>

struct guest;

#define MUX_LINE_LEN		120

/**
 * struct mux - a guest's output on its way to the console
 * @line: text of the line, cleaned of control characters
 * @len: bytes of it
 * @column: characters of the unfinished line, shown or not
 * @since: when the first of them came, in microseconds
 * @lost: bytes dropped, not yet told
 * @escape: state of the scanner for escape sequences
 */
struct mux {
	char line[MUX_LINE_LEN];
	u32 len;
	u32 column;
	u64 since;
	u32 lost;
	u8 escape;
};

/** mux_poll() - move a bounded amount of a guest's output to the console */
void mux_poll(struct guest *guest);

/** mux_input() - give a guest a byte of input */
void mux_input(struct guest *guest, u8 c);

#endif /* _LEVSHA_MUX_H */
