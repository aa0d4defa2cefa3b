// SPDX-License-Identifier: GPL-2.0
/* A guest's watchdog, resets and flash controller. */
#include "kunit.h"

#include "mips/stubs.h"
#include <levsha/guest.h>
#include <levsha/vsfr.h>

#define COUNTS_PER_MS	100000
#define CLR		0x4
#define SET		0x8
#define INV		0xc

static struct part_guest part;
static struct guest guest;
static u32 served;

static const struct part_block wdt = { .mask = ~0u, .read = vwdt_read,
				       .write = vwdt_write };
static const struct part_block rcon = { .mask = 0xffff, .shadow = &guest.vsfr.rcon,
					.state = &guest.vsfr.rcon,
					.write = sfr_ignore };
static const struct part_block rswrst = { .mask = ~0u, .read = vrswrst_read,
					  .write = vrswrst_write };
static const struct part_block nvmcon = { .mask = ~0u, .shadow = &guest.vsfr.nvmcon,
					  .write = vnvmcon_write };
static const struct part_block nothing = { .shadow = &sfr_zero,
					   .write = sfr_ignore };

void sched_watch(struct guest *g, bool on)
{
	g->sched.watched = on;
	served++;
}

static int start(void **state)
{
	forget(state);
	served = 0;
	part = (struct part_guest){ .watchdog = 1000 * COUNTS_PER_MS };
	guest = (struct guest){ .part = &part };
	guest.vsfr.cause = RCON_POR | RCON_BOR;
	vsfr_reset(&guest);
	return 0;
}

static u32 in(const struct part_block *block)
{
	return sfr_read(&guest, block, 0);
}

static void out_width(const struct part_block *block, u32 offset, u8 width,
		      u32 value)
{
	const u32 left = offset % 4 * 8;

	sfr_write(&guest, block, offset & ~3u, (~0u >> (32 - 8 * width)) << left,
		  value << left);
}

static void out(const struct part_block *block, u32 offset, u32 value)
{
	out_width(block, offset, 4, value);
}

static void wdtcon_switches_the_watchdog(void **state)
{
	assert_int_equal(in(&wdt) & 0x8000, 0);
	out(&wdt, SET, 0x8000);
	assert_int_equal(in(&wdt) & 0x8000, 0x8000);
	assert_true(guest.sched.watched);
	out(&wdt, CLR, 0x8000);
	assert_false(guest.sched.watched);
	assert_int_equal(served, 2);
}

/* 512 ms are within 1000, 1024 would not be */
static void wdtcon_tells_the_time_that_there_is(void **state)
{
	assert_int_equal(in(&wdt), 9 << 8);
	part.watchdog = COUNTS_PER_MS;
	assert_int_equal(in(&wdt), 0);
	part.watchdog = 20000 * COUNTS_PER_MS;
	out(&wdt, SET, 0x8000);
	assert_int_equal(in(&wdt), 0x8000 | 14 << 8);
}

static void only_the_key_alone_serves_the_watchdog(void **state)
{
	out(&wdt, 0, 0x8000);
	served = 0;
	out(&wdt, 0, 0x57438000);
	out_width(&wdt, 2, 2, 0x5744);
	out_width(&wdt, 2, 1, 0x43);
	out_width(&wdt, 0, 1, 0x43);
	assert_int_equal(served, 0);
	out_width(&wdt, 2, 2, 0x5743);
	assert_int_equal(served, 1);
	assert_true(guest.sched.watched);
}

static void power_on_is_a_cause(void **state)
{
	assert_int_equal(in(&rcon), 3);
	out(&rcon, CLR, 3);
	assert_int_equal(in(&rcon), 0);
}

static void causes_gather_until_they_are_cleared(void **state)
{
	guest.vsfr.cause = RCON_WDTO;
	vsfr_reset(&guest);
	assert_int_equal(in(&rcon), 0x13);
	out(&rcon, 0, 0);
	vsfr_reset(&guest);
	assert_int_equal(in(&rcon), 0x80);
	out(&rcon, INV, 0xc1);
	assert_int_equal(in(&rcon), 0x41);
}

