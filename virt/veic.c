// SPDX-License-Identifier: GPL-2.0
/**
 * DOC: A guest's interrupt controller
 *
 * The registers of the PIC32MZ's interrupt controller (FRM, section 8) with the
 * sources that the guest has; of others the bits are 0 and cannot be changed.
 * Of sources that are flagged, enabled and have IP not 0 the one with the highest
 * IP wins, then the one with the highest IS, then the lowest number. What wins is
 * asked of the guest's CPU until the guest clears the flag, disables the source,
 * or another wins, as the real controller does.
 *
 * The flag of a real source is the real IFS bit. When it interrupts, the real
 * source is masked, so that it cannot come again before the guest has cleared
 * its flag: a device that does not stop asking takes its own guest's time only.
 *
 * A flag that software sets interrupts as if the source had set it. Cause.IP0 and
 * IP1 of a guest are wired to nothing, and writing them does not exit; while the
 * guest has source 1 or 2 enabled all its CP0 instructions exit, so that
 * arch/mips/vz/ can raise the source as soon as the bit is set. IPTMR and
 * INTCON.NMIKEY do nothing. The CPU takes offsets of handlers below 64 KiB from
 * EBase (GuestCtl2.GVEC); of greater ones it takes the low 16 bits.
 */
#include <asm/irqchip.h>
#include <asm/time.h>
#include <levsha/arch.h>
#include <levsha/guest.h>
#include <levsha/health.h>
#include <levsha/sched.h>
#include <levsha/veic.h>
#include <levsha/vsfr.h>

#define IFS0			0x040
#define IFS_SIZE		0x070

#define INTCON_MVEC		0x1000
#define INTCON_MASK		0x171f
#define PRISS_MASK		0xfffffff1
#define INTSTAT_SRIPL_SHIFT	8
#define OFF_MASK		0x3fffe
#define OFF_SHIFT		2

#define GVEC_MASK		0xffff
#define SINGLE_VECTOR		0x200
#define PRISS_SET(priss, level)	((priss) >> 4 * (level) & 0xf)
#define PRISS_SS0		0x1

/* A word of &part_guest.src */
#define SRC_RANK_SHIFT		24		/* IP, IS */
#define SRC_RANK		0x1f000000
#define SRC_LEVEL_SHIFT		26		/* IP */
#define RANK_OFF		3		/* the highest with IP 0 */

#define SOFT_SLOTS		(1u << PART_SLOT_SOFT0 | 1u << PART_SLOT_SOFT1)

#define EPOCH_SHIFT		20		/* counts: about 10 ms */
#define lowest_bit(bits)	((u32)__builtin_ctz(bits))

static u32 winner(const struct veic *v, const u32 *src)
{
	u32 bits = v->flags & v->enables;
	u32 rank = RANK_OFF, slot = PART_NO_SLOT;

	for (; bits; bits &= bits - 1) {
		const u32 n = lowest_bit(bits);

		if (src[n] >> SRC_RANK_SHIFT > rank) {
			rank = src[n] >> SRC_RANK_SHIFT;
			slot = n;
		}
	}
	return slot;
}

/*
 * Handlers that save nothing want a set other than that of the program; for those
 * of one level two sets do, whatever their numbers. WAIT ends when an interrupt
 * could be taken, were Status.IE set.
 */
static void request(struct guest *guest, u32 src)
{
	const struct veic *v = &guest->veic;
	const u32 level = src >> SRC_LEVEL_SHIFT;
	u32 offset = SINGLE_VECTOR, set = v->priss & PRISS_SS0;

	if (v->intcon & INTCON_MVEC) {
		offset = src & OFF_MASK & GVEC_MASK;
		set = PRISS_SET(v->priss, level);
	}
	if (set >= guest->part->shadow_sets)
		set = guest->part->shadow_sets - 1u;
	arch_inject(guest, level, offset, set);
	if (guest->sched.waiting && level > arch_guest_ipl(guest))
		sched_wake(guest);
}

static void update(struct guest *guest)
{
	const u32 *src = guest->part->src;
	const u32 slot = winner(&guest->veic, src);
	const u32 old = guest->veic.winner;

	guest->veic.winner = (u8)slot;
	if (slot != PART_NO_SLOT)
		request(guest, src[slot]);
	else if (old != PART_NO_SLOT)
		arch_inject(guest, 0, 0, 0);
}

void veic_raise(struct guest *guest, u32 slot)
{
	guest->veic.flags |= 1u << slot;
	update(guest);
}

