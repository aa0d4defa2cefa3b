// SPDX-License-Identifier: GPL-2.0
#include <stdarg.h>

#include "board.h"
#include "ktap.h"
#include "trap.h"

#define CONSOLE		4

/* A program may live on through resets. */
static u32 checks __attribute__((section(".noinit")));

static void put_char(char c)
{
	while (USTA(CONSOLE) & USTA_UTXBF)
		;
	UTXREG(CONSOLE) = (unsigned char)c;
}

static void print_number(u32 value, u32 base)
{
	if (value >= base)
		print_number(value / base, base);
	put_char("0123456789abcdef"[value % base]);
}

static void print_argument(char kind, va_list *args)
{
	const char *s;

	switch (kind) {
	case 's':
		for (s = va_arg(*args, const char *); *s; s++)
			put_char(*s);
		break;
	case 'c':
		put_char((char)va_arg(*args, int));
		break;
	case 'u':
		print_number(va_arg(*args, u32), 10);
		break;
	case 'x':
		print_number(va_arg(*args, u32), 16);
		break;
	}
}

static void vprint(const char *fmt, va_list args)
{
	va_list copy;

	va_copy(copy, args);
	for (; *fmt; fmt++) {
		if (*fmt == '%')
			print_argument(*++fmt, &copy);
		else
			put_char(*fmt);
	}
	va_end(copy);
}

void print(const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	vprint(fmt, args);
	va_end(args);
}

static void result(bool good, const char *fmt, va_list args)
{
	print("%s %u - ", good ? "ok" : "not ok", ++checks);
	vprint(fmt, args);
	put_char('\n');
}

void ok(bool good, const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	result(good, fmt, args);
	va_end(args);
}

void is(u32 got, u32 want, const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	result(got == want, fmt, args);
	va_end(args);
	if (got != want)
		print("# is 0x%x, must be 0x%x\n", got, want);
}

/* Fast, since nobody waits for real time; without interrupts. */
static void console_init(void)
{
	RPF8R = RPF8R_U4TX;
	U4RXR = U4RXR_RPF2;
	UMODE(CONSOLE) = 0;
	UBRG(CONSOLE) = 0;
	UMODE(CONSOLE) = UMODE_ON | UMODE_BRGH;
	USTA(CONSOLE) = USTA_UTXEN | USTA_URXEN;
}

void setup(void)
{
	console_init();
	if (!checks)
		print("KTAP version 1\n");
	trap_init();
}

void flush(void)
{
	while (!(USTA(CONSOLE) & USTA_TRMT))
		;
}

void finish(void)
{
	print("1..%u\n", checks);
	flush();
	software_reset();
}

void bail_out(const char *fmt, ...)
{
	va_list args;

	print("Bail out! ");
	va_start(args, fmt);
	vprint(fmt, args);
	va_end(args);
	put_char('\n');
	finish();
}
