/* SPDX-License-Identifier: GPL-2.0 */
/* What the test guests share: ports, TAP on the vUART, faults, interrupts. */
#ifndef _GUEST_H
#define _GUEST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef uint8_t u8;
typedef uint16_t u16;
typedef uint32_t u32;
typedef uint64_t u64;

#define ARRAY_SIZE(a) (sizeof(a) / sizeof((a)[0]))

#define APIC_BASE 0xfee00000
#define NO_FAULT (-1)
#define UD 6
#define GP 13
#define PF 14

/* A register of the local APIC, and of nobody else. */
#define apic(reg) (*(volatile u32 *)(APIC_BASE + (reg)))

static inline void outb(u8 value, u16 port)
{
	asm volatile("outb %0, %1" : : "a"(value), "Nd"(port));
}

static inline u8 inb(u16 port)
{
	u8 value;

	asm volatile("inb %1, %0" : "=a"(value) : "Nd"(port));
	return value;
}

static inline u64 rdtsc(void)
{
	u64 t;

	asm volatile("rdtsc" : "=A"(t));
	return t;
}

static inline u64 rdmsr(u32 msr)
{
	u64 value;

	asm volatile("rdmsr" : "=A"(value) : "c"(msr));
	return value;
}

static inline void wrmsr(u32 msr, u64 value)
{
	asm volatile("wrmsr" : : "A"(value), "c"(msr));
}

/** wait() - let time pass: so many ticks of the time-stamp counter */
void wait(u64 ticks);

/** print() - like printf(): %s %c %u %x, %X is a u64; slow enough to be seen */
void __attribute__((__format__(__printf__, 1, 2))) print(const char *fmt, ...);

/** ok() - a line of TAP; nothing is said again about what it is but @fmt */
void ok(bool good, const char *fmt, ...);

/** done() - the plan, and the end of the guest's work */
void __attribute__((__noreturn__)) done(void);

/** halt() - the end */
void __attribute__((__noreturn__)) halt(void);

/** interrupt() - call a function for a vector from 32 up */
void interrupt(u8 vector, void (*handler)(void));

/* How faults() comes back; a fault that it does not expect ends the guest. */
extern struct resume {
	void *buffer[5];
	volatile int vector;
	volatile bool armed;
} resume;

/** faults() - the exception that a statement raises, or NO_FAULT */
#define faults(statement)                              \
	({                                             \
		resume.vector = NO_FAULT;              \
		if (!__builtin_setjmp(resume.buffer)) { \
			resume.armed = true;           \
			statement;                     \
		}                                      \
		resume.armed = false;                  \
		resume.vector;                         \
	})

#endif /* _GUEST_H */
