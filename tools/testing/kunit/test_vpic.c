// SPDX-License-Identifier: GPL-2.0
/* A guest's pair of 8259A, driven as PC software drives them. */
#include "kunit.h"

#include <levsha/arch.h>
#include <levsha/guest.h>
#include <levsha/vpc.h>
#include <levsha/vreg.h>
#include <string.h>

#define COMMAND(slave) ((slave) ? 0xa0 : 0x20)
#define MASK(slave) (COMMAND(slave) + 1)
#define EOI 0x20

static const struct part_irq own[] = { { .irq = 7 }, { .irq = 12 } };
static const struct part_guest part = { .nr_irqs = 2 };
static struct guest guest;
static struct {
	u32 vector;
	bool masked;
} routes[VPIC_INPUTS];
static u8 hardware_in_service;
static unsigned int hardware_eois;

void arch_irq_route(struct guest *g, u32 irq, u32 flags, u32 vector,
		    bool masked)
{
	routes[irq].vector = vector;
	routes[irq].masked = masked;
}

u8 arch_irq_in_service(u32 vector)
{
	return vector == 0x20 ? hardware_in_service : 0;
}

void arch_irq_eoi(void)
{
	hardware_eois++;
}

static void out(u16 port, u8 value)
{
	struct vreg_access a = { .space = PART_SPACE_PIO, .addr = port,
				 .width = 1, .value = value, .write = true };

	assert_true(vpic_access(&guest, NULL, &a));
}

static u8 in(u16 port)
{
	struct vreg_access a = { .space = PART_SPACE_PIO, .addr = port,
				 .width = 1 };

	assert_true(vpic_access(&guest, NULL, &a));
	return (u8)a.value;
}

static void program(unsigned int slave, u8 base, u8 icw4)
{
	out(COMMAND(slave), 0x11);
	out(MASK(slave), base);
	out(MASK(slave), slave ? 2 : 4);
	out(MASK(slave), icw4);
	out(MASK(slave), 0);
}

static int start(void **state)
{
	forget(state);
	memset(&guest, 0, sizeof(guest));
	memset(routes, 0xff, sizeof(routes));
	guest.part = &part;
	guest.irqs = own;
	hardware_in_service = 0;
	hardware_eois = 0;
	vpic_reset(&guest);
	program(0, 0x20, 0x01);
	program(1, 0x28, 0x01);
	requests = 0;
	return 0;
}

static void after_power_on_all_is_masked(void **state)
{
	vpic_reset(&guest);
	vpic_set_line(&guest, 4, true);
	assert_false(vpic_pending(&guest));
	assert_true(routes[7].masked);
	assert_true(routes[12].masked);
}

static void a_raised_line_asks_with_its_vector(void **state)
{
	vpic_set_line(&guest, 4, true);
	assert_int_equal(requests, GUEST_REQ_VIRQ);
	assert_true(vpic_pending(&guest));
	assert_int_equal(vpic_acknowledge(&guest), 0x24);
	assert_false(vpic_pending(&guest));
}

static void the_slave_asks_through_the_cascade(void **state)
{
	vpic_set_line(&guest, 9, true);
	assert_true(vpic_pending(&guest));
	assert_int_equal(vpic_acknowledge(&guest), 0x29);
	out(COMMAND(1), 0x0b);
	assert_int_equal(in(COMMAND(1)), 0x02);
	out(COMMAND(0), 0x0b);
	assert_int_equal(in(COMMAND(0)), 0x04);
}

static void a_closed_cascade_silences_the_slave(void **state)
{
	out(MASK(0), 0x04);
	vpic_set_line(&guest, 9, true);
	assert_false(vpic_pending(&guest));
	assert_true(routes[12].masked);
}

static void a_masked_input_is_remembered(void **state)
{
	out(MASK(0), 0x10);
	assert_int_equal(in(MASK(0)), 0x10);
	vpic_set_line(&guest, 4, true);
	assert_false(vpic_pending(&guest));
	out(MASK(0), 0);
	assert_true(vpic_pending(&guest));
}

static void an_edge_asks_once(void **state)
{
	vpic_set_line(&guest, 4, true);
	vpic_acknowledge(&guest);
	out(COMMAND(0), EOI);
	vpic_set_line(&guest, 4, true);
	assert_false(vpic_pending(&guest));
	vpic_set_line(&guest, 4, false);
	vpic_set_line(&guest, 4, true);
	assert_true(vpic_pending(&guest));
}

static void a_withdrawn_line_no_longer_asks(void **state)
{
	vpic_set_line(&guest, 4, true);
	vpic_set_line(&guest, 4, false);
	assert_false(vpic_pending(&guest));
}

static void only_a_higher_priority_interrupts_a_service(void **state)
{
	vpic_set_line(&guest, 4, true);
	vpic_acknowledge(&guest);
	vpic_set_line(&guest, 5, true);
	assert_false(vpic_pending(&guest));
	vpic_set_line(&guest, 3, true);
	assert_int_equal(vpic_acknowledge(&guest), 0x23);
	out(COMMAND(0), EOI);
	assert_false(vpic_pending(&guest));
	out(COMMAND(0), EOI);
	assert_int_equal(vpic_acknowledge(&guest), 0x25);
}

