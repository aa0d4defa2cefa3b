/* SPDX-License-Identifier: GPL-2.0 */
/* The board's keyboard, as a terminal needs it. Core 0 only. */
#ifndef _LEVSHA_KEYBOARD_H
#define _LEVSHA_KEYBOARD_H

#include <linux/types.h>

/**
 * enum key - keys that are no character; one that is has the character's code
 * @KEY_F1: the first of the function keys, which follow each other
 * @KEY_F12: the last of them
 * @KEY_HOME: first of the block of keys, which follow each other as on the keypad
 * @KEY_UP: cursor up
 * @KEY_PAGE_UP: a page back
 * @KEY_LEFT: cursor left
 * @KEY_RIGHT: cursor right
 * @KEY_END: to the end
 * @KEY_DOWN: cursor down
 * @KEY_PAGE_DOWN: a page on
 * @KEY_INSERT: insert
 * @KEY_DELETE: delete
 * @KEY_NR: above all keys without additions
 * @KEY_SHIFT: added to keys that are no character
 * @KEY_ALT: likewise
 */
enum key {
	KEY_F1 = 0x80,
	KEY_F12 = KEY_F1 + 11,
	KEY_HOME,
	KEY_UP,
	KEY_PAGE_UP,
	KEY_LEFT = KEY_HOME + 4,
	KEY_RIGHT = KEY_HOME + 6,
	KEY_END = KEY_HOME + 8,
	KEY_DOWN,
	KEY_PAGE_DOWN,
	KEY_INSERT,
	KEY_DELETE,
	KEY_NR,
	KEY_SHIFT = 0x100,
	KEY_ALT = 0x200,
};

/** keyboard_init() - set up the controller; -ENODEV when there is none */
int keyboard_init(void);

/**
 * keyboard_getc() - take a byte that the keyboard sent
 *
 * Return: a character or &enum key; 0 when the byte was none; -EAGAIN when there
 * was no byte.
 */
int keyboard_getc(void);

/** keyboard_alt() - whether Alt is held down */
bool keyboard_alt(void);

/** i8042_read() - for the keyboard's driver: a byte, or -EAGAIN */
int i8042_read(void);

#endif /* _LEVSHA_KEYBOARD_H */
