// SPDX-License-Identifier: GPL-2.0
/*
 * Formatted text. Numbers have at most as many bits as a long, so that no board
 * divides more than its CPU can.
 */
#include <linux/sprintf.h>
#include <linux/string.h>

#define NUMBER_LEN		24

struct out {
	char *buf;
	size_t size;
	size_t len;
};

struct spec {
	bool left;
	bool zero;
	int width;
	int precision;
	int longs;
};

static void put(struct out *o, char c)
{
	if (o->len + 1 < o->size)
		o->buf[o->len] = c;
	o->len++;
}

static void pad(struct out *o, char c, int n)
{
	while (n-- > 0)
		put(o, c);
}

static void put_text(struct out *o, const struct spec *s, const char *text,
		     int len)
{
	int i, fill = s->width - len;

	if (!s->left)
		pad(o, ' ', fill);
	for (i = 0; i < len; i++)
		put(o, text[i]);
	if (s->left)
		pad(o, ' ', fill);
}

/* Digits from the last to the first, zeros up to the width, and the sign. */
static void put_number(struct out *o, const struct spec *s, unsigned long v,
		       unsigned int base, bool minus)
{
	const int zeros = s->zero && !s->left ? s->width - minus : 0;
	char digits[NUMBER_LEN];
	int at = NUMBER_LEN;

	do {
		digits[--at] = "0123456789abcdef"[v % base];
		v /= base;
	} while (v);
	while (NUMBER_LEN - at < zeros && at > 1)
		digits[--at] = '0';
	if (minus)
		digits[--at] = '-';
	put_text(o, s, digits + at, NUMBER_LEN - at);
}

static const char *parse_spec(const char *fmt, struct spec *s)
{
	*s = (struct spec){ .precision = -1 };
	for (;; fmt++) {
		if (*fmt == '-')
			s->left = true;
		else if (*fmt == '0')
			s->zero = true;
		else
			break;
	}
	for (; *fmt >= '0' && *fmt <= '9'; fmt++)
		s->width = s->width * 10 + (*fmt - '0');
	if (*fmt == '.') {
		s->precision = 0;
		while (*++fmt >= '0' && *fmt <= '9')
			s->precision = s->precision * 10 + (*fmt - '0');
	}
	for (; *fmt == 'l'; fmt++)
		s->longs++;
	return fmt;
}

static unsigned long number_arg(const struct spec *s, va_list *args)
{
	if (s->longs > 1)
		return (unsigned long)va_arg(*args, unsigned long long);
	if (s->longs)
		return va_arg(*args, unsigned long);
	return va_arg(*args, unsigned int);
}

static void put_signed(struct out *o, const struct spec *s, va_list *args)
{
	const long v = s->longs ? va_arg(*args, long) : va_arg(*args, int);
	const unsigned long u = (unsigned long)v;

	put_number(o, s, v < 0 ? -u : u, 10, v < 0);
}

static void put_string(struct out *o, const struct spec *s, const char *text)
{
	size_t max = s->precision < 0 ? SIZE_MAX : (size_t)s->precision;

	put_text(o, s, text, (int)strnlen(text, max));
}

static void put_conversion(struct out *o, const struct spec *s, char conv,
			   va_list *args)
{
	char c = conv;

	switch (conv) {
	case 'c':
		c = (char)va_arg(*args, int);
		put_text(o, s, &c, 1);
		break;
	case 's':
		put_string(o, s, va_arg(*args, const char *));
		break;
	case 'd':
		put_signed(o, s, args);
		break;
	case 'u':
		put_number(o, s, number_arg(s, args), 10, false);
		break;
	case 'x':
		put_number(o, s, number_arg(s, args), 16, false);
		break;
	case 'p':
		put_number(o, s, (uintptr_t)va_arg(*args, void *), 16, false);
		break;
	default:
		put(o, c);
		break;
	}
}

int vsnprintf(char *buf, size_t size, const char *fmt, va_list args)
{
	struct out o = { .buf = buf, .size = size };
	struct spec s;
	va_list ap;

	va_copy(ap, args);
	for (; *fmt; fmt++) {
		if (*fmt != '%') {
			put(&o, *fmt);
			continue;
		}
		fmt = parse_spec(fmt + 1, &s);
		if (!*fmt)
			break;
		put_conversion(&o, &s, *fmt, &ap);
	}
	va_end(ap);
	if (size)
		buf[o.len < size ? o.len : size - 1] = '\0';
	return (int)o.len;
}

int snprintf(char *buf, size_t size, const char *fmt, ...)
{
	va_list args;
	int len;

	va_start(args, fmt);
	len = vsnprintf(buf, size, fmt, args);
	va_end(args);
	return len;
}
