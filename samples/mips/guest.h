/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What a small bare-metal program for the Wi-FIRE needs: the UART as console,
 * interrupts, time. Nothing here knows that there is a hypervisor.
 */
#ifndef GUEST_H
#define GUEST_H

#include <stdbool.h>
#include <stdint.h>

#include "pic32mz.h"

#define ARRAY_SIZE(a)	(sizeof(a) / sizeof((a)[0]))
#define COUNTS_PER_MS	100000		/* of the core timer */

/* Registers of coprocessor 0, by number and select. */
#define mfc0(number, select)                                                  \
	({                                                                    \
		uint32_t mfc0_;                                               \
		asm volatile("mfc0 %0, $" #number ", " #select                \
			     : "=r"(mfc0_) : : "memory");                     \
		mfc0_;                                                        \
	})
#define mtc0(number, select, value)                                           \
	asm volatile("mtc0 %0, $" #number ", " #select "\n\tehb"              \
		     : : "r"(value) : "memory")

#define read_count()		mfc0(9, 0)
#define write_compare(value)	mtc0(11, 0, value)

/* Sleeps until an interrupt was handled; interrupts are off before and after. */
static inline void wait_for_interrupt(void)
{
	asm volatile("wait\n\tei\n\tehb\n\tdi\n\tehb" : : : "memory");
}

static inline uint32_t physical(const volatile void *p)
{
	return (uint32_t)p & 0x1fffffff;
}

/* The same memory, past the cache. */
static inline void *uncached(const volatile void *p)
{
	return (void *)(physical(p) | 0xa0000000u);
}

void console_init(void);
void put_char(char c);
void put_string(const char *s);
void put_number(uint32_t n);
void put_hex(uint32_t n);

/* A character that was typed, or -1. */
int get_char(void);

/*
 * Opens a source of the interrupt controller at a priority, 1 to 7. Its handler
 * ends with irq_done(), after it has removed the cause.
 */
typedef void (*irq_handler)(void);
void irq_enable(unsigned int irq, unsigned int priority, irq_handler handler);
void irq_done(unsigned int irq);

/*
 * attempt() is the result of code(a, b). If an exception ended that, attempt_cause
 * is CP0 Cause, else 0. Exceptions elsewhere end the program with a line.
 */
typedef uint32_t (*attempt_code)(uint32_t a, uint32_t b);
uint32_t attempt(attempt_code code, uint32_t a, uint32_t b);
extern volatile uint32_t attempt_cause;

#endif /* GUEST_H */
