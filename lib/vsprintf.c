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

static void put_text(struct out *o, const struct spec *s, const char *text,
		     int len)
{
	int n, last = s->width > len ? s->width : len;
	const int first = s->left ? 0 : last - len;

	for (n = 0; n < last; n++)
		put(o, n < first || n - first >= len ? ' ' : text[n - first]);
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
	} while (v || (NUMBER_LEN - at < zeros && at > 1));
	if (minus)
		digits[--at] = '-';
	put_text(o, s, digits + at, NUMBER_LEN - at);
}

static const char *parse_number(const char *fmt, int *n)
{
	for (*n = 0; *fmt >= '0' && *fmt <= '9'; fmt++)
		*n = *n * 10 + (*fmt - '0');
	return fmt;
}

static const char *parse_spec(const char *fmt, struct spec *s)
{
	*s = (struct spec){ .precision = -1 };
	for (; *fmt == '-' || *fmt == '0'; fmt++)
		*(*fmt == '-' ? &s->left : &s->zero) = true;
	fmt = parse_number(fmt, &s->width);
	if (*fmt == '.')
		fmt = parse_number(fmt + 1, &s->precision);
	for (; *fmt == 'l'; fmt++)
		s->longs++;
	return fmt;
}

static void put_integer(struct out *o, const struct spec *s, char conv,
			va_list *args)
{
	unsigned long v;
	bool minus;

	if (conv == 'p' || (s->longs && sizeof(long) > sizeof(int)))
		v = va_arg(*args, unsigned long);
	else if (conv == 'd')
		v = (unsigned long)va_arg(*args, int);
	else
		v = va_arg(*args, unsigned int);
	minus = conv == 'd' && (long)v < 0;
	put_number(o, s, minus ? -v : v, conv == 'd' || conv == 'u' ? 10 : 16,
		   minus);
}

static void put_string(struct out *o, const struct spec *s, const char *text)
{
	put_text(o, s, text, (int)strnlen(text, (size_t)s->precision));
}

static void put_conversion(struct out *o, const struct spec *s, char conv,
			   va_list *args)
{
	char c;

	switch (conv) {
	case 's':
		put_string(o, s, va_arg(*args, const char *));
		break;
	case 'd':
	case 'u':
	case 'x':
	case 'p':
		put_integer(o, s, conv, args);
		break;
	default:	/* c, or % */
		c = conv == 'c' ? (char)va_arg(*args, int) : conv;
		put_text(o, s, &c, 1);
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
