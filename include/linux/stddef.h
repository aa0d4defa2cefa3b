/* SPDX-License-Identifier: GPL-2.0 */
/* Sizes and pointers to containers. */
#ifndef _LINUX_STDDEF_H
#define _LINUX_STDDEF_H

#include <stddef.h>

#define ARRAY_SIZE(a)		(sizeof(a) / sizeof((a)[0]))
#define sizeof_field(t, m)	sizeof(((t *)0)->m)

/** container_of - the structure of type @type whose @member is at @ptr */
#define container_of(ptr, type, member) \
	((type *)(((char *)(ptr)) - offsetof(type, member)))

#endif /* _LINUX_STDDEF_H */
