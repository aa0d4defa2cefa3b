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

#define IPC0			0x140
#define OFF0			0x540
#define PAGE			0xfff

#define INTCON_MVEC		0x1000
#define INTCON_MASK		0x171f
#define PRISS_MASK		0xfffffff1
#define INTSTAT_SRIPL_SHIFT	8
#define INTSTAT_SIRQ		0xff
#define OFF_MASK		0x3fffe

#define GVEC_MASK		0xffff
#define SINGLE_VECTOR		0x200
#define PRISS_SET(priss, level)	((priss) >> 4 * (level) & 0xf)
#define PRISS_SS0		0x1

/* A word of &part_guest.src */
#define SRC_RANK_SHIFT		24		/* IP, IS */
#define SRC_RANK		0x1f
#define SRC_LEVEL_SHIFT		26		/* IP */

/* &veic.winner: rank, and 255 - number, so that the greatest one wins */
#define WINNER_RANK_SHIFT	8
#define WINNER_NONE		0x3ff		/* all with IP 0 lose to it */

#define SOFT_IRQS		(1u << PART_IRQ_SOFT0 | 1u << PART_IRQ_SOFT1)

#define EPOCH_SHIFT		20		/* counts: about 10 ms */
#define lowest_bit(bits)	((u32)__builtin_ctz(bits))

static const struct part_sources *sources_of(const struct guest *guest, u32 irq)
{
	return &guest->part->words[irq / 32];
}

static u32 pending(const struct part_sources *s)
{
	return s->state->flags & s->state->enables;
}

/* Where IPC and OFF of a source are, or NULL: the guest has none. */
static u32 *source(const struct guest *guest, u32 irq)
{
	const u32 slot = guest->part->irq_slots[irq];

	return slot == PART_NO_SLOT ? NULL : &guest->part->src[slot];
}

/* IPC and OFF of a source that the guest has. */
static u32 source_of(const struct part_guest *part, u32 irq)
{
	return part->src[part->irq_slots[irq]];
}

/*
 * Handlers that save nothing want a set other than that of the program; for those
 * of one level two sets do, whatever their numbers. WAIT ends when an interrupt
 * could be taken, were Status.IE set.
 */
static void request(struct guest *guest)
{
	struct veic *v = &guest->veic;
	const u32 irq = ~v->winner & INTSTAT_SIRQ;
	u32 src, level, offset = SINGLE_VECTOR, set = v->priss & PRISS_SS0;

	v->intstat = 0;
	if (v->winner == WINNER_NONE) {
		arch_inject(guest, 0, 0, 0);
		return;
	}
	src = source_of(guest->part, irq);
	level = src >> SRC_LEVEL_SHIFT;
	v->intstat = level << INTSTAT_SRIPL_SHIFT | irq;
	if (v->intcon & INTCON_MVEC) {
		offset = src & OFF_MASK & GVEC_MASK;
		set = PRISS_SET(v->priss, level);
	}
	if (set >= part_value(guest->part, shadow_sets))
		set = part_value(guest->part, shadow_sets) - 1u;
	arch_inject(guest, level, offset, set);
	if (guest->sched.waiting && level > arch_guest_ipl(guest))
		sched_wake(guest);
}

/* Pending sources of a word may win. */
static void offer(struct guest *guest, const struct part_sources *s, u32 bits)
{
	const struct part_guest *part = guest->part;

	for (; bits; bits &= bits - 1) {
		const u32 irq = s->word * 32 + lowest_bit(bits);
		const u32 rank = source_of(part, irq) >> SRC_RANK_SHIFT;
		const u32 place = rank << WINNER_RANK_SHIFT | (INTSTAT_SIRQ - irq);

		if (place > guest->veic.winner)
			guest->veic.winner = (u16)place;
	}
}

static void update(struct guest *guest)
{
	const struct part_sources *s = guest->part->words;

	guest->veic.winner = WINNER_NONE;
	for (; s < guest->part->words + PART_IRQ_WORDS; s++) {
		if (s->state)
			offer(guest, s, pending(s));
	}
	request(guest);
}

/* Sources of a word are pending that were not, or no longer are. */
static void settle(struct guest *guest, const struct part_sources *s, u32 old)
{
	const u32 new = pending(s);
	const u32 winner = guest->veic.winner;

	if (new == old)
		return;
	if (old & ~new) {
		update(guest);
		return;
	}
	offer(guest, s, new & ~old);
	if (guest->veic.winner != winner)
		request(guest);
}

static void flag(struct guest *guest, const struct part_sources *s, u32 bits)
{
	const u32 old = pending(s);

	s->state->flags |= bits;
	settle(guest, s, old);
}

void veic_raise(struct guest *guest, u32 irq)
{
	flag(guest, sources_of(guest, irq), 1u << irq % 32);
}

void veic_interrupt(struct guest *guest, u32 irq)
{
	struct veic *v = &guest->veic;
	const u8 epoch = (u8)(arch_count() >> EPOCH_SHIFT);

	if (epoch != v->epoch)
		v->storm = 0;
	v->epoch = epoch;
	if (++v->storm == part_value(guest->part, irq_limit))
		health_event(guest, PART_EVENT_IRQ_STORM);
	veic_raise(guest, irq);
}

