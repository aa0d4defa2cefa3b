// SPDX-License-Identifier: GPL-2.0
#include <stdarg.h>

#include "testing.h"

static unsigned int cases;

static void put_hexadecimal(uint32_t value)
{
	if (value >> 4)
		put_hexadecimal(value >> 4);
	put_char("0123456789abcdef"[value & 15]);
}

static void print_argument(char kind, va_list *args)
{
	switch (kind) {
	case 's':
		put_string(va_arg(*args, const char *));
		break;
	case 'c':
		put_char((char)va_arg(*args, int));
		break;
	case 'u':
		put_number(va_arg(*args, uint32_t));
		break;
	case 'x':
		put_hexadecimal(va_arg(*args, uint32_t));
		break;
	}
}

static void vprint(const char *fmt, va_list args)
{
	va_list copy;
	char c[2] = "";

	va_copy(copy, args);
	for (; *fmt; fmt++) {
		c[0] = *fmt;
		if (*fmt == '%')
			print_argument(*++fmt, &copy);
		else
			put_string(c);
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

void ok(bool good, const char *fmt, ...)
{
	va_list args;

	print("%s %u - ", good ? "ok" : "not ok", ++cases);
	va_start(args, fmt);
	vprint(fmt, args);
	va_end(args);
	print("\n");
}

void is(uint32_t got, uint32_t want, const char *what)
{
	ok(got == want, "%s", what);
	if (got != want)
		print("# is 0x%x, must be 0x%x\n", got, want);
}

void done(void)
{
	print("1..%u\n", cases);
	for (;;)
		asm volatile("wait");
}
