// SPDX-License-Identifier: GPL-2.0
/* A guest's PIC32 UART, register by register as drivers use it. */
#include "veic_fixture.h"

#include <levsha/vuart.h>

#define UXMODE		0x00
#define UXSTA		0x10
#define UXTXREG		0x20
#define UXRXREG		0x30
#define UXBRG		0x40
#define ON		0x8000
#define LPBACK		0x40
#define URXDA		0x1
#define OERR		0x2
#define IDLE		0x110
#define UTXBF		0x200
#define UTXEN		0x400
#define UTXBRK		0x800
#define URXEN		0x1000

#define UART		0x1f822600u

static int start(void **state)
{
	start_guest(state);
	vuart_reset(&guest);
	return 0;
}

static const struct part_block uart_blocks[] = {
	{ .mask = 0xfbdf, .shadow = &guest.vuart.regs.mode,
	  .state = &guest.vuart.regs.mode, .write = vuart_write_mode },
	{ .mask = ~0u, .shadow = &guest.vuart.regs.sta, .write = vuart_write_sta },
	{ .mask = ~0u, .shadow = &sfr_zero, .write = vuart_write_tx },
	{ .read = vuart_read_rx, .write = sfr_ignore },
	{ .mask = 0xffff, .shadow = &guest.vuart.regs.brg,
	  .state = &guest.vuart.regs.brg, .write = sfr_ignore },
};

static u32 uart_in(u32 reg)
{
	return sfr_read(&guest, &uart_blocks[reg / 16], UART + reg);
}

static void uart_write(u32 reg, u8 width, u32 value)
{
	const u32 left = reg % 4 * 8;

	sfr_write(&guest, &uart_blocks[reg / 16], UART + reg,
		  (~0u >> (32 - 8 * width)) << left, value << left);
}

static void uart_out(u32 reg, u32 value)
{
	uart_write(reg, 4, value);
}

static void open_uart(void)
{
	uart_out(UXBRG, 53);
	uart_out(UXMODE, ON);
	uart_out(UXSTA, URXEN | UTXEN);
}

static size_t take(char *text)
{
	struct vuart *u = &guest.vuart;
	size_t n = 0;
	int c;

	while (n < 7 && (c = vuart_take(u, &u->tx_tail)) >= 0)
		text[n++] = (char)c;
	text[n] = '\0';
	return n;
}

static void bring(const char *text)
{
	for (; *text; text++) {
		vuart_bring(&guest.vuart, (u8)*text);
		vuart_update(&guest);
	}
}

static void registers_after_reset(void **state)
{
	assert_int_equal(uart_in(UXMODE), 0);
	assert_int_equal(uart_in(UXSTA), IDLE);
	assert_int_equal(uart_in(UXTXREG), 0);
	assert_int_equal(uart_in(UXRXREG), 0);
	assert_int_equal(uart_in(UXBRG), 0);
}

static void registers_keep_what_exists(void **state)
{
	uart_out(UXMODE, ~0u);
	assert_int_equal(uart_in(UXMODE), 0xfbdf);
	uart_out(UXMODE + 4, 0x8);
	assert_int_equal(uart_in(UXMODE), 0xfbd7);
	uart_out(UXSTA + 8, ~0u);
	assert_int_equal(uart_in(UXSTA), 0x01fffce0 | IDLE);
	uart_out(UXBRG, ~0u);
	uart_out(UXBRG + 12, 0xff);
	assert_int_equal(uart_in(UXBRG), 0xff00);
}

static void output_arrives_in_order(void **state)
{
	char text[8];

	open_uart();
	uart_out(UXTXREG, 'h');
	uart_out(UXTXREG, 'i');
	assert_int_equal(uart_in(UXSTA) & (UTXBF | IDLE), IDLE);
	assert_int_equal(take(text), 2);
	assert_string_equal(text, "hi");
}

