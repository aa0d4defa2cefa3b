// SPDX-License-Identifier: GPL-2.0
/* The two ways in which the machine ends: it cannot start, or it cannot go on. */
#include <levsha/arch.h>
#include <levsha/console.h>
#include <levsha/log.h>
#include <levsha/lpt.h>
#include <levsha/panic.h>
#include <levsha/screen.h>
#include <linux/sprintf.h>

static void __noreturn vpanic(const void *regs, const char *fmt, va_list args)
{
	char reason[LOG_TEXT_LEN];

	vscnprintf(reason, sizeof(reason), fmt, args);
	pr_err("panic: %s", reason);
	arch_stop_machine(regs);
	screen_show(CONSOLE_LOG);
	console_flush();
	lpt_flush();
	arch_halt();
}

void panic(const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	vpanic(NULL, fmt, args);
}

void panic_regs(const void *regs, const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	vpanic(regs, fmt, args);
}

void refuse_boot(const char *fmt, ...)
{
	char reason[LOG_TEXT_LEN];
	va_list args;

	va_start(args, fmt);
	vscnprintf(reason, sizeof(reason), fmt, args);
	va_end(args);
	pr_err("cannot start: %s", reason);
	console_flush();
	arch_halt();
}
