/* SPDX-License-Identifier: GPL-2.0 */
/* Lines that Kbuild turns into constants for assembly. */
#ifndef _LINUX_KBUILD_H
#define _LINUX_KBUILD_H

#include <linux/stddef.h>

#define DEFINE(symbol, value) \
	asm volatile("\n.ascii \"->" #symbol " %0 " #value "\"" : : "i"(value))
#define OFFSET(symbol, type, member) \
	DEFINE(symbol, offsetof(struct type, member))

#endif /* _LINUX_KBUILD_H */
