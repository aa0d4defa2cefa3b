// SPDX-License-Identifier: GPL-2.0
/*
 * The IOMMUs' driver in front of registers that do what the VT-d specification says:
 * what QEMU's IOMMU lacks is seen here, invalidation by registers, buffers for
 * writes, page tables of 48 bits, and several units.
 */
#include "iommu_fixture.h"

#include <asm/apic.h>
#include <asm/vmx-core.h>
#include <levsha/boot.h>
#include <levsha/guest.h>
#include <levsha/iommu.h>
#include <linux/errno.h>
#include <sys/wait.h>
#include <unistd.h>

#define NIC 0x18
#define DISK 0x1f2

static int start(void **state)
{
	forget(state);
	hangs = false;
	memset(seen, 0, sizeof(*seen));
	return 0;
}

static struct unit unit;
static u64 table[512] __aligned(PAGE_SIZE);

static void init_unit(u64 cap, u64 ecap)
{
	memset(&unit, 0, sizeof(unit));
	make_unit(0, cap, ecap);
	unit_init(&unit, BASE);
}

static void a_unit_with_a_queue_is_told_by_it(void **state)
{
	init_unit(USUAL | SAGAW_39, QUEUE | REMAPPING | IOTLB_AT_100);
	assert_true(unit.remaps);
	unit_enable(&unit, table, table, sizeof(table));
	assert_string_equal(seen->trace,
			    "queue root entries contexts mappings interrupts on remap");
	assert_int_equal(readq(BASE + RTADDR), (u64)table);
	assert_int_equal(readq(BASE + IRTA), (u64)table | 7);
}

static void a_unit_without_one_by_registers(void **state)
{
	init_unit(USUAL | SAGAW_48, REMAPPING | IOTLB_AT_100);
	assert_false(unit.remaps);
	unit_enable(&unit, table, NULL, 0);
	assert_string_equal(seen->trace, "root context register mapping register on");
}

static void a_unit_that_buffers_writes_writes_them_back_first(void **state)
{
	init_unit(USUAL | SAGAW_48 | RWBF, IOTLB_AT_100);
	unit_flush(&unit);
	assert_string_equal(seen->trace, "buffers context register mapping register");
}

static void the_queue_goes_round(void **state)
{
	u32 n;

	init_unit(USUAL | SAGAW_39, QUEUE | REMAPPING | IOTLB_AT_100);
	for (n = 0; n < 200; n++) {
		*seen->trace = 0;
		unit_flush(&unit);
		assert_string_equal(seen->trace, "contexts mappings interrupts");
	}
}

static void what_was_left_on_is_switched_off(void **state)
{
	make_unit(0, USUAL | SAGAW_39, IOTLB_AT_100);
	*word(BASE + GSTS) = 0x86000000;
	memset(&unit, 0, sizeof(unit));
	unit_init(&unit, BASE);
	assert_int_equal(*word(BASE + GSTS), 0);
}

static void units_that_cannot_do_it_are_refused(void **state)
{
	expect_assert_failure(init_unit(USUAL, QUEUE | IOTLB_AT_100));
	expect_assert_failure(init_unit((USUAL & ~PAGES_2M) | SAGAW_39, IOTLB_AT_100));
	expect_assert_failure(init_unit(USUAL | SAGAW_39 | 0x3ffULL << 24, IOTLB_AT_100));
	expect_assert_failure(init_unit(USUAL | SAGAW_39, 0x3ff00));
}

static void one_that_hangs_ends_the_machine(void **state)
{
	init_unit(USUAL | SAGAW_39, QUEUE | IOTLB_AT_100);
	hangs = true;
	expect_assert_failure(unit_flush(&unit));
	expect_assert_failure(unit_enable(&unit, table, NULL, 0));
}

static u64 reported[4];
static u32 nr_reported;

static void report(u64 address, u64 fault)
{
	assert_int_equal(FAULT_SOURCE(fault), NIC);
	assert_int_equal(FAULT_REASON(fault), 5);
	reported[nr_reported++] = address;
}

