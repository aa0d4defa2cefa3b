/* SPDX-License-Identifier: GPL-2.0 */
/*
 * A table of console commands. Any file may have one, so that a command stands
 * beside what it acts on and is in the image where that is. Context: core 0.
 */
#ifndef _LEVSHA_COMMAND_H
#define _LEVSHA_COMMAND_H

#include <linux/compiler_types.h>
#include <linux/types.h>

struct guest;

/**
 * struct command - a command of the console: with a function, or requests
 * @usage: what is typed, two spaces, its meaning
 * @run: writes what belongs to a step, the first of which is 0, and returns the
 *	next one, or 0 at the end
 * @states: a guest is named behind the command. With @run both can be asked for:
 *	command_guest(), and command_value(), what else stands there. Without, if the
 *	guest is in one of these &enum guest_state, a bit each,
 * @requests: GUEST_REQ_* are left with its core;
 * @refusal: what to say otherwise, of the guest's name, its state, and its number
 */
struct command {
	const char *usage;
	u32 (*run)(u32 step);
	u16 states;
	u16 requests;
	const char *refusal;
};

/** COMMAND_ANY_STATE - every state of a guest, in &command.states */
#define COMMAND_ANY_STATE	0xffff

/** COMMANDS() - begins an array of &struct command that the prompt is to know */
#define COMMANDS(name)                                                       \
	static const struct command name[] __used __section("command_table") \
		__aligned(__alignof__(struct command))

/** command_guest() - the guest that the command which runs is for */
struct guest *command_guest(void);

/** command_value() - what stands behind the guest in the line of the command that runs */
const char *command_value(void);

#endif /* _LEVSHA_COMMAND_H */
