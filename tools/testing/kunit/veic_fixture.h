/* SPDX-License-Identifier: GPL-2.0 */
/*
 * A guest with interrupts of all kinds, the real controller as far as it is the
 * guest's, and accesses to the virtual one.
 */
#ifndef _KUNIT_VEIC_FIXTURE_H
#define _KUNIT_VEIC_FIXTURE_H

#include "kunit.h"

#include "mips/stubs.h"
#include <asm/irqchip.h>
#include <asm/time.h>
#include <levsha/guest.h>
#include <levsha/veic.h>
#include <levsha/vreg.h>
#include <levsha/vsfr.h>
#include <string.h>

#define ARRAY_SIZE(a)	(sizeof(a) / sizeof((a)[0]))

#define REG_INTCON	0x000
#define REG_PRISS	0x010
#define REG_INTSTAT	0x020
#define REG_IPTMR	0x030
#define REG_IFS(n)	(0x040u + 16 * (n))
#define REG_IEC(n)	(0x0c0u + 16 * (n))
#define REG_IPC(n)	(0x140u + 16 * (n))
#define REG_OFF(irq)	(0x540u + 4 * (irq))
#define CLR		0x4
#define SET		0x8
#define INV		0xc

#define NR_SLOTS	11

/* The timer, soft 0 and 1, INT0, T1, T2, notify, change notice A, UART4. */
static const u8 slot_irqs[NR_SLOTS] = { 0,   1,   2,   3,   4,  9,
					107, 118, 170, 171, 172 };
#define IRQ_INT0	3
#define IRQ_T1		4
#define IRQ_T2		9
#define IRQ_CNA		118
#define IRQ_NOTIFY	107
#define IRQ_UART	170
#define IRQ_FOREIGN	5

#define VEIC		0x1f810000u
static u32 src[PART_MAX_SLOTS], reset[NR_SLOTS];
static struct veic_word words[PART_IRQ_WORDS];
static struct part_sources sources_by_word[PART_IRQ_WORDS];
static const struct part_sources *sources[PART_IRQ_WORDS];
static struct part_guest part;
static struct guest guest;

/* The real controller: sources that ask as long as their device does, too. */
static u32 real_ifs[PART_IRQ_WORDS], real_iec[PART_IRQ_WORDS];
static u32 real_lines[PART_IRQ_WORDS], real_edges;

static void real_write(u32 *word, u32 op, u32 bits)
{
	if (op == SET)
		*word |= bits;
	else if (op == CLR)
		*word &= ~bits;
	else
		fail_msg("register written as a whole");
}

void mmio_write(phys_addr_t addr, unsigned int width, u32 value)
{
	const u32 at = (u32)(addr - VEIC) & ~15u, op = addr & 15;
	const u32 word = (at - 0x40) % 0x80 / 16;

	assert_int_equal(width, 4);
	if (at == REG_INTCON) {
		assert_int_equal(value & ~1u, 0);
		real_write(&real_edges, op, value);
		return;
	}
	assert_true(word < PART_IRQ_WORDS);
	assert_int_equal(value & ~sources_by_word[word].own, 0);
	real_write(at < 0xc0 ? &real_ifs[word] : &real_iec[word], op, value);
	real_ifs[word] |= real_lines[word];
}

/* What is another's is all set: none of it may be seen. */
u32 mmio_read(phys_addr_t addr, unsigned int width)
{
	const u32 word = (u32)(addr - VEIC) / 16 - 4;

	assert_true(width == 4 && addr % 16 == 0 && word < PART_IRQ_WORDS);
	return real_ifs[word] | ~sources_by_word[word].own;
}

/* Root takes what is pending, as irqchip_handle() does. */
static void root_interrupts(void)
{
	u32 word, irq;

	for (word = 0; word < PART_IRQ_WORDS; word++) {
		while (real_ifs[word] & real_iec[word]) {
			irq = word * 32 +
			      (u32)__builtin_ctz(real_ifs[word] & real_iec[word]);
			irqchip_mask(word, 1u << irq % 32);
			veic_interrupt(&guest, irq);
		}
	}
}

static void device_edge(u32 irq)
{
	real_ifs[irq / 32] |= 1u << irq % 32;
	root_interrupts();
}

static void device_line(u32 irq, bool level)
{
	real_lines[irq / 32] &= ~(1u << irq % 32);
	if (level)
		real_lines[irq / 32] |= 1u << irq % 32;
	real_ifs[irq / 32] |= real_lines[irq / 32];
	root_interrupts();
}

static bool is_real(u32 irq)
{
	return sources_by_word[irq / 32].own >> irq % 32 & 1;
}

/* As the partition compiler does it. */
static void make_sources(void)
{
	static const u8 real[] = { IRQ_INT0, IRQ_T1, IRQ_T2, IRQ_CNA };
	u32 i;

	memset(words, 0xff, sizeof(words));
	memset(sources_by_word, 0, sizeof(sources_by_word));
	memset(sources, 0, sizeof(sources));
	for (i = 0; i < NR_SLOTS; i++) {
		const u32 irq = slot_irqs[i];
		struct part_sources *s = &sources_by_word[irq / 32];

		reset[i] = SRC_RESET(irq);
		s->source[31 - irq % 32] = (struct part_source){
			.bit = 1u << irq % 32,
			.src = &src[i],
		};
		sources[irq / 32] = s;
		if (!irq || irq >= IRQ_UART)
			s->lines |= 1u << irq % 32;
		s->ifs = EIC_IFS(0, irq / 32);
		s->state = &words[irq / 32];
	}
	for (i = 0; i < ARRAY_SIZE(real); i++) {
		struct part_sources *s = &sources_by_word[real[i] / 32];

		s->own |= 1u << real[i] % 32;
		s->source[31 - real[i] % 32].bit = 0;
	}
}

