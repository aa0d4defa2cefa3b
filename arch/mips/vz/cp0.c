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

#define REG(n, sel)		((n) << 3 | (sel))
#define REG_COUNT		REG(9, 0)
#define REG_COMPARE		REG(11, 0)
#define REG_STATUS		REG(12, 0)
#define REG_SRSCTL		REG(12, 2)
#define REG_CAUSE		REG(13, 0)
#define REG_PRID		REG(15, 0)
#define SET			0xf
#define STATUS_CLEARABLE	(STATUS_TS | STATUS_SR | STATUS_NMI)

/* Made for execute(): the registers are missing */
#define CO			0x42000000
#define MFGC0_V0		0x40620000
#define MTGC0_V0		0x40620200
#define CO_TLBG			8		/* TLBGR - TLBR, and all the others */
#define SWAPPED			0x80	/* the registers are in the other order */

enum function {
	TLBR = 0x01, TLBWI = 0x02, TLBINV = 0x03, TLBINVF = 0x04, TLBWR = 0x06,
	TLBP = 0x08, ERET = 0x18, WAIT = 0x20, HYPCALL = 0x28, IRET = 0x38,
};

enum operation { MFC0, MTC0, RDPGPR, WRPGPR, DI, EI, RDHWR, FUNCTION, CACHE, NONE };

/* Of an instruction set the first that fits; all fits the last. */
static const struct form {
	u32 mask;
	u32 match;
	u8 operation;
} mips32_forms[] = {
	{ 0xffe00000, 0x40000000, MFC0 },
	{ 0xffe00000, 0x40800000, MTC0 },
	{ 0xffe00000, 0x41400000, RDPGPR },
	{ 0xffe00000, 0x41c00000, WRPGPR },
	{ 0xffe0ffff, 0x41606000, DI },
	{ 0xffe0ffff, 0x41606020, EI },
	{ 0xffe00000, 0x7c000000, RDHWR },
	{ 0xfe000000, CO, FUNCTION },
	{ 0xfc000000, 0xbc000000, CACHE },
	{ 0, 0, NONE },
}, micro_forms[] = {
	{ 0xfc0007ff, 0x000000fc, MFC0 },
	{ 0xfc0007ff, 0x000002fc, MTC0 },
	{ 0xfc0017ff, 0x0000017c, RDPGPR | SWAPPED },
	{ 0xfc0017ff, 0x0000117c, WRPGPR | SWAPPED },
	{ 0xfc0017ff, 0x0000077c, DI | SWAPPED },
	{ 0xfc0017ff, 0x0000177c, EI | SWAPPED },
	{ 0xfc0007ff, 0x0000033c, RDHWR },
	{ 0xfc000000, 0x00000000, FUNCTION },
	{ 0, 0, CACHE },
};

static const u8 micro_functions[16] = {
	[0x0] = TLBP, [0x1] = TLBR, [0x2] = TLBWI, [0x3] = TLBWR,
	[0x4] = TLBINV, [0x5] = TLBINVF, [0x9] = WAIT, [0xc] = HYPCALL,
	[0xd] = IRET, [0xf] = ERET,
};

/* An instruction without its encoding: registers, select or function */
struct privileged {
	u32 operation;
	u32 rt, rd, sel;
	u32 function;
};

/* What a guest can write of a register that is its own */
enum { NOTHING, ALL, PTE_BASE, CAUSE_FIELDS, EBASE_FIELDS, K0, ISA_ON_EXC };

static const u32 masks[] = {
	[NOTHING] = 0,
	[ALL] = ~0u,
	[PTE_BASE] = 0xff800000,
	[CAUSE_FIELDS] = CAUSE_DC | CAUSE_IV | CAUSE_WP | CAUSE_IP1 | CAUSE_IP0,
	[EBASE_FIELDS] = 0x3ffff000,
	[K0] = CONFIG_K0,
	[ISA_ON_EXC] = CONFIG3_ISA_ON_EXC,
};