static void off_or_disabled_it_sends_nothing(void **state)
{
	char text[8];

	uart_out(UXSTA, UTXEN);
	uart_out(UXTXREG, 'x');
	uart_out(UXSTA, 0);
	uart_out(UXMODE, ON);
	uart_out(UXTXREG, 'x');
	assert_int_equal(take(text), 0);
}

static void a_break_is_sent_once(void **state)
{
	char text[8];

	open_uart();
	uart_out(UXSTA + 8, UTXBRK);
	uart_out(UXTXREG, 'x');
	assert_false(uart_in(UXSTA) & UTXBRK);
	uart_out(UXTXREG, 'y');
	assert_int_equal(take(text), 1);
	assert_string_equal(text, "y");
}

static void the_transmitter_asks_while_it_is_enabled(void **state)
{
	enable(172, 2, 0);
	uart_out(UXMODE, ON);
	assert_int_equal(asked.level, 0);
	uart_out(UXSTA, UTXEN);
	assert_int_equal(in(REG_INTSTAT), 0x200 + 172);
	change(REG_IFS(0), 172, CLR);
	assert_true(flag(172));
	uart_out(UXSTA + 4, UTXEN);
	change(REG_IFS(0), 172, CLR);
	assert_int_equal(asked.level, 0);
}

/*
 * Harmony's driver takes an interrupt as leave for one more character, which it does
 * not keep: an old flag must not bring one when there is no room.
 */
static void a_full_transmitter_says_so_and_asks_again_when_there_is_room(void **state)
{
	char text[8];
	u32 i;

	enable(172, 2, 0);
	open_uart();
	for (i = 0; i < CONFIG_VUART_RING_SIZE - 1; i++) {
		assert_int_equal(uart_in(UXSTA) & (UTXBF | IDLE), IDLE);
		assert_int_equal(asked.level, 2);
		uart_out(UXTXREG, (u8)('a' + i));
	}
	assert_int_equal(uart_in(UXSTA) & (UTXBF | IDLE), UTXBF | 0x10);
	change(REG_IFS(0), 172, CLR);
	assert_int_equal(asked.level, 0);
	assert_int_equal(take(text), 7);
	assert_string_equal(text, "abcdefg");
	vuart_taken(&guest);
	assert_int_equal(asked.level, 0);
	assert_int_equal(uart_in(UXSTA) & (UTXBF | IDLE), IDLE);
	assert_int_equal(take(text), 7);
	vuart_taken(&guest);
	assert_int_equal(asked.level, 2);
}

static void input_is_read_once_and_in_order(void **state)
{
	open_uart();
	assert_false(uart_in(UXSTA) & URXDA);
	bring("ab");
	assert_true(uart_in(UXSTA) & URXDA);
	assert_int_equal(uart_in(UXRXREG), 'a');
	assert_int_equal(uart_in(UXRXREG), 'b');
	assert_false(uart_in(UXSTA) & URXDA);
	assert_int_equal(uart_in(UXRXREG), 0);
}

static void input_interrupts_from_its_threshold_on(void **state)
{
	static const u8 threshold[] = { 1, 4, 6, 8 };
	u32 i, n;

	for (i = 0; i < 4; i++) {
		start(state);
		enable(171, 3, 0);
		open_uart();
		uart_out(UXSTA + 8, i << 6);
		for (n = 1; n <= 8; n++) {
			bring("x");
			assert_int_equal(asked.level, n >= threshold[i] ? 3 : 0);
		}
	}
}

static void input_asks_again_until_it_is_read(void **state)
{
	enable(171, 3, 0);
	open_uart();
	bring("ab");
	change(REG_IFS(0), 171, CLR);
	assert_int_equal(asked.level, 3);
	uart_in(UXRXREG);
	change(REG_IFS(0), 171, CLR);
	assert_int_equal(asked.level, 3);
	uart_in(UXRXREG);
	assert_int_equal(asked.level, 3);
	change(REG_IFS(0), 171, CLR);
	assert_int_equal(asked.level, 0);
}