static void a_specific_end_of_interrupt_ends_that_one(void **state)
{
	vpic_set_line(&guest, 5, true);
	vpic_acknowledge(&guest);
	vpic_set_line(&guest, 3, true);
	vpic_acknowledge(&guest);
	out(COMMAND(0), 0x65);
	out(COMMAND(0), 0x0b);
	assert_int_equal(in(COMMAND(0)), 0x08);
}

static void automatic_end_of_interrupt_needs_no_write(void **state)
{
	program(0, 0x20, 0x03);
	vpic_set_line(&guest, 4, true);
	vpic_acknowledge(&guest);
	vpic_set_line(&guest, 4, false);
	vpic_set_line(&guest, 4, true);
	assert_true(vpic_pending(&guest));
}

static void the_command_port_reads_irr_or_isr(void **state)
{
	vpic_set_line(&guest, 4, true);
	assert_int_equal(in(COMMAND(0)), 0x10);
	out(COMMAND(0), 0x0b);
	assert_int_equal(in(COMMAND(0)), 0);
	vpic_acknowledge(&guest);
	assert_int_equal(in(COMMAND(0)), 0x10);
	out(COMMAND(0), 0x0a);
	assert_int_equal(in(COMMAND(0)), 0);
}

static void own_interrupts_are_routed_as_programmed(void **state)
{
	assert_int_equal(routes[7].vector, 0x27);
	assert_false(routes[7].masked);
	assert_int_equal(routes[12].vector, 0x2c);
	out(MASK(0), 0x80);
	assert_true(routes[7].masked);
	assert_false(routes[12].masked);
	program(0, 0x50, 0x01);
	assert_int_equal(routes[7].vector, 0x57);
}

static void others_interrupts_are_never_routed(void **state)
{
	unsigned int irq;

	for (irq = 0; irq < VPIC_INPUTS; irq++) {
		if (irq != 7 && irq != 12)
			assert_int_equal(routes[irq].vector, 0xffffffff);
	}
}

static void a_half_programmed_chip_routes_nothing(void **state)
{
	out(COMMAND(0), 0x11);
	assert_true(routes[7].masked);
	out(MASK(0), 0x40);
	assert_true(routes[7].masked);
	out(MASK(0), 4);
	out(MASK(0), 1);
	assert_false(routes[7].masked);
	assert_int_equal(routes[7].vector, 0x47);
}

static void the_end_of_a_hardware_interrupt_reaches_hardware(void **state)
{
	hardware_in_service = 0x80;
	out(COMMAND(0), 0x0b);
	assert_int_equal(in(COMMAND(0)), 0x80);
	out(COMMAND(0), EOI);
	assert_int_equal(hardware_eois, 1);
}

static void a_spurious_end_of_interrupt_is_ignored(void **state)
{
	out(COMMAND(0), EOI);
	out(COMMAND(1), EOI);
	out(COMMAND(0), 0x63);
	assert_int_equal(hardware_eois, 0);
}

static void only_bytes_are_understood(void **state)
{
	struct vreg_access a = { .addr = 0x20, .width = 2, .write = true };

	assert_false(vpic_access(&guest, NULL, &a));
}

static void no_sequence_of_writes_does_harm(void **state)
{
	static const u16 ports[] = { 0x20, 0x21, 0xa0, 0xa1 };
	u32 random = 12345;
	int i;

	for (i = 0; i < 200000; i++) {
		random = random * 1664525 + 1013904223;
		if (random >> 28 < 12)
			out(ports[random >> 8 & 3], (u8)(random >> 16));
		else
			vpic_set_line(&guest, random >> 16 & 15,
				      random >> 8 & 1);
		if (vpic_pending(&guest))
			vpic_acknowledge(&guest);
	}
}

#define test(name) cmocka_unit_test_setup(name, start)

int main(void)
{
	const struct CMUnitTest tests[] = {
		test(after_power_on_all_is_masked),
		test(a_raised_line_asks_with_its_vector),
		test(the_slave_asks_through_the_cascade),
		test(a_closed_cascade_silences_the_slave),
		test(a_masked_input_is_remembered),
		test(an_edge_asks_once),
		test(a_withdrawn_line_no_longer_asks),
		test(only_a_higher_priority_interrupts_a_service),
		test(a_specific_end_of_interrupt_ends_that_one),
		test(automatic_end_of_interrupt_needs_no_write),
		test(the_command_port_reads_irr_or_isr),
		test(own_interrupts_are_routed_as_programmed),
		test(others_interrupts_are_never_routed),
		test(a_half_programmed_chip_routes_nothing),
		test(the_end_of_a_hardware_interrupt_reaches_hardware),
		test(a_spurious_end_of_interrupt_is_ignored),
		test(only_bytes_are_understood),
		test(no_sequence_of_writes_does_harm),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
