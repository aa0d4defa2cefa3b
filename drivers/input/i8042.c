// SPDX-License-Identifier: GPL-2.0
/* The keyboard controller of a PC (IBM PS/2 Technical Reference, 1987). */
#include <asm/io.h>
#include <levsha/keyboard.h>
#include <linux/errno.h>

#define DATA			0x60
#define STATUS			0x64
#define COMMAND			0x64

#define STATUS_OUTPUT		0x01	/* there is a byte to read */
#define STATUS_INPUT		0x02	/* it has not taken the last byte yet */
#define STATUS_MOUSE		0x20	/* the byte is the mouse's */

#define READ_CONFIG		0x20
#define WRITE_CONFIG		0x60
#define DISABLE_MOUSE		0xa7
#define DISABLE_KEYBOARD	0xad
#define ENABLE_KEYBOARD		0xae
#define KEYBOARD_SCAN		0xf4

#define CONFIG_INTERRUPT	0x01
#define CONFIG_MOUSE_INTERRUPT	0x02
#define CONFIG_KEYBOARD_OFF	0x10
#define CONFIG_MOUSE_OFF	0x20
#define CONFIG_SET_1		0x40	/* give scan codes of set 1 */

#define PATIENCE		20000	/* reads of a port, about 1 us each */
#define BUFFERED		32	/* more than any controller holds */

static bool wait(u8 mask, u8 value)
{
	u32 n;

	for (n = 0; n < PATIENCE; n++) {
		if ((inb(STATUS) & mask) == value)
			return true;
	}
	return false;
}

static bool send(u8 byte, u16 port)
{
	if (!wait(STATUS_INPUT, 0))
		return false;
	outb(byte, port);
	return true;
}

static void forget_input(void)
{
	u32 n;

	for (n = 0; n < BUFFERED && inb(STATUS) & STATUS_OUTPUT; n++)
		inb(DATA);
}

static bool read_config(u8 *config)
{
	if (!send(READ_CONFIG, COMMAND) || !wait(STATUS_OUTPUT, STATUS_OUTPUT))
		return false;
	*config = inb(DATA);
	return true;
}

/* Where nothing is, the status reads as ones and stays busy. */
int keyboard_init(void)
{
	u8 config;

	if (!send(DISABLE_KEYBOARD, COMMAND) || !send(DISABLE_MOUSE, COMMAND))
		return -ENODEV;
	forget_input();
	if (!read_config(&config))
		return -ENODEV;
	config |= CONFIG_INTERRUPT | CONFIG_MOUSE_OFF | CONFIG_SET_1;
	config &= (u8)~(CONFIG_MOUSE_INTERRUPT | CONFIG_KEYBOARD_OFF);
	if (!send(WRITE_CONFIG, COMMAND) || !send(config, DATA) ||
	    !send(ENABLE_KEYBOARD, COMMAND) || !send(KEYBOARD_SCAN, DATA))
		return -ENODEV;
	return 0;
}

int i8042_read(void)
{
	const u8 status = inb(STATUS);
	u8 byte;

	if (!(status & STATUS_OUTPUT))
		return -EAGAIN;
	byte = inb(DATA);
	return status & STATUS_MOUSE ? 0 : byte;
}
