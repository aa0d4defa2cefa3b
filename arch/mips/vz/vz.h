/* SPDX-License-Identifier: GPL-2.0 */
/* What the parts of a switch of guests have for one another. */
#ifndef _ARCH_MIPS_VZ_VZ_H
#define _ARCH_MIPS_VZ_VZ_H

#include <asm/cp0.h>
#include <asm/pic32mz.h>

/* GuestCtl0Ext while a guest is asked for an interrupt; else FCD, too */
#define GUESTCTL0EXT		(GUESTCTL0EXT_NCC_1 | GUESTCTL0EXT_CGI)

/*
 * What an exception is told by, in one word: register.S packs it, and compares it
 * with the one of a SW, which entry.S keeps in s5.
 */
#define ACCESS_OPCODE_SHIFT	26		/* of the instruction; bits 5:0 */
#define ACCESS_CAUSE		6		/* BD, two zeros, ExcCode */
#define ACCESS_CAUSE_BITS	8
#define ACCESS_PLACE		14		/* which MiB */
#define SFR_SHIFT		20
#define ACCESS(opcode, exccode)                                                \
	((opcode) | (exccode) << (ACCESS_CAUSE + 3) |                          \
	 (SFR_BASE >> SFR_SHIFT) << ACCESS_PLACE)
#define ACCESS_LW		ACCESS(0x23, EXC_TLBL)
#define ACCESS_SW		ACCESS(0x2b, EXC_TLBS)

/* Words of the crash record, behind the 32 general registers; see record.S. */
#define NR_GPRS			32
#define CRASH_EXCEPTION		32
#define CRASH_INSN		35
#define CRASH_CAUSE		36
#define CRASH_GUESTCTL0		37
#define CRASH_STATUS		39		/* the guest's, as what follows */
#define CRASH_EPC		41
#define CRASH_ERROREPC		43
#define CRASH_ENTRYHI		45
#define NR_CRASH_WORDS		47

#ifndef __ASSEMBLY__

#include <linux/compiler_types.h>
#include <linux/types.h>

/* GuestCtl1 while a guest is loaded: the same ID for it and for TLB instructions */
#define GUESTCTL1(id)		((id) << GUESTCTL1_RID_SHIFT | (id))

struct crash;
struct guest;
struct guest_dsp;
struct guest_fpu;

/* vz_unload() - a guest's CP0 registers in memory are the true ones now */
void vz_unload(const struct guest *guest);

/* vz_request() - have the guest's request in the CPU */
void vz_request(const struct guest *guest);

/* vz_coprocessors() - let the next guest use the FPU and the DSP that it owns */
void vz_coprocessors(const struct guest *next);

/* vz_disown() - a guest's FPU and DSP registers are as after reset */
void vz_disown(struct guest *guest);

/* The guest TLB. The first two change guest CP0 registers and GuestCtl1.RID */
void tlb_save(const struct guest *guest);
void tlb_load(const struct guest *guest);
void tlb_reset(const struct guest *guest);

/* The crash record, and for each of its words the instruction that execute() reads */
extern struct crash crash;
extern const u32 crash_insns[NR_CRASH_WORDS];

/* vz_report_panic() - vz_panic() when the general registers are in the record */
void __noreturn vz_report_panic(const char *reason);

/* fpu.S; Root.Status.CU1 or MX is 1 */
void fpu_save(struct guest_fpu *fpu);
void fpu_load(const struct guest_fpu *fpu);
void dsp_save(struct guest_dsp *dsp);
void dsp_load(const struct guest_dsp *dsp);

#endif /* __ASSEMBLY__ */

#endif /* _ARCH_MIPS_VZ_VZ_H */
