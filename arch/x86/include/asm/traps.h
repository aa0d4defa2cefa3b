/* SPDX-License-Identifier: GPL-2.0 */
/* Exceptions and NMIs of the hypervisor itself. */
#ifndef _ASM_X86_TRAPS_H
#define _ASM_X86_TRAPS_H

#include <asm/gpr.h>
#include <linux/types.h>

/** struct trap_regs - registers at an exception, as kernel/entry.S pushes them */
struct trap_regs {
	struct gprs gpr;
	u64 vector;
	u64 error;
	u64 rip;
	u64 cs;
	u64 rflags;
	u64 rsp;
	u64 ss;
};

/** idt_init() - fill the interrupt descriptor table, once */
void idt_init(void);

/** idt_load() - use it on the executing core */
void idt_load(void);

/** trap() - an exception or NMI; called by kernel/entry.S */
void trap(struct trap_regs *regs);

/** profile_nmi() - sample this core, if that is why the NMI came */
void profile_nmi(const struct trap_regs *regs);

/**
 * machine_stop_begin() - claim the right to stop the machine; from then on NMIs
 *	end all other cores
 *
 * Return: whether the executing core is the first to claim it.
 */
bool machine_stop_begin(void);

#endif /* _ASM_X86_TRAPS_H */
