// SPDX-License-Identifier: GPL-2.0
/*
 * A printer at a parallel port (IEEE 1284, compatibility mode), polled. Nobody
 * waits for one that is busy, off or without paper: the newest text is kept for
 * it. An access to a port takes a microsecond, longer than any pulse must last.
 */
#include <asm/io.h>
#include <levsha/lpt.h>

#define SIZE			4096
#define BYTES_PER_POLL		64
#define PATIENCE		1000000	/* looks at the status, a second */

#define DATA			0
#define STATUS			1
#define CONTROL			2

#define STATUS_NO_ERROR		0x08
#define STATUS_SELECTED		0x10
#define STATUS_NO_PAPER		0x20
#define STATUS_NOT_BUSY		0x80
#define STATUS_MASK		(STATUS_NO_ERROR | STATUS_SELECTED | \
				 STATUS_NO_PAPER | STATUS_NOT_BUSY)
#define STATUS_READY		(STATUS_MASK & ~STATUS_NO_PAPER)

#define CONTROL_STROBE		0x01
#define CONTROL_NO_INIT		0x04
#define CONTROL_SELECT		0x08
#define CONTROL_ON		(CONTROL_NO_INIT | CONTROL_SELECT)

static struct {
	u16 port;		/* 0: there is none */
	char text[SIZE];
	u32 head;
	u32 tail;
} lpt;

void lpt_init(u16 port)
{
	lpt.port = port;
	outb(CONTROL_ON, port + CONTROL);
}

static void put(char c)
{
	lpt.text[lpt.head++ % SIZE] = c;
	if (lpt.head - lpt.tail > SIZE)
		lpt.tail++;
}

void lpt_write(const char *text)
{
	for (; *text && lpt.port; text++) {
		if (*text == '\n')
			put('\r');
		put(*text);
	}
}

/* Whether a byte was sent; the printer has at most so many looks to be ready. */
static bool send(u32 looks)
{
	while (lpt.tail != lpt.head && looks--) {
		if ((inb(lpt.port + STATUS) & STATUS_MASK) != STATUS_READY)
			continue;
		outb((u8)lpt.text[lpt.tail++ % SIZE], lpt.port + DATA);
		outb(CONTROL_ON | CONTROL_STROBE, lpt.port + CONTROL);
		outb(CONTROL_ON, lpt.port + CONTROL);
		return true;
	}
	return false;
}

void lpt_poll(void)
{
	u32 n;

	for (n = 0; n < BYTES_PER_POLL && send(1); n++)
		;
}

void lpt_flush(void)
{
	while (send(PATIENCE))
		;
}
