// SPDX-License-Identifier: GPL-2.0
/*
 * A guest that shows that it is alive: a light that walks over the LEDs, driven by
 * interrupts of the core timer, and a line each second.
 */
#include "guest.h"

#define PERIOD		(100 * COUNTS_PER_MS)
#define BEATS_PER_LINE	10

static const struct led {
	unsigned int port;
	uint32_t pin;
} leds[] = {
	{ PORT_G, 1u << 6 },		/* LD1 */
	{ PORT_D, 1u << 4 },
	{ PORT_B, 1u << 11 },
	{ PORT_G, 1u << 15 },		/* LD4 */
};

static volatile uint32_t beats;
static uint32_t next;

/* From the last time on, not from now: no beat is late for an earlier one. */
static void timer(void)
{
	next += PERIOD;
	write_compare(next);
	irq_done(IRQ_CORE_TIMER);
	beats++;
}

static void leds_init(void)
{
	const struct led *led;

	for (led = leds; led < leds + ARRAY_SIZE(leds); led++) {
		CLR(ANSEL(led->port)) = led->pin;
		CLR(LAT(led->port)) = led->pin;
		CLR(TRIS(led->port)) = led->pin;
	}
}

static void walk(uint32_t beat)
{
	const struct led *off = &leds[(beat - 1) % ARRAY_SIZE(leds)];
	const struct led *on = &leds[beat % ARRAY_SIZE(leds)];

	CLR(LAT(off->port)) = off->pin;
	SET(LAT(on->port)) = on->pin;
}

int main(void)
{
	uint32_t beat = 0;

	console_init();
	leds_init();
	next = read_count() + PERIOD;
	write_compare(next);
	irq_enable(IRQ_CORE_TIMER, 5, timer);
	put_string("heartbeat: a light walks\n");
	for (;;) {
		while (beat == beats)
			wait_for_interrupt();
		walk(++beat);
		if (beat % BEATS_PER_LINE)
			continue;
		put_string("beat ");
		put_number(beat / BEATS_PER_LINE);
		put_string("\n");
	}
}
