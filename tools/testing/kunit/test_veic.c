// SPDX-License-Identifier: GPL-2.0
/* A guest's interrupt controller, rule by rule. */
#include "veic_fixture.h"

#define assert_asked(l, o, s)                                                  \
	do {                                                                   \
		assert_int_equal(asked.level, l);                              \
		assert_int_equal(asked.offset, o);                             \
		assert_int_equal(asked.set, s);                                \
	} while (0)

static void after_reset_all_is_zero(void **state)
{
	u32 offset;

	for (offset = 0; offset < 0x1000; offset += 4)
		assert_int_equal(in(offset), 0);
	assert_int_equal(asked.level, 0);
	assert_int_equal(veic_level(&guest), 0);
}

static void an_enabled_flag_asks(void **state)
{
	enable(1, 3, 0);
	assert_int_equal(asked.level, 0);
	change(REG_IFS(0), 1, SET);
	assert_asked(3, 0x200, 0);
	assert_int_equal(in(REG_INTSTAT), 0x301);
	assert_int_equal(veic_level(&guest), 3);
	change(REG_IFS(0), 1, CLR);
	assert_int_equal(asked.level, 0);
	assert_int_equal(in(REG_INTSTAT), 0);
}

static void without_iec_or_ip_nothing_asks(void **state)
{
	change(REG_IFS(0), 1, SET);
	change(REG_IEC(0), 1, SET);
	set_priority(1, 0, 3);
	assert_int_equal(asked.level, 0);
	set_priority(1, 1, 0);
	assert_int_equal(asked.level, 1);
	change(REG_IEC(0), 1, CLR);
	assert_int_equal(asked.level, 0);
	assert_true(flag(1));
	change(REG_IEC(0), 1, INV);
	assert_int_equal(asked.level, 1);
}

static void priority_then_subpriority_then_number_decide(void **state)
{
	enable(2, 2, 3);
	enable(1, 3, 0);
	enable(IRQ_NOTIFY, 3, 2);
	enable(IRQ_UART, 3, 2);
	change(REG_IFS(0), 2, SET);
	assert_int_equal(in(REG_INTSTAT), 0x202);
	change(REG_IFS(0), 1, SET);
	assert_int_equal(in(REG_INTSTAT), 0x301);
	change(REG_IFS(0), IRQ_UART, SET);
	assert_int_equal(in(REG_INTSTAT), 0x300 + IRQ_UART);
	change(REG_IFS(0), IRQ_NOTIFY, SET);
	assert_int_equal(in(REG_INTSTAT), 0x300 + IRQ_NOTIFY);
	change(REG_IFS(0), IRQ_NOTIFY, CLR);
	change(REG_IFS(0), IRQ_UART, CLR);
	assert_int_equal(in(REG_INTSTAT), 0x301);
	change(REG_IFS(0), 1, CLR);
	assert_int_equal(in(REG_INTSTAT), 0x202);
}

static void the_core_timer_wins_although_its_number_is_0(void **state)
{
	enable(0, 1, 0);
	enable(1, 1, 0);
	change(REG_IFS(0), 1, SET);
	veic_raise(&guest, PART_IRQ_TIMER, 1);
	assert_int_equal(in(REG_INTSTAT), 0x100);
	assert_int_equal(veic_level(&guest), 1);
}

static void mvec_takes_offsets_and_sets(void **state)
{
	enable(1, 5, 0);
	out(REG_OFF(1), 0x1234);
	out(REG_PRISS, 0x76243211);
	change(REG_IFS(0), 1, SET);
	assert_asked(5, 0x200, 1);
	out(REG_INTCON, 0x1000);
	assert_asked(5, 0x1234, 2);
	out(REG_OFF(1), 0x4444);
	assert_asked(5, 0x4444, 2);
	out(REG_PRISS + CLR, 0x00f00000);
	assert_asked(5, 0x4444, 0);
}

