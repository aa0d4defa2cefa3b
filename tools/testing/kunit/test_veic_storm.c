// SPDX-License-Identifier: GPL-2.0
/*
 * A guest's interrupt controller against the simplest that has the same rules,
 * with random accesses; and storms, of which each interrupt is counted.
 */
#include "veic_fixture.h"

static u32 seed;

static u32 random_below(u32 n)
{
	seed = seed * 1664525 + 1013904223;
	return (seed >> 8) % n;
}

/* The simple controller: whole words, bits of the guest's sources only. */
static u32 ifs[PART_IRQ_WORDS], iec[PART_IRQ_WORDS], ipc[54], off[214];
static u32 lines[PART_IRQ_WORDS], intcon, priss;

static int start_model(void **state)
{
	memset(ifs, 0, sizeof(ifs));
	memset(iec, 0, sizeof(iec));
	memset(ipc, 0, sizeof(ipc));
	memset(off, 0, sizeof(off));
	memset(lines, 0, sizeof(lines));
	intcon = 0;
	priss = 0;
	seed = 1;
	return start_guest(state);
}

static u32 model_winner(u32 *level)
{
	u32 irq, best = 3, winner = 0;

	*level = 0;
	for (irq = 0; irq < 214; irq++) {
		const u32 rank = ipc[irq / 4] >> irq % 4 * 8 & 0x1f;

		if (!(ifs[irq / 32] & iec[irq / 32] & 1u << irq % 32) || rank <= best)
			continue;
		best = rank;
		winner = irq;
		*level = rank >> 2;
	}
	return winner;
}

static void compare(void)
{
	u32 n, level, winner = model_winner(&level);
	u32 set = intcon & 0x1000 ? priss >> 4 * level & 0xf : priss & 1;

	assert_int_equal(in(REG_INTSTAT), level << 8 | winner);
	assert_int_equal(asked.level, level);
	if (level) {
		assert_int_equal(asked.offset,
				 intcon & 0x1000 ? off[winner] : 0x200);
		assert_int_equal(asked.set, set < part.shadow_sets ? set : 2);
	}
	for (n = 0; n < PART_IRQ_WORDS; n++) {
		assert_int_equal(in(REG_IFS(n)), ifs[n]);
		assert_int_equal(in(REG_IEC(n)), iec[n]);
	}
	for (n = 0; n < 54; n++)
		assert_int_equal(in(REG_IPC(n)), ipc[n]);
	for (n = 0; n < 214; n++)
		assert_int_equal(in(REG_OFF(n)), off[n]);
	assert_int_equal(in(REG_INTCON), intcon);
	assert_int_equal(in(REG_PRISS), priss);
}

/* What a register becomes, byte by byte. */
static u32 written(u32 old, u32 mask, u32 offset, u8 width, u32 value, bool plain)
{
	const u32 op = plain ? 0 : offset >> 2 & 3;
	u32 i, new = old;

	for (i = 0; i < width; i++) {
		const u32 shift = 8 * ((offset & 3) + i);
		const u32 byte = (value >> 8 * i & 0xff) << shift;

		if (op == 1)
			new &= ~byte;
		else if (op == 2)
			new |= byte;
		else if (op == 3)
			new ^= byte;
		else
			new = (new & ~(0xffu << shift)) | byte;
	}
	return (old & ~mask) | (new & mask);
}

static u32 ipc_mask(u32 n)
{
	u32 i, mask = 0;

	for (i = 0; i < 4; i++)
		mask |= has(4 * n + i) ? 0x1fu << 8 * i : 0;
	return mask;
}

static void model_write(u32 at, u8 width, u32 value)
{
	if (at < 0x10)
		intcon = written(intcon, 0x171f, at, width, value, false);
	else if (at < 0x20)
		priss = written(priss, 0xfffffff1, at, width, value, false);
	else if (at >= 0x40 && at < 0xb0)
		ifs[(at - 0x40) >> 4] = lines[(at - 0x40) >> 4] |
			written(ifs[(at - 0x40) >> 4], sources_of((at - 0x40) >> 4), at,
				width, value, false);
	else if (at >= 0xc0 && at < 0x130)
		iec[(at - 0xc0) >> 4] = written(iec[(at - 0xc0) >> 4],
						sources_of((at - 0xc0) >> 4), at, width,
						value, false);
	else if (at >= 0x140 && at < 0x4a0)
		ipc[(at - 0x140) >> 4] = written(ipc[(at - 0x140) >> 4],
						 ipc_mask((at - 0x140) >> 4), at,
						 width, value, false);
	else if (at >= 0x540 && at < 0x898 && has((at - 0x540) / 4))
		off[(at - 0x540) / 4] = written(off[(at - 0x540) / 4], 0x3fffe, at,
						width, value, true);
}

