// SPDX-License-Identifier: GPL-2.0
#include <stdarg.h>

#include "guest.h"

#define UART 0x3f8
#define TICKS_PER_CHAR 1200	/* three guests at a time share the console's UART */

void wait(u64 ticks)
{
	const u64 end = rdtsc() + ticks;

	while (rdtsc() < end)
		;
}

static void put(char c)
{
	outb((u8)c, UART);
	wait(TICKS_PER_CHAR);
}

static void put_text(const char *s)
{
	while (*s)
		put(*s++);
}

static void put_number(u32 value, u32 base)
{
	char digits[10];
	int n = 0;

	do {
		digits[n++] = "0123456789abcdef"[value % base];
		value /= base;
	} while (value);
	while (n)
		put(digits[--n]);
}

static void put_u64(u64 value)
{
	int shift;

	for (shift = 60; shift >= 0; shift -= 4)
		put("0123456789abcdef"[value >> shift & 15]);
}

static void vprint(const char *fmt, va_list args)
{
	for (; *fmt; fmt++) {
		if (*fmt != '%') {
			put(*fmt);
			continue;
		}
		switch (*++fmt) {
		case 's':
			put_text(va_arg(args, const char *));
			break;
		case 'c':
			put((char)va_arg(args, int));
			break;
		case 'u':
			put_number(va_arg(args, u32), 10);
			break;
		case 'x':
			put_number(va_arg(args, u32), 16);
			break;
		case 'X':
			put_u64(va_arg(args, u64));
			break;
		}
	}
}

void print(const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	vprint(fmt, args);
	va_end(args);
}

static u32 cases;

void ok(bool good, const char *fmt, ...)
{
	va_list args;

	print("%s %u - ", good ? "ok" : "not ok", ++cases);
	va_start(args, fmt);
	vprint(fmt, args);
	va_end(args);
	put('\n');
}

void done(void)
{
	print("1..%u\n", cases);
	halt();
}

void halt(void)
{
	for (;;)
		asm volatile("cli; hlt");
}
