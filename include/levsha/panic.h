/* SPDX-License-Identifier: GPL-2.0 */
/* The end of the machine, for every core and context. */
#ifndef _LEVSHA_PANIC_H
#define _LEVSHA_PANIC_H

#include <linux/compiler_types.h>

/**
 * panic() - stop the machine and say why on the console
 * @fmt: the reason, one line
 */
void __noreturn __printf(1, 2) panic(const char *fmt, ...);

/**
 * panic_regs() - panic() with the registers at a fault
 * @regs: of the architecture's kind
 * @fmt: the reason, one line
 */
void __noreturn __printf(2, 3)
panic_regs(const void *regs, const char *fmt, ...);

/**
 * refuse_boot() - say in one line why this board cannot be started, and halt
 * @fmt: what is missing, and what to do
 *
 * Context: core 0, before any guest was started.
 */
void __noreturn __printf(1, 2) refuse_boot(const char *fmt, ...);

#endif /* _LEVSHA_PANIC_H */
