// SPDX-License-Identifier: GPL-2.0
/* The real interrupt controller: what pends is taken, and handed to its owner. */
#include "kunit.h"

#include "mips/stubs.h"
#include <asm/io.h>
#include <asm/irqchip.h>
#include <levsha/console.h>
#include <levsha/guest.h>
#include <levsha/irqchip.h>
#include <levsha/sched.h>
#include <levsha/veic.h>
#include <string.h>

#define EIC		0x1f810000u
#define IFS		(0x040 / 16)
#define IEC		(0x0c0 / 16)
#define IPC		(0x140 / 16)
#define CONSOLE		170

/* Registers up to IPC53, and a controller that chooses. */
static u32 regs[0x4a0 / 16];
static u32 line[7];
static u8 owners[PART_NR_IRQS];
static const struct part_guest part;
const struct part_board part_board = {
	.console_irq = CONSOLE,
	.irq_owners = owners,
};

struct guest guests[2];
static u32 ticks, consoles, got[3][PART_NR_IRQS], order[8], taken;

static u32 intstat(void)
{
	u32 irq, best = 0, winner = 0;

	for (irq = 0; irq < 214; irq++) {
		const u32 pending = regs[IFS + irq / 32] & regs[IEC + irq / 32];
		const u32 rank = regs[IPC + irq / 4] >> irq % 4 * 8 & 0x1f;

		if (pending >> irq % 32 & 1 && rank > best && rank > 3) {
			best = rank;
			winner = irq;
		}
	}
	return best >> 2 << 8 | winner;
}

u32 mmio_read(phys_addr_t addr, unsigned int width)
{
	assert_int_equal(width, 4);
	assert_int_equal(addr & 0xf, 0);
	return addr == EIC + 0x20 ? intstat() : regs[(addr - EIC) / 16];
}

void mmio_write(phys_addr_t addr, unsigned int width, u32 value)
{
	const u32 n = (u32)(addr - EIC) / 16;

	assert_true(n < sizeof(regs) / 4);
	if (width == 1) {
		assert_true(n >= IPC);
		regs[n] &= ~(0xffu << (addr & 3) * 8);
		regs[n] |= value << (addr & 3) * 8;
		return;
	}
	assert_int_equal(width, 4);
	if ((addr & 0xf) == REG_CLR)
		regs[n] &= ~value;
	else if ((addr & 0xf) == REG_SET)
		regs[n] |= value;
	else
		regs[n] = value;
	if (n >= IFS && n < IFS + 7)
		regs[n] |= line[n - IFS];
}

void sched_tick(void)
{
	order[taken++ % 8] = 0;
	ticks++;
}

void console_irq(void)
{
	order[taken++ % 8] = CONSOLE;
	consoles++;
	line[5] = 0;
}

void veic_interrupt(struct guest *guest, u32 slot)
{
	order[taken++ % 8] = slot;
	got[guest - guests + 1][slot]++;
}

/* As the partition has it; see test_pic32_outputs.py. */
static void set_up(void)
{
	u32 n;

	memset(regs, 0, sizeof(regs));
	for (n = 0; n < 54; n++)
		regs[IPC + n] = 0x04040404;
	regs[IPC] = 0x0404041c;
	regs[IPC + CONSOLE / 4] = 0x08080404;
	regs[IPC + CONSOLE / 4 + 1] = 0x04040408;
	regs[IEC] = 1;
}

static int start(void **state)
{
	memset(line, 0, sizeof(line));
	memset(owners, 0, sizeof(owners));
	memset(got, 0, sizeof(got));
	guests[0] = (struct guest){ .part = &part };
	guests[1] = guests[0];
	owners[4] = 1;
	owners[9] = 2;
	owners[213] = 2;
	ticks = 0;
	consoles = 0;
	taken = 0;
	set_up();
	return 0;
}

static void raise(u32 irq)
{
	regs[IFS + irq / 32] |= 1u << irq % 32;
}

static void nothing_pending_is_nothing_to_do(void **state)
{
	irqchip_handle();
	assert_int_equal(taken, 0);
}

static void a_guests_source_is_masked_and_handed_on(void **state)
{
	irqchip_enable(4, true);
	raise(4);
	irqchip_handle();
	assert_int_equal(got[1][4], 1);
	assert_int_equal(regs[IEC], 1);
	assert_int_equal(regs[IFS], 1 << 4);
	irqchip_clear_flags(0, 1 << 4);
	irqchip_unmask(0, 1 << 4);
	irqchip_handle();
	assert_int_equal(got[1][4], 1);
}

static void all_that_pends_is_taken_in_order(void **state)
{
	irqchip_enable(4, true);
	irqchip_enable(9, true);
	irqchip_enable(213, true);
	irqchip_enable(CONSOLE + 1, true);
	raise(213);
	raise(9);
	raise(4);
	raise(CONSOLE + 1);
	raise(0);
	irqchip_handle();
	assert_int_equal(taken, 5);
	assert_int_equal(order[0], 0);
	assert_int_equal(order[1], CONSOLE);
	assert_int_equal(order[2], 4);
	assert_int_equal(order[3], 9);
	assert_int_equal(order[4], 213);
	assert_int_equal(got[2][9], 1);
	assert_int_equal(got[2][213], 1);
	assert_int_equal(regs[IFS] & 1, 0);
}

static void the_console_asks_until_it_is_served(void **state)
{
	irqchip_enable(CONSOLE + 1, true);
	line[5] = 1 << (CONSOLE + 1) % 32;
	raise(CONSOLE + 1);
	irqchip_handle();
	assert_int_equal(consoles, 1);
	assert_int_equal(regs[IFS + 5], 0);
	assert_int_equal(regs[IEC + 5], 1 << (CONSOLE + 1) % 32);
}

static void a_source_of_nobody_is_silenced(void **state)
{
	irqchip_enable(50, true);
	raise(50);
	irqchip_handle();
	assert_int_equal(taken, 0);
	assert_int_equal(regs[IEC + 1], 0);
}

static void bits_are_changed_one_by_one(void **state)
{
	change_bits(0, 0x3, EIC_INTCON);
	assert_int_equal(regs[0], 0x3);
	change_bits(0x6, 0x10, EIC_INTCON);
	assert_int_equal(regs[0], 0x11);
}

#define test(name) cmocka_unit_test_setup(name, start)

int main(void)
{
	const struct CMUnitTest tests[] = {
		test(nothing_pending_is_nothing_to_do),
		test(a_guests_source_is_masked_and_handed_on),
		test(all_that_pends_is_taken_in_order),
		test(the_console_asks_until_it_is_served),
		test(a_source_of_nobody_is_silenced),
		test(bits_are_changed_one_by_one),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
