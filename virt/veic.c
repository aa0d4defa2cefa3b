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
 * A flag that software sets interrupts as if the source had set it. IPTMR and
 * INTCON.NMIKEY do nothing.
 */
#include <asm/time.h>
#include <levsha/arch.h>
#include <levsha/guest.h>
#include <levsha/health.h>
#include <levsha/irqchip.h>
#include <levsha/sched.h>
#include <levsha/veic.h>
#include <levsha/vsfr.h>

#define INTCON_EDGES		0x001f		/* INT0EP to INT4EP */
#define INTCON_MVEC		0x1000
#define INTCON_MASK		0x171f
#define PRISS_MASK		0xfffffff1
#define INTSTAT_SRIPL_SHIFT	8
#define OFF_MASK		0x3fffe
#define OFF_SHIFT		2

#define SINGLE_VECTOR		0x200
#define PRISS_SET(priss, level)	((priss) >> 4 * (level) & 0xf)
#define PRISS_SS0		0x1

/* A word of &part_guest.src */
#define SRC_RANK_SHIFT		24		/* IP, IS */
#define SRC_RANK		0x1f000000
#define SRC_LEVEL_SHIFT		26		/* IP */
#define RANK_OFF		3		/* the highest with IP 0 */

#define EXTERNAL_IRQ(n)		(3 + 5 * (n))	/* of INT0 to INT4 */
#define NR_EXTERNAL		5

#define EPOCH_SHIFT		20		/* counts: about 10 ms */

#define NR_REGISTERS		(sizeof(registers) / sizeof(registers[0]))

static u32 lowest_bit(u32 bits)
{
	return (u32)__builtin_ctz(bits);
}

