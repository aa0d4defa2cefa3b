/* SPDX-License-Identifier: GPL-2.0 */
/* What x86 keeps of each guest. */
#ifndef _ASM_X86_GUEST_H
#define _ASM_X86_GUEST_H

#include <asm/gpr.h>
#include <asm/vmx.h>
#include <linux/build_bug.h>
#include <linux/types.h>

#define EXIT_HISTORY		16
#define EXIT_KINDS		NR_EXIT_REASONS

/**
 * struct exit_record - one exit, for reports
 * @rip: the guest's instruction pointer
 * @reason: VMCS exit reason
 */
struct exit_record {
	u64 rip;
	u64 reason;
};

/*
 * What exits for writes to the local APIC gave as the instruction's length, beside
 * what decoding it gave. The manual promises nothing.
 */
#define LENGTHS_RIGHT		1
#define LENGTHS_WRONG		2

/**
 * struct arch_guest - a guest's CPU
 * @regs: its general registers, on its core's stack
 * @history: the last exits
 * @history_at: where the next goes, in bytes; wraps as a byte does
 * @lengths: LENGTHS_*, of either kind that was seen
 * @exits: exits since boot by basic reason
 * @undelivered: an interrupt that an exit cut off, as VMCS_IDT_VECTORING has it; 0 none
 */
struct arch_guest {
	struct gprs *regs;
	struct exit_record history[EXIT_HISTORY];
	u8 history_at;
	u8 lengths;
	u64 exits[EXIT_KINDS];
	u32 undelivered;
};

static_assert(sizeof_field(struct arch_guest, history) == 1 << 8);

#endif /* _ASM_X86_GUEST_H */