static void make_fault(u32 n, u64 address)
{
	writeq(address, BASE + FAULTS + 16 * n);
	*word(BASE + FAULTS + 16 * n + 8) = NIC;
	*word(BASE + FAULTS + 16 * n + 12) = 1U << 31 | 5;
}

static void each_fault_is_reported_once(void **state)
{
	init_unit(USUAL | SAGAW_39, IOTLB_AT_100);
	nr_reported = 0;
	make_fault(1, 0x7000);
	unit_faults(&unit, report);
	assert_int_equal(nr_reported, 0);	/* the status shows none */
	make_fault(0, 0x5000);
	*word(BASE + FSTS) = 3;
	unit_faults(&unit, report);
	assert_int_equal(nr_reported, 2);
	assert_int_equal(reported[0], 0x5000);
	assert_int_equal(reported[1], 0x7000);
	assert_int_equal(*word(BASE + FSTS), 0);
	*word(BASE + FSTS) = 2;
	unit_faults(&unit, report);
	assert_int_equal(nr_reported, 2);
}

/* A board with two cores besides the first, whose guests own a function each. */
static struct {
	struct part_header header;
	struct part_guest guests[2];
	struct part_function functions[2];
} module = {
	.header.board = { .nr_cpus = 3, .apic_id = { 0, 2, 4 }, .iommu_base = BASE },
	.header.guests = { offsetof(typeof(module), guests), 2 },
	.header.functions = { offsetof(typeof(module), functions), 2 },
	.guests = { { .cpu = 1, .nr_functions = 1 },
		    { .cpu = 2, .first_function = 1, .nr_functions = 1 } },
	.functions = { { .id = NIC }, { .id = DISK } },
};

static u64 ept[2][512] __aligned(PAGE_SIZE);

u64 ept_pointer(const struct guest *guest)
{
	return (u64)ept[0] | 0x1e;
}

static void boot(void)
{
	u32 n;

	partition = &module.header;
	acpi.dmar = (struct dmar_info){ 2, { BASE, BASE + PAGE_SIZE }, true, 0xf0f8 };
	ept[0][0] = (u64)ept[1] | 7;
	iommu_init();
	note("|");
	for (n = 0; n < 2; n++) {
		guests[n].id = (u8)(n + 1);
		guests[n].part = &module.guests[n];
		guests[n].functions = &module.functions[n];
	}
	iommu_attach(&guests[0]);
	iommu_attach(&guests[1]);
}

/* As the hardware finds it. */
static void look_up_context(u32 n, u16 id)
{
	const u64 *root = (const u64 *)readq(BASE + PAGE_SIZE + RTADDR);
	const u64 *context = (const u64 *)(root[id / 256 * 2] & ~1ULL);

	if (!context)
		return;
	seen->context[n] = context[id % 256 * 2];
	seen->width[n] = context[id % 256 * 2 + 1];
}

static void look_up_routes(void)
{
	const u64 irta = readq(BASE + PAGE_SIZE + IRTA);
	const u64 *entries = (const u64 *)(irta & ~0xfffULL);

	seen->pin[0] = iommu_pin_entry(0x31, 0);
	seen->pin[1] = iommu_pin_entry(0x51 | IOAPIC_LEVEL | IOAPIC_LOW, 2);
	seen->pin[2] = iommu_pin_entry(IOAPIC_NMI, 1);
	seen->messages = iommu_message_entries(&module.functions[1]);
	if (seen->messages < 0)
		return;
	assert_in_range(seen->messages + 255, 0, (2 << (irta & 15)) - 1);
	memcpy(seen->irte[0], entries + 2 * seen->pin[0], 16);
	memcpy(seen->irte[1], entries + 2 * seen->pin[1], 16);
	memcpy(seen->irte[2], entries + 2 * seen->pin[2], 16);
	memcpy(seen->irte[3], entries + 2 * (seen->messages + 0x61), 16);
}

static const char *rest;	/* of the trace, behind what was expected already */

