/* SPDX-License-Identifier: GPL-2.0 */
/* Exceptions and NMIs of the hypervisor itself. */
#ifndef _ASM_X86_TRAPS_H
#define _ASM_X86_TRAPS_H

#include <linux/types.h>

/** struct trap_regs - registers at an exception, as kernel/entry.S pushes them */
struct trap_regs {
	u64 r15;
	u64 r14;
	u64 r13;
	u64 r12;
	u64 r11;
	u64 r10;
	u64 r9;
	u64 r8;
	u64 rdi;
	u64 rsi;
	u64 rbp;
	u64 rbx;
	u64 rdx;
	u64 rcx;
	u64 rax;
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
