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
#define SLOT(irq)	(irq_slots[irq])

static const struct part_block veic_block = { .base = 0x1f810000, .size = 0x1000 };
static u8 irq_slots[PART_NR_IRQS];
static u32 src[PART_MAX_SLOTS];
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
	const u32 at = (u32)(addr - veic_block.base) & ~15u, op = addr & 15;
	const u32 word = (at - 0x40) % 0x80 / 16;

	assert_int_equal(width, 4);
	if (at == REG_INTCON) {
		assert_int_equal(value & ~1u, 0);
		real_write(&real_edges, op, value);
		return;
	}
	assert_true(word < PART_IRQ_WORDS);
	assert_int_equal(value & ~part.own_irqs[word], 0);
	real_write(at < 0xc0 ? &real_ifs[word] : &real_iec[word], op, value);
	real_ifs[word] |= real_lines[word];
}

/* What is another's is all set: none of it may be seen. */
u32 mmio_read(phys_addr_t addr, unsigned int width)
{
	const u32 word = (u32)(addr - veic_block.base) / 16 - 4;

	assert_true(width == 4 && addr % 16 == 0 && word < PART_IRQ_WORDS);
	return real_ifs[word] | ~part.own_irqs[word];
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
			veic_interrupt(&guest, SLOT(irq));
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
	return part.own_irqs[irq / 32] >> irq % 32 & 1;
}

static int start_guest(void **state)
{
	static const u8 real[] = { IRQ_INT0, IRQ_T1, IRQ_T2, IRQ_CNA };
	u32 i;

	forget(state);
	memset(irq_slots, PART_NO_SLOT, sizeof(irq_slots));
	memset(real_ifs, 0, sizeof(real_ifs));
	memset(real_iec, 0, sizeof(real_iec));
	memset(real_lines, 0, sizeof(real_lines));
	memset(src, 0xff, sizeof(src));
	part = (struct part_guest){
		.slot_irqs = slot_irqs,
		.irq_slots = irq_slots,
		.nr_slots = NR_SLOTS,
		.word_slots = { 0, 6, 6, 6, 8, 8, 11, 11 },
		.vuart_slot = 8,
		.src = src,
		.shadow_sets = 3,
	};
	for (i = 0; i < NR_SLOTS; i++)
		irq_slots[slot_irqs[i]] = (u8)i;
	for (i = 0; i < ARRAY_SIZE(real); i++) {
		part.own_irqs[real[i] / 32] |= 1u << real[i] % 32;
		part.real_slots |= 1u << irq_slots[real[i]];
	}

	guest = (struct guest){ .part = &part };
	veic_reset(&guest);
	return 0;
}

static u32 read_width(u32 offset, u8 width)
{
	struct vreg_access a = { .addr = veic_block.base + offset, .width = width,
				 .value = 0xdeadbeef };

	assert_true(veic_access(&guest, &veic_block, &a));
	return (u32)a.value;
}

static void write_width(u32 offset, u8 width, u32 value)
{
	struct vreg_access a = { .addr = veic_block.base + offset, .width = width,
				 .value = value, .write = true };

	assert_true(veic_access(&guest, &veic_block, &a));
	root_interrupts();
}

static u32 in(u32 offset)
{
	return read_width(offset, 4);
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
