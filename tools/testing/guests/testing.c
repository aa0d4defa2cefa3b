// SPDX-License-Identifier: GPL-2.0
#include <stdarg.h>

#include "testing.h"

#define TICKS_PER_CHAR	1200

volatile uint32_t fault_resume;
volatile int fault_vector;

static unsigned int cases;

void wait(uint64_t ticks)
{
	const uint64_t start = rdtsc();

	while (rdtsc() - start < ticks)
		;
}

void halt(void)
{
	for (;;)
		asm volatile("cli; hlt");
}

static void slow_char(char c)
{
	put_char(c);
	wait(TICKS_PER_CHAR);
}

static void print_hex(uint64_t value, int digits)
{
	while (digits--)
		slow_char("0123456789abcdef"[value >> 4 * digits & 15]);
}

static int hex_digits(uint32_t value)
{
	int n = 1;

	while (value >>= 4)
		n++;
	return n;
}

static void print_decimal(uint32_t value)
{
	if (value >= 10)
		print_decimal(value / 10);
	slow_char((char)('0' + value % 10));
}

static void print_argument(char kind, va_list *args)
{
	const char *s;
	uint32_t n;

	switch (kind) {
	case 's':
		for (s = va_arg(*args, const char *); *s; s++)
			slow_char(*s);
		break;
	case 'c':
		slow_char((char)va_arg(*args, int));
		break;
	case 'u':
		print_decimal(va_arg(*args, uint32_t));
		break;
	case 'x':
		n = va_arg(*args, uint32_t);
		print_hex(n, hex_digits(n));
		break;
	case 'l':
		print_hex(va_arg(*args, uint64_t), 16);
		break;
	}
}

static void vprint(const char *fmt, va_list args)
{
	va_list copy;

	va_copy(copy, args);
	for (; *fmt; fmt++) {
		if (*fmt != '%') {
			slow_char(*fmt);
			continue;
		}
		print_argument(*++fmt, &copy);
		if (*fmt == 'l')
			fmt += 2;
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
	slow_char('\n');
}

void done(void)
{
	print("1..%u\n", cases);
	halt();
}

struct interrupt_frame {
	uint32_t eip;
	uint32_t cs;
	uint32_t eflags;
};

static void fault(struct interrupt_frame *frame, int vector)
{
	if (fault_resume) {
		fault_vector = vector;
		frame->eip = fault_resume;
		return;
	}
	print("not ok - unexpected exception %u\n", (unsigned int)vector);
	halt();
}

#define EXCEPTION(n)                                                        \
	__attribute__((interrupt)) static void                              \
	exception_##n(struct interrupt_frame *frame)                        \
	{                                                                   \
		fault(frame, n);                                            \
	}

#define EXCEPTION_WITH_CODE(n)                                              \
	__attribute__((interrupt)) static void                              \
	code_##n(struct interrupt_frame *frame, unsigned int code)          \
	{                                                                   \
		(void)code;                                                 \
		fault(frame, n);                                            \
	}                                                                   \
	static const interrupt_handler exception_##n =                      \
		(interrupt_handler)(void (*)(void))code_##n

EXCEPTION(0)
EXCEPTION(1)
EXCEPTION(3)
EXCEPTION(4)
EXCEPTION(5)
EXCEPTION(6)
EXCEPTION(7)
EXCEPTION(16)
EXCEPTION(19)
EXCEPTION_WITH_CODE(8);
EXCEPTION_WITH_CODE(10);
EXCEPTION_WITH_CODE(11);
EXCEPTION_WITH_CODE(12);
EXCEPTION_WITH_CODE(13);
EXCEPTION_WITH_CODE(14);
EXCEPTION_WITH_CODE(17);

static const struct {
	uint8_t vector;
	interrupt_handler handler;
} exceptions[] = {
	{ 0, exception_0 },   { 1, exception_1 },   { 3, exception_3 },
	{ 4, exception_4 },   { 5, exception_5 },   { 6, exception_6 },
	{ 7, exception_7 },   { 8, exception_8 },   { 10, exception_10 },
	{ 11, exception_11 }, { 12, exception_12 }, { 13, exception_13 },
	{ 14, exception_14 }, { 16, exception_16 }, { 17, exception_17 },
	{ 19, exception_19 },
};

void testing_init(void)
{
	unsigned int i;

	console_init();
	interrupts_init();
	for (i = 0; i < ARRAY_SIZE(exceptions); i++)
		set_handler(exceptions[i].vector, exceptions[i].handler);
}
