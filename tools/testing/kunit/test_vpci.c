// SPDX-License-Identifier: GPL-2.0
/* A guest's PCI bus, in front of two functions whose configuration space is here. */
#include "kunit.h"

#include <levsha/arch.h>
#include <levsha/guest.h>
#include <levsha/panic.h>
#include <levsha/pci.h>
#include <levsha/vpc.h>
#include <levsha/vreg.h>
#include <string.h>

#define ADDRESS 0xcf8
#define RESET 0xcf9
#define DATA 0xcfc
#define NIC 0x18
#define DISK 0xf9
#define MSI 0x50

static const struct part_function functions[] = {
	{ .id = NIC, .irq = 11, .device = 0x100e8086,
	  .bar = { 0xf0000004, 0, 0xc001, 0xf1000008 },
	  .bar_mask = { 0xfffe0000, 0xffffffff, 0xffffffc0, 0xfffff000 } },
	{ .id = DISK, .irq = 0xff, .device = 0x70108086 },
};

static const struct part_guest part = { .name = "owner", .nr_functions = 2 };
static struct {
	struct guest guest;
	u8 behind[16];
} all;

static u32 space[2][64];	/* configuration space of NIC and DISK */
static unsigned int foreign;	/* writes to what a guest must not reach */
static unsigned int resets;
static u32 routed;		/* to which vector */

static u32 *word(u16 id, u8 reg)
{
	assert_true(id == NIC || id == DISK);
	assert_int_equal(reg % 4, 0);
	return &space[id == DISK][reg / 4];
}

u32 pci_read(u16 id, u8 reg)
{
	return *word(id, reg);
}

void pci_write(u16 id, u8 reg, u32 value)
{
	foreign += reg < MSI || reg > MSI + 12;
	*word(id, reg) = value;
}

void pci_write_command(u16 id, u16 value)
{
	u32 *w = word(id, PCI_COMMAND);

	*w = (*w & 0xffff0000) | value;
}

void arch_msi_route(struct guest *g, u32 n, u32 vector, struct arch_msi *msi)
{
	assert_int_equal(n, 0);
	routed = vector;
	*msi = (struct arch_msi){ 0xfee01000, 0x4000 | vector };
}

bool vpm_access(struct guest *g, const struct part_block *block,
		struct vreg_access *a)
{
	resets += a->addr == RESET && a->write;
	return true;
}

void refuse_boot(const char *fmt, ...)
{
	mock_assert(0, fmt, __FILE__, __LINE__);
	__builtin_unreachable();
}

#define guest all.guest

static int start(void **state)
{
	forget(state);
	memset(&all, 0, sizeof(all));
	memset(space, 0, sizeof(space));
	guest.part = &part;
	guest.functions = functions;
	*word(NIC, PCI_ID) = functions[0].device;
	*word(NIC, PCI_COMMAND) = PCI_STATUS_CAPABILITIES | 0x0007;
	*word(NIC, PCI_HEADER) = PCI_HEADER_MANY;
	memcpy(word(NIC, PCI_BAR(0)), functions[0].bar, 24);
	*word(NIC, PCI_ROM) = 0xf2000001;
	*word(NIC, PCI_CAPABILITIES) = 0x40;
	*word(NIC, PCI_INTERRUPT) = 0x010b;
	*word(NIC, 0x40) = 0x11 | MSI << 8;
	*word(NIC, MSI) = PCI_CAP_MSI | 0x60 << 8 | PCI_MSI_64;
	*word(DISK, PCI_ID) = functions[1].device;
	*word(DISK, PCI_COMMAND) = PCI_STATUS_CAPABILITIES;
	*word(DISK, PCI_CAPABILITIES) = 0x44;
	*word(DISK, 0x44) = 0x44 << 8 | 0x01;	/* in a circle */
	vpci_init(&guest);
	foreign = 0;
	routed = 0;
	return 0;
}

static bool access_at(u16 port, u8 width, bool write, u32 *value)
{
	struct vreg_access a = { .addr = port, .width = width, .write = write,
				 .space = PART_SPACE_PIO, .value = *value };
	const bool done = vpci_access(&guest, NULL, &a);

	*value = (u32)a.value;
	return done;
}

static void choose(u32 address)
{
	assert_true(access_at(ADDRESS, 4, true, &address));
}