static void sets_that_the_guest_has_not_are_its_last(void **state)
{
	enable(1, 7, 0);
	out(REG_INTCON, 0x1000);
	out(REG_PRISS, 0x76543210);
	change(REG_IFS(0), 1, SET);
	assert_asked(7, 0, 2);
	part.shadow_sets = 1;
	out(REG_INTCON, 0);
	out(REG_PRISS, 1);
	assert_asked(7, 0x200, 0);
}

static void registers_keep_only_what_exists(void **state)
{
	out(REG_INTCON, ~0u);
	assert_int_equal(in(REG_INTCON), 0x171f);
	out(REG_PRISS, ~0u);
	assert_int_equal(in(REG_PRISS), 0xfffffff1);
	out(REG_INTSTAT, ~0u);
	assert_int_equal(in(REG_INTSTAT), 0);
	out(REG_IPTMR, ~0u);
	assert_int_equal(in(REG_IPTMR), 0);
	out(REG_IPC(0), ~0u);
	assert_int_equal(in(REG_IPC(0)), 0x1f1f1f1f);
	out(REG_IPC(1), ~0u);
	assert_int_equal(in(REG_IPC(1)), 0x1f);
	out(REG_OFF(2), ~0u);
	assert_int_equal(in(REG_OFF(2)), 0x3fffe);
	assert_int_equal(in(REG_IPC(0)), 0x1f1f1f1f);
}

static void what_is_not_the_guests_does_not_exist(void **state)
{
	u32 n;

	for (n = 0; n < PART_IRQ_WORDS; n++) {
		out(REG_IFS(n), ~0u);
		out(REG_IEC(n), ~0u);
	}
	for (n = 0; n < 54; n++)
		out(REG_IPC(n), ~0u);
	for (n = 0; n < 214; n++)
		out(REG_OFF(n), ~0u);
	assert_int_equal(in(REG_IFS(0)), 0x21f);
	assert_int_equal(in(REG_IFS(1)), 0);
	assert_int_equal(in(REG_IEC(3)), 0x00400800);
	assert_int_equal(in(REG_IEC(5)), 0x1c00);
	assert_int_equal(in(REG_IEC(6)), 0);
	assert_int_equal(in(REG_OFF(IRQ_FOREIGN)), 0);
	assert_int_equal(in(REG_OFF(213)), 0);
	assert_int_equal(in(REG_IPC(53)), 0);
}

static void gaps_between_registers_are_nothing(void **state)
{
	static const u32 gaps[] = { 0x0b0, 0x130, 0x4a0, 0x530, 0x898, 0xffc };
	u32 i;

	for (i = 0; i < ARRAY_SIZE(gaps); i++) {
		out(gaps[i], ~0u);
		assert_int_equal(in(gaps[i]), 0);
	}
}

static void bytes_and_halfwords_change_their_part(void **state)
{
	write_width(REG_OFF(1) + 1, 1, 0x12);
	write_width(REG_OFF(1), 1, 0x35);
	assert_int_equal(in(REG_OFF(1)), 0x1234);
	write_width(REG_OFF(1) + 2, 2, 0xffff);
	assert_int_equal(in(REG_OFF(1)), 0x31234);
	write_width(REG_IPC(0) + 2, 2, 0x0504);
	assert_int_equal(in(REG_IPC(0)), 0x05040000 & 0x1f1f1f1f);
	write_width(REG_IEC(0) + SET + 1, 1, 0x02);
	assert_int_equal(in(REG_IEC(0)), 0x200);
	write_width(REG_IEC(0), 1, 0x07);
	assert_int_equal(in(REG_IEC(0)), 0x207);
}

