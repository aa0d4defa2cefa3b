// SPDX-License-Identifier: GPL-2.0
/**
 * DOC: Privileged instructions of guests
 *
 * Most of CP0 is the guest's own and never comes here. What does are registers
 * that a guest has no part in, which read as 0 and keep nothing; Count and Compare
 * of virt/vtimer.c; changes of fields that root watches; WAIT, hypercalls, shadow
 * sets. While the guest uses core software interrupts, whose bits in Cause reach no
 * interrupt controller by themselves, all other CP0 instructions come here, too.
 * (VZ: MD00846, 4.7.)
 */
#include <asm/cp0.h>
#include <asm/exit.h>
#include <asm/insn.h>
#include <asm/time.h>
#include <asm/vz.h>
#include <levsha/arch.h>
#include <levsha/guest.h>

#include "vz.h"

/* Registers, as MFGC0 and MTGC0 have their numbers */
#define REG(n, sel)		((n) << 11 | (sel))
#define REG_COUNT		REG(9, 0)
#define REG_COMPARE		REG(11, 0)
#define REG_STATUS		REG(12, 0)
#define REG_SRSCTL		REG(12, 2)
#define REG_SRSMAP		REG(12, 3)
#define REG_CAUSE		REG(13, 0)
#define REG_PRID		REG(15, 0)
#define SET			0xf
#define PSS			(SET << SRSCTL_PSS_SHIFT)
#define ESS			(SET << SRSCTL_ESS_SHIFT)
#define STATUS_CLEARABLE	(STATUS_TS | STATUS_SR | STATUS_NMI)

/* For execute(); the CP0 register is missing. */
#define TLBG			0x42000008
#define MFGC0_V0		0x40620000
#define MTGC0_V0		0x40620200

#define NOTHING			0
#define ALL			(~0u)

/* Registers that are a guest's own, and what it can write of each */
static const struct own {
	u32 mask;
	u16 reg;
} own[] = {
	{ ALL, REG(0, 0) },		/* Index */
	{ NOTHING, REG(1, 0) },		/* Random */
	{ ALL, REG(2, 0) },		/* EntryLo0 */
	{ ALL, REG(3, 0) },		/* EntryLo1 */
	{ 0xff800000, REG(4, 0) },	/* Context.PTEBase */
	{ ALL, REG(4, 2) },		/* UserLocal */
	{ ALL, REG(5, 0) },		/* PageMask */
	{ ALL, REG(5, 1) },		/* PageGrain */
	{ ALL, REG(6, 0) },		/* Wired */
	{ ALL, REG(7, 0) },		/* HWREna */
	{ NOTHING, REG(8, 0) },		/* BadVAddr */
	{ NOTHING, REG(8, 1) },		/* BadInstr */
	{ NOTHING, REG(8, 2) },		/* BadInstrP */
	{ ALL, REG(10, 0) },		/* EntryHi */
	{ ALL, REG_STATUS },
	{ ALL, REG(12, 1) },		/* IntCtl */
	{ PSS | ESS, REG_SRSCTL },
	{ ALL, REG(12, 4) },		/* View_IPL */
	{ CAUSE_DC | CAUSE_IV | CAUSE_WP | CAUSE_IP, REG_CAUSE },
	{ NOTHING, REG(13, 4) },	/* View_RIPL */
	{ ALL, REG(13, 5) },		/* NestedExc */
	{ ALL, REG(14, 0) },		/* EPC */
	{ ALL, REG(14, 2) },		/* NestedEPC */
	{ 0x3ffff000, REG(15, 1) },	/* EBase */
	{ CONFIG_K0, REG(16, 0) },	/* Config */
	{ NOTHING, REG(16, 1) },
	{ NOTHING, REG(16, 2) },
	{ CONFIG3_ISA_ON_EXC, REG(16, 3) },
	{ NOTHING, REG(16, 4) },
	{ NOTHING, REG(16, 5) },
	{ NOTHING, REG(16, 7) },
	{ NOTHING, REG(17, 0) },	/* LLAddr */
	{ ALL, REG(30, 0) },		/* ErrorEPC */
	{ ALL, REG(31, 2) },		/* KScratch1 */
	{ ALL, REG(31, 3) },
	{ NOTHING, REG_SRSMAP },	/* is 0, and stands for all that is not here */
};

static const struct own *find_own(u32 reg)
{
	const struct own *o = own;

	while (o->reg != reg && o->reg != REG_SRSMAP)
		o++;
	return o;
}

static u32 merge(u32 old, u32 value, u32 mask)
{
	return old ^ ((old ^ value) & mask);
}

/* As the guest's own MTC0 would have it */
static u32 status_mask(const struct guest *guest, u32 old)
{
	u32 mask = old | ~(u32)STATUS_CLEARABLE;

	if (!part_has(guest->part, PART_GUEST_FPU))
		mask &= ~(u32)(STATUS_CU1 | STATUS_FR);
	if (!part_has(guest->part, PART_GUEST_DSP))
		mask &= ~(u32)STATUS_MX;
	return mask;
}

/* Sets that the guest does not have cannot be chosen. */
static u32 srsctl_mask(const struct guest *guest, u32 value)
{
	const u32 sets = part_value(guest->part, shadow_sets);
	u32 mask = 0;

	if (sets > 1 && (value & PSS) >> SRSCTL_PSS_SHIFT < sets)
		mask |= PSS;
	if (sets > 1 && (value & ESS) >> SRSCTL_ESS_SHIFT < sets)
		mask |= ESS;
	return mask;
}