/* Mostly to registers of sources that the guest has. */
static u32 random_register(void)
{
	const u32 irq = slot_irqs[random_below(NR_SLOTS)];

	switch (random_below(8)) {
	case 0:
		return REG_INTCON;
	case 1:
		return REG_PRISS;
	case 2:
		return REG_IPC(irq / 4);
	case 3:
		return REG_OFF(irq) & ~15u;
	case 4:
	case 5:
		return REG_IEC(irq / 32);
	case 6:
		return REG_IFS(irq / 32);
	default:
		return random_below(0x100) * 16;
	}
}

static void random_write(void)
{
	static const u8 widths[] = { 1, 2, 4 };
	const u8 width = widths[random_below(3)];
	const u32 at = random_register() + (random_below(16) & ~(width - 1u));
	u32 value = random_below(0x10000) | random_below(0x10000) << 16;

	if (width < 4)
		value &= (1u << 8 * width) - 1;
	write_width(at, width, value);
	model_write(at, width, value);
}

static void random_event(void)
{
	const u32 irq = slot_irqs[random_below(NR_SLOTS)];
	const u32 bit = 1u << irq % 32;
	const bool level = random_below(2);

	if (irq == IRQ_CNA) {
		lines[irq / 32] = (lines[irq / 32] & ~bit) | (level ? bit : 0);
		ifs[irq / 32] |= lines[irq / 32];
		device_line(irq, level);
	} else if (is_real(irq)) {
		ifs[irq / 32] |= bit;
		device_edge(irq);
	} else if (irq >= IRQ_UART) {
		lines[irq / 32] = (lines[irq / 32] & ~bit) | (level ? bit : 0);
		ifs[irq / 32] |= lines[irq / 32];
		veic_set_lines(&guest, irq, 1, level);
	} else {
		ifs[irq / 32] |= bit;
		veic_raise(&guest, irq, 1);
	}
}

static void random_accesses_and_events_end_alike(void **state)
{
	u32 i;

	for (i = 0; i < 100000; i++) {
		if (random_below(2))
			random_write();
		else
			random_event();
		if (i % 8 == 0)
			compare();
	}
}

/*
 * A guest whose handler takes interrupts as hardware gives them: above its level,
 * nested, clearing the flag first. Sources come again at any time.
 */
static u32 raised[PART_NR_IRQS], handled[PART_NR_IRQS], deepest, left;

static void storm(u32 irq)
{
	if (flag(irq))
		return;		/* it would be one with the last */
	raised[irq]++;
	if (is_real(irq))
		device_edge(irq);
	else
		veic_raise(&guest, irq, 1);
}

static void some_storm(void)
{
	static const u8 irqs[] = { 0, 1, 2, IRQ_INT0, IRQ_T1, IRQ_T2, IRQ_NOTIFY,
				   IRQ_UART };
	u32 n = random_below(3);

	while (left && n--) {
		left--;
		storm(irqs[random_below(ARRAY_SIZE(irqs))]);
	}
}

static void handle(u32 depth)
{
	const u32 old = ipl, irq = in(REG_INTSTAT) & 0xff;

	assert_int_equal(in(REG_INTSTAT) >> 8, asked.level);
	assert_true(depth < 8);
	deepest = depth > deepest ? depth : deepest;
	ipl = asked.level;
	handled[irq]++;
	change(REG_IFS(0), irq, CLR);
	some_storm();
	while (asked.level > ipl)
		handle(depth + 1);
	ipl = old;
}

static void storms_lose_and_double_nothing(void **state)
{
	u32 i;

	for (i = 0; i < NR_SLOTS; i++)
		enable(slot_irqs[i], 1 + i % 7, i % 4);
	memset(raised, 0, sizeof(raised));
	memset(handled, 0, sizeof(handled));
	left = 200000;
	while (left || asked.level) {
		some_storm();
		while (asked.level)
			handle(0);
	}
	for (i = 0; i < PART_NR_IRQS; i++)
		assert_int_equal(raised[i], handled[i]);
	assert_true(handled[0] > 100 && handled[IRQ_T1] > 1000);
	assert_int_equal(deepest, 6);
	assert_int_equal(in(REG_INTSTAT), 0);
}

static void back_to_back_interrupts_come_without_a_gap(void **state)
{
	u32 i;

	enable(1, 4, 0);
	enable(2, 4, 0);
	change(REG_IFS(0), 1, SET);
	for (i = 0; i < 1000; i++) {
		const u32 irq = in(REG_INTSTAT) & 0xff;

		assert_int_equal(irq, 1 + i % 2);
		change(REG_IFS(0), 3 - irq, SET);
		assert_int_equal(asked.level, 4);
		change(REG_IFS(0), irq, CLR);
		assert_int_equal(asked.level, 4);
	}
}

#define test(name) cmocka_unit_test_setup(name, start_model)

int main(void)
{
	const struct CMUnitTest tests[] = {
		test(random_accesses_and_events_end_alike),
		test(storms_lose_and_double_nothing),
		test(back_to_back_interrupts_come_without_a_gap),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
