// SPDX-License-Identifier: GPL-2.0
/*
 * A guest that minds its own business: it beats, and watches its memory. What it
 * prints, and what is in its memory at a beat, does not depend on others, so that
 * runs can be compared. One that owns the port FUSE ends the run after its last
 * beat.
 */
#include "testing.h"

#define FIRST		((uint32_t *)0x200000)	/* behind the image */
#define END		((uint32_t *)0x400000)
#define QUARTERS	4
#define BEATS		16
#define PERIOD		4000000
#define PERIODIC	(1 << 17)
#define DIVIDE_BY_1	0xb
#define FUSE		0x8900

static volatile uint32_t ticks;

__attribute__((interrupt)) static void on_timer(struct interrupt_frame *frame)
{
	(void)frame;
	ticks++;
	apic_write(APIC_EOI, 0);
}

static uint32_t pattern(const uint32_t *p)
{
	return (uint32_t)p * 2654435761u;
}

/* One quarter at each beat. */
static uint32_t spoilt_words(uint32_t beat)
{
	const uint32_t size = (uint32_t)(END - FIRST) / QUARTERS;
	const uint32_t *p = FIRST + beat % QUARTERS * size, *end = p + size;
	uint32_t n = 0;

	for (; p < end; p++)
		n += *p != pattern(p);
	return n;
}

/*
 * The time at which a character was printed is left in no register, from where an
 * interrupt would save it: the emulator's ticks depend on what all cores do.
 */
static void await_tick(uint32_t n)
{
	asm volatile("xor %%eax, %%eax\n\t"
		     "xor %%ecx, %%ecx\n\t"
		     "xor %%edx, %%edx" : : : "eax", "ecx", "edx", "cc");
	while (ticks < n)
		wait_for_interrupt();
}

int main(void)
{
	uint32_t *p, beat;

	testing_init();
	set_handler(VECTOR_TIMER, on_timer);
	for (p = FIRST; p < END; p++)
		*p = pattern(p);
	apic_write(APIC_TIMER_DIV, DIVIDE_BY_1);
	apic_write(APIC_LVT_TIMER, PERIODIC | VECTOR_TIMER);
	apic_write(APIC_TIMER_INIT, PERIOD);
	for (beat = 1; beat <= BEATS; beat++) {
		print("beat %u, %u words spoilt\n", beat, spoilt_words(beat));
		await_tick(beat);
	}
	outb(FUSE, 'D');
	halt();
}
