// SPDX-License-Identifier: GPL-2.0
#include <stdarg.h>

#include "testing.h"

uint32_t print_pace = 25000;

static unsigned int cases;

/* The console is shared, and loses what comes faster than it shows. */
static void slow_char(char c)
{
	const uint32_t start = read_count();

	put_char(c);
	while (read_count() - start < print_pace)
		;
}

static void slow_string(const char *s)
{
	while (*s)
		slow_char(*s++);
}

static void put_decimal(uint32_t value)
{
	if (value >= 10)
		put_decimal(value / 10);
	slow_char((char)('0' + value % 10));
}

static void put_hexadecimal(uint32_t value)
{
	if (value >> 4)
		put_hexadecimal(value >> 4);
	slow_char("0123456789abcdef"[value & 15]);
}

static void print_argument(char kind, va_list *args)
{
	switch (kind) {
	case 's':
		slow_string(va_arg(*args, const char *));
		break;
	case 'c':
		slow_char((char)va_arg(*args, int));
		break;
	case 'u':
		put_decimal(va_arg(*args, uint32_t));
		break;
	case 'x':
		put_hexadecimal(va_arg(*args, uint32_t));
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
			slow_char(*fmt);
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
