// SPDX-License-Identifier: GPL-2.0
/*
 * Floods itself with interrupts: some thousand that it sends itself, as many of the
 * printer port if it has it, then for ever those of a timer that expires at each
 * tick. From the handler of these it does, one after the other, all that it knows
 * to cost others time.
 */
#include "testing.h"

#define LPT		0x378
#define LPT_STATUS	(LPT + 1)
#define LPT_CONTROL	(LPT + 2)
#define LPT_IRQ		7
#define LPT_INTERRUPT	0x1c	/* enabled, selected, not being initialised */
#define LPT_STROBE	0x01
#define COM2_IRQ	3
#define PIC_MASK	0x21
#define NOBODYS_PORT	0x80
#define APIC_ICR	0x300
#define ICR_SELF	(1 << 18)
#define ICR_ASSERT	(1 << 14)
#define ICR_NMI_TO_ALL	(3 << 18 | ICR_ASSERT | 4 << 8)
#define VECTOR_SELF	0x41
#define PERIODIC	(1 << 17)
#define DIVIDE_BY_1	0xb
#define FLOOD		5000
#define MEMORY		((uint8_t *)0x200000)
#define MEMORY_SIZE	0x1000

static volatile uint32_t selves, printers, ticks;
static uint8_t words[128] __attribute__((aligned(64)));

static void send_self(void)
{
	apic_write(APIC_ICR, ICR_SELF | ICR_ASSERT | VECTOR_SELF);
}

static void strobe(void)
{
	outb(LPT_CONTROL, LPT_INTERRUPT | LPT_STROBE);
	outb(LPT_CONTROL, LPT_INTERRUPT);
}

__attribute__((interrupt)) static void on_self(struct interrupt_frame *frame)
{
	(void)frame;
	if (++selves < FLOOD)
		send_self();
	apic_write(APIC_EOI, 0);
}

__attribute__((interrupt)) static void on_printer(struct interrupt_frame *frame)
{
	(void)frame;
	inb(LPT_STATUS);
	irq_done(LPT_IRQ);
	if (++printers < FLOOD)
		strobe();
}

static void exit_by_cpuid(void)
{
	uint32_t a = 0;

	asm volatile("cpuid" : "+a"(a) : : "ebx", "ecx", "edx");
}

static void exit_by_port(void)
{
	outb(NOBODYS_PORT, 0);
}

static void flood_console(void)
{
	outb(UART, (uint8_t)(ticks % 64 ? 'f' : '\n'));
}

/* Changes the I/O APIC, if an interrupt is its own. */
static void change_masks(void)
{
	outb(PIC_MASK, (uint8_t)~(ticks & (1 << COM2_IRQ | 1 << LPT_IRQ)));
}

static void interrupt_all(void)
{
	apic_write(APIC_ICR, ICR_NMI_TO_ALL);
}

static void flush_caches(void)
{
	asm volatile("wbinvd" : : : "memory");
}

static void flush_translations(void)
{
	uint32_t cr0;

	asm volatile("mov %%cr0, %0\n\t"
		     "mov %0, %%cr0\n\t"
		     "mov %%cr3, %0\n\t"
		     "mov %0, %%cr3"
		     : "=r"(cr0) : : "memory");
}

/* A locked access across two cache lines holds the bus. */
static void lock_bus(void)
{
	asm volatile("lock incl %0" : "+m"(*(uint32_t *)(words + 62)));
}

static void fill_memory(void)
{
	uint8_t *to = MEMORY;
	uint32_t count = MEMORY_SIZE;

	asm volatile("rep stosb" : "+D"(to), "+c"(count) : "a"(0) : "memory");
}

static void (*const deeds[])(void) = {
	exit_by_cpuid, exit_by_port, flood_console, change_masks, interrupt_all,
	flush_caches, flush_translations, lock_bus, fill_memory,
};

__attribute__((interrupt)) static void on_timer(struct interrupt_frame *frame)
{
	(void)frame;
	deeds[++ticks % ARRAY_SIZE(deeds)]();
	apic_write(APIC_EOI, 0);
}

static void await(volatile uint32_t *count)
{
	while (*count < FLOOD)
		wait_for_interrupt();
}

static void flood_by_printer(void)
{
	irq_enable(LPT_IRQ);
	outb(LPT_CONTROL, LPT_INTERRUPT);
	strobe();
	await(&printers);
	ok(printers == FLOOD, "%u interrupts of its printer port", printers);
}

int main(void)
{
	testing_init();
	set_handler(VECTOR_SELF, on_self);
	set_handler(VECTOR_TIMER, on_timer);
	set_handler(VECTOR_IRQ(LPT_IRQ), on_printer);
	send_self();
	await(&selves);
	ok(selves == FLOOD, "%u interrupts from itself", selves);
	outb(LPT, 0x5a);
	if (inb(LPT) == 0x5a)
		flood_by_printer();
	apic_write(APIC_TIMER_DIV, DIVIDE_BY_1);
	apic_write(APIC_LVT_TIMER, PERIODIC | VECTOR_TIMER);
	apic_write(APIC_TIMER_INIT, 1);
	asm volatile("sti" : : : "memory");
	for (;;)
		asm volatile("hlt");
}
