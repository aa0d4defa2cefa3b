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

static u32 shift(u32 value, s32 left)
{
	return left < 0 ? value >> -left : value << left;
}

/*
 * How far to the left of its place in a general register a word has what is loaded
 * or stored. LWL and SWL mean the bytes up to the address, LWR and SWR those from it
 * on; hardware may have given BadVAddr with or without bits 1:0.
 */
static s32 place(const struct insn *in, u32 gpa)
{
	if (in->op & MEM_PART)
		gpa = gpr_read(in->rs) + (u32)in->imm;
	return (s32)(gpa & 3) * 8 - ((in->op & MEM_CLASS) == MEM_LEFT ? 24 : 0);
}

static void load(struct guest *guest, const struct insn *in, u32 gpa, u32 n)
{
	const u32 bits = ~0u >> (24 - 8 * (in->op & MEM_ALIGN));
	const u32 sign = in->op & MEM_SIGNED ? bits & ~(bits >> 1) : 0;
	const s32 left = place(in, gpa);
	const u32 lanes = shift(bits, left);
	u32 value = shift(vreg_read(guest, gpa) & lanes, -left);

	if (in->op & MEM_PART)
		value |= gpr_read(n) & ~shift(lanes, -left);
	gpr_write(n, (value ^ sign) - sign);
}

static void store(struct guest *guest, const struct insn *in, u32 gpa, u32 n)
{
	const s32 left = place(in, gpa);
	u32 bits = ~0u >> (24 - 8 * (in->op & MEM_ALIGN));
	u32 value = gpr_read(n);

	if ((in->op & MEM_CLASS) == MEM_BIT) {
		bits = 1u << (n & 7);
		value = in->op & MEM_COND ? 0 : ~0u;
	}
	vreg_write(guest, gpa, shift(bits, left), shift(value, left));
	if ((in->op & ~MEM_ALIGN) == (MEM_PLAIN | MEM_STORE | MEM_COND))
		gpr_write(n, 1);
}

/*
 * Where the part has registers nothing faults. A load or store is aligned, or it
 * would not have come here; what is not was a fetch, see is_fetch().
 */
static bool access(struct guest *guest, const struct insn *in, u32 gpa)
{
	u32 regs;

	for (regs = registers_left(in, gpa); regs; regs &= regs - 1, gpa += 4) {
		if (gpa - SFR_BASE >= SFR_SIZE ||
		    (gpa & in->op & MEM_ALIGN && !(in->op & MEM_PART)))
			return false;
		if (in->op & MEM_STORE)
			store(guest, in, gpa, (u32)__builtin_ctz(regs));
		else
			load(guest, in, gpa, (u32)__builtin_ctz(regs));
	}
	return true;
}

/*
 * A fetch leaves BadInstr as it was. Code outside kseg0 and kseg1 is taken to
 * have loaded something if what BadInstr says is a load.
 */
static bool is_fetch(u32 pc, u32 gpa, u32 op)
{
	const u32 insn_end = 7;		/* branch and delay slot */

	if (op == MEM_NONE)
		return true;
	return pc >> 30 == 2 && gpa - (pc & 0x1ffffffe) < insn_end;
}

bool exit_tlb(struct guest *guest, u32 cause)
{
	const u32 gpa = mfc0(C0_BADVADDR);
	const u32 pc = guest->arch.pc;
	const u32 code = (cause & CAUSE_EXCCODE) >> CAUSE_EXCCODE_SHIFT;
	struct insn in;

	if (code == EXC_MOD)
		return true;
	mem_decode(mfc0(C0_BADINSTR), pc & 1, &in);
	if (code == EXC_TLBXI || (code == EXC_TLBL && is_fetch(pc, gpa, in.op)))
		return guest_exception(guest, cause, EXC_IBE);
	if (in.op == MEM_NONE)
		return guest_fail(guest, PART_EVENT_FAULT,
				  "no load or store that is emulated");
	if (in.op != MEM_HINT && !access(guest, &in, gpa))
		return guest_exception(guest, cause, EXC_DBE);
	return true;
}
