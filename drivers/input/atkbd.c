// SPDX-License-Identifier: GPL-2.0
/*
 * A PC's keyboard with the layout of the United States: scan codes of set 1 (IBM
 * PS/2 Technical Reference, 1987) to characters and keys.
 */
#include <levsha/keyboard.h>
#include <linux/build_bug.h>
#include <linux/errno.h>
#include <linux/stddef.h>

#define RELEASED		0x80
#define PREFIX			0xe0
#define PREFIX_PAUSE		0xe1	/* two bytes follow, of no other use */

#define CODE_CTRL		0x1d
#define CODE_SHIFT_LEFT		0x2a
#define CODE_SHIFT_RIGHT	0x36
#define CODE_ALT		0x38
#define CODE_CAPS_LOCK		0x3a
#define CODE_SLASH		0x35
#define CODE_ENTER		0x1c

#define CODES_OF_CHARACTERS	0x3a

/* By scan code; 0 for none. */
static const char plain[] =
	"\0\0331234567890-=\x7f\tqwertyuiop[]\r\0asdfghjkl;'`\0\\zxcvbnm,./\0*\0 ";
static const char shifted[] =
	"\0\033!@#$%^&*()_+\x7f\tQWERTYUIOP{}\r\0ASDFGHJKL:\"~\0|ZXCVBNM<>?\0*\0 ";

static_assert(sizeof(plain) == CODES_OF_CHARACTERS + 1);
static_assert(sizeof(shifted) == CODES_OF_CHARACTERS + 1);

#define CODE_F1			0x3b
#define CODE_F10		0x44
#define CODE_F11		0x57
#define CODE_F12		0x58
#define CODE_HOME		0x47	/* with a prefix; without, of the keypad */
#define CODE_DELETE		0x53

static const char keypad[] = "789-456+1230.";

static_assert(sizeof(keypad) == CODE_DELETE - CODE_HOME + 2);
static_assert(KEY_DELETE - KEY_HOME == CODE_DELETE - CODE_HOME);

static struct {
	bool shift_left;
	bool shift_right;
	bool ctrl;
	bool alt;
	bool caps_lock;
	bool prefix;		/* came before */
	u8 skip;		/* so many bytes */
} keyboard;

static bool shift(void)
{
	return keyboard.shift_left || keyboard.shift_right;
}

/* Prefixed shifts are none: the keyboard makes them up for keys of the block. */
static bool modifier(u8 code, bool pressed)
{
	if (code == CODE_CTRL)
		keyboard.ctrl = pressed;
	else if (code == CODE_ALT)
		keyboard.alt = pressed;
	else if (code == CODE_SHIFT_LEFT && !keyboard.prefix)
		keyboard.shift_left = pressed;
	else if (code == CODE_SHIFT_RIGHT && !keyboard.prefix)
		keyboard.shift_right = pressed;
	else if (code == CODE_CAPS_LOCK)
		keyboard.caps_lock ^= pressed;
	else
		return false;
	return true;
}

static int character(u8 code)
{
	const char c = plain[code];
	const bool letter = c >= 'a' && c <= 'z';

	if (keyboard.prefix)
		return code == CODE_SLASH || code == CODE_ENTER ? c : 0;
	if (keyboard.ctrl)
		return c >= '@' && c <= '~' ? c & 0x1f : 0;
	if (shift() != (letter && keyboard.caps_lock))
		return shifted[code];
	return c;
}

static int special(u8 code)
{
	const int modifiers = (shift() ? KEY_SHIFT : 0) |
			      (keyboard.alt ? KEY_ALT : 0);

	if (code >= CODE_F1 && code <= CODE_F10)
		return (KEY_F1 + code - CODE_F1) | modifiers;
	if (code == CODE_F11 || code == CODE_F12)
		return (KEY_F12 + code - CODE_F12) | modifiers;
	if (code < CODE_HOME || code > CODE_DELETE)
		return 0;
	if (keyboard.prefix)
		return (KEY_HOME + code - CODE_HOME) | modifiers;
	return keypad[code - CODE_HOME];
}

static int pressed(u8 code)
{
	return code < CODES_OF_CHARACTERS ? character(code) : special(code);
}

static int take(u8 byte)
{
	const u8 code = byte & (RELEASED - 1);
	int key = 0;

	if (keyboard.skip) {
		keyboard.skip--;
	} else if (byte == PREFIX) {
		keyboard.prefix = true;
		return 0;
	} else if (byte == PREFIX_PAUSE) {
		keyboard.skip = 2;
	} else if (!modifier(code, byte == code) && byte == code) {
		key = pressed(code);
	}
	keyboard.prefix = false;
	return key;
}

int keyboard_getc(void)
{
	const int byte = i8042_read();

	return byte < 0 ? byte : take((u8)byte);
}

bool keyboard_alt(void)
{
	return keyboard.alt;
}
