/* SPDX-License-Identifier: GPL-2.0 */
/* What the test guests share beyond the samples' guest.h: output and TAP. */
#ifndef TESTING_H
#define TESTING_H

#include <guest.h>
#include <stddef.h>

#define INSTRUCTIONS_PER_COUNT	2
#define PACE_OF_SEVEN		80000

/*
 * Like printf(), with %s, %c, %u and %x, and so many Counts for each character. A
 * line of up to 24 characters is always shown in one piece.
 */
extern uint32_t print_pace;
void __attribute__((format(printf, 1, 2))) print(const char *fmt, ...);

/* A line of TAP. */
void __attribute__((format(printf, 2, 3))) ok(bool good, const char *fmt, ...);

/* A line of TAP, with both values if they differ. */
void is(uint32_t got, uint32_t want, const char *what);

/* The plan, and the end of the guest's work. */
void __attribute__((noreturn)) done(void);

static inline void interrupts_on(void)
{
	asm volatile("ei\n\tehb" : : : "memory");
}

static inline void interrupts_off(void)
{
	asm volatile("di\n\tehb" : : : "memory");
}

/* A sequence that is the same in each run. */
static inline uint32_t next_random(uint32_t *state)
{
	*state = *state * 1664525 + 1013904223;
	return *state >> 8;
}

#endif /* TESTING_H */
