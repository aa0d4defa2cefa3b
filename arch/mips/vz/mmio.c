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

/*
 * The registers that hardware reached before the page that trapped are done. What
 * lies behind that page's end is taken to follow in guest physical memory.
 */
static u32 registers_left(const struct insn *in, u32 gpa)
{
	u32 regs = mem_registers(in);
	u32 done;

	if (regs & (regs - 1)) {
		done = (gpa - gpr_read(in->rs) - (u32)in->imm) >> 2 & 15;
		while (done--)
			regs &= regs - 1;
	}
	return regs;
}

static u32 rotate(u32 value, u32 left)
{
	return value << (left & 31) | value >> (-left & 31);
}

/*
 * A word has in @lanes what is loaded or stored, so far to the left of its place in
 * the general register. LWL and SWL mean the bytes up to the address, LWR and SWR
 * those from it on; hardware may have given BadVAddr with or without bits 1:0.
 */
static void transfer(struct guest *guest, const struct insn *in, u32 gpa, u32 n)
{
	const u32 class = in->op & MEM_CLASS;
	const u32 addr = in->op & MEM_PART ? gpr_read(in->rs) + (u32)in->imm : gpa;
	u32 left = (addr & 3) * 8;
	u32 bits = ~0u >> (24 - 8 * (in->op & MEM_ALIGN));
	u32 lanes = bits << left;
	u32 value = gpr_read(n), loaded;

	if (class == MEM_LEFT) {
		lanes = ~0u >> (24 - left);
		left += 8;
	} else if (class == MEM_BIT) {
		lanes = 1u << (n & 7) << left;
		value = in->op & MEM_COND ? 0 : ~0u;
	}
	if (in->op & MEM_STORE) {
		vreg_write(guest, gpa, lanes, rotate(value, left));
		if (in->op != MEM_SC)
			return;
		value = 1;
	} else {
		loaded = rotate(vreg_read(guest, gpa) & lanes, -left);
		if (in->op & MEM_PART)
			loaded |= value & ~rotate(lanes, -left);
		else if (in->op & MEM_SIGNED && loaded > bits >> 1)
			loaded |= ~bits;
		value = loaded;
	}
	gpr_write(n, value);
}

/*
 * Where the part has registers nothing faults. A load or store is aligned, or it
 * would not have come here; what is not was a fetch, see is_fetch().
 */
static u32 access(struct guest *guest, const struct insn *in, u32 gpa)
{
	u32 regs;

	for (regs = registers_left(in, gpa); regs; regs &= regs - 1, gpa += 4) {
		if (gpa - SFR_BASE >= SFR_SIZE ||
		    (gpa & in->op & MEM_ALIGN && !(in->op & MEM_PART)))
			return EXC_DBE;
		transfer(guest, in, gpa, (u32)__builtin_ctz(regs));
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
	const bool is_mem = in->op >= MEM_FIRST && in->op <= MEM_LAST;

	if (code == EXC_MOD)
		return EXIT_DONE;
	if (code == EXC_TLBXI ||
	    (code == EXC_TLBL && (!is_mem || is_fetch(guest->arch.pc, gpa))))
		return EXC_IBE;
	if (!is_mem)
		return guest_fail(guest, PART_EVENT_FAULT, "no load or store");
	return in->op == MEM_HINT ? EXIT_DONE : access(guest, in, gpa);
}
