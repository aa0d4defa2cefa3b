/* SPDX-License-Identifier: GPL-2.0 */
/* Checks at compile time. */
#ifndef _LINUX_BUILD_BUG_H
#define _LINUX_BUILD_BUG_H

/** static_assert - stop the build unless @expr, a constant, is true */
#define static_assert(expr)	_Static_assert(expr, #expr)

#endif /* _LINUX_BUILD_BUG_H */
