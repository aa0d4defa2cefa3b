// SPDX-License-Identifier: GPL-2.0
/**
 * DOC: Privileged instructions of guests
 *
 * Most of CP0 is the guest's own and never comes here. What does is a table of
 * instructions; most registers that trap are such as a guest has no part in: they
 * read as 0 and keep nothing. Count and Compare are virt/vtimer.c's. (VZ:
 * MD00846, 4.7.)
 */
#include <asm/cp0.h>
#include <asm/exit.h>
#include <asm/time.h>
#include <asm/vz.h>
#include <levsha/guest.h>

#define REG(n, sel)		((n) << 3 | (sel))
#define REG_PAGEGRAIN		REG(5, 1)
#define REG_COUNT		REG(9, 0)
#define REG_COMPARE		REG(11, 0)
#define REG_STATUS		REG(12, 0)
#define REG_INTCTL		REG(12, 1)
#define REG_SRSCTL		REG(12, 2)
#define REG_CAUSE		REG(13, 0)
#define REG_PRID		REG(15, 0)
#define REG_CONFIG		REG(16, 0)
#define REG_CONFIG3		REG(16, 3)

#define SRSCTL_SET		0xf

/* What a guest can write of registers that root writes for it */
#define CAUSE_WRITABLE		(CAUSE_DC | CAUSE_IV | CAUSE_WP | CAUSE_IP1 | CAUSE_IP0)
#define STATUS_CLEARABLE	(STATUS_TS | STATUS_SR | STATUS_NMI)

static u32 merge(u32 old, u32 value, u32 mask)
{
	return old ^ ((old ^ value) & mask);
}

/*
 * Shadow sets count from the guest's first. Of another number than it has, PSS and
 * ESS stay as they are.
 */
static u32 read_srsctl(const struct guest *guest)
{
	const u32 sets = guest->part->shadow_sets;

	return (mfgc0(C0_SRSCTL) & ~(SRSCTL_SET << SRSCTL_HSS_SHIFT)) |
	       (sets - 1) << SRSCTL_HSS_SHIFT;
}

static void write_srsctl(const struct guest *guest, u32 value)
{
	const u32 sets = guest->part->shadow_sets;
	u32 mask = 0;

	if ((value >> SRSCTL_PSS_SHIFT & SRSCTL_SET) < sets)
		mask |= SRSCTL_SET << SRSCTL_PSS_SHIFT;
	if ((value >> SRSCTL_ESS_SHIFT & SRSCTL_SET) < sets)
		mask |= SRSCTL_SET << SRSCTL_ESS_SHIFT;
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
		return read_srsctl(guest);
	case REG_PRID:
		return mfc0(C0_PRID);
	}
	return 0;
}

/* As the guest's own MTC0 would have done it; hardware masks what is not there. */
static void write_status(u32 value)
{
	const u32 old = mfgc0(C0_STATUS);

	value &= old | ~STATUS_CLEARABLE;
	if (!(mfgc0(C0_CONFIG1) & CONFIG1_FP))
		value &= ~(STATUS_CU1 | STATUS_FR);
	if (!(mfgc0(C0_CONFIG3) & CONFIG3_DSPP))
		value &= ~STATUS_MX;
	mtgc0(C0_STATUS, value);
}

/* The fields whose change root watches are in the four registers in the middle. */
static void write_register(struct guest *guest, u32 reg, u32 value)
{
	switch (reg) {
	case REG_COUNT:
		vtimer_write_count(guest, value);
		break;
	case REG_COMPARE:
		vtimer_write_compare(guest, value);
		break;
	case REG_SRSCTL:
		write_srsctl(guest, value);
		break;
	case REG_PAGEGRAIN:
		mtgc0(C0_PAGEGRAIN, value);
		break;
	case REG_STATUS:
		write_status(value);
		break;
	case REG_INTCTL:
		mtgc0(C0_INTCTL, value);
		break;
	case REG_CAUSE:
		mtgc0(C0_CAUSE, merge(mfgc0(C0_CAUSE), value, CAUSE_WRITABLE));
		break;
	case REG_CONFIG:
		mtgc0(C0_CONFIG, merge(mfgc0(C0_CONFIG), value, CONFIG_K0));
		break;
	case REG_CONFIG3:
		mtgc0(C0_CONFIG3, merge(mfgc0(C0_CONFIG3), value,
					CONFIG3_ISA_ON_EXC));
		break;
	}
}

