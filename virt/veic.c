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
 * INTCON.NMIKEY do nothing.
 */
#include <asm/irqchip.h>
#include <asm/time.h>
#include <levsha/arch.h>
#include <levsha/guest.h>
#include <levsha/health.h>
#include <levsha/sched.h>
#include <levsha/veic.h>
#include <levsha/vsfr.h>

#define INTCON_MVEC		0x1000
#define INTSTAT_SRIPL		0x7
#define INTSTAT_SRIPL_SHIFT	8
#define INTSTAT_SIRQ		0xff

#define SINGLE_VECTOR		0x200
#define PRISS_SET(priss, level)	((priss) >> 4 * (level) & 0xf)
#define PRISS_SS0		0x1

#define SRC_RANK_LEFT		2		/* from the fourth byte of IPC */
#define SRC_NONE		0x8fffffff	/* what cannot interrupt loses */

#define SOFT_IRQS		(1u << PART_IRQ_SOFT0 | 1u << PART_IRQ_SOFT1)

#define IEC			(EIC_IEC(0, 0) - EIC_IFS(0, 0))	/* of IFS */

#define EPOCH_SHIFT		20		/* counts: about 10 ms */

/* Handlers that save nothing want a set other than that of the program. */
static u32 shadow_set(const struct guest *guest, u32 level)
{
	const struct veic *v = &guest->veic;
	const u32 last = part_value(guest->part, shadow_sets) - 1u;
	u32 set = v->priss & PRISS_SS0;

	if (!last)
		return 0;
	if (!v->offset)
		set = PRISS_SET(v->priss, level);
	return set < last ? set : last;
}

static void request(struct guest *guest, u32 winner)
{
	struct veic *v = &guest->veic;
	u32 level;

	v->winner = winner;
	level = veic_level(guest);
	arch_inject(guest, level, v->offset ? v->offset : winner & SRC_OFF_BITS,
		    shadow_set(guest, level));
	if (guest->state == GUEST_WAITING && level > guest->sched.ipl)
		sched_wake(guest);
}

/* The word of the source of the lowest of these bits */
static u32 *source(const struct part_sources *s, u32 bits)
{
	return s->source[__builtin_clz(bits & -bits)].src;
}

/* The greatest word: @winner, or that of a source of @bits. */
static u32 best(const struct part_sources *s, u32 bits, u32 winner)
{
	u32 src;

	for (; bits; bits &= bits - 1) {
		src = *source(s, bits);
		if (src > winner)
			winner = src;
	}
	return winner;
}

static void update(struct guest *guest)
{
	const struct part_sources *const *s = guest->part->words;
	const struct part_sources *const *end = s + PART_IRQ_WORDS;
	u32 winner = SRC_NONE;

	arch_guest_trap_cp0(guest, (*s)->state->enables & SOFT_IRQS);
	for (; s < end; s++) {
		if (*s)
			winner = best(*s, (*s)->state->flags, winner);
	}
	request(guest, winner);
}

/* store_ifs() does the same for one. */
void veic_raise(struct guest *guest, u32 irq, u32 bits)
{
	const struct part_sources *s = guest->part->words[irq / 32];

	bits <<= irq % 32;
	s->state->flags |= bits;
	request(guest, best(s, bits, guest->veic.winner));
}

/* One more than it may get now? Asked for each of them, says so once. */
static bool is_storm(struct veic *v, u32 limit)
{
	const u8 epoch = (u8)(arch_count() >> EPOCH_SHIFT);

	if (epoch != v->epoch)
		v->storm = 0;
	v->epoch = epoch;
	return ++v->storm == limit;
}

void veic_interrupt(struct guest *guest, u32 irq)
{
	const u32 limit = part_value(guest->part, irq_limit);

	if (limit && is_storm(&guest->veic, limit))
		health_event(guest, PART_EVENT_IRQ_STORM);
	veic_raise(guest, irq, 1);
}

/* The flags of what asks already are set. */
void veic_set_lines(struct guest *guest, u32 irq, u32 mask, u32 asking)
{
	const u32 old = guest->veic.lines;
	const u32 new = (old & ~(mask << irq % 32)) | asking << irq % 32;

	if (new == old)
		return;
	guest->veic.lines = new;
	veic_raise(guest, irq, asking);
}

