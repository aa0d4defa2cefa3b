/* SPDX-License-Identifier: GPL-2.0 */
/* Formatted text into a bounded buffer, usable in every context. */
#ifndef _LINUX_SPRINTF_H
#define _LINUX_SPRINTF_H

#include <linux/compiler_types.h>
#include <linux/types.h>
#include <stdarg.h>

/**
 * vsnprintf() - format into a buffer
 * @buf: where the text goes; always NUL-terminated when @size is not 0
 * @size: bytes of @buf
 * @fmt: %%, %c, %s, %d, %u, %x, %p with the flags '-' and '0', a width, a
 *	precision for %s, and the lengths l and ll (of %x; decimal numbers are
 *	at most a long)
 * @args: what @fmt names
 *
 * Return: characters that the whole text has, without the NUL.
 */
int vsnprintf(char *buf, size_t size, const char *fmt, va_list args);
int __printf(3, 4) snprintf(char *buf, size_t size, const char *fmt, ...);

#endif /* _LINUX_SPRINTF_H */
