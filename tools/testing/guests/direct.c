// SPDX-License-Identifier: GPL-2.0
/*
 * Answers interrupts of its local APIC's timer and, as far as it has them, of the
 * printer port and the second serial port, and measures how long each answer
 * takes. This is a Multiboot program too: the same file runs on the bare PC.
 *
 * Each step ends with a write to RESULTS->step, at which the test stops Bochs.
 */
#include "testing.h"

#define LPT		0x378
#define LPT_STATUS	(LPT + 1)
#define LPT_CONTROL	(LPT + 2)
#define LPT_IRQ		7
#define LPT_STROBE	0x01
#define LPT_ONLINE	0x0c	/* selected, not being initialised */
#define LPT_INTERRUPT	0x10
#define COM2		0x2f8
#define COM2_IER	(COM2 + 1)
#define COM2_MCR	(COM2 + 4)
#define COM2_SCRATCH	(COM2 + 7)
#define COM2_IRQ	3
#define MCR_LOOPED	0x18	/* loop-back, interrupts */
#define MCR_ANSWER	0x01
#define DIVIDE_BY_1	0xb
#define APIC_TIMER_COUNT 0x390
#define PERIOD		5000
#define ROUNDS		10000

asm(".text; .balign 4; .long 0x1badb002, 0, -0x1badb002");

#define FIRST_STEP	0x57e90001

/* At the guest's physical address RESULTS, which the test knows. */
struct results {
	uint32_t step;
	uint32_t timer_interrupts;
	uint32_t timer_latency;
	uint32_t lpt_interrupts;
	uint32_t com2_interrupts;
};

#define RESULTS		((volatile struct results *)0x1000)

static volatile uint64_t answered;
static uint64_t sum, worst;

__attribute__((interrupt)) static void on_timer(struct interrupt_frame *frame)
{
	(void)frame;
	answered = rdtsc();
	RESULTS->timer_interrupts++;
}

__attribute__((interrupt)) static void on_lpt(struct interrupt_frame *frame)
{
	(void)frame;
	outb(LPT, 0x01);
	answered = rdtsc();
	inb(LPT_STATUS);
	RESULTS->lpt_interrupts++;
}

__attribute__((interrupt)) static void on_com2(struct interrupt_frame *frame)
{
	(void)frame;
	outb(COM2_MCR, MCR_LOOPED | MCR_ANSWER);
	inb(COM2);
	RESULTS->com2_interrupts++;
}

static void step(void)
{
	RESULTS->step++;
}

static void sleep_until(volatile uint32_t *count, uint32_t n)
{
	while (*count < n)
		wait_for_interrupt();
}

/* Both ports hold what is written, and nothing does where no port is. */
static bool is_there(uint16_t port)
{
	outb(port, 0x5a);
	return inb(port) == 0x5a;
}

/* Returns when the timer will expire. */
static uint64_t start_timer(uint32_t ticks)
{
	apic_write(APIC_TIMER_INIT, ticks);
	return rdtsc() + apic_read(APIC_TIMER_COUNT);
}

static void take_timer_interrupt(void)
{
	uint64_t expires;

	apic_write(APIC_TIMER_DIV, DIVIDE_BY_1);
	apic_write(APIC_LVT_TIMER, VECTOR_TIMER);
	expires = start_timer(PERIOD);
	step();
	sleep_until(&RESULTS->timer_interrupts, 1);
	RESULTS->timer_latency = (uint32_t)(answered - expires);
	step();
	apic_write(APIC_EOI, 0);
}

static void strobe(void)
{
	outb(LPT_CONTROL, LPT_ONLINE | LPT_INTERRUPT | LPT_STROBE);
	outb(LPT_CONTROL, LPT_ONLINE | LPT_INTERRUPT);
}

/* The answer is on bit 0 of the data lines. */
static void take_lpt_interrupt(void)
{
	irq_enable(LPT_IRQ);
	outb(LPT_CONTROL, LPT_ONLINE | LPT_INTERRUPT);
	outb(LPT, 0);
	asm volatile("sti" : : : "memory");
	step();
	strobe();
	step();
	asm volatile("cli" : : : "memory");
	irq_done(LPT_IRQ);
}

/* A character through the loop; the answer is on the line DTR. */
static void take_com2_interrupt(void)
{
	irq_enable(COM2_IRQ);
	outb(COM2_MCR, MCR_LOOPED);
	outb(COM2_IER, 1);
	step();
	outb(COM2, 'x');
	sleep_until(&RESULTS->com2_interrupts, 1);
	step();
	irq_done(COM2_IRQ);
}

/* As a guest that needs nobody. */
static void compute(void)
{
	step();
	wait(2000000);
	step();
}

static void note(uint64_t begin)
{
	const uint64_t ticks = answered - begin;

	sum += ticks;
	if (ticks > worst)
		worst = ticks;
}

static void report(const char *source)
{
	print("response %u %u %s\n", (uint32_t)sum, (uint32_t)worst, source);
	sum = 0;
	worst = 0;
}

/*
 * Bochs runs its cores in turns of five instructions. By one to five rounds of two
 * instructions a measurement begins anywhere in a turn.
 */
static void delay(void)
{
	static uint32_t random;
	uint32_t rounds;

	random = random * 1664525 + 1013904223;
	rounds = 1 + (uint32_t)(random * 5ULL >> 32);
	asm volatile("1:	dec %0\n\t"
		     "jnz 1b" : "+r"(rounds) : : "cc");
}

static void measure_timer(void)
{
	const uint32_t before = RESULTS->timer_interrupts;
	uint64_t expires;
	uint32_t i;

	for (i = 1; i <= ROUNDS; i++) {
		delay();
		expires = start_timer(PERIOD / 10);
		sleep_until(&RESULTS->timer_interrupts, before + i);
		note(expires);
		apic_write(APIC_EOI, 0);
	}
	report("timer");
}

static void measure_lpt(void)
{
	uint64_t begin;
	uint32_t i;

	for (i = 0; i < ROUNDS; i++) {
		asm volatile("sti" : : : "memory");
		delay();
		begin = rdtsc();
		strobe();
		asm volatile("cli" : : : "memory");
		note(begin);
		irq_done(LPT_IRQ);
	}
	report("printer port");
}

int main(void)
{
	const bool lpt = is_there(LPT), com2 = is_there(COM2_SCRATCH);

	*RESULTS = (struct results){ .step = FIRST_STEP - 1 };
	testing_init();
	set_handler(VECTOR_TIMER, on_timer);
	set_handler(VECTOR_IRQ(LPT_IRQ), on_lpt);
	set_handler(VECTOR_IRQ(COM2_IRQ), on_com2);
	take_timer_interrupt();
	if (lpt)
		take_lpt_interrupt();
	if (com2)
		take_com2_interrupt();
	compute();
	measure_timer();
	if (lpt)
		measure_lpt();
	ok(true, "all taken");
	done();
}
