// SPDX-License-Identifier: GPL-2.0
/*
 * Ticks of the core timer, one period after the other, and what they come to: the
 * ticks must fit the Count that passed, whoever else ran. A line every ten seconds:
 * ticks, Counts that are not in them, the latest tick in Counts.
 */
#include "testing.h"

#define PERIOD		(10 * COUNTS_PER_MS)
#define TICKS_PER_LINE	1000

static volatile uint32_t ticks;
static uint32_t next, latest;

static void timer(void)
{
	const uint32_t late = read_count() - next;

	if (late > latest)
		latest = late;
	next += PERIOD;
	write_compare(next);
	irq_done(IRQ_CORE_TIMER);
	ticks++;
}

/*
 * Counts from the start to now, less those that the ticks stand for: from 0 up to a
 * period and what a tick may be late.
 */
static int32_t drift(uint32_t start)
{
	uint32_t counted, now;

	do {
		counted = ticks;
		now = read_count();
	} while (counted != ticks);
	return (int32_t)(now - start - counted * PERIOD);
}

int main(void)
{
	uint32_t start, line = 0;

	console_init();
	print_pace = PACE_OF_SEVEN;
	start = read_count();
	next = start + PERIOD;
	write_compare(next);
	irq_enable(IRQ_CORE_TIMER, 6, timer);
	interrupts_on();
	for (;;) {
		while (ticks / TICKS_PER_LINE == line)
			asm volatile("wait");
		line = ticks / TICKS_PER_LINE;
		print("%u: %u %u\n", line * TICKS_PER_LINE, (uint32_t)drift(start), latest);
		latest = 0;
	}
}
