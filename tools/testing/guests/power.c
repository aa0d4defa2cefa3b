// SPDX-License-Identifier: GPL-2.0
/*
 * Interrupts of the 8254, measured by ACPI's timer; then the guest resets itself or
 * switches itself off, in the way that is typed.
 */
#include "testing.h"

#define COUNTER_0	0x40
#define CONTROL		0x43
#define PERIODIC	0x34
#define ONE_SHOT	0x30
#define HUNDRED_HERTZ	11932
#define TIMER_IRQ	0

#define PM1_CONTROL	0x604
#define PM_TIMER	0x608
#define PM_PER_TICK	35795		/* counts in a hundredth of a second */
#define S5		(5 << 10 | 1 << 13)
#define RESET		0xcf9
#define KEYBOARD	0x64
#define ACPI_TABLES	((const char *)0xe0000)

static volatile uint32_t ticks;

__attribute__((interrupt)) static void on_tick(struct interrupt_frame *frame)
{
	(void)frame;
	ticks++;
	irq_done(TIMER_IRQ);
}

static uint32_t pm_timer(void)
{
	uint32_t value;

	asm volatile("inl %1, %0" : "=a"(value) : "Nd"((uint16_t)PM_TIMER));
	return value;
}

static void load(uint8_t mode, uint16_t count)
{
	outb(CONTROL, mode);
	outb(COUNTER_0, (uint8_t)count);
	outb(COUNTER_0, count >> 8);
}

static void await_ticks(uint32_t n)
{
	while (ticks < n)
		wait_for_interrupt();
}

static void test_periodic(void)
{
	uint32_t start, passed;

	load(PERIODIC, HUNDRED_HERTZ);
	ticks = 0;
	await_ticks(1);
	start = pm_timer();
	await_ticks(21);
	passed = (pm_timer() - start) & 0xffffff;
	ok(passed > 20 * PM_PER_TICK * 99 / 100 &&
	   passed < 20 * PM_PER_TICK * 101 / 100,
	   "20 ticks take %u counts of the ACPI timer", passed);
}

static void test_one_shot(void)
{
	const uint32_t start = pm_timer();

	load(ONE_SHOT, HUNDRED_HERTZ);
	ticks = 0;
	while (((pm_timer() - start) & 0xffffff) < 5 * PM_PER_TICK)
		asm volatile("sti; nop; cli" : : : "memory");
	ok(ticks == 1, "a one-shot interrupts once: %u", ticks);
}

static void leave(int key)
{
	if (key == 'c')
		outb(RESET, 6);
	else if (key == 'k')
		outb(KEYBOARD, 0xfe);
	else if (key == 'o')
		asm volatile("outw %0, %1" : : "a"((uint16_t)S5),
			     "Nd"((uint16_t)PM1_CONTROL));
	else
		return;
	print("not gone\n");
}

int main(void)
{
	testing_init();
	set_handler(VECTOR_IRQ(TIMER_IRQ), on_tick);
	irq_enable(TIMER_IRQ);
	test_periodic();
	test_one_shot();
	ok(ACPI_TABLES[0] == 'R' && ACPI_TABLES[7] == ' ', "there are ACPI tables");
	print("1..3\n");
	for (;;)
		leave(get_char());
}
