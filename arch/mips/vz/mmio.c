// SPDX-License-Identifier: GPL-2.0
/**
 * DOC: Accesses that trap
 *
 * The root TLB has no valid page where a guest does not own all of one, and none
 * that can be written where its flash is. BadVAddr then is the guest physical
 * address. Register blocks answer through vreg_access(). A missing address ends
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
#include <levsha/vreg.h>

/*
 * Where the part has registers nothing faults; what is not there reads as 0. A
 * load or store is aligned, or it would not have come here; what is not was a
 * fetch, see is_fetch().
 */
static bool access(struct guest *guest, struct vreg_access *a)
{
	if (a->addr & (a->width - 1u))
		return false;
	if (vreg_access(guest, a))
		return true;
	if (a->addr - SFR_BASE >= SFR_SIZE)
		return false;
	a->value = 0;
	health_event(guest, PART_EVENT_ILLEGAL_ACCESS);
	return true;
}

/*
 * The registers that hardware reached before the page that trapped are done. What
 * lies behind that page's end is taken to follow in guest physical memory.
 */
static u32 registers_left(const struct mem_insn *m, u32 gpa)
{
	u32 done = (gpa - gpr_read(m->base) - (u32)m->offset) >> 2 & 0x3ff;
	u32 regs = m->regs;

	if (regs & (regs - 1)) {
		while (done--)
			regs &= regs - 1;
	}
	return regs;
}

static bool access_registers(struct guest *guest, const struct mem_insn *m,
			     struct vreg_access *a)
{
	const u32 shift = 32 - 8 * a->width;
	u32 regs = registers_left(m, a->addr);
	u32 n, value;

	for (; regs; regs &= regs - 1, a->addr += a->width) {
		n = (u32)__builtin_ctz(regs);
		a->value = gpr_read(n) << shift >> shift;
		if (!access(guest, a))
			return false;
		value = a->value;
		if (m->kind & MEM_SIGNED)
			value = (u32)((s32)(value << shift) >> shift);
		if (!a->write)
			gpr_write(n, value);
		else if (m->kind & MEM_COND)
			gpr_write(n, 1);
	}
	return true;
}

/*
 * LWL and SWL have the bytes of a word up to the address, LWR and SWR those from
 * it on; a store leaves the others as they are. Hardware may have given BadVAddr
 * with or without bits 1:0.
 */
static bool access_part(struct guest *guest, const struct mem_insn *m,
			struct vreg_access *a)
{
	const u32 at = (gpr_read(m->base) + (u32)m->offset) << 3 & 24;
	const bool left = m->kind & MEM_LEFT;
	const u32 n = (u32)__builtin_ctz(m->regs);
	const u32 shift = left ? 24 - at : at;
	const bool store = a->write;
	u32 from, to, mask;

	a->addr &= ~3ul;
	a->write = false;
	if (!access(guest, a))
		return false;
	from = store ? gpr_read(n) : a->value;
	to = store ? a->value : gpr_read(n);
	if (left != store) {
		from <<= shift;
		mask = ~0u << shift;
	} else {
		from >>= shift;
		mask = ~0u >> shift;
	}
	a->value = (to & ~mask) | from;
	a->write = true;
	if (store)
		return access(guest, a);
	gpr_write(n, a->value);
	return true;
}

/* ASET and ACLR read and write a byte. */
static bool access_bit(struct guest *guest, const struct mem_insn *m,
		       struct vreg_access *a)
{
	const u32 bit = 1u << (m->regs & 7);

	a->write = false;
	if (!access(guest, a))
		return false;
	a->write = true;
	a->value = m->regs & 8 ? a->value | bit : a->value & ~bit;
	return access(guest, a);
}

static bool access_insn(struct guest *guest, const struct mem_insn *m, u32 gpa)
{
	struct vreg_access a = {
		.addr = gpa,
		.width = (u8)(1 << (m->kind & MEM_WIDTH)),
		.write = m->kind & MEM_STORE,
	};

	if (m->kind == MEM_HINT)
		return true;
	if (m->kind & MEM_BIT)
		return access_bit(guest, m, &a);
	if (m->kind & (MEM_LEFT | MEM_RIGHT))
		return access_part(guest, m, &a);
	return access_registers(guest, m, &a);
}

/*
 * A fetch leaves BadInstr as it was. Code outside kseg0 and kseg1 is taken to
 * have loaded something if what BadInstr says is a load.
 */
static bool is_fetch(u32 pc, u32 gpa, u32 kind)
{
	const u32 insn_end = 7;		/* branch and delay slot */

	if (kind == MEM_NONE)
		return true;
	return pc >> 30 == 2 && gpa - (pc & 0x1ffffffe) < insn_end;
}

bool exit_tlb(struct guest *guest, u32 cause)
{
	const u32 gpa = mfc0(C0_BADVADDR);
	const u32 pc = guest->arch.pc;
	const u32 code = (cause & CAUSE_EXCCODE) >> CAUSE_EXCCODE_SHIFT;
	struct mem_insn m;

	if (code == EXC_MOD)
		return true;
	mem_decode(mfc0(C0_BADINSTR), pc & 1, &m);
	if (code == EXC_TLBXI || (code == EXC_TLBL && is_fetch(pc, gpa, m.kind)))
		return guest_exception(guest, cause, EXC_IBE);
	if (m.kind == MEM_NONE)
		return guest_fail(guest, PART_EVENT_FAULT,
				  "no load or store that is emulated");
	if (!access_insn(guest, &m, gpa))
		return guest_exception(guest, cause, EXC_DBE);
	return true;
}