static u32 read_at(u8 device, u8 reg, u8 width)
{
	u32 value = 0;

	choose(0x80000000 | (u32)device << 11 | (reg & 0xfcu));
	assert_true(access_at(DATA + reg % 4, width, false, &value));
	return value;
}

static void write_at(u8 device, u8 reg, u8 width, u32 value)
{
	choose(0x80000000 | (u32)device << 11 | (reg & 0xfcu));
	assert_true(access_at(DATA + reg % 4, width, true, &value));
}

static void functions_are_devices_in_their_order(void **state)
{
	assert_int_equal(read_at(0, PCI_ID, 4), 0x100e8086);
	assert_int_equal(read_at(1, PCI_ID, 4), 0x70108086);
	assert_int_equal(read_at(1, 2, 2), 0x7010);
	assert_int_equal(read_at(2, PCI_ID, 4), 0xffffffff);
	assert_int_equal(read_at(31, PCI_ID, 1), 0xff);
}

static void other_buses_and_functions_are_empty(void **state)
{
	const u32 empty[] = { 0x80000100, 0x80010000, 0x80ff0000, 0, 0x800 };
	unsigned int i;
	u32 value;

	for (i = 0; i < ARRAY_SIZE(empty); i++) {
		choose(empty[i]);
		value = 0;
		assert_true(access_at(DATA, 4, false, &value));
		assert_int_equal(value, 0xffffffff);
	}
}

static void the_address_takes_words_only(void **state)
{
	u32 value = 6;

	choose(0x80000004);
	assert_true(access_at(RESET, 1, true, &value));
	assert_int_equal(resets, 1);
	assert_false(access_at(DATA + 2, 4, true, &value));
	assert_true(access_at(ADDRESS, 4, false, &value));
	assert_int_equal(value, 0x80000004);
}

static void it_looks_like_a_single_function(void **state)
{
	assert_int_equal(read_at(0, 0x0e, 1), 0);
	assert_int_equal(read_at(0, PCI_ROM, 4), 0);
	assert_int_equal(read_at(0, PCI_INTERRUPT, 2), 0x010b);
	assert_int_equal(read_at(1, PCI_INTERRUPT, 2), 0x00ff);
}

static void base_addresses_tell_their_size_and_stay(void **state)
{
	static const u32 sizes[] = { 0xfffe0004, 0xffffffff, 0xffffffc1,
				     0xfffff008, 0, 0 };
	u8 n;

	for (n = 0; n < PART_NR_BARS; n++) {
		assert_int_equal(read_at(0, PCI_BAR(n), 4), functions[0].bar[n]);
		write_at(0, PCI_BAR(n), 4, 0xffffffff);
		assert_int_equal(read_at(0, PCI_BAR(n), 4), sizes[n]);
		write_at(0, PCI_BAR(n), 4, 0xe0000000);
		assert_int_equal(read_at(0, PCI_BAR(n), 4), functions[0].bar[n]);
	}
	assert_int_equal(foreign, 0);
}

static void commands_are_filtered(void **state)
{
	write_at(0, PCI_COMMAND, 2, 0xffff);
	assert_int_equal(*word(NIC, PCI_COMMAND) & 0xffff, 0x0407);
	write_at(0, PCI_COMMAND + 2, 2, 0xffff);
	assert_int_equal(*word(NIC, PCI_COMMAND) & 0xffff, 0x0407);
	write_at(0, PCI_COMMAND, 1, 0);
	assert_int_equal(*word(NIC, PCI_COMMAND) & 0xffff, 0x0400);
}

static void msi_is_the_only_capability(void **state)
{
	assert_int_equal(read_at(0, PCI_CAPABILITIES, 4), MSI);
	assert_int_equal(read_at(0, MSI, 4), PCI_CAP_MSI);
	assert_int_equal(read_at(1, PCI_CAPABILITIES, 4), 0);
	assert_int_equal(read_at(1, PCI_COMMAND, 4) & PCI_STATUS_CAPABILITIES, 0);
}