/* The flags of what asks already are set. */
void veic_set_lines(struct guest *guest, u32 irq, u32 mask, u32 asking)
{
	u32 *lines = &guest->veic.lines;

	mask <<= irq % 32;
	asking <<= irq % 32;
	if ((*lines & mask) == asking)
		return;
	*lines = (*lines & ~mask) | asking;
	flag(guest, sources_of(guest, irq), asking);
}

u32 veic_level(const struct guest *guest)
{
	return guest->veic.intstat >> INTSTAT_SRIPL_SHIFT;
}

u32 veic_read_ifs(struct guest *guest, const struct part_block *block, u32 addr)
{
	const struct part_sources *s = block->sources;

	return s->state->flags | (irqchip_flags(s->word) & s->own);
}

/*
 * Let real sources interrupt, of those that may and do not already: one that
 * waits for its flag to be cleared stays masked.
 */
static void unmask(const struct part_sources *s, u32 real)
{
	irqchip_unmask(s->word, real & s->state->enables & ~s->state->flags);
}

static void change_real_flags(const struct part_sources *s, u32 clear, u32 set)
{
	irqchip_clear_flags(s->word, clear);
	unmask(s, clear);
	irqchip_set_flags(s->word, set);
}

void veic_write_ifs(struct guest *guest, const struct part_block *block, u32 clear,
		    u32 set, u32 addr)
{
	const struct part_sources *s = block->sources;
	const u32 old = pending(s), real = s->own;

	s->state->flags = (s->state->flags & ~clear) | (set & s->all & ~real) |
			  (guest->veic.lines & s->lines);
	if ((clear | set) & real)
		change_real_flags(s, clear & real, set & real);
	settle(guest, s, old);
}

void veic_write_iec(struct guest *guest, const struct part_block *block, u32 clear,
		    u32 set, u32 addr)
{
	const struct part_sources *s = block->sources;
	const u32 enables = s->state->enables;
	const u32 new = (enables & ~clear) | (set & s->all);
	u32 old;

	if (enables == new)
		return;
	old = pending(s);
	s->state->enables = new;
	if ((enables ^ new) & s->own) {
		irqchip_mask(s->word, clear & s->own);
		unmask(s, set & s->own);
	}
	if (!s->word)
		arch_guest_trap_cp0(guest, new & SOFT_IRQS);
	settle(guest, s, old);
}

u32 veic_read_ipc(struct guest *guest, const struct part_block *block, u32 addr)
{
	u32 irq = ((addr & PAGE) - IPC0) >> 2 & ~3u, value = 0, shift;

	for (shift = 0; shift < 32; shift += 8) {
		const u32 *src = source(guest, irq++);

		if (src)
			value |= *src >> SRC_RANK_SHIFT << shift;
	}
	return value;
}

static void change(u32 *reg, u32 mask, u32 clear, u32 set)
{
	*reg = (*reg & ~(clear & mask)) | (set & mask);
}

void veic_write_ipc(struct guest *guest, const struct part_block *block, u32 clear,
		    u32 set, u32 addr)
{
	u32 irq = ((addr & PAGE) - IPC0) >> 2 & ~3u;

	for (; clear | set; clear >>= 8, set >>= 8) {
		u32 *src = source(guest, irq++);

		if (src)
			change(src, SRC_RANK << SRC_RANK_SHIFT,
			       clear << SRC_RANK_SHIFT, set << SRC_RANK_SHIFT);
	}
	update(guest);
}

u32 veic_read_off(struct guest *guest, const struct part_block *block, u32 addr)
{
	const u32 *src = source(guest, ((addr & PAGE) - OFF0) / 4);

	return src ? *src & OFF_MASK : 0;
}

void veic_write_off(struct guest *guest, const struct part_block *block, u32 clear,
		    u32 set, u32 addr)
{
	u32 *src = source(guest, ((addr & PAGE) - OFF0) / 4);

	if (src)
		change(src, OFF_MASK, clear, set);
	update(guest);
}

/* The edges of external interrupts are chosen in the real INTCON. */
void veic_write_intcon(struct guest *guest, const struct part_block *block,
		       u32 clear, u32 set, u32 addr)
{
	const u32 own = guest->part->words[0].own;

	change(&guest->veic.intcon, INTCON_MASK, clear, set);
	irqchip_edges(own, clear, false);
	irqchip_edges(own, set, true);
	update(guest);
}

void veic_write_priss(struct guest *guest, const struct part_block *block, u32 clear,
		      u32 set, u32 addr)
{
	change(&guest->veic.priss, PRISS_MASK, clear, set);
	update(guest);
}

static void reset_sources(const struct part_sources *s)
{
	*s->state = (struct veic_word){};
	irqchip_mask(s->word, s->own);
	irqchip_clear_flags(s->word, s->own);
}

void veic_reset(struct guest *guest)
{
	const struct part_sources *s = guest->part->words;
	u32 n;

	guest->veic = (struct veic){};
	for (n = 0; n < guest->part->nr_slots; n++)
		guest->part->src[n] = 0;
	for (n = 0; n < PART_IRQ_WORDS; n++) {
		if (s[n].state)
			reset_sources(&s[n]);
	}
	irqchip_edges(s[0].own, ~0u, false);
	arch_guest_trap_cp0(guest, false);
	update(guest);
}
