/* SPDX-License-Identifier: GPL-2.0 */
/* Memory and strings: the C library's functions that we need, in lib/string.c. */
#ifndef _LINUX_STRING_H
#define _LINUX_STRING_H

#include <linux/types.h>

void *memcpy(void *dst, const void *src, size_t n);
void *memset(void *dst, int c, size_t n);
int memcmp(const void *a, const void *b, size_t n);
size_t strnlen(const char *s, size_t max);
size_t strlen(const char *s);

#endif /* _LINUX_STRING_H */
