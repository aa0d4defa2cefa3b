// SPDX-License-Identifier: GPL-2.0
/* Formatted text; no 64-bit division, because 32-bit boards lack it. */
#include <linux/sprintf.h>
#include <linux/string.h>

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

static void put_number(struct out *o, const struct spec *s, const char *digits,
		       int len, bool minus)
{
	int fill = s->width - len - minus;

	if (!s->left && !s->zero)
		pad(o, ' ', fill);
	if (minus)
		put(o, '-');
	if (!s->left && s->zero)
		pad(o, '0', fill);
	while (len)
		put(o, digits[--len]);
	if (s->left)
		pad(o, ' ', fill);
}

static void put_hex(struct out *o, const struct spec *s, u64 v)
{
	char digits[16];
	int n = 0;

	do {
		digits[n++] = "0123456789abcdef"[v & 15];
		v >>= 4;
	} while (v);
	put_number(o, s, digits, n, false);
}

static void put_decimal(struct out *o, const struct spec *s, unsigned long v,
			bool minus)
{
	char digits[20];
	int n = 0;

	do {
		digits[n++] = (char)('0' + v % 10);
		v /= 10;
	} while (v);
	put_number(o, s, digits, n, minus);
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

static u64 hex_arg(const struct spec *s, va_list *args)
{
	if (s->longs > 1)
		return va_arg(*args, unsigned long long);
	if (s->longs)
		return va_arg(*args, unsigned long);
	return va_arg(*args, unsigned int);
}

static void put_signed(struct out *o, const struct spec *s, va_list *args)
{
	long v = s->longs ? va_arg(*args, long) : va_arg(*args, int);

	put_decimal(o, s, v < 0 ? -(unsigned long)v : (unsigned long)v, v < 0);
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
		put_decimal(o, s,
			    s->longs ? va_arg(*args, unsigned long) :
				       va_arg(*args, unsigned int),
			    false);
		break;
	case 'x':
		put_hex(o, s, hex_arg(s, args));
		break;
	case 'p':
		put_hex(o, s, (uintptr_t)va_arg(*args, void *));
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
