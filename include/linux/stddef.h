/* SPDX-License-Identifier: GPL-2.0 */
/* Sizes. */
#ifndef _LINUX_STDDEF_H
#define _LINUX_STDDEF_H

#include <stddef.h>

#define ARRAY_SIZE(a)		(sizeof(a) / sizeof((a)[0]))
#define sizeof_field(t, m)	sizeof(((t *)0)->m)

#endif /* _LINUX_STDDEF_H */