static void swrst_and_a_read_restart_the_guest(void **state)
{
	in(&rswrst);
	out(&rswrst, SET, 1);
	assert_int_equal(requests, 0);
	in(&rcon);
	assert_int_equal(requests, 0);
	in(&rswrst);
	assert_int_equal(requests, GUEST_REQ_STOP | GUEST_REQ_START);
	vsfr_reset(&guest);
	assert_int_equal(in(&rcon), 0x43);
	requests = 0;
	in(&rswrst);
	assert_int_equal(requests, 0);
}

static void each_flash_operation_is_refused(void **state)
{
	out(&nvmcon, 0, 0x4003);
	out(&nvmcon, SET, 0x8000);
	assert_int_equal(in(&nvmcon), 0x6003);
	out(&nvmcon, CLR, 0x2000);
	assert_int_equal(in(&nvmcon), 0x6003);
	out(&nvmcon, 0, 0x4000);
	out(&nvmcon, SET, 0x8000);
	assert_int_equal(in(&nvmcon), 0x4000);
}

static void other_registers_take_all_and_show_0(void **state)
{
	out(&nothing, 0, ~0u);
	assert_int_equal(in(&nothing), 0);
}

static u32 word;

static void word_write(struct guest *g, const struct part_block *block, u32 clear,
		       u32 set, u32 addr)
{
	assert_int_equal(clear & set, 0);
	word = (word & ~clear) | set;
}

static void parts_of_registers(void **state)
{
	const struct part_block block = { .mask = ~0u, .shadow = &word,
					  .write = word_write };
	const struct part_block plain = { .mask = ~0u, .shadow = &word,
					  .write = word_write, .plain = 1 };

	word = 0x12345678;
	out_width(&block, 0, 1, 0xab);
	assert_int_equal(word, 0x123456ab);
	out_width(&block, 3, 1, 0xab);
	assert_int_equal(word, 0xab3456ab);
	out_width(&block, CLR + 2, 2, 0xab30);
	assert_int_equal(word, 0x000456ab);
	out_width(&block, SET + 2, 2, 0x1230);
	assert_int_equal(word, 0x123456ab);
	out_width(&block, INV + 2, 2, 0x1230);
	assert_int_equal(word, 0x000456ab);
	out_width(&plain, INV, 4, 0x12345678);
	assert_int_equal(word, 0x12345678);
	assert_int_equal(sfr_read(&guest, &block, 0), 0x12345678);
}

static u32 cleared, also_set, told;

static void tell(struct guest *g, const struct part_block *block, u32 clear, u32 set,
		 u32 addr)
{
	cleared = clear;
	also_set = set;
	told++;
}

static void what_changes_of_a_state_is_told(void **state)
{
	const struct part_block block = { .mask = 0xff0, .shadow = &word,
					  .state = &word, .write = tell };

	word = 0x100;
	told = 0;
	out(&block, 0, 0xffff002f);
	assert_int_equal(word, 0x020);
	assert_int_equal(cleared, 0x100);
	assert_int_equal(also_set, 0x020);
	assert_int_equal(told, 1);
	out(&block, SET, 0xf02f);
	out(&block, CLR, 0xfffff00f);
	assert_int_equal(word, 0x020);
	assert_int_equal(told, 1);
	out(&block, INV, 0x0f8f);
	assert_int_equal(word, 0xfa0);
	assert_int_equal(also_set, 0xf80);
	assert_int_equal(cleared, 0);
}

#define test(name) cmocka_unit_test_setup(name, start)

int main(void)
{
	const struct CMUnitTest tests[] = {
		test(wdtcon_switches_the_watchdog),
		test(wdtcon_tells_the_time_that_there_is),
		test(only_the_key_alone_serves_the_watchdog),
		test(power_on_is_a_cause),
		test(causes_gather_until_they_are_cleared),
		test(swrst_and_a_read_restart_the_guest),
		test(each_flash_operation_is_refused),
		test(other_registers_take_all_and_show_0),
		test(parts_of_registers),
		test(what_changes_of_a_state_is_told),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
