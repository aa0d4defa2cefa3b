/* SPDX-License-Identifier: GPL-2.0 */
/* Functions and labels of assembly files. */
#ifndef _LINUX_LINKAGE_H
#define _LINUX_LINKAGE_H

#ifdef __ASSEMBLY__

/* clang-format off */

/* A function, or other code, that C or another file refers to. */
.macro func name
	.globl \name
	.type \name, @function
\name:
.endm

.macro endfunc name
	.size \name, . - \name
.endm

#endif /* __ASSEMBLY__ */

#endif /* _LINUX_LINKAGE_H */
