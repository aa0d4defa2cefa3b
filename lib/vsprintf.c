// SPDX-License-Identifier: GPL-2.0
/*
 * Formatted text. Numbers have at most as many bits as a long, so that no board
 * divides more than its CPU can.
 */
#include <linux/sprintf.h>

#define NUMBER_LEN		21

struct spec {
	bool wide;
	char pad;
	size_t width;
};

/* Flags, width and length come before every letter from 's' on. */
static const char *parse_spec(const char *fmt, struct spec *s)
{
	unsigned int digit;

	*s = (struct spec){ .pad = *fmt == '0' ? '0' : ' ' };
	for (; *fmt && *fmt < 's'; fmt++) {
		digit = (unsigned int)*fmt - '0';
		if (digit < 10)
			s->width = s->width * 10 + digit;
		else if (*fmt == 'l')
			s->wide = true;
	}
	return fmt;
}

/* A number's text, filled on the left as far as @buf goes. */
static const char *digits(char buf[NUMBER_LEN], unsigned long v,
			  unsigned int base, const struct spec *s)
{
	char *const end = buf + NUMBER_LEN - 1;
	char *p = end;

	*p = '\0';
	do {
		*--p = "0123456789abcdef"[v % base];
		v /= base;
	} while (v);
	while (p > buf && p + s->width > end)
		*--p = s->pad;
	return p;
}

/* A text, filled on the right. */
static char *put_text(char *out, const char *last, const char *text, size_t width)
{
	const char *const filled = out + width;

	while (out < last && (*text || out < filled))
		*out++ = *text ? *text++ : ' ';
	return out;
}

size_t vscnprintf(char *buf, size_t size, const char *fmt, va_list args)
{
	char *out = buf, *const last = buf + size - 1;
	char number[NUMBER_LEN];
	const char *text;
	unsigned long v;
	struct spec s;

	for (; *fmt && out < last; fmt++) {
		if (*fmt != '%' || *++fmt == '%') {
			*out++ = *fmt;
			continue;
		}
		fmt = parse_spec(fmt, &s);
		if (*fmt == 's') {
			text = va_arg(args, const char *);
		} else {
			v = s.wide ? va_arg(args, unsigned long) :
				     va_arg(args, unsigned int);
			text = digits(number, v, *fmt == 'x' ? 16 : 10, &s);
		}
		out = put_text(out, last, text, s.width);
	}
	*out = '\0';
	return (size_t)(out - buf);
}

size_t scnprintf(char *buf, size_t size, const char *fmt, ...)
{
	va_list args;
	size_t len;

	va_start(args, fmt);
	len = vscnprintf(buf, size, fmt, args);
	va_end(args);
	return len;
}
