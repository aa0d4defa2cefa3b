// SPDX-License-Identifier: GPL-2.0
/*
 * A guest that minds its own business: it beats, and at each beat sums up all its
 * memory, flash and registers. What it prints, and what is in its memory, does not
 * depend on others, so that runs can be compared: the beat, spoilt words, sums.
 */
#include "testing.h"

#define PERIOD		(50 * COUNTS_PER_MS)
#define BEATS		20
#define WORDS		4096

static uint32_t memory[WORDS];
static volatile uint32_t ticks;
static uint32_t next;

static void timer(void)
{
	next += PERIOD;
	write_compare(next);
	irq_done(IRQ_CORE_TIMER);
	ticks++;
}

static uint32_t pattern(uint32_t i)
{
	return i * 2654435761u;
}

static uint32_t spoilt_words(void)
{
	uint32_t i, n = 0;

	for (i = 0; i < WORDS; i++)
		n += memory[i] != pattern(i);
	return n;
}

static uint32_t sum_of(uint32_t start, uint32_t end)
{
	const uint32_t *p = (const uint32_t *)start;
	uint32_t sum = 0;

	for (; p < (const uint32_t *)end; p++)
		sum = sum * 31 + *p;
	return sum;
}

static uint32_t sum_of_flash(void)
{
	extern const char vectors[], data_load[];

	return sum_of((uint32_t)vectors, (uint32_t)data_load);
}

/* What only this guest changes, and all of it that an exit must keep. */
static uint32_t sum_of_cp0(void)
{
	return mfc0(12, 0) ^ mfc0(12, 1) ^ mfc0(15, 1) ^ mfc0(6, 0) * 3 ^ mfc0(4, 2) * 5 ^
	       mfc0(31, 2) * 7 ^ mfc0(31, 3) * 9 ^ mfc0(7, 0) * 11 ^ mfc0(4, 0) * 13;
}

static void set_cp0(uint32_t beat)
{
	mtc0(4, 2, beat * 0x01234567);		/* UserLocal */
	mtc0(31, 2, beat * 0x89abcdef);		/* KScratch */
	mtc0(31, 3, ~beat);
	mtc0(4, 0, beat << 23);			/* Context */
}

int main(void)
{
	uint32_t i, beat;

	console_init();
	for (i = 0; i < WORDS; i++)
		memory[i] = pattern(i);
	next = read_count() + PERIOD;
	write_compare(next);
	irq_enable(IRQ_CORE_TIMER, 5, timer);
	for (beat = 1; beat <= BEATS; beat++) {
		set_cp0(beat);
		while (ticks < beat)
			wait_for_interrupt();
		print("%u: %u %x %x\n", beat, spoilt_words(), sum_of_flash(), sum_of_cp0());
	}
	print("witness done\n");
	for (;;)
		wait_for_interrupt();
}
