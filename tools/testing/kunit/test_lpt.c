// SPDX-License-Identifier: GPL-2.0
/* A printer: what reaches its paper, and that nobody waits for it. */
#include "kunit.h"

#include <levsha/lpt.h>
#include <string.h>

#define PORT 0x378
#define READY 0xd8		/* as Bochs's printer when nothing is going on */
#define OFF 0x7f
#define ABSENT 0xff

static char paper[16384];
static size_t printed;
static u8 data, control, status;
static u32 looks, busy_looks;	/* how often it is busy behind each byte */

u8 inb(u16 port)
{
	assert_int_equal(port, PORT + 1);
	looks++;
	if (busy_looks && looks % (busy_looks + 1))
		return status & 0x7f;
	return status;
}

void outb(u8 value, u16 port)
{
	if (port == PORT) {
		data = value;
		return;
	}
	assert_int_equal(port, PORT + 2);
	assert_int_equal(value & 0x0c, 0x0c);
	if (value & ~control & 1) {
		assert_true(status & 0x80);
		paper[printed++] = (char)data;
	}
	control = value;
}

static int start(void **state)
{
	status = READY;
	busy_looks = 0;
	control = 0;
	lpt_init(PORT);
	lpt_flush();
	printed = 0;
	looks = 0;
	memset(paper, 0, sizeof(paper));
	return 0;
}

static void say(const char *text)
{
	lpt_write(text);
}

static void lines_are_printed_as_printers_want(void **state)
{
	say("one\ntwo\n");
	lpt_poll();
	assert_string_equal(paper, "one\r\ntwo\r\n");
}

static void each_poll_sends_a_bounded_number_of_bytes(void **state)
{
	int i;

	for (i = 0; i < 100; i++)
		say("0123456789");
	lpt_poll();
	assert_int_equal(printed, 64);
	for (i = 0; i < 15; i++)
		lpt_poll();
	assert_int_equal(printed, 1000);
}

static void a_busy_printer_is_left_alone(void **state)
{
	busy_looks = 3;
	say("abc");
	lpt_poll();
	assert_int_equal(looks, 1);
	while (printed < 3)
		lpt_poll();
	assert_string_equal(paper, "abc");
	assert_int_equal(looks, 12);
}

static void what_printers_want_is_waited_for_at_the_end(void **state)
{
	busy_looks = 1000;
	say("last words");
	lpt_flush();
	assert_string_equal(paper, "last words");
}

static void a_printer_that_is_off_costs_a_second_at_the_end(void **state)
{
	say("lost");
	status = OFF;
	lpt_flush();
	assert_int_equal(looks, 1000000);
	assert_int_equal(printed, 0);
}

static void nothing_is_printed_without_paper_or_printer(void **state)
{
	say("text");
	status = ABSENT;
	lpt_poll();
	status = READY | 0x20;
	lpt_poll();
	status = READY & ~0x10;
	lpt_poll();
	status = READY & ~0x08;
	lpt_poll();
	assert_int_equal(printed, 0);
	status = READY;
	lpt_poll();
	assert_string_equal(paper, "text");
}

static void of_too_much_the_newest_is_kept(void **state)
{
	int i;

	status = OFF;
	for (i = 0; i < 1000; i++)
		say("oldest....");
	for (i = 0; i < 409; i++)
		say("0123456789");
	status = READY;
	lpt_flush();
	assert_int_equal(printed, 4096);
	assert_memory_equal(paper, "st....0123456789", 16);
}

/* The first case: no port is known yet. */
static void nobody_prints_without_a_port(void **state)
{
	say("text");
	lpt_poll();
	lpt_flush();
	assert_int_equal(looks, 0);
}

#define test(name) cmocka_unit_test_setup(name, start)

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nobody_prints_without_a_port),
		test(lines_are_printed_as_printers_want),
		test(each_poll_sends_a_bounded_number_of_bytes),
		test(a_busy_printer_is_left_alone),
		test(what_printers_want_is_waited_for_at_the_end),
		test(a_printer_that_is_off_costs_a_second_at_the_end),
		test(nothing_is_printed_without_paper_or_printer),
		test(of_too_much_the_newest_is_kept),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