static void words_behind_a_register_clear_set_and_invert(void **state)
{
	out(REG_PRISS, 0x00543210);
	out(REG_PRISS + SET, 0x76000001);
	assert_int_equal(in(REG_PRISS), 0x76543211);
	out(REG_PRISS + INV, 0x70000001);
	assert_int_equal(in(REG_PRISS), 0x06543210);
	out(REG_PRISS + CLR, 0x0f000000);
	assert_int_equal(in(REG_PRISS), 0x00543210);
	out(REG_IFS(0), 0x3);
	out(REG_IFS(0) + INV, 0x6);
	assert_int_equal(in(REG_IFS(0)), 0x5);
	out(REG_IPC(0) + SET, 0x00001f00);
	out(REG_IPC(0) + INV, 0x00001f1f);
	assert_int_equal(in(REG_IPC(0)), 0x0000001f);
}

static void a_real_source_is_masked_until_its_flag_is_cleared(void **state)
{
	enable(IRQ_T1, 2, 0);
	assert_int_equal(real_iec[0], 1 << IRQ_T1);
	device_edge(IRQ_T1);
	assert_int_equal(real_iec[0], 0);
	assert_int_equal(in(REG_INTSTAT), 0x204);
	assert_true(flag(IRQ_T1));
	change(REG_IFS(0), IRQ_T1, CLR);
	assert_int_equal(real_iec[0], 1 << IRQ_T1);
	assert_int_equal(real_ifs[0], 0);
	assert_int_equal(asked.level, 0);
}

static void a_real_device_that_still_asks_comes_again(void **state)
{
	enable(IRQ_CNA, 2, 0);
	device_line(IRQ_CNA, true);
	assert_int_equal(asked.level, 2);
	change(REG_IFS(0), IRQ_CNA, CLR);
	assert_int_equal(asked.level, 2);
	assert_int_equal(real_iec[3], 0);
	device_line(IRQ_CNA, false);
	assert_int_equal(asked.level, 2);
	change(REG_IFS(0), IRQ_CNA, CLR);
	assert_int_equal(asked.level, 0);
}

static void a_real_flag_can_be_polled(void **state)
{
	set_priority(IRQ_T1, 1, 0);
	assert_false(flag(IRQ_T1));
	device_edge(IRQ_T1);
	assert_true(flag(IRQ_T1));
	assert_int_equal(asked.level, 0);
	change(REG_IEC(0), IRQ_T1, SET);
	assert_int_equal(asked.level, 1);
	change(REG_IEC(0), IRQ_T1, CLR);
	assert_int_equal(asked.level, 0);
	assert_true(flag(IRQ_T1));
	change(REG_IEC(0), IRQ_T1, SET);
	assert_int_equal(asked.level, 1);
	assert_int_equal(real_iec[0], 0);
}

static void software_sets_a_real_flag(void **state)
{
	enable(IRQ_T1, 2, 0);
	change(REG_IFS(0), IRQ_T1, SET);
	assert_int_equal(real_ifs[0], 1 << IRQ_T1);
	assert_int_equal(asked.level, 2);
	change(REG_IFS(0), IRQ_T1, INV);
	assert_int_equal(real_ifs[0], 0);
	assert_int_equal(asked.level, 0);
	assert_int_equal(real_iec[0], 1 << IRQ_T1);
}

static void edges_of_external_interrupts_reach_the_hardware(void **state)
{
	out(REG_INTCON, 0x1f);
	assert_int_equal(real_edges, 1);
	out(REG_INTCON + CLR, 1);
	assert_int_equal(real_edges, 0);
}

static void a_line_sets_its_flag_again(void **state)
{
	enable(IRQ_UART, 4, 0);
	veic_set_lines(&guest, IRQ_UART, 1, 1);
	assert_int_equal(asked.level, 4);
	change(REG_IFS(0), IRQ_UART, CLR);
	assert_true(flag(IRQ_UART));
	assert_int_equal(asked.level, 4);
	veic_set_lines(&guest, IRQ_UART, 1, 0);
	assert_int_equal(asked.level, 4);
	change(REG_IFS(0), IRQ_UART, CLR);
	assert_false(flag(IRQ_UART));
	assert_int_equal(asked.level, 0);
}

