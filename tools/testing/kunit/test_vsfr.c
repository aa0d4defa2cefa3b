// SPDX-License-Identifier: GPL-2.0
/* A guest's watchdog, resets and flash controller. */
#include "kunit.h"

#include "mips/stubs.h"
#include <levsha/guest.h>
#include <levsha/vsfr.h>

#define CLR		0x4
#define SET		0x8
#define INV		0xc

#define RCON		0x00
#define RSWRST		0x10

static const struct part_block wdt = { .base = 0x1f800800, .size = 0x10 };
static const struct part_block reset = { .base = 0x1f801240, .size = 0x20 };
static const struct part_block nvm = { .base = 0x1f800600, .size = 0xb0 };
static const struct part_block key = { .base = 0x1f800030, .size = 0x10 };
static struct part_guest part;
static struct guest guest;
static u32 served;

void sched_watch(struct guest *g, bool on)
{
	g->sched.watched = on;
	served++;
}

static int start(void **state)
{
	forget(state);
	served = 0;
	part = (struct part_guest){ .watchdog_ms = 1000 };
	guest = (struct guest){ .part = &part };
	vsfr_reset(&guest);
	return 0;
}

static u32 in(vreg_handler handler, const struct part_block *block, u32 offset)
{
	struct vreg_access a = { .addr = block->base + offset, .width = 4 };

	assert_true(handler(&guest, block, &a));
	return (u32)a.value;
}

static void out_width(vreg_handler handler, const struct part_block *block,
		      u32 offset, u8 width, u32 value)
{
	struct vreg_access a = { .addr = block->base + offset, .width = width,
				 .value = value, .write = true };

	assert_true(handler(&guest, block, &a));
}

static void out(vreg_handler handler, const struct part_block *block, u32 offset,
		u32 value)
{
	out_width(handler, block, offset, 4, value);
}

static void wdtcon_switches_the_watchdog(void **state)
{
	assert_int_equal(in(vwdt_access, &wdt, 0), 0);
	out(vwdt_access, &wdt, SET, 0x8000);
	assert_int_equal(in(vwdt_access, &wdt, 0), 0x8000);
	assert_true(guest.sched.watched);
	out(vwdt_access, &wdt, CLR, 0x8000);
	assert_false(guest.sched.watched);
	assert_int_equal(served, 2);
}

static void only_the_key_alone_serves_the_watchdog(void **state)
{
	out(vwdt_access, &wdt, 0, 0x8000);
	served = 0;
	out(vwdt_access, &wdt, 0, 0x57438000);
	out_width(vwdt_access, &wdt, 2, 2, 0x5744);
	out_width(vwdt_access, &wdt, 2, 1, 0x43);
	out_width(vwdt_access, &wdt, 0, 1, 0x43);
	assert_int_equal(served, 0);
	out_width(vwdt_access, &wdt, 2, 2, 0x5743);
	assert_int_equal(served, 1);
	assert_true(guest.sched.watched);
}

static void the_first_start_is_power_on(void **state)
{
	assert_int_equal(in(vreset_access, &reset, RCON), 3);
	out(vreset_access, &reset, RCON + CLR, 3);
	assert_int_equal(in(vreset_access, &reset, RCON), 0);
}

static void causes_gather_until_they_are_cleared(void **state)
{
	guest.vsfr.cause = RCON_WDTO;
	vsfr_reset(&guest);
	assert_int_equal(in(vreset_access, &reset, RCON), 0x13);
	out(vreset_access, &reset, RCON, 0);
	vsfr_reset(&guest);
	assert_int_equal(in(vreset_access, &reset, RCON), 0x80);
	out(vreset_access, &reset, RCON + INV, 0xc1);
	assert_int_equal(in(vreset_access, &reset, RCON), 0x41);
}

static void swrst_and_a_read_restart_the_guest(void **state)
{
	in(vreset_access, &reset, RSWRST);
	out(vreset_access, &reset, RSWRST + SET, 1);
	assert_int_equal(requests, 0);
	in(vreset_access, &reset, RCON);
	assert_int_equal(requests, 0);
	in(vreset_access, &reset, RSWRST);
	assert_int_equal(requests, GUEST_REQ_STOP | GUEST_REQ_START);
	vsfr_reset(&guest);
	assert_int_equal(in(vreset_access, &reset, RCON), 0x43);
	requests = 0;
	in(vreset_access, &reset, RSWRST);
	assert_int_equal(requests, 0);
}

static void each_flash_operation_is_refused(void **state)
{
	out(vnvm_access, &nvm, 0, 0x4003);
	out(vnvm_access, &nvm, 0x10, 0xaa996655);
	out(vnvm_access, &nvm, 0x10, 0x556699aa);
	out(vnvm_access, &nvm, SET, 0x8000);
	assert_int_equal(in(vnvm_access, &nvm, 0), 0x6003);
	out(vnvm_access, &nvm, CLR, 0x2000);
	assert_int_equal(in(vnvm_access, &nvm, 0), 0x6003);
	out(vnvm_access, &nvm, 0, 0x4000);
	out(vnvm_access, &nvm, SET, 0x8000);
	assert_int_equal(in(vnvm_access, &nvm, 0), 0x4000);
}

static void other_registers_take_all_and_show_0(void **state)
{
	out(vnvm_access, &nvm, 0x20, ~0u);
	assert_int_equal(in(vnvm_access, &nvm, 0x20), 0);
	assert_int_equal(in(vnvm_access, &nvm, 0xa0), 0);
	out(vstore_access, &key, 0, 0xaa996655);
	assert_int_equal(in(vstore_access, &key, 0), 0);
}

static void parts_of_registers(void **state)
{
	struct vreg_access a = { .addr = 0x1000, .width = 1, .value = 0xab,
				 .write = true };

	assert_int_equal(sfr_written(&a, 0x12345678), 0x123456ab);
	a.addr = 0x1003;
	assert_int_equal(sfr_written(&a, 0x12345678), 0xab345678);
	a = (struct vreg_access){ .addr = 0x1006, .width = 2, .value = 0x1230 };
	assert_int_equal(sfr_written(&a, 0x12345678), 0x00045678);
	a.addr = 0x100a;
	assert_int_equal(sfr_written(&a, 0x00045678), 0x12345678);
	a.addr = 0x100e;
	assert_int_equal(sfr_written(&a, 0x12345678), 0x00045678);
	sfr_read(&a, 0x12345678);
	assert_int_equal(a.value, 0x1234);
}

#define test(name) cmocka_unit_test_setup(name, start)

int main(void)
{
	const struct CMUnitTest tests[] = {
		test(wdtcon_switches_the_watchdog),
		test(only_the_key_alone_serves_the_watchdog),
		test(the_first_start_is_power_on),
		test(causes_gather_until_they_are_cleared),
		test(swrst_and_a_read_restart_the_guest),
		test(each_flash_operation_is_refused),
		test(other_registers_take_all_and_show_0),
		test(parts_of_registers),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
