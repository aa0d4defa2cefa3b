// SPDX-License-Identifier: GPL-2.0
/* A guest's UART, register by register as drivers use it. */
#include "kunit.h"

#include <levsha/guest.h>
#include <levsha/vpc.h>
#include <levsha/vreg.h>
#include <levsha/vuart.h>
#include <string.h>

#define DATA 0
#define IER 1
#define IIR 2
#define LCR 3
#define MCR 4
#define LSR 5
#define MSR 6
#define SCR 7

static const struct part_block block = { .base = 0x3f8, .size = 8 };
static struct guest guest;
static bool line;

void vpic_set_line(struct guest *g, u8 irq, bool level)
{
	assert_int_equal(irq, 4);
	line = level;
}

static int start(void **state)
{
	forget(state);
	memset(&guest, 0, sizeof(guest));
	guest.vuart_irq = 4;
	line = false;
	return 0;
}

static u8 in(unsigned int reg)
{
	struct vreg_access a = { .addr = 0x3f8 + reg, .width = 1 };

	assert_true(vuart_access(&guest, &block, &a));
	return (u8)a.value;
}

static void out(unsigned int reg, u8 value)
{
	struct vreg_access a = { .addr = 0x3f8 + reg, .width = 1,
				 .value = value, .write = true };

	assert_true(vuart_access(&guest, &block, &a));
}

static size_t take(char *text, size_t size, u32 *lost)
{
	struct vuart *u = &guest.vuart;
	size_t n = 0;
	int c;

	*lost += vuart_lost(u, &u->tx_tail);
	while (n < size && (c = vuart_take(u, &u->tx_tail)) >= 0)
		text[n++] = (char)c;
	text[n] = '\0';
	return n;
}

static void bring(const char *text)
{
	while (*text)
		assert_true(vuart_put(&guest.vuart, (u8)*text++));
	vuart_update(&guest);
}

static void output_arrives_in_order(void **state)
{
	char text[8];
	u32 lost = 0;

	out(DATA, 'h');
	out(DATA, 'i');
	assert_int_equal(take(text, 7, &lost), 2);
	assert_string_equal(text, "hi");
	assert_int_equal(take(text, 7, &lost), 0);
	assert_int_equal(lost, 0);
}

static void the_transmitter_is_always_ready(void **state)
{
	int i;

	for (i = 0; i < 3 * CONFIG_VUART_RING_SIZE; i++) {
		assert_int_equal(in(LSR) & 0x60, 0x60);
		out(DATA, 'x');
	}
}

static void a_full_ring_drops_the_oldest_and_counts_them(void **state)
{
	char text[CONFIG_VUART_RING_SIZE + 1];
	const u32 size = CONFIG_VUART_RING_SIZE;
	u32 lost = 0, got, i;

	for (i = 0; i < size + 100; i++)
		out(DATA, (u8)i);
	got = (u32)take(text, size, &lost);
	assert_int_equal(got + lost, size + 100);
	assert_int_equal((u8)text[0], (u8)lost);
	assert_int_equal((u8)text[got - 1], (u8)(size + 99));
}

static void input_is_read_once_and_in_order(void **state)
{
	assert_int_equal(in(LSR) & 1, 0);
	bring("ab");
	assert_int_equal(in(LSR) & 1, 1);
	assert_int_equal(in(DATA), 'a');
	assert_int_equal(in(DATA), 'b');
	assert_int_equal(in(LSR) & 1, 0);
	assert_int_equal(in(DATA), 0);
}

static void input_that_does_not_fit_is_refused(void **state)
{
	int i;

	for (i = 0; i < CONFIG_VUART_RX_SIZE; i++)
		assert_true(vuart_put(&guest.vuart, (u8)i));
	assert_false(vuart_put(&guest.vuart, 'x'));
	for (i = 0; i < CONFIG_VUART_RX_SIZE; i++)
		assert_int_equal(in(DATA), i);
}

