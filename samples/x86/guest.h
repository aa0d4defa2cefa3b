/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What a small bare-metal PC program needs: ports, the UART as console, and
 * interrupts from the local APIC and the 8259 pair. The local APIC is used as the
 * program finds it, in xAPIC or x2APIC mode. Nothing here knows that there is a
 * hypervisor.
 */
#ifndef GUEST_H
#define GUEST_H

#include <stdbool.h>
#include <stdint.h>

#define UART		0x3f8
#define UART_IRQ	4
#define APIC		0xfee00000

#define APIC_EOI	0x0b0
#define APIC_SVR	0x0f0
#define APIC_LVT_TIMER	0x320
#define APIC_TIMER_INIT	0x380
#define APIC_TIMER_DIV	0x3e0

#define MSR_APIC_BASE	0x1b
#define MSR_X2APIC	0x800
#define APIC_BASE_X2APIC (1 << 10)

/* Vectors: the 8259 pair's inputs, and one for the local APIC's timer. */
#define VECTOR_IRQ(n)	(0x20 + (n))
#define VECTOR_TIMER	0x40
#define VECTOR_SPURIOUS	0xff

struct interrupt_frame;
typedef void (*interrupt_handler)(struct interrupt_frame *frame);

static inline void outb(uint16_t port, uint8_t value)
{
	asm volatile("outb %0, %1" : : "a"(value), "Nd"(port));
}

static inline uint8_t inb(uint16_t port)
{
	uint8_t value;

	asm volatile("inb %1, %0" : "=a"(value) : "Nd"(port));
	return value;
}

static inline uint64_t rdmsr(uint32_t msr)
{
	uint64_t value;

	asm volatile("rdmsr" : "=A"(value) : "c"(msr));
	return value;
}

static inline void wrmsr(uint32_t msr, uint64_t value)
{
	asm volatile("wrmsr" : : "c"(msr), "A"(value) : "memory");
}

/* Whether the local APIC is in x2APIC mode; interrupts_init() looks. */
extern bool x2apic;

static inline uint32_t apic_read(uint32_t reg)
{
	if (x2apic)
		return (uint32_t)rdmsr(MSR_X2APIC + reg / 16);
	return *(volatile uint32_t *)(APIC + reg);
}

static inline void apic_write(uint32_t reg, uint32_t value)
{
	if (x2apic)
		wrmsr(MSR_X2APIC + reg / 16, value);
	else
		*(volatile uint32_t *)(APIC + reg) = value;
}

/* Sleeps until an interrupt was handled; interrupts are off before and after. */
static inline void wait_for_interrupt(void)
{
	asm volatile("sti; hlt; cli" : : : "memory");
}

void console_init(void);
void put_char(char c);
void put_string(const char *s);
void put_number(uint32_t n);

/* A character that was typed, or -1. */
int get_char(void);

/* Sets a handler, declared with __attribute__((interrupt)). */
void set_handler(uint8_t vector, interrupt_handler handler);

/* Prepares interrupts: descriptor table, local APIC, 8259 pair with all masked. */
void interrupts_init(void);

/* Opens an input of the 8259 pair; its handler must end with irq_done(). */
void irq_enable(uint8_t irq);
void irq_done(uint8_t irq);

#endif /* GUEST_H */
