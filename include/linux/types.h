/* SPDX-License-Identifier: GPL-2.0 */
/* Basic types, usable in every file. */
#ifndef _LINUX_TYPES_H
#define _LINUX_TYPES_H

#ifndef __ASSEMBLY__

#include <linux/stddef.h>
#include <stdbool.h>
#include <stdint.h>

typedef uint8_t u8;
typedef uint16_t u16;
typedef uint32_t u32;
typedef uint64_t u64;
#ifdef __SIZEOF_INT128__
typedef unsigned __int128 u128;
#endif
typedef int8_t s8;
typedef int16_t s16;
typedef int32_t s32;
typedef int64_t s64;

/** typedef phys_addr_t - a host physical address */
typedef unsigned long phys_addr_t;

#endif /* __ASSEMBLY__ */

#endif /* _LINUX_TYPES_H */
