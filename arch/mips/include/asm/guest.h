/* SPDX-License-Identifier: GPL-2.0 */
/* What MIPS keeps of each guest. */
#ifndef _ASM_MIPS_GUEST_H
#define _ASM_MIPS_GUEST_H

#include <linux/types.h>

#define EXIT_HISTORY		4
#define EXIT_KINDS		6

/*
 * As in MIPS32 PRA, chapter 9, and VZ, 4.6; see switch.c. General registers stay
 * in the guest's shadow sets.
 */

/** struct guest_cp0 - a guest's CP0 registers while it does not run */
struct guest_cp0 {
	u32 index;
	u32 entrylo0;
	u32 entrylo1;
	u32 context;
	u32 userlocal;
	u32 pagemask;
	u32 pagegrain;
	u32 wired;
	u32 hwrena;
	u32 badvaddr;
	u32 badinstr;
	u32 badinstrp;
	u32 entryhi;
	u32 status;
	u32 intctl;
	u32 srsctl;
	u32 cause;
	u32 epc;
	u32 nestedexc;
	u32 nestedepc;
	u32 ebase;
	u32 config;
	u32 config1;
	u32 config3;
	u32 errorepc;
	u32 kscratch1;
	u32 kscratch2;
};

/** struct guest_tlb_entry - an entry of the guest TLB */
struct guest_tlb_entry {
	u32 entryhi;
	u32 entrylo0;
	u32 entrylo1;
	u32 pagemask;
};

/** struct guest_tlb - the whole guest TLB, for guests with %PART_GUEST_TLB */
struct guest_tlb {
	struct guest_tlb_entry entries[16];
};

/** struct guest_fpu - the FPU of a guest with %PART_GUEST_FPU */
struct guest_fpu {
	u64 f[32];
	u32 fcsr;
};

/** struct guest_dsp - the DSP ASE's registers but ac0, which all guests have */
struct guest_dsp {
	u32 hi[3];
	u32 lo[3];
	u32 dspcontrol;
};

/**
 * struct arch_guest - a guest's CPU
 * @pc: where it goes on; root EPC while it does not run
 * @srsctl: Root.SRSCtl, whose PSS is its register set, while it does not run
 * @guestctl0: GuestCtl0 while it runs
 * @request: GuestCtl2: the interrupt that its vEIC asks for, or 0
 * @hi: HI, kept while C code runs or another guest does
 * @lo: LO
 * @cp0: its CP0 while another guest runs
 * @loaded: bytes that the load after a start has written
 * @exits: how often it left guest mode for C code since its start, by kind of exit.c
 * @history: where it was at the last exits; the last is the first
 * @history_kinds: kinds of these exits, a byte each; the last is the lowest
 */
struct arch_guest {
	u32 pc;
	u32 srsctl;
	u32 guestctl0;
	u32 request;
	u32 hi;
	u32 lo;
	struct guest_cp0 cp0;
	u32 loaded;
	u32 exits[EXIT_KINDS];
	u32 history[EXIT_HISTORY];
	u32 history_kinds;
};

#endif /* _ASM_MIPS_GUEST_H */
