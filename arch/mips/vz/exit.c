// SPDX-License-Identifier: GPL-2.0
/**
 * DOC: Exits of MIPS guests
 *
 * entry.S answers the simplest exits itself. It calls vz_exit() with all others,
 * which counts the exit and calls the handler that the tables name for it. The
 * handler says whether the instruction is done; the guest then goes on behind it,
 * or where the branch in front of it leads. If not, the guest may get an exception.
 * All failures end in guest_fail(), which reports and stops this guest alone.
 */
#include <asm/cp0.h>
#include <asm/exit.h>
#include <asm/insn.h>
#include <asm/vz.h>
#include <levsha/arch.h>
#include <levsha/crash.h>
#include <levsha/guest.h>
#include <levsha/health.h>

/* Kinds of exits; those from EXIT_ACCESS on are of an instruction. */
enum {
	EXIT_OTHER,
	EXIT_EXCEPTION,
	EXIT_ACCESS,
	EXIT_PRIVILEGED,
	EXIT_FIELD,
	EXIT_HYPERCALL,
};

/* By Cause.ExcCode, and behind that by what GuestCtl0.GExcCode says of GE */
#define NR_EXCCODES		32

static const u8 kinds[2 * NR_EXCCODES] = {
	[EXC_MOD] = EXIT_ACCESS,
	[EXC_TLBL] = EXIT_ACCESS,
	[EXC_TLBS] = EXIT_ACCESS,
	[EXC_TLBRI] = EXIT_ACCESS,
	[EXC_IBE] = EXIT_EXCEPTION,
	[EXC_DBE] = EXIT_EXCEPTION,
	[EXC_CPU] = EXIT_EXCEPTION,
	[EXC_DSPDIS] = EXIT_EXCEPTION,
	[NR_EXCCODES + GEXC_GPSI] = EXIT_PRIVILEGED,
	[NR_EXCCODES + GEXC_GSFC] = EXIT_FIELD,
	[NR_EXCCODES + GEXC_HC] = EXIT_HYPERCALL,
};

static u32 exit_other(struct guest *guest, u32 cause, const struct insn *in)
{
	const u32 code = (cause & CAUSE_EXCCODE) >> CAUSE_EXCCODE_SHIFT;

	if (code != EXC_MCHECK)
		return guest_fail(guest, PART_EVENT_FAULT, "unexpected exit");
	mtc0(C0_STATUS, mfc0(C0_STATUS) & ~STATUS_TS);
	return guest_fail(guest, PART_EVENT_MACHINE_CHECK, "machine check");
}

/*
 * What hardware reports to root alone although the guest did it becomes the
 * guest's own: a bus error of a mapping, and of an access that the bus refuses; the
 * use of a coprocessor. But FPU and DSP ASE stay with the guest that used them last;
 * another one that may use them takes them by this.
 */
static u32 exit_exception(struct guest *guest, u32 cause, const struct insn *in)
{
	const u32 code = (cause & CAUSE_EXCCODE) >> CAUSE_EXCCODE_SHIFT;

	if (code == EXC_DSPDIS && part_has(guest->part, PART_GUEST_DSP))
		vz_dsp_take(guest);
	else if (code == EXC_CPU && part_has(guest->part, PART_GUEST_FPU) &&
		 (cause & CAUSE_CE) >> CAUSE_CE_SHIFT == 1)
		vz_fpu_take(guest);
	else
		return code;
	return EXIT_AGAIN;
}

static u32 (*const exits[EXIT_KINDS])(struct guest *guest, u32 cause,
				      const struct insn *in) = {
	[EXIT_OTHER] = exit_other,
	[EXIT_ACCESS] = exit_tlb,
	[EXIT_PRIVILEGED] = exit_privileged,
	[EXIT_FIELD] = exit_privileged,
	[EXIT_HYPERCALL] = exit_privileged,
	[EXIT_EXCEPTION] = exit_exception,
};

static const char *const exit_names[EXIT_KINDS] = {
	[EXIT_OTHER] = "other",
	[EXIT_ACCESS] = "access",
	[EXIT_PRIVILEGED] = "instruction",
	[EXIT_FIELD] = "field",
	[EXIT_HYPERCALL] = "hypercall",
	[EXIT_EXCEPTION] = "exception",
};

const char *arch_exit_name(unsigned int n)
{
	return exit_names[n];
}

unsigned long arch_exit_count(const struct guest *guest, unsigned int n)
{
	return guest->arch.exits[n];
}

static u32 exit_kind(u32 cause)
{
	u32 code = (cause & CAUSE_EXCCODE) >> CAUSE_EXCCODE_SHIFT;

	if (code == EXC_GE)
		code = NR_EXCCODES + ((mfc0(C0_GUESTCTL0) & GUESTCTL0_GEXCCODE) >>
				      GUESTCTL0_GEXC_SHIFT);
	return kinds[code];
}

static void remember(struct arch_guest *arch, u32 kind)
{
	u32 i;

	for (i = EXIT_HISTORY - 1; i; i--)
		arch->history[i] = arch->history[i - 1];
	arch->history[0] = arch->pc;
	arch->history_kinds = arch->history_kinds << 8 | kind;
	arch->exits[kind]++;
}

/*
 * The address comes first: what is loaded in a delay slot may be what the branch
 * compared.
 */
static u32 decode(u32 pc, u32 cause, struct insn *in)
{
	insn_decode(mfc0(C0_BADINSTR), pc & 1, in);
	if (cause & CAUSE_BD)
		return branch_next(pc, mfc0(C0_BADINSTRP), in->size);
	return pc + in->size;
}

void vz_exit(struct guest *guest, u32 cause)
{
	const u32 kind = exit_kind(cause);
	u32 next = guest->arch.pc, result;
	struct insn in;

	remember(&guest->arch, kind);
	if (kind >= EXIT_ACCESS)
		next = decode(next, cause, &in);
	result = exits[kind](guest, cause, &in);
	if (result == EXIT_DONE)
		guest->arch.pc = next;
	else if (result != EXIT_AGAIN)
		guest_exception(guest, cause, result);
}

u32 guest_fail(struct guest *guest, enum part_event event, const char *reason)
{
	if (!health_event(guest, event))
		crash_record(guest, reason);
	return EXIT_AGAIN;
}

u32 guest_fcsr(void)
{
	u32 value = 0;

	if (part_has(current->part, PART_GUEST_FPU) &&
	    mfc0(C0_STATUS) & STATUS_CU1)
		asm volatile(".set push\n\t.set hardfloat\n\t"
			     "cfc1 %0, $31\n\t.set pop" : "=r"(value));
	return value;
}

u32 guest_dspcontrol(void)
{
	u32 value = 0;

	if (part_has(current->part, PART_GUEST_DSP) &&
	    mfc0(C0_STATUS) & STATUS_MX)
		asm volatile(".set push\n\t.set dsp\n\t"
			     "rddsp %0, 0x3f\n\t.set pop" : "=r"(value));
	return value;
}