static void do_mfc0(struct guest *guest, u32 rt, u32 reg)
{
	gpr_write(rt, read_register(guest, reg));
}

static void do_mtc0(struct guest *guest, u32 rt, u32 reg)
{
	write_register(guest, reg, gpr_read(rt));
}

/* RDHWR of CC: all others never trap. */
static void do_rdhwr(struct guest *guest, u32 rt, u32 reg)
{
	gpr_write(rt, read_register(guest, REG_COUNT));
}

/* Gives gpr_read() and gpr_write() another set. Returns the one before. */
static u32 select_set(u32 set)
{
	const u32 srsctl = mfc0(C0_SRSCTL);
	const u32 mask = SRSCTL_SET << SRSCTL_PSS_SHIFT;

	mtc0(C0_SRSCTL, (srsctl & ~mask) | set << SRSCTL_PSS_SHIFT);
	ehb();
	return srsctl >> SRSCTL_PSS_SHIFT & SRSCTL_SET;
}

static u32 previous_set(const struct guest *guest)
{
	return guest->id + (mfgc0(C0_SRSCTL) >> SRSCTL_PSS_SHIFT & SRSCTL_SET);
}

static void do_rdpgpr(struct guest *guest, u32 rt, u32 reg)
{
	const u32 current_set = select_set(previous_set(guest));
	const u32 value = gpr_read(rt);

	select_set(current_set);
	gpr_write(reg >> 3, value);
}

static void do_wrpgpr(struct guest *guest, u32 rt, u32 reg)
{
	const u32 value = gpr_read(rt);
	const u32 current_set = select_set(previous_set(guest));

	gpr_write(reg >> 3, value);
	select_set(current_set);
}

static void do_wait(struct guest *guest, u32 rt, u32 reg)
{
	sched_wait(guest);
}

/* Caches are as a reset leaves them; a guest's tags would be other guests' too. */
static void do_cache(struct guest *guest, u32 rt, u32 reg)
{
}

/* In MIPS32 and microMIPS; @rt, @rd and @sel are the lowest bits of the fields. */
static const struct privileged {
	u32 mask;
	u32 match;
	void (*handle)(struct guest *guest, u32 rt, u32 reg);
	u8 rt, rd, sel;
} privileged[] = {
	{ 0xffe007f8, 0x40000000, do_mfc0, 16, 11, 0 },
	{ 0xffe007f8, 0x40800000, do_mtc0, 16, 11, 0 },
	{ 0xffe0063f, 0x7c00003b, do_rdhwr, 16, 11, 6 },
	{ 0xffe007ff, 0x41400000, do_rdpgpr, 16, 11, 0 },
	{ 0xffe007ff, 0x41c00000, do_wrpgpr, 16, 11, 0 },
	{ 0xfe00003f, 0x42000020, do_wait, 16, 11, 0 },
	{ 0xfc000000, 0xbc000000, do_cache, 16, 11, 0 },
	{ 0xfc00c7ff, 0x000000fc, do_mfc0, 21, 16, 11 },
	{ 0xfc00c7ff, 0x000002fc, do_mtc0, 21, 16, 11 },
	{ 0xfc00c7ff, 0x0000033c, do_rdhwr, 21, 16, 11 },
	{ 0xfc00ffff, 0x0000e17c, do_rdpgpr, 16, 21, 11 },
	{ 0xfc00ffff, 0x0000f17c, do_wrpgpr, 16, 21, 11 },
	{ 0xfc00ffff, 0x0000937c, do_wait, 21, 16, 11 },
	{ 0xfc00f000, 0x20006000, do_cache, 21, 16, 11 },
};

bool exit_privileged(struct guest *guest, u32 cause)
{
	const u32 insn = mfc0(C0_BADINSTR);
	const struct privileged *p;

	for (p = privileged; p < privileged + ARRAY_SIZE(privileged); p++) {
		if ((insn & p->mask) == p->match) {
			p->handle(guest, insn >> p->rt & 31,
				  REG(insn >> p->rd & 31, insn >> p->sel & 7));
			return true;
		}
	}
	return guest_exception(guest, cause, EXC_RI);
}