static void what_asks_already_is_not_asked_again(void **state)
{
	u32 calls;

	enable(IRQ_UART, 4, 0);
	veic_set_lines(&guest, IRQ_UART, 1, 1);
	calls = asked.calls;
	veic_set_lines(&guest, IRQ_UART, 1, 1);
	assert_int_equal(asked.calls, calls);
}

static void a_waiting_guest_is_woken_above_its_level(void **state)
{
	enable(1, 3, 0);
	guest.state = GUEST_WAITING;
	guest.sched.ipl = 3;
	change(REG_IFS(0), 1, SET);
	assert_int_equal(woken, 0);
	set_priority(1, 4, 0);
	assert_int_equal(woken, 1);
	guest.state = GUEST_RUNNING;
	set_priority(1, 5, 0);
	assert_int_equal(woken, 1);
}

static void cp0_exits_while_a_core_software_interrupt_is_enabled(void **state)
{
	enable(0, 1, 0);
	assert_false(cp0_trapped);
	enable(2, 1, 0);
	assert_true(cp0_trapped);
	enable(1, 1, 0);
	change(REG_IEC(0), 2, CLR);
	assert_true(cp0_trapped);
	change(REG_IEC(0), 1, CLR);
	assert_false(cp0_trapped);
	enable(1, 1, 0);
	veic_reset(&guest);
	assert_false(cp0_trapped);
}

static void reset_takes_all_back(void **state)
{
	enable(IRQ_T1, 2, 0);
	enable(1, 3, 0);
	change(REG_IFS(0), 1, SET);
	out(REG_INTCON, 0x1001);
	out(REG_PRISS, ~0u);
	device_edge(IRQ_T1);
	veic_reset(&guest);
	assert_int_equal(real_iec[0], 0);
	assert_int_equal(real_ifs[0], 0);
	assert_int_equal(real_edges, 0);
	after_reset_all_is_zero(state);
}

static void too_many_real_interrupts_are_told_once_in_10_ms(void **state)
{
	u32 i;

	part.irq_limit = 5;
	enable(IRQ_T1, 2, 0);
	for (i = 0; i < 20; i++) {
		device_edge(IRQ_T1);
		assert_int_equal(events[PART_EVENT_IRQ_STORM], i >= 4);
		change(REG_IFS(0), IRQ_T1, CLR);
	}
	now_count += 1 << 20;
	for (i = 0; i < 4; i++) {
		device_edge(IRQ_T1);
		change(REG_IFS(0), IRQ_T1, CLR);
	}
	assert_int_equal(events[PART_EVENT_IRQ_STORM], 1);
	device_edge(IRQ_T1);
	assert_int_equal(events[PART_EVENT_IRQ_STORM], 2);
}

#define test(name) cmocka_unit_test_setup(name, start_guest)

int main(void)
{
	const struct CMUnitTest tests[] = {
		test(after_reset_all_is_zero),
		test(an_enabled_flag_asks),
		test(without_iec_or_ip_nothing_asks),
		test(priority_then_subpriority_then_number_decide),
		test(the_core_timer_wins_although_its_number_is_0),
		test(mvec_takes_offsets_and_sets),
		test(sets_that_the_guest_has_not_are_its_last),
		test(registers_keep_only_what_exists),
		test(what_is_not_the_guests_does_not_exist),
		test(gaps_between_registers_are_nothing),
		test(bytes_and_halfwords_change_their_part),
		test(words_behind_a_register_clear_set_and_invert),
		test(a_real_source_is_masked_until_its_flag_is_cleared),
		test(a_real_device_that_still_asks_comes_again),
		test(a_real_flag_can_be_polled),
		test(software_sets_a_real_flag),
		test(edges_of_external_interrupts_reach_the_hardware),
		test(a_line_sets_its_flag_again),
		test(what_asks_already_is_not_asked_again),
		test(a_waiting_guest_is_woken_above_its_level),
		test(cp0_exits_while_a_core_software_interrupt_is_enabled),
		test(reset_takes_all_back),
		test(too_many_real_interrupts_are_told_once_in_10_ms),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
