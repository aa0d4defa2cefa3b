// SPDX-License-Identifier: GPL-2.0
/*
 * Formatted text. Numbers have at most as many bits as a long, so that no board
 * divides more than its CPU can.
 */
#include <linux/sprintf.h>

#define NUMBER_LEN		21

struct spec {
	bool left;
	bool wide;
	char pad;
	size_t width;
};

static const char *parse_spec(const char *fmt, struct spec *s)
{
	*s = (struct spec){ .left = *fmt == '-' };
	fmt += s->left;
	s->pad = *fmt == '0' ? '0' : ' ';
	for (; *fmt >= '0' && *fmt <= '9'; fmt++)
		s->width = s->width * 10 + (size_t)(*fmt - '0');
	for (; *fmt == 'l'; fmt++)
		s->wide = true;
	return fmt;
}

/* Digits from the last to the first, which is returned. */
static char *digits(char *end, unsigned long v, unsigned int base)
{
	*end = '\0';
	do {
		*--end = "0123456789abcdef"[v % base];
		v /= base;
	} while (v);
	return end;
}

static char *put_text(char *out, const char *last, const char *text,
		      const struct spec *s)
{
	size_t n, len = 0, total, first;

	while (text[len])
		len++;
	total = s->width > len ? s->width : len;
	first = s->left ? 0 : total - len;
	for (n = 0; n < total && out < last; n++)
		*out++ = n - first < len ? text[n - first] : s->pad;
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
			text = digits(number + NUMBER_LEN - 1, v,
				      *fmt == 'x' ? 16 : 10);
		}
		out = put_text(out, last, text, &s);
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