static void write_own(struct guest *guest, u32 reg, u32 old, u32 value)
{
	if (reg == REG_STATUS)
		value &= status_mask(guest, old);
	else if (reg == REG_SRSCTL)
		value = merge(old, value, srsctl_mask(guest, value));
	else if (reg == REG_CAUSE)
		veic_raise(guest, PART_IRQ_SOFT0,
			   (value & ~old & CAUSE_IP) >> CAUSE_IP_SHIFT);
	execute(MTGC0_V0 | reg, value, 0);
}

/* Shadow sets count from the guest's first. */
static u32 shown(const struct guest *guest, u32 reg, u32 value)
{
	const u32 last = part_value(guest->part, shadow_sets) - 1u;

	if (reg == REG_COUNT)
		value = arch_count() + guest->vtimer.offset;
	else if (reg == REG_COMPARE)
		value = guest->vtimer.compare;
	else if (reg == REG_PRID)
		value = mfc0(C0_PRID);
	else if (reg == REG_SRSCTL)
		value = last ? merge(value, last << SRSCTL_HSS_SHIFT,
				     SET << SRSCTL_HSS_SHIFT) : 0;
	return value;
}

static void move_register(struct guest *guest, const struct insn *in, u32 reg)
{
	const struct own *o = find_own(reg);
	const u32 old = execute(MFGC0_V0 | o->reg, 0, 0);
	u32 value;

	if (in->op != INSN_MTC0) {
		gpr_write(in->rt, shown(guest, reg, old));
		return;
	}
	value = gpr_read(in->rt);
	if (reg == REG_COUNT)
		vtimer_write_count(guest, value);
	else if (reg == REG_COMPARE)
		vtimer_write_compare(guest, value);
	else
		write_own(guest, o->reg, old, merge(old, value, o->mask));
}

/* Gives gpr_read() and gpr_write() a register set. */
static void select_set(u32 set)
{
	mtc0(C0_SRSCTL, set << SRSCTL_PSS_SHIFT);
	ehb();
}

void guest_select_set(const struct guest *guest, u32 srsctl)
{
	mtgc0(C0_SRSCTL, srsctl);
	select_set(guest->id + (srsctl & SET));
}

/* RDPGPR or WRPGPR: one of the two registers is of the previous set. */
static void move_gpr(const struct guest *guest, u32 rd, u32 rt, bool write)
{
	u32 srsctl, current_set, previous, value;

	if (part_value(guest->part, shadow_sets) == 1) {
		gpr_write(rd, gpr_read(rt));
		return;
	}
	srsctl = mfgc0(C0_SRSCTL);
	current_set = guest->id + (srsctl & SET);
	previous = guest->id + (srsctl >> SRSCTL_PSS_SHIFT & SET);
	select_set(write ? current_set : previous);
	value = gpr_read(rt);
	select_set(write ? previous : current_set);
	gpr_write(rd, value);
	select_set(current_set);
}

/* CSS becomes PSS. */
static void leave_set(const struct guest *guest)
{
	u32 srsctl;

	if (part_value(guest->part, shadow_sets) == 1)
		return;
	srsctl = mfgc0(C0_SRSCTL);
	guest_select_set(guest, merge(srsctl, srsctl >> SRSCTL_PSS_SHIFT, SET));
}

static void do_eret(struct guest *guest)
{
	const u32 status = mfgc0(C0_STATUS);

	if (status & STATUS_ERL) {
		guest->arch.pc = mfgc0(C0_ERROREPC);
		mtgc0(C0_STATUS, status & ~(u32)STATUS_ERL);
		return;
	}
	guest->arch.pc = mfgc0(C0_EPC);
	mtgc0(C0_STATUS, status & ~(u32)STATUS_EXL);
	if (!(status & STATUS_BEV))
		leave_set(guest);
}

/* TLBGR and its like take the guest from RID, and may change it. */
static void do_tlb(const struct guest *guest, u32 function)
{
	execute(TLBG + function, 0, 0);
	mtc0(C0_GUESTCTL1, GUESTCTL1(guest->id));
}

static void do_di_ei(u32 rt, u32 ie)
{
	const u32 status = mfgc0(C0_STATUS);

	mtgc0(C0_STATUS, merge(status, ie, STATUS_IE));
	gpr_write(rt, status);
}

/*
 * A guest's tags would be other guests', too: what touches them does nothing, as
 * caches are as a reset leaves them. Hit operations do all that any of them does.
 */
static void do_cache(struct guest *guest, u32 gva)
{
	const u8 *p = arch_guest_memory(guest, gva, 1);

	if (p)
		arch_sync_caches(p, 1);
}

u32 exit_privileged(struct guest *guest, u32 cause, const struct insn *in)
{
	switch (in->op) {
	case INSN_MFC0:
	case INSN_MTC0:
		move_register(guest, in, REG(in->rs, (u32)in->imm & 7));
		return EXIT_DONE;
	case INSN_RDPGPR:
	case INSN_WRPGPR:
		move_gpr(guest, in->rs, in->rt, in->op == INSN_WRPGPR);
		return EXIT_DONE;
	case INSN_DI:
	case INSN_EI:
		do_di_ei(in->rt, in->op - INSN_DI);
		return EXIT_DONE;
	case INSN_ERET:
		do_eret(guest);
		return EXIT_AGAIN;
	case INSN_WAIT:
		sched_wait(guest);
		return EXIT_DONE;
	case INSN_HYPCALL:
		vz_quick_hypercall(guest);
		return EXIT_DONE;
	case MEM | MEM_HINT:
		do_cache(guest, gpr_read(in->rs) + (u32)in->imm);
		return EXIT_DONE;
	}
	if (in->op == INSN_OTHER || in->op > INSN_TLBP)
		return EXC_RI;
	do_tlb(guest, in->op);
	return EXIT_DONE;
}