static void input_comes_only_where_it_is_wanted(void **state)
{
	bring("a");
	uart_out(UXMODE, ON);
	bring("b");
	uart_out(UXSTA, URXEN);
	bring("c");
	assert_int_equal(uart_in(UXRXREG), 'c');
	assert_int_equal(uart_in(UXRXREG), 0);
}

static void an_overrun_is_a_fault_until_it_is_cleared(void **state)
{
	u32 i;

	enable(170, 5, 0);
	open_uart();
	for (i = 0; i < CONFIG_VUART_RX_SIZE; i++)
		bring("x");
	assert_false(uart_in(UXSTA) & OERR);
	bring("y");
	assert_true(uart_in(UXSTA) & OERR);
	assert_int_equal(in(REG_INTSTAT), 0x500 + 170);
	assert_int_equal(uart_in(UXRXREG), 'x');
	bring("z");
	assert_int_equal(vuart_waiting(&guest.vuart), CONFIG_VUART_RX_SIZE - 1);
	uart_out(UXSTA + 8, OERR);
	uart_out(UXSTA + 4, OERR);
	assert_int_equal(uart_in(UXSTA) & (OERR | URXDA), 0);
	change(REG_IFS(0), 170, CLR);
	assert_int_equal(asked.level, 0);
	bring("z");
	assert_int_equal(uart_in(UXRXREG), 'z');
}

static void software_cannot_set_an_overrun(void **state)
{
	open_uart();
	uart_out(UXSTA + 8, OERR);
	assert_false(uart_in(UXSTA) & OERR);
}

static void off_forgets_input(void **state)
{
	open_uart();
	bring("abc");
	uart_out(UXMODE + 4, ON);
	uart_out(UXMODE + 8, ON);
	assert_false(uart_in(UXSTA) & URXDA);
}

static void loop_back_reads_what_was_written(void **state)
{
	char text[8];

	open_uart();
	uart_out(UXMODE + 8, LPBACK);
	enable(171, 3, 0);
	uart_out(UXTXREG, 'x');
	bring("y");
	assert_int_equal(asked.level, 3);
	assert_int_equal(uart_in(UXRXREG), 'x');
	assert_int_equal(uart_in(UXRXREG), 0);
	assert_int_equal(take(text), 0);
}

static void bytes_reach_the_registers(void **state)
{
	char text[8];

	uart_write(UXMODE + 1, 1, 0x80);
	uart_out(UXSTA, UTXEN);
	assert_int_equal(uart_in(UXMODE), ON);
	uart_write(UXTXREG, 1, 'b');
	assert_int_equal(take(text), 1);
}

static void a_reset_keeps_output_that_nobody_saw(void **state)
{
	char text[8];

	open_uart();
	uart_out(UXTXREG, 'x');
	bring("old");
	veic_reset(&guest);
	vuart_reset(&guest);
	registers_after_reset(state);
	assert_int_equal(take(text), 1);
}

static void without_sources_it_works_too(void **state)
{
	part.vuart_irq = PART_NO_IRQ;
	open_uart();
	bring("a");
	assert_int_equal(uart_in(UXRXREG), 'a');
	assert_int_equal(in(REG_IFS(5)), 0);
}

#define test(name) cmocka_unit_test_setup(name, start)

int main(void)
{
	const struct CMUnitTest tests[] = {
		test(registers_after_reset),
		test(registers_keep_what_exists),
		test(output_arrives_in_order),
		test(off_or_disabled_it_sends_nothing),
		test(a_break_is_sent_once),
		test(the_transmitter_asks_while_it_is_enabled),
		test(a_full_transmitter_says_so_and_asks_again_when_there_is_room),
		test(input_is_read_once_and_in_order),
		test(input_interrupts_from_its_threshold_on),
		test(input_asks_again_until_it_is_read),
		test(input_comes_only_where_it_is_wanted),
		test(an_overrun_is_a_fault_until_it_is_cleared),
		test(software_cannot_set_an_overrun),
		test(off_forgets_input),
		test(loop_back_reads_what_was_written),
		test(bytes_reach_the_registers),
		test(a_reset_keeps_output_that_nobody_saw),
		test(without_sources_it_works_too),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
