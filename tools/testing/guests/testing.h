/* SPDX-License-Identifier: GPL-2.0 */
/* What the test guests share beyond the samples' guest.h: TAP, faults, time. */
#ifndef TESTING_H
#define TESTING_H

#include <guest.h>
#include <stddef.h>

#define ARRAY_SIZE(a)	(sizeof(a) / sizeof((a)[0]))

#define NO_FAULT	(-1)
#define FAULT_UD	6
#define FAULT_GP	13

static inline uint64_t rdtsc(void)
{
	uint64_t t;

	asm volatile("rdtsc" : "=A"(t) : : "memory");
	return t;
}

/* Lets so many ticks of the time-stamp counter pass. */
void wait(uint64_t ticks);

/*
 * Like printf(), with %s, %c, %u, %x, %llx; so slow that the console, which all
 * guests share, can follow.
 */
void __attribute__((format(printf, 1, 2))) print(const char *fmt, ...);

/* Prepares the console and the faults. */
void testing_init(void);

/* A line of TAP. */
void ok(bool good, const char *fmt, ...);

/* The plan, and the end of the guest's work. */
void __attribute__((noreturn)) done(void);

/* The end. */
void __attribute__((noreturn)) halt(void);

/*
 * faults() executes one instruction, given as asm() wants it, and is the vector of
 * the exception that it raised, or NO_FAULT. Operands must clobber "memory". An
 * exception elsewhere ends the guest's test.
 */
extern volatile uint32_t fault_resume;
extern volatile int fault_vector;

#define faults(instruction, operands...)                    \
	({                                                  \
		fault_vector = NO_FAULT;                    \
		asm volatile("movl $1f, fault_resume\n\t"   \
			     instruction "\n"               \
			     "1:\tmovl $0, fault_resume"    \
			     operands);                     \
		fault_vector;                               \
	})

#endif /* TESTING_H */