static int start_guest(void **state)
{
	forget(state);
	memset(real_ifs, 0, sizeof(real_ifs));
	memset(real_iec, 0, sizeof(real_iec));
	memset(real_lines, 0, sizeof(real_lines));
	memset(src, 0xff, sizeof(src));
	make_sources();
	part = (struct part_guest){
		.reset = reset,
		.nr_slots = NR_SLOTS,
		.words = sources,
		.vuart_irq = IRQ_UART,
		.src = src,
		.shadow_sets = 3,
		.edges = 1,
	};
	guest = (struct guest){ .part = &part };
	veic_reset(&guest);
	return 0;
}

static bool has(u32 irq)
{
	return irq < PART_NR_IRQS &&
	       sources_by_word[irq / 32].source[31 - irq % 32].src;
}

static u32 sources_of(u32 word)
{
	u32 n, bits = 0;

	for (n = 0; n < 32; n++)
		bits |= (u32)has(word * 32 + n) << n;
	return bits;
}

static struct part_block ifs_block(u32 word)
{
	const struct part_sources *s = &sources_by_word[word];

	if (!s->state)
		return (struct part_block){ .shadow = &sfr_zero, .write = sfr_ignore };
	return (struct part_block){
		.mask = sources_of(word), .sources = s,
		.shadow = s->own ? NULL : &s->state->flags,
		.read = s->own ? veic_read_ifs : NULL, .write = veic_write_ifs };
}

static struct part_block iec_block(u32 word)
{
	const struct part_sources *s = &sources_by_word[word];

	if (!s->state)
		return (struct part_block){ .shadow = &sfr_zero, .write = sfr_ignore };
	return (struct part_block){
		.mask = sources_of(word), .sources = s, .shadow = &s->state->enables,
		.state = &s->state->enables, .write = veic_write_iec };
}

/* Of four sources, if the guest has one of them */
static struct part_block irq_block(u32 irq, struct part_block block)
{
	block.source = &sources_by_word[irq / 32].source[28 - irq % 32];
	if (has(irq) || has(irq + 1) || has(irq + 2) || has(irq + 3))
		return block;
	return (struct part_block){ .shadow = &sfr_zero, .write = sfr_ignore };
}

static struct part_block veic_block(u32 at)
{
	const u32 word = (at - 0x40) % 0x80 / 16;

	if (at < 0x10)
		return (struct part_block){ .mask = 0x171f,
					    .shadow = &guest.veic.intcon,
					    .state = &guest.veic.intcon,
					    .write = veic_write_control };
	if (at < 0x20)
		return (struct part_block){ .mask = 0xfffffff1,
					    .shadow = &guest.veic.priss,
					    .state = &guest.veic.priss,
					    .write = veic_write_control };
	if (at < 0x30)
		return (struct part_block){ .read = veic_read_intstat,
					    .write = sfr_ignore };
	if (at >= 0x40 && at < 0xb0)
		return ifs_block(word);
	if (at >= 0xc0 && at < 0x130)
		return iec_block(word);
	if (at >= 0x140 && at < 0x4a0)
		return irq_block((at - 0x140) / 16 * 4, (struct part_block){
			.mask = 0x1f1f1f1f, .read = veic_read_ipc,
			.write = veic_write_ipc });
	if (at >= 0x540 && at < 0x8a0)
		return irq_block((at - 0x540) / 16 * 4, (struct part_block){
			.mask = 0x3fffe, .read = veic_read_off, .plain = 1,
			.write = veic_write_off });
	return (struct part_block){ .shadow = &sfr_zero, .write = sfr_ignore };
}

static u32 in(u32 offset)
{
	const struct part_block block = veic_block(offset);

	return sfr_read(&guest, &block, VEIC + offset);
}

static void write_width(u32 offset, u8 width, u32 value)
{
	const struct part_block block = veic_block(offset);
	const u32 left = offset % 4 * 8;

	sfr_write(&guest, &block, VEIC + (offset & ~3u),
		  (~0u >> (32 - 8 * width)) << left, value << left);
	root_interrupts();
}

static void out(u32 offset, u32 value)
{
	write_width(offset, 4, value);
}

/* One bit of IFS or IEC by the words behind it. */
static void change(u32 reg, u32 irq, u32 op)
{
	out(reg + 16 * (irq / 32) + op, 1u << irq % 32);
}

static bool flag(u32 irq)
{
	return in(REG_IFS(irq / 32)) >> irq % 32 & 1;
}

static void set_priority(u32 irq, u32 ip, u32 is)
{
	write_width(REG_IPC(irq / 4) + irq % 4, 1, ip << 2 | is);
}

static void enable(u32 irq, u32 ip, u32 is)
{
	set_priority(irq, ip, is);
	change(REG_IEC(0), irq, SET);
}

#endif /* _KUNIT_VEIC_FIXTURE_H */