static const struct {
	u8 reg;
	u8 mask;
} own[] = {
	{ REG(0, 0), ALL },		/* Index */
	{ REG(1, 0), NOTHING },		/* Random */
	{ REG(2, 0), ALL },		/* EntryLo0 */
	{ REG(3, 0), ALL },		/* EntryLo1 */
	{ REG(4, 0), PTE_BASE },	/* Context */
	{ REG(4, 2), ALL },		/* UserLocal */
	{ REG(5, 0), ALL },		/* PageMask */
	{ REG(5, 1), ALL },		/* PageGrain */
	{ REG(6, 0), ALL },		/* Wired */
	{ REG(7, 0), ALL },		/* HWREna */
	{ REG(8, 0), NOTHING },		/* BadVAddr */
	{ REG(8, 1), NOTHING },		/* BadInstr */
	{ REG(8, 2), NOTHING },		/* BadInstrP */
	{ REG(10, 0), ALL },		/* EntryHi */
	{ REG_STATUS, ALL },
	{ REG(12, 1), ALL },		/* IntCtl */
	{ REG(12, 4), ALL },		/* View_IPL */
	{ REG_CAUSE, CAUSE_FIELDS },
	{ REG(13, 4), NOTHING },	/* View_RIPL */
	{ REG(13, 5), ALL },		/* NestedExc */
	{ REG(14, 0), ALL },		/* EPC */
	{ REG(14, 2), ALL },		/* NestedEPC */
	{ REG(15, 1), EBASE_FIELDS },
	{ REG(16, 0), K0 },		/* Config */
	{ REG(16, 1), NOTHING },
	{ REG(16, 2), NOTHING },
	{ REG(16, 3), ISA_ON_EXC },	/* Config3 */
	{ REG(16, 4), NOTHING },
	{ REG(16, 5), NOTHING },
	{ REG(16, 7), NOTHING },
	{ REG(17, 0), NOTHING },	/* LLAddr */
	{ REG(30, 0), ALL },		/* ErrorEPC */
	{ REG(31, 2), ALL },		/* KScratch1 */
	{ REG(31, 3), ALL },
};

/* Executes an instruction that is known only now. Its register is $2. */
static noinline u32 execute(u32 insn, u32 value)
{
	register u32 v0 asm("$2") = value;
	static u32 code[4] __aligned(16);

	code[0] = insn;
	code[1] = 0x03e00008;	/* JR ra; NOP */
	asm volatile("synci 0(%1)\n\t"
		     "sync\n\t"
		     "jalr.hb %1"
		     : "+r"(v0)
		     : "r"(code)
		     : "$31", "memory");
	return v0;
}

/* Where MFGC0 and MTGC0 have the number of a register */
static u32 field(u32 reg)
{
	return (reg >> 3) << 11 | (reg & 7);
}

static const u32 *find_mask(u32 reg)
{
	u32 i;

	for (i = 0; i < ARRAY_SIZE(own); i++) {
		if (own[i].reg == reg)
			return &masks[own[i].mask];
	}
	return NULL;
}

static u32 merge(u32 old, u32 value, u32 mask)
{
	return old ^ ((old ^ value) & mask);
}

/* As the guest's own MTC0 would have it; hardware masks what is not there. */
static u32 written_status(u32 old, u32 value)
{
	value &= old | ~(u32)STATUS_CLEARABLE;
	if (!(mfgc0(C0_CONFIG1) & CONFIG1_FP))
		value &= ~(u32)(STATUS_CU1 | STATUS_FR);
	if (!(mfgc0(C0_CONFIG3) & CONFIG3_DSPP))
		value &= ~(u32)STATUS_MX;
	return value;
}

static void write_own(struct guest *guest, u32 reg, u32 value, u32 mask)
{
	const u32 old = execute(MFGC0_V0 | field(reg), 0);
	u32 raised = 0;

	value = merge(old, value, mask);
	if (reg == REG_STATUS)
		value = written_status(old, value);
	else if (reg == REG_CAUSE)
		raised = value & ~old;
	execute(MTGC0_V0 | field(reg), value);
	if (raised & CAUSE_IP0)
		veic_raise(guest, PART_IRQ_SOFT0);
	if (raised & CAUSE_IP1)
		veic_raise(guest, PART_IRQ_SOFT1);
}

/* Shadow sets count from the guest's first. Others than it has cannot be chosen. */
static void write_srsctl(const struct guest *guest, u32 value)
{
	const u32 sets = guest->part->shadow_sets;
	u32 mask = 0;

	if ((value >> SRSCTL_PSS_SHIFT & SET) < sets)
		mask |= SET << SRSCTL_PSS_SHIFT;
	if ((value >> SRSCTL_ESS_SHIFT & SET) < sets)
		mask |= SET << SRSCTL_ESS_SHIFT;
	mtgc0(C0_SRSCTL, merge(mfgc0(C0_SRSCTL), value, mask));
}

static u32 read_register(const struct guest *guest, u32 reg)
{
	switch (reg) {
	case REG_COUNT:
		return arch_count() + guest->vtimer.offset;
	case REG_COMPARE:
		return guest->vtimer.compare;
	case REG_SRSCTL:
		return merge(mfgc0(C0_SRSCTL),
			     (guest->part->shadow_sets - 1u) << SRSCTL_HSS_SHIFT,
			     SET << SRSCTL_HSS_SHIFT);
	case REG_PRID:
		return mfc0(C0_PRID);
	}
	return find_mask(reg) ? execute(MFGC0_V0 | field(reg), 0) : 0;
}

