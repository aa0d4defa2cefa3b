/* SPDX-License-Identifier: GPL-2.0 */
/* Included before every C file by Kbuild: attributes and annotations. */
#ifndef _LINUX_COMPILER_TYPES_H
#define _LINUX_COMPILER_TYPES_H

#ifndef __ASSEMBLY__

#define __packed		__attribute__((__packed__))
#define __aligned(x)		__attribute__((__aligned__(x)))
#define __section(s)		__attribute__((__section__(s)))
#define __printf(f, a)		__attribute__((__format__(printf, f, a)))
#define __noreturn		__attribute__((__noreturn__))
#define __used			__attribute__((__used__))
#define noinline		__attribute__((__noinline__))
#define __always_inline		inline __attribute__((__always_inline__))

/* Not small, but much used: on MIPS it is reached in one instruction all the same. */
#ifdef CONFIG_MIPS
#define __small			__section(".sbss")
#else
#define __small
#endif

#define unlikely(x)		__builtin_expect(!!(x), 0)

/* Accesses that other cores see, made once and whole, if there are others. */
#ifdef CONFIG_SCHED
#define READ_ONCE(x)		(x)
#define WRITE_ONCE(x, value)	((x) = (value))
#else
#define READ_ONCE(x)		(*(const volatile __typeof__(x) *)&(x))
#define WRITE_ONCE(x, value)	(*(volatile __typeof__(x) *)&(x) = (value))
#endif

#endif /* __ASSEMBLY__ */

#endif /* _LINUX_COMPILER_TYPES_H */
