// SPDX-License-Identifier: GPL-2.0
/**
 * DOC: Accesses that trap
 *
 * The root TLB has no valid page where a guest does not own all of one, and none
 * that can be written where its flash is. BadVAddr then is the guest physical
 * address. Register blocks answer through vreg.c. A missing address ends
 * as the guest's own bus error, and a store to flash as without a hypervisor: it
 * does nothing. (VZ: MD00846, 4.6.)
 */
#include <asm/cp0.h>
#include <asm/exit.h>
#include <asm/insn.h>
#include <asm/pic32mz.h>
#include <asm/vz.h>
#include <levsha/guest.h>
#include <levsha/health.h>

static void transfer(struct guest *guest, u32 op, u32 gpa, u32 n)
{
	u32 insn = op & MEM_INSN;
	u32 value = gpr_read(n);

	if (op & MEM_BIT)
		insn |= n << MEM_BIT_SHIFT;
	value = sfr_access(guest, insn, gpa, value, op & MEM_STORE);
	gpr_write(n, op & MEM_SC ? 1 : value);
}

/*
 * Of several registers those that hardware reached before the page that trapped
 * are done; what lies behind that page's end is taken to follow in guest physical
 * memory. Of LWL and its like BadVAddr may have bits 1:0 or not.
 *
 * Where the part has registers nothing faults. A load or store is aligned, or it
 * would not have come here; what is not was a fetch, see is_fetch().
 */
static noinline u32 access(struct guest *guest, const struct insn *in, u32 gpa)
{
	const u32 address = gpr_read(in->rs) + (u32)in->imm;
	u32 regs = in->regs, done;

	if (in->op & MEM_PART)
		gpa = (gpa & ~3u) | (address & 3);
	if (regs & (regs - 1)) {
		for (done = (gpa - address) >> 2 & 15; done; done--)
			regs &= regs - 1;
	}
	for (; regs; regs &= regs - 1, gpa += 4) {
		if (gpa - SFR_BASE >= SFR_SIZE || gpa & in->op & MEM_ALIGN)
			return EXC_DBE;
		transfer(guest, in->op, gpa, (u32)__builtin_ctz(regs));
	}
	return EXIT_DONE;
}

/*
 * A fetch leaves BadInstr as it was. Code outside kseg0 and kseg1 is taken to
 * have loaded something if what BadInstr says is a load.
 */
static bool is_fetch(u32 pc, u32 gpa)
{
	const u32 insn_end = 7;		/* branch and delay slot */

	return pc >> 30 == 2 && gpa - (pc & 0x1ffffffe) < insn_end;
}

u32 exit_tlb(struct guest *guest, u32 cause, const struct insn *in)
{
	const u32 gpa = mfc0(C0_BADVADDR);
	const u32 code = (cause & CAUSE_EXCCODE) >> CAUSE_EXCCODE_SHIFT;
	const bool is_mem = in->op & MEM;

	if (code == EXC_MOD)
		return EXIT_DONE;
	if (code == EXC_TLBL && (!is_mem || is_fetch(guest->arch.pc, gpa)))
		return EXC_IBE;
	if (!is_mem)
		return guest_fail(guest, PART_EVENT_FAULT, "no load or store");
	return in->op & MEM_HINT ? EXIT_DONE : access(guest, in, gpa);
}