u32 veic_level(const struct guest *guest)
{
	return guest->veic.winner >> SRC_LEVEL_SHIFT & INTSTAT_SRIPL;
}

u32 veic_read_intstat(struct guest *guest, const struct part_block *block, u32 addr)
{
	return veic_level(guest) << INTSTAT_SRIPL_SHIFT |
	       (~guest->veic.winner >> SRC_IRQ_SHIFT & INTSTAT_SIRQ);
}

u32 veic_read_ifs(struct guest *guest, const struct part_block *block, u32 addr)
{
	const struct part_sources *s = block->sources;

	return s->state->flags | (readl(s->ifs) & s->own);
}

/*
 * Flags or enables have changed. Real sources interrupt if they are enabled and do
 * not already: one that waits for its flag to be cleared stays masked.
 */
static void changed(struct guest *guest, const struct part_sources *s)
{
	change_bits(s->own, s->state->enables & ~s->state->flags & s->own, s->ifs + IEC);
	update(guest);
}

void veic_write_ifs(struct guest *guest, const struct part_block *block, u32 clear,
		    u32 set, u32 addr)
{
	const struct part_sources *s = block->sources;

	clear &= ~(guest->veic.lines & s->lines);
	s->state->flags = (s->state->flags & ~clear) | (set & ~s->own);
	change_bits(clear & s->own, set & s->own, s->ifs);
	changed(guest, s);
}

void veic_write_iec(struct guest *guest, const struct part_block *block, u32 clear,
		    u32 set, u32 addr)
{
	const struct part_sources *s = block->sources;
	u32 bits;

	for (bits = clear | set; bits; bits &= bits - 1)
		*source(s, bits) ^= SRC_ENABLED;
	changed(guest, s);
}

u32 veic_read_ipc(struct guest *guest, const struct part_block *block, u32 addr)
{
	const struct part_source *s = block->source, *end = s + 4;
	u32 value = 0;

	for (; s < end; s++) {
		value <<= 8;
		if (s->src)
			value |= (*s->src & SRC_RANK) >> SRC_RANK_SHIFT;
	}
	return value;
}

void veic_write_ipc(struct guest *guest, const struct part_block *block, u32 clear,
		    u32 set, u32 addr)
{
	const struct part_source *s;

	for (s = block->source; clear | set; clear <<= 8, set <<= 8, s++) {
		if (s->src)
			sfr_change(s->src, SRC_RANK, clear << SRC_RANK_LEFT,
				   set << SRC_RANK_LEFT);
	}
	update(guest);
}

static u32 *off_source(const struct part_block *block, u32 addr)
{
	return block->source[~addr >> 2 & 3].src;
}

u32 veic_read_off(struct guest *guest, const struct part_block *block, u32 addr)
{
	const u32 *src = off_source(block, addr);

	return src ? *src & SRC_OFF_BITS : 0;
}

void veic_write_off(struct guest *guest, const struct part_block *block, u32 clear,
		    u32 set, u32 addr)
{
	u32 *src = off_source(block, addr);

	if (src)
		sfr_change(src, ~0u, clear, set);
	update(guest);
}

/* The edges of external interrupts are chosen in the real INTCON. */
static void set_edges(const struct guest *guest)
{
	const u32 edges = part_value(guest->part, edges);
	const u32 intcon = guest->veic.intcon;

	if (edges)
		change_bits(edges & ~intcon, edges & intcon, EIC_INTCON);
}

void veic_write_control(struct guest *guest, const struct part_block *block,
			u32 clear, u32 set, u32 addr)
{
	set_edges(guest);
	guest->veic.offset = guest->veic.intcon & INTCON_MVEC ? 0 : SINGLE_VECTOR;
	update(guest);
}

void veic_reset(struct guest *guest)
{
	const struct part_guest *part = guest->part;
	const struct part_sources *s;
	u32 n;

	guest->veic = (struct veic){ .offset = SINGLE_VECTOR };
	for (n = 0; n < part->nr_slots; n++)
		part->src[n] = part->reset[n];
	for (n = 0; n < PART_IRQ_WORDS; n++) {
		s = part->words[n];
		if (!s)
			continue;
		*s->state = (struct veic_word){};
		writel(s->own, s->ifs + IEC + REG_CLR);
		writel(s->own, s->ifs + REG_CLR);
	}
	set_edges(guest);
	update(guest);
}
