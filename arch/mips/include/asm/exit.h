/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Handlers of guests' exits, and what they have for one another. All of it works on
 * the guest that is current, in vz_exit().
 */
#ifndef _ASM_MIPS_EXIT_H
#define _ASM_MIPS_EXIT_H

#include <levsha/partition.h>
#include <linux/types.h>

struct guest;
struct insn;

/*
 * What handlers of exits return: the guest goes on at its arch.pc, or behind the
 * instruction, which is done; or the EXC_* of the exception that it gets there.
 * These two are of interrupts and of none.
 */
#define EXIT_AGAIN		0
#define EXIT_DONE		32

/**
 * guest_exception() - give the current guest an exception at its arch.pc
 * @guest: the guest
 * @cause: Cause as root has it: BD and CE are taken from it
 * @exccode: EXC_*
 */
void guest_exception(struct guest *guest, u32 cause, u32 exccode);

/**
 * guest_select_set() - give the current guest another register set
 * @guest: the guest
 * @srsctl: its SRSCtl, with CSS
 */
void guest_select_set(const struct guest *guest, u32 srsctl);

/** arch_sync_caches() - let code and devices see what was written */
void arch_sync_caches(const u8 *p, u32 len);

/**
 * execute() - have hardware carry out an instruction that is known only now
 * @insn: the instruction, of MIPS32; its registers are $2 and $6, and it is no branch
 * @value: $2
 * @address: $6
 *
 * Return: $2 after it.
 */
u32 execute(u32 insn, u32 value, unsigned long address);

/** exit_tlb() - root has no page where the guest reads, writes or fetches */
u32 exit_tlb(struct guest *guest, u32 cause, const struct insn *in);

/** exit_privileged() - an instruction, or a change of a field, that root does */
u32 exit_privileged(struct guest *guest, u32 cause, const struct insn *in);

/**
 * guest_fail() - do what the current guest's policy says, and report why it ends
 * @guest: the guest
 * @event: what happened
 * @reason: the same in words, of static lifetime
 *
 * A guest that goes on is not reported; none does after a fault.
 *
 * Return: for handlers that end with it.
 */
u32 guest_fail(struct guest *guest, enum part_event event, const char *reason);

/* Registers of the current guest, for branch.c; 0 while it does not own the unit */

u32 gpr_read(u32 n);

/** guest_fcsr() - FCSR of the FPU */
u32 guest_fcsr(void);

/** guest_dspcontrol() - DSPControl of the DSP ASE */
u32 guest_dspcontrol(void);

#endif /* _ASM_MIPS_EXIT_H */