static void write_register(struct guest *guest, u32 reg, u32 value)
{
	const u32 *mask = find_mask(reg);

	if (mask)
		write_own(guest, reg, value, *mask);
	else if (reg == REG_COUNT)
		vtimer_write_count(guest, value);
	else if (reg == REG_COMPARE)
		vtimer_write_compare(guest, value);
	else if (reg == REG_SRSCTL)
		write_srsctl(guest, value);
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
	const u32 srsctl = mfgc0(C0_SRSCTL);
	const u32 current_set = guest->id + (srsctl & SET);
	const u32 previous = guest->id + (srsctl >> SRSCTL_PSS_SHIFT & SET);
	u32 value;

	select_set(write ? current_set : previous);
	value = gpr_read(rt);
	select_set(write ? previous : current_set);
	gpr_write(rd, value);
	select_set(current_set);
}

static void do_eret(struct guest *guest)
{
	const u32 status = mfgc0(C0_STATUS);
	const u32 srsctl = mfgc0(C0_SRSCTL);

	if (status & STATUS_ERL) {
		guest->arch.pc = mfgc0(C0_ERROREPC);
		mtgc0(C0_STATUS, status & ~(u32)STATUS_ERL);
		return;
	}
	guest->arch.pc = mfgc0(C0_EPC);
	mtgc0(C0_STATUS, status & ~(u32)STATUS_EXL);
	if (!(status & STATUS_BEV))
		guest_select_set(guest, merge(srsctl, srsctl >> SRSCTL_PSS_SHIFT,
					      SET));
}

/* TLBGR and its like take the guest from RID, and may change it. */
static void do_tlb(const struct guest *guest, enum function function)
{
	execute(CO | (function + CO_TLBG), 0);
	mtc0(C0_GUESTCTL1, GUESTCTL1(guest->id));
}

static bool do_function(struct guest *guest, u32 cause, enum function function)
{
	switch (function) {
	case WAIT:
		sched_wait(guest);
		return true;
	case HYPCALL:
		vz_quick_hypercall(guest);
		return true;
	case ERET:
	case IRET:
		do_eret(guest);
		return false;
	case TLBR:
	case TLBWI:
	case TLBINV:
	case TLBINVF:
	case TLBWR:
	case TLBP:
		do_tlb(guest, function);
		return true;
	}
	return guest_exception(guest, cause, EXC_RI);
}

static void do_di_ei(u32 rt, u32 ie)
{
	const u32 status = mfgc0(C0_STATUS);

	mtgc0(C0_STATUS, merge(status, ie, STATUS_IE));
	gpr_write(rt, status);
}

static void decode(u32 insn, bool micro, struct privileged *p)
{
	const u32 shift = micro ? 5 : 0;
	const struct form *form = micro ? micro_forms : mips32_forms;

	while ((insn ^ form->match) & form->mask)
		form++;
	p->operation = form->operation & ~SWAPPED;
	p->rt = insn >> (16 + shift) & 31;
	p->rd = insn >> (11 + shift) & 31;
	if (form->operation & SWAPPED) {
		p->rd = p->rt;
		p->rt = insn >> 16 & 31;
	}
	p->sel = insn >> (micro ? 11 : 0) & 7;
	p->function = micro ? micro_functions[insn >> 12 & 15] : insn & 0x3f;
}

/*
 * A guest's tags would be other guests', too: what touches them does nothing, as
 * caches are as a reset leaves them. Hit operations do all that any of them does.
 */
static void do_cache(struct guest *guest, u32 insn)
{
	struct insn in;
	const u8 *p;

	mem_decode(insn, guest->arch.pc & 1, &in);
	p = arch_guest_memory(guest, gpr_read(in.rs) + (u32)in.imm, 1);
	if (p)
		arch_sync_caches(p, 1);
}

bool exit_privileged(struct guest *guest, u32 cause)
{
	const u32 insn = mfc0(C0_BADINSTR);
	struct privileged p;

	decode(insn, guest->arch.pc & 1, &p);
	switch (p.operation) {
	case MFC0:
		gpr_write(p.rt, read_register(guest, REG(p.rd, p.sel)));
		return true;
	case MTC0:
		write_register(guest, REG(p.rd, p.sel), gpr_read(p.rt));
		return true;
	case RDPGPR:
	case WRPGPR:
		move_gpr(guest, p.rd, p.rt, p.operation == WRPGPR);
		return true;
	case DI:
	case EI:
		do_di_ei(p.rt, p.operation - DI);
		return true;
	case RDHWR:
		gpr_write(p.rt, read_register(guest, REG_COUNT));
		return true;
	case FUNCTION:
		return do_function(guest, cause, p.function);
	case CACHE:
		do_cache(guest, insn);
		return true;
	}
	return guest_exception(guest, cause, EXC_RI);
}