/* A machine is booted once in its life, so each is a process. */
static void boot_with(u64 cap, u64 ecap)
{
	int status;

	make_unit(0, USUAL | SAGAW_39 | SAGAW_48, QUEUE | REMAPPING | IOTLB_AT_100);
	make_unit(1, cap, ecap);
	if (!fork()) {
		boot();
		look_up_context(0, NIC);
		look_up_context(1, DISK);
		look_up_context(2, NIC + 1);
		look_up_routes();
		_exit(0);
	}
	assert_true(wait(&status) > 0 && !status);
	rest = seen->trace;
}

static void assert_next(const char *steps)
{
	assert_memory_equal(rest, steps, strlen(steps));
	rest += strlen(steps);
}

static void all_units_have_the_same_tables(void **state)
{
	boot_with(USUAL | SAGAW_48, QUEUE | REMAPPING | IOTLB_AT_100);
	assert_next("queue queue root entries contexts mappings interrupts on remap ");
	assert_next("root entries contexts mappings interrupts on remap | ");
	assert_next("caches contexts mappings interrupts contexts mappings interrupts ");
	assert_next("caches contexts mappings interrupts contexts mappings interrupts");
	assert_string_equal(rest, "");
	assert_int_equal(seen->context[0], (u64)ept[0] | 1);
	assert_int_equal(seen->width[0], 2 | 1 << 8);
	assert_int_equal(seen->context[1], (u64)ept[0] | 1);
	assert_int_equal(seen->width[1], 2 | 2 << 8);
	assert_int_equal(seen->context[2], 0);
}

static void the_least_width_counts(void **state)
{
	boot_with(USUAL | SAGAW_39, QUEUE | REMAPPING | IOTLB_AT_100);
	assert_int_equal(seen->context[0], (u64)ept[1] | 1);
	assert_int_equal(seen->width[0], 1 | 1 << 8);
}

static void each_vector_of_an_interrupt_has_an_entry(void **state)
{
	boot_with(USUAL | SAGAW_48, QUEUE | REMAPPING | IOTLB_AT_100);
	assert_int_equal(seen->irte[0][0], 0ULL << 40 | 0x31 << 16 | 1);
	assert_int_equal(seen->irte[0][1], 1 << 18 | 0xf0f8);
	assert_int_equal(seen->irte[1][0], 4ULL << 40 | 0x51 << 16 | 1 << 4 | 1);
	assert_int_equal(seen->irte[2][0], 2ULL << 40 | 2 << 16 | 4 << 5 | 1);
	assert_int_equal(seen->irte[3][0], 4ULL << 40 | 0x61 << 16 | 1);
	assert_int_equal(seen->irte[3][1], 1 << 18 | DISK);
}

static void no_unit_remaps_if_one_cannot(void **state)
{
	boot_with(USUAL | SAGAW_48, IOTLB_AT_100);
	assert_next("queue root contexts mappings interrupts on ");
	assert_next("root context register mapping register on | ");
	assert_next("caches contexts mappings interrupts context register mapping register ");
	assert_next("caches contexts mappings interrupts context register mapping register");
	assert_string_equal(rest, "");
	assert_int_equal(seen->pin[0], -ENODEV);
	assert_int_equal(seen->messages, -ENODEV);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(a_unit_with_a_queue_is_told_by_it, start),
		cmocka_unit_test_setup(a_unit_without_one_by_registers, start),
		cmocka_unit_test_setup(a_unit_that_buffers_writes_writes_them_back_first, start),
		cmocka_unit_test_setup(the_queue_goes_round, start),
		cmocka_unit_test_setup(what_was_left_on_is_switched_off, start),
		cmocka_unit_test_setup(units_that_cannot_do_it_are_refused, start),
		cmocka_unit_test_setup(one_that_hangs_ends_the_machine, start),
		cmocka_unit_test_setup(each_fault_is_reported_once, start),
		cmocka_unit_test_setup(all_units_have_the_same_tables, start),
		cmocka_unit_test_setup(the_least_width_counts, start),
		cmocka_unit_test_setup(each_vector_of_an_interrupt_has_an_entry, start),
		cmocka_unit_test_setup(no_unit_remaps_if_one_cannot, start),
	};

	make_registers();
	return cmocka_run_group_tests_name("iommu", tests, NULL, NULL);
}