void veic_interrupt(struct guest *guest, u32 slot)
{
	struct veic *v = &guest->veic;
	const u8 epoch = (u8)(arch_count() >> EPOCH_SHIFT);

	if (epoch != v->epoch)
		v->storm = 0;
	v->epoch = epoch;
	if (++v->storm == guest->part->irq_limit)
		health_event(guest, PART_EVENT_IRQ_STORM);
	veic_raise(guest, slot);
}

/* The flags of what asks already are set. */
void veic_set_lines(struct guest *guest, u32 slots, u32 asking)
{
	struct veic *v = &guest->veic;

	if ((v->lines & slots) == asking)
		return;
	v->lines = (v->lines & ~slots) | asking;
	v->flags |= asking;
	update(guest);
}

/* Bits by slot as bits of a word of IFS or IEC ... */
static u32 word_bits(const struct part_guest *part, u32 word, u32 slots)
{
	u32 n, bits = 0;

	for (n = part->word_slots[word]; n < part->word_slots[word + 1]; n++)
		bits |= (slots >> n & 1) << part->slot_irqs[n] % 32;
	return bits;
}

/* ... and the other way; what the guest does not have is left out. */
static u32 slots_of(const struct part_guest *part, u32 word, u32 bits)
{
	u32 slots = 0;

	for (; bits; bits &= bits - 1) {
		const u32 irq = word * 32 + lowest_bit(bits);

		if (irq >= PART_NR_IRQS)
			break;
		if (part->irq_slots[irq] != PART_NO_SLOT)
			slots |= 1u << part->irq_slots[irq];
	}
	return slots;
}

static u32 read_ifs(const struct guest *guest, u32 word)
{
	const struct part_guest *part = guest->part;

	return word_bits(part, word, guest->veic.flags & ~part->real_slots) |
	       (irqchip_flags(word) & part->own_irqs[word]);
}

static u32 read_iec(const struct guest *guest, u32 word)
{
	return word_bits(guest->part, word, guest->veic.enables);
}

/* Let real sources interrupt, of those that may and do not already. */
static void unmask(const struct guest *guest, u32 word, u32 real)
{
	const struct veic *v = &guest->veic;

	real &= word_bits(guest->part, word, v->enables & ~v->flags);
	irqchip_unmask(word, real);
}

static void change_ifs(struct guest *guest, u32 word, u32 bits, bool set)
{
	const struct part_guest *part = guest->part;
	const u32 slots = slots_of(part, word, bits);
	struct veic *v = &guest->veic;

	if (set)
		v->flags |= slots & ~part->real_slots;
	else
		v->flags = (v->flags & ~slots) | v->lines;
	bits &= part->own_irqs[word];
	if (bits && set) {
		irqchip_set_flags(word, bits);
	} else if (bits) {
		irqchip_clear_flags(word, bits);
		unmask(guest, word, bits);
	}
}

/* A real source that waits for its flag to be cleared stays masked. */
static void change_iec(struct guest *guest, u32 word, u32 bits, bool set)
{
	const u32 slots = slots_of(guest->part, word, bits);
	struct veic *v = &guest->veic;

	bits &= guest->part->own_irqs[word];
	if (set) {
		v->enables |= slots;
		unmask(guest, word, bits);
	} else {
		v->enables &= ~slots;
		irqchip_mask(word, bits);
	}
	if (slots & SOFT_SLOTS)
		arch_guest_trap_cp0(guest, v->enables & SOFT_SLOTS);
}

/* Where IPC and OFF of a source are, or NULL: the guest has none. */
static u32 *source(const struct guest *guest, u32 irq)
{
	const u32 slot = guest->part->irq_slots[irq];

	return slot == PART_NO_SLOT ? NULL : &guest->part->src[slot];
}

static void change(u32 *src, u32 bits, bool set)
{
	if (src && set)
		*src |= bits;
	else if (src)
		*src &= ~bits;
}

static u32 read_ipc(const struct guest *guest, u32 n)
{
	u32 irq, value = 0;

	for (irq = 4 * n; irq < 4 * n + 4; irq++) {
		const u32 *src = source(guest, irq);

		value = value >> 8 | (src ? *src & SRC_RANK : 0);
	}
	return value;
}

static void change_ipc(struct guest *guest, u32 n, u32 bits, bool set)
{
	u32 irq;

	for (irq = 4 * n; bits; irq++, bits >>= 8)
		change(source(guest, irq), bits << SRC_RANK_SHIFT & SRC_RANK, set);
}

