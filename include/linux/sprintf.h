/* SPDX-License-Identifier: GPL-2.0 */
/* Formatted text into a bounded buffer, usable in every context. */
#ifndef _LINUX_SPRINTF_H
#define _LINUX_SPRINTF_H

#include <linux/compiler_types.h>
#include <linux/types.h>
#include <stdarg.h>

/**
 * vscnprintf() - format into a buffer
 * @buf: where the text goes, always NUL-terminated
 * @size: bytes of @buf, not 0
 * @fmt: %%, %s, %u and %x with a width, which needs the flag '-' for text and is at
 *	most 20 for numbers, the flag '0' (for numbers) and the lengths l and ll
 *	(numbers are at most a long)
 * @args: what @fmt names
 *
 * Return: characters written, without the NUL.
 */
size_t vscnprintf(char *buf, size_t size, const char *fmt, va_list args);
size_t __printf(3, 4) scnprintf(char *buf, size_t size, const char *fmt, ...);

#endif /* _LINUX_SPRINTF_H */