static void the_divisor_hides_data_and_ier(void **state)
{
	char text[8];
	u32 lost = 0;

	out(IER, 0x05);
	out(LCR, 0x83);
	out(DATA, 0x0c);
	out(IER, 0x01);
	assert_int_equal(in(DATA), 0x0c);
	assert_int_equal(in(IER), 0x01);
	out(LCR, 0x03);
	assert_int_equal(in(IER), 0x05);
	assert_int_equal(take(text, 7, &lost), 0);
}

static void drivers_recognise_a_16550a(void **state)
{
	assert_int_equal(in(IIR) & 0xc0, 0);
	out(IIR, 0x01);
	assert_int_equal(in(IIR) & 0xc0, 0xc0);
	out(SCR, 0xa5);
	assert_int_equal(in(SCR), 0xa5);
	out(IER, 0xff);
	assert_int_equal(in(IER), 0x0f);
}

static void loop_back_turns_the_modem_lines_round(void **state)
{
	char text[8];
	u32 lost = 0;

	assert_int_equal(in(MSR) & 0xb0, 0xb0);
	out(MCR, 0x10);
	assert_int_equal(in(MSR) & 0xf0, 0);
	out(MCR, 0x1a);
	assert_int_equal(in(MSR) & 0xf0, 0x90);
	out(DATA, 'x');
	assert_int_equal(take(text, 7, &lost), 0);
}

static void input_interrupts_until_it_is_read(void **state)
{
	out(MCR, 0x08);
	out(IER, 0x01);
	assert_false(line);
	bring("a");
	assert_true(line);
	assert_int_equal(in(IIR) & 0x0f, 0x04);
	assert_true(line);
	in(DATA);
	assert_false(line);
	assert_int_equal(in(IIR) & 0x0f, 0x01);
}

static void the_empty_transmitter_interrupts_once(void **state)
{
	out(MCR, 0x08);
	out(IER, 0x02);
	assert_true(line);
	assert_int_equal(in(IIR) & 0x0f, 0x02);
	assert_false(line);
	out(DATA, 'x');
	assert_true(line);
}

static void without_out2_there_is_no_interrupt(void **state)
{
	out(IER, 0x01);
	bring("a");
	assert_false(line);
	out(MCR, 0x08);
	assert_true(line);
}

static void a_uart_without_interrupt_raises_none(void **state)
{
	guest.vuart_irq = 0xff;
	out(MCR, 0x08);
	out(IER, 0x03);
	bring("a");
	assert_false(line);
}

static void clearing_the_fifo_forgets_input(void **state)
{
	bring("abc");
	out(IIR, 0x03);
	assert_int_equal(in(LSR) & 1, 0);
}

static void a_reset_keeps_output_that_nobody_saw(void **state)
{
	char text[8];
	u32 lost = 0;

	out(DATA, 'x');
	out(IER, 0x01);
	bring("old");
	vuart_reset(&guest);
	assert_int_equal(in(IER), 0);
	assert_int_equal(in(LSR) & 1, 0);
	assert_int_equal(take(text, 7, &lost), 1);
}

static void only_bytes_are_understood(void **state)
{
	struct vreg_access a = { .addr = 0x3f8, .width = 2, .write = true };

	assert_false(vuart_access(&guest, &block, &a));
	a.width = 4;
	a.write = false;
	assert_false(vuart_access(&guest, &block, &a));
}

#define test(name) cmocka_unit_test_setup(name, start)

int main(void)
{
	const struct CMUnitTest tests[] = {
		test(output_arrives_in_order),
		test(the_transmitter_is_always_ready),
		test(a_full_ring_drops_the_oldest_and_counts_them),
		test(input_is_read_once_and_in_order),
		test(input_that_does_not_fit_is_refused),
		test(the_divisor_hides_data_and_ier),
		test(drivers_recognise_a_16550a),
		test(loop_back_turns_the_modem_lines_round),
		test(input_interrupts_until_it_is_read),
		test(the_empty_transmitter_interrupts_once),
		test(without_out2_there_is_no_interrupt),
		test(a_uart_without_interrupt_raises_none),
		test(clearing_the_fifo_forgets_input),
		test(a_reset_keeps_output_that_nobody_saw),
		test(only_bytes_are_understood),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