static u32 winner(const struct guest *guest)
{
	const u32 *src = guest->part->src;
	u32 bits = guest->veic.flags & guest->veic.enables;
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

/* WAIT ends when an interrupt could be taken, were Status.IE set. */
static void request(struct guest *guest, u32 src)
{
	const struct veic *v = &guest->veic;
	const u32 level = src >> SRC_LEVEL_SHIFT;
	u32 offset = SINGLE_VECTOR, set = v->priss & PRISS_SS0;

	if (v->intcon & INTCON_MVEC) {
		offset = src & OFF_MASK;
		set = PRISS_SET(v->priss, level);
	}
	if (set >= guest->part->shadow_sets)
		set = 0;
	arch_inject(guest, level, offset, set);
	if (guest->sched.waiting && level > arch_guest_ipl(guest))
		sched_wake(guest);
}

/* How the winner is to be taken may have changed, too. */
static void update_all(struct guest *guest, u32 slot)
{
	guest->veic.winner = (u8)slot;
	if (slot == PART_NO_SLOT)
		arch_inject(guest, 0, 0, 0);
	else
		request(guest, guest->part->src[slot]);
}

static void update(struct guest *guest)
{
	const u32 slot = winner(guest);

	if (slot != guest->veic.winner)
		update_all(guest, slot);
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

/* Let real sources interrupt, of those that may and do not already. */
static void unmask(const struct guest *guest, u32 word, u32 bits)
{
	const struct part_guest *part = guest->part;
	const struct veic *v = &guest->veic;

	bits &= part->own_irqs[word];
	if (bits)
		irqchip_unmask(word, bits & word_bits(part, word,
						      v->enables & ~v->flags));
}

static u32 read_ifs(const struct guest *guest, u32 word)
{
	const struct part_guest *part = guest->part;
	const u32 own = part->own_irqs[word];

	return word_bits(part, word, guest->veic.flags & ~part->real_slots) |
	       (irqchip_flags(word) & own);
}

static void write_ifs(struct guest *guest, u32 word, u32 old, u32 new)
{
	const struct part_guest *part = guest->part;
	const u32 own = part->own_irqs[word];
	const u32 set = new & ~old, clear = old & ~new;
	struct veic *v = &guest->veic;

	v->flags &= ~slots_of(part, word, clear);
	v->flags |= slots_of(part, word, set & ~own) | v->lines;
	if ((set | clear) & own) {
		irqchip_change_flags(word, set & own, clear & own);
		unmask(guest, word, clear);
	}
	update(guest);
}

static u32 read_iec(const struct guest *guest, u32 word)
{
	return word_bits(guest->part, word, guest->veic.enables);
}

/* A real source that waits for its flag to be cleared stays masked. */
static void write_iec(struct guest *guest, u32 word, u32 old, u32 new)
{
	const struct part_guest *part = guest->part;
	const u32 set = new & ~old, clear = old & ~new;
	struct veic *v = &guest->veic;

	v->enables &= ~slots_of(part, word, clear);
	v->enables |= slots_of(part, word, set);
	irqchip_mask(word, clear & part->own_irqs[word]);
	unmask(guest, word, set);
	update(guest);
}

/* Where IPC and OFF of a source are, or NULL: the guest has none. */
static u32 *source(const struct guest *guest, u32 irq)
{
	const u32 slot = guest->part->irq_slots[irq];

	return slot == PART_NO_SLOT ? NULL : &guest->part->src[slot];
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

static void write_ipc(struct guest *guest, u32 n, u32 old, u32 new)
{
	u32 irq;

	for (irq = 4 * n; irq < 4 * n + 4; irq++, new >>= 8) {
		u32 *src = source(guest, irq);

		if (src)
			*src = (*src & OFF_MASK) |
			       (new << SRC_RANK_SHIFT & SRC_RANK);
	}
	update_all(guest, winner(guest));
}

static u32 read_off(const struct guest *guest, u32 irq)
{
	const u32 *src = source(guest, irq);

	return src ? *src & OFF_MASK : 0;
}

static void write_off(struct guest *guest, u32 irq, u32 old, u32 new)
{
	u32 *src = source(guest, irq);

	if (src)
		*src = (*src & SRC_RANK) | (new & OFF_MASK);
	update_all(guest, guest->veic.winner);
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

	if (n == REG_INTCON)
		return v->intcon;
	if (n == REG_PRISS)
		return v->priss;
	if (n == REG_IPTMR || v->winner == PART_NO_SLOT)
		return 0;
	return veic_level(guest) << INTSTAT_SRIPL_SHIFT |
	       guest->part->slot_irqs[v->winner];
}

/* The edges of external interrupts are chosen in the real INTCON. */
static void write_intcon(struct guest *guest, u32 value)
{
	const struct part_guest *part = guest->part;
	u32 n, mask = 0;

	guest->veic.intcon = value & INTCON_MASK;
	for (n = 0; n < NR_EXTERNAL; n++)
		mask |= (part->own_irqs[0] >> EXTERNAL_IRQ(n) & 1) << n;
	irqchip_edges(mask, value & mask);
}

static void write_control(struct guest *guest, u32 n, u32 old, u32 new)
{
	if (n == REG_INTCON)
		write_intcon(guest, new);
	else if (n == REG_PRISS)
		guest->veic.priss = new & PRISS_MASK;
	update_all(guest, guest->veic.winner);
}

/*
 * In the order in which they are mostly touched. Where each bit stands alone a
 * write that sets or clears need not know the others; IFS may change meanwhile.
 */
static const struct registers {
	u16 first;
	u16 size;
	u8 shift;
	bool bits;
	u32 (*read)(const struct guest *guest, u32 n);
	void (*write)(struct guest *guest, u32 n, u32 old, u32 new);
} registers[] = {
	{ 0x040, 0x070, 4, true, read_ifs, write_ifs },
	{ 0x0c0, 0x070, 4, true, read_iec, write_iec },
	{ 0x000, 0x040, 4, false, read_control, write_control },
	{ 0x140, 0x360, 4, false, read_ipc, write_ipc },
	{ 0x540, 0x358, OFF_SHIFT, false, read_off, write_off },
};

/* OFFn have no words behind them that clear and set bits. */
static void write(struct guest *guest, const struct registers *r, u32 n,
		  const struct vreg_access *a)
{
	const enum sfr_alias alias = r->shift == OFF_SHIFT ? SFR_REG :
							     sfr_alias(a);
	u32 old;

	if (r->bits && alias == SFR_CLR)
		old = ~0u;
	else if (r->bits && alias == SFR_SET)
		old = 0;
	else
		old = r->read(guest, n);
	r->write(guest, n, old, sfr_change(a, alias, old));
}

/* Between the registers there is nothing: 0, and writes do nothing. */
bool veic_access(struct guest *guest, const struct part_block *block,
		 struct vreg_access *a)
{
	const u32 offset = (u32)(a->addr - block->base);
	const struct registers *r;

	for (r = registers; r < registers + NR_REGISTERS; r++) {
		const u32 at = offset - r->first;

		if (at >= r->size)
			continue;
		if (a->write)
			write(guest, r, at >> r->shift, a);
		else
			sfr_read(a, r->read(guest, at >> r->shift));
		return true;
	}
	return sfr_read(a, 0);
}

void veic_reset(struct guest *guest)
{
	const struct part_guest *part = guest->part;
	u32 n;

	guest->veic = (struct veic){};
	for (n = 0; n < part->nr_slots; n++)
		part->src[n] = 0;
	for (n = 0; n < PART_IRQ_WORDS; n++) {
		irqchip_mask(n, part->own_irqs[n]);
		irqchip_change_flags(n, 0, part->own_irqs[n]);
	}
	write_intcon(guest, 0);
	update_all(guest, PART_NO_SLOT);
}
