// SPDX-License-Identifier: GPL-2.0
/*
 * For tests from outside: answers what comes over UART4 and UART1, shows each button
 * by an LED and a line, and reads the first block of an SD card.
 */
#include "board.h"
#include "ktap.h"

#define ANSEL(p)	SFR(0x1f860000 + 0x100 * (p))
#define TRIS(p)		SFR(0x1f860010 + 0x100 * (p))
#define PORT(p)		SFR(0x1f860020 + 0x100 * (p))
#define LAT(p)		SFR(0x1f860030 + 0x100 * (p))
#define SPI3(offset)	SFR(0x1f821400 + (offset))
#define A		0
#define C		2
#define D		3
#define G		6
#define CARD_SELECT	(1u << 3)	/* RC3, low */
#define CARD_BLOCK	512
#define CARD_TOKEN	0xfe

static const struct pair {
	const char *name;
	u32 button;		/* of port A */
	u32 led_port;
	u32 led;
} pairs[] = {
	{ "btn1", 1u << 5, G, 1u << 6 },
	{ "btn2", 1u << 4, D, 1u << 4 },
};

static u32 pressed;

static void pins(void)
{
	const struct pair *p;
	const u32 now = PORT(A);

	for (p = pairs; p < pairs + ARRAY_SIZE(pairs); p++) {
		if (!((now ^ pressed) & p->button))
			continue;
		if (now & p->button)
			SET(LAT(p->led_port)) = p->led;
		else
			CLR(LAT(p->led_port)) = p->led;
		print("%s %s\n", p->name, now & p->button ? "down" : "up");
	}
	pressed = now;
}

static u32 exchange(u32 byte)
{
	SPI3(0x20) = byte;
	while (!(SPI3(0x10) & 1))
		;
	return SPI3(0x20) & 0xff;
}

/* The first answer that is not idle, of so many. */
static u32 answer(u32 idle, u32 tries)
{
	u32 byte = idle;

	while (byte == idle && tries--)
		byte = exchange(0xff);
	return byte;
}

static u32 card_command(u32 number, u32 argument, u32 crc)
{
	exchange(0xff);
	exchange(0x40 | number);
	exchange(argument >> 24);
	exchange(argument >> 16 & 0xff);
	exchange(argument >> 8 & 0xff);
	exchange(argument & 0xff);
	exchange(crc);
	return answer(0xff, 16);
}

static bool card_start(void)
{
	u32 i;

	SPI3(0x00) = 0;
	SPI3(0x30) = 9;
	SPI3(0x00) = 0x8000 | 0x20 | 0x100;
	TRIS(C) &= ~CARD_SELECT;
	SET(LAT(C)) = CARD_SELECT;
	for (i = 0; i < 10; i++)
		exchange(0xff);
	CLR(LAT(C)) = CARD_SELECT;
	if (card_command(0, 0, 0x95) != 1)
		return false;
	card_command(8, 0x1aa, 0x87);
	for (i = 0; i < 4; i++)
		exchange(0xff);
	for (i = 0; i < 1000; i++) {
		card_command(55, 0, 1);
		if (!card_command(41, 0x40000000, 1))
			return true;
	}
	return false;
}

static void card(void)
{
	u32 i, byte;

	if (!card_start()) {
		print("no card\n");
		return;
	}
	card_command(17, 0, 1);
	if (answer(0xff, 10000) != CARD_TOKEN) {
		print("no block\n");
		return;
	}
	print("card: ");
	for (i = 0; i < CARD_BLOCK; i++) {
		byte = exchange(0xff);
		if (byte >= ' ' && byte <= '~')
			print("%c", (int)byte);
	}
	print("\n");
	SET(LAT(C)) = CARD_SELECT;
}

static void serial_lines(void)
{
	u32 c;

	if (USTA(4) & USTA_URXDA) {
		c = URXREG(4);
		if (c == 's')
			card();
		else
			print("uart4 %c\n", (int)c);
	}
	if (USTA(1) & USTA_URXDA)
		UTXREG(1) = URXREG(1) ^ 0x20;
}

void run_tests(void)
{
	ANSEL(A) = 0;
	ANSEL(D) = 0;
	ANSEL(G) = 0;
	TRIS(G) &= ~(1u << 6);
	TRIS(D) &= ~(1u << 4);
	UBRG(1) = 0;
	UMODE(1) = UMODE_ON | UMODE_BRGH;
	USTA(1) = USTA_UTXEN | USTA_URXEN;
	print("ready\n");
	for (;;) {
		pins();
		serial_lines();
	}
}