static u32 read_off(const struct guest *guest, u32 irq)
{
	const u32 *src = source(guest, irq);

	return src ? *src & OFF_MASK : 0;
}

static void change_off(struct guest *guest, u32 irq, u32 bits, bool set)
{
	change(source(guest, irq), bits & OFF_MASK, set);
}

enum {
	REG_INTCON,
	REG_PRISS,
	REG_INTSTAT,
	REG_IPTMR,
};

u32 veic_level(const struct guest *guest)
{
	if (guest->veic.winner == PART_NO_SLOT)
		return 0;
	return guest->part->src[guest->veic.winner] >> SRC_LEVEL_SHIFT;
}

static u32 read_control(const struct guest *guest, u32 n)
{
	const struct veic *v = &guest->veic;
	const u32 level = veic_level(guest);

	if (n == REG_INTCON)
		return v->intcon;
	if (n == REG_PRISS)
		return v->priss;
	if (n == REG_IPTMR || !level)
		return 0;
	return level << INTSTAT_SRIPL_SHIFT | guest->part->slot_irqs[v->winner];
}

/* The edges of external interrupts are chosen in the real INTCON. */
static void change_control(struct guest *guest, u32 n, u32 bits, bool set)
{
	struct veic *v = &guest->veic;

	if (n == REG_PRISS) {
		change(&v->priss, bits & PRISS_MASK, set);
	} else if (n == REG_INTCON) {
		change(&v->intcon, bits & INTCON_MASK, set);
		irqchip_edges(guest->part->own_irqs[0], bits, set);
	}
}

/* In the order in which they are mostly touched. */
static const struct registers {
	u16 first;
	u16 size;
	u32 shift;
	u32 (*read)(const struct guest *guest, u32 n);
	void (*change)(struct guest *guest, u32 n, u32 bits, bool set);
} registers[] = {
	{ IFS0, IFS_SIZE, 4, read_ifs, change_ifs },
	{ 0x0c0, 0x070, 4, read_iec, change_iec },
	{ 0x000, 0x040, 4, read_control, change_control },
	{ 0x140, 0x360, 4, read_ipc, change_ipc },
	{ 0x540, 0x358, OFF_SHIFT, read_off, change_off },
};

/*
 * A write clears bits, or sets them, or both: others may change meanwhile. OFFn
 * have no words behind them for that.
 */
static void write(struct guest *guest, const struct registers *r, u32 n,
		  const struct vreg_access *a)
{
	const u32 alias = r->shift == OFF_SHIFT ? SFR_REG : sfr_alias(a);
	u32 set = sfr_data(a), clear = set;

	if (alias == SFR_REG)
		clear = sfr_lanes(a) & ~set;
	if (alias == SFR_INV) {
		clear &= r->read(guest, n);
		set &= ~clear;
	}
	if (alias != SFR_SET)
		r->change(guest, n, clear, false);
	if (alias != SFR_CLR)
		r->change(guest, n, set, true);
	update(guest);
}

/* Between the registers there is nothing: 0, and writes do nothing. */
static noinline bool access(struct guest *guest, u32 offset,
			    struct vreg_access *a)
{
	const struct registers *r;

	for (r = registers; r < registers + ARRAY_SIZE(registers); r++) {
		const u32 at = offset - r->first;

		if (at >= r->size)
			continue;
		if (!a->write)
			return sfr_read(a, r->read(guest, at >> r->shift));
		write(guest, r, at >> r->shift, a);
		return true;
	}
	return sfr_read(a, 0);
}

/* Each interrupt ends with IFSnCLR, and IFSnSET asks for one. */
bool veic_access(struct guest *guest, const struct part_block *block,
		 struct vreg_access *a)
{
	const u32 offset = (u32)(a->addr - block->base);
	const enum sfr_alias alias = sfr_alias(a);

	if (!a->write || offset - IFS0 >= IFS_SIZE ||
	    (alias != SFR_CLR && alias != SFR_SET))
		return access(guest, offset, a);
	change_ifs(guest, (offset - IFS0) / 16, sfr_data(a), alias == SFR_SET);
	update(guest);
	return true;
}

void veic_reset(struct guest *guest)
{
	u32 n;

	guest->veic = (struct veic){};
	for (n = 0; n < guest->part->nr_slots; n++)
		guest->part->src[n] = 0;
	for (n = 0; n < PART_IRQ_WORDS; n++) {
		change_iec(guest, n, ~0u, false);
		change_ifs(guest, n, ~0u, false);
	}
	irqchip_edges(guest->part->own_irqs[0], ~0u, false);
	update(guest);
}