static void only_the_vector_of_a_message_is_the_guests(void **state)
{
	write_at(0, MSI + 4, 4, 0xfee03008);
	write_at(0, MSI + 8, 2, 0x0431);
	write_at(0, MSI + 2, 2, 0x0071);
	assert_int_equal(routed, 0x31);
	assert_int_equal(*word(NIC, MSI), PCI_CAP_MSI | 0x60 << 8 |
						  PCI_MSI_64 | PCI_MSI_ENABLE);
	assert_int_equal(*word(NIC, MSI + 4), 0xfee01000);
	assert_int_equal(*word(NIC, MSI + 8), 0);
	assert_int_equal(*word(NIC, MSI + 12), 0x4031);
	assert_int_equal(read_at(0, MSI + 4, 4), 0xfee03008);
	assert_int_equal(read_at(0, MSI + 8, 2), 0x0431);
	assert_int_equal(foreign, 0);
}

static void vectors_of_exceptions_are_never_sent(void **state)
{
	write_at(0, MSI + 2, 2, 1);
	assert_int_equal(*word(NIC, MSI) & PCI_MSI_ENABLE, 0);
	write_at(0, MSI + 8, 2, 0x31);
	assert_int_equal(*word(NIC, MSI) & PCI_MSI_ENABLE, PCI_MSI_ENABLE);
	write_at(0, MSI + 8, 2, 0x102);
	assert_int_equal(*word(NIC, MSI) & PCI_MSI_ENABLE, 0);
}

static void a_reset_stops_dma_and_messages(void **state)
{
	write_at(0, PCI_COMMAND, 2, 0x7);
	write_at(0, MSI + 8, 2, 0x31);
	write_at(0, MSI + 2, 2, 1);
	vpci_reset(&guest);
	assert_int_equal(*word(NIC, PCI_COMMAND) & 0xffff, 3);
	assert_int_equal(*word(NIC, MSI) & PCI_MSI_ENABLE, 0);
	assert_int_equal(read_at(0, MSI, 4), PCI_CAP_MSI);
}

static void another_function_is_refused(void **state)
{
	*word(NIC, PCI_ID) = 0x100f8086;
	expect_assert_failure(vpci_init(&guest));
	*word(NIC, PCI_ID) = functions[0].device;
	*word(NIC, PCI_BAR(2)) = 0xc041;
	expect_assert_failure(vpci_init(&guest));
	*word(NIC, PCI_BAR(2)) = functions[0].bar[2];
	*word(NIC, PCI_INTERRUPT) = 0x0109;
	expect_assert_failure(vpci_init(&guest));
	*word(NIC, PCI_INTERRUPT) = 0x010b;
	*word(NIC, PCI_HEADER) = 1 << 16;
	expect_assert_failure(vpci_init(&guest));
}

/* Whatever a guest writes, its hardware gets commands and messages alone. */
static void no_access_reaches_further(void **state)
{
	static const u8 widths[] = { 1, 2, 4, 4 };
	u32 random = 1, i, value;

	memset(all.behind, 0x77, sizeof(all.behind));
	for (i = 0; i < 300000; i++) {
		random = random * 1664525 + 1013904223;
		if (random >> 30 == 3)
			choose(0x80000000 | (random & 0x10fc));
		value = random << 7 ^ random >> 9;
		access_at(ADDRESS + (random >> 10 & 7),
			  widths[random >> 13 & 3], random >> 15 & 1, &value);
	}
	assert_int_equal(foreign, 0);
	assert_int_equal(*word(NIC, PCI_COMMAND) & ~0x0010ffff, 0);
	assert_int_equal(*word(NIC, PCI_COMMAND) & 0xfbf8, 0);
	for (i = 0; i < sizeof(all.behind); i++)
		assert_int_equal(all.behind[i], 0x77);
}

#define test(name) cmocka_unit_test_setup(name, start)

int main(void)
{
	const struct CMUnitTest tests[] = {
		test(functions_are_devices_in_their_order),
		test(other_buses_and_functions_are_empty),
		test(the_address_takes_words_only),
		test(it_looks_like_a_single_function),
		test(base_addresses_tell_their_size_and_stay),
		test(commands_are_filtered),
		test(msi_is_the_only_capability),
		test(only_the_vector_of_a_message_is_the_guests),
		test(vectors_of_exceptions_are_never_sent),
		test(a_reset_stops_dma_and_messages),
		test(another_function_is_refused),
		test(no_access_reaches_further),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
