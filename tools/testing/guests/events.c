// SPDX-License-Identifier: GPL-2.0
/*
 * Events that meet: interrupts whose delivery an exception cuts off, and debug
 * exceptions in places where hardware leaves part of their work to a hypervisor.
 */
#include "user.h"

#define CR0_AM		(1 << 18)
#define VECTOR_DB	1
#define VECTOR_AC	17
#define DIVIDE_BY_1	0xb
#define IER_TX		0x02
#define UART_IIR	(UART + 2)

struct user_frame {
	uint32_t eip;
	uint32_t cs;
	uint32_t eflags;
	uint32_t esp;
	uint32_t ss;
};

volatile uint32_t interrupts;
static volatile uint32_t cut_off, soft, steps;
static volatile uint32_t step_at[8];

/* It interrupts user mode, and runs there. */
__attribute__((interrupt)) static void on_timer(struct interrupt_frame *frame)
{
	(void)frame;
	interrupts++;
	apic_write(APIC_EOI, 0);
}

__attribute__((interrupt)) static void on_uart(struct interrupt_frame *frame)
{
	(void)frame;
	interrupts++;
	inb(UART_IIR);
	outb(UART + 1, 0);
	irq_done(UART_IRQ);
}

__attribute__((interrupt)) static void on_soft(struct interrupt_frame *frame)
{
	(void)frame;
	soft++;
}

/* The stack was misaligned: mend it, and let happen again what could not. */
__attribute__((interrupt)) static void on_misaligned(struct interrupt_frame *frame,
						     unsigned int code)
{
	struct user_frame *user = (struct user_frame *)frame;

	(void)code;
	cut_off++;
	user->esp &= ~3u;
}

/* In user mode, with a misaligned stack until its handler mends that. */
#define misaligned(text, operands...)                                  \
	asm volatile("mov %%esp, %%ebx\n\t"                            \
		     "sub $2, %%esp\n\t"                               \
		     text "\n\t"                                       \
		     "mov %%ebx, %%esp" : : operands : "ebx", "ecx", "memory")

#define WAIT_FOR_ONE                                                   \
	"mov $50000, %%ecx\n"                                          \
	"1:\tcmpl $0, interrupts\n\t"                                  \
	"loope 1b"

static void use_timer(void)
{
	apic_write(APIC_TIMER_DIV, DIVIDE_BY_1);
	apic_write(APIC_LVT_TIMER, VECTOR_TIMER);
	apic_write(APIC_TIMER_INIT, 2000);
	misaligned(WAIT_FOR_ONE, "i"(0));
}

static void use_uart(void)
{
	irq_enable(UART_IRQ);
	misaligned("out %0, %1\n\t" WAIT_FOR_ONE, "a"((uint8_t)IER_TX),
		   "d"((uint16_t)(UART + 1)));
}

static void call_soft(void)
{
	misaligned("int $0x81", "i"(0));
}

static void try_cut_off(const char *what, void (*function)(void),
			volatile uint32_t *count)
{
	interrupts = 0;
	cut_off = 0;
	soft = 0;
	in_user_mode(function, FLAG_AC | FLAG_IF | FLAG_IOPL);
	ok(cut_off == 1 && *count == 1, "%s: cut off %u times, delivered %u times", what,
	   cut_off, *count);
}

static void try_misaligned_stacks(void)
{
	asm volatile("mov %%cr0, %%eax; or %0, %%eax; mov %%eax, %%cr0"
		     : : "i"(CR0_AM) : "eax");
	set_handler(VECTOR_AC, (interrupt_handler)(void (*)(void))on_misaligned);
	set_user_handler(VECTOR_TIMER, on_timer);
	set_user_handler(VECTOR_IRQ(UART_IRQ), on_uart);
	set_user_handler(0x81, on_soft);
	try_cut_off("interrupt of the timer", use_timer, &interrupts);
	try_cut_off("interrupt of the emulated UART", use_uart, &interrupts);
	try_cut_off("software interrupt", call_soft, &soft);
}

__attribute__((interrupt)) static void on_debug(struct interrupt_frame *frame)
{
	if (steps < ARRAY_SIZE(step_at))
		step_at[steps] = *(uint32_t *)frame;
	steps++;
}

#define STEP(text)                                                       \
	({                                                               \
		uint32_t behind;                                         \
		steps = 0;                                               \
		asm volatile("pushfl; orl $0x100, (%%esp); popfl\n\t"    \
			     text "\n"                                   \
			     "1:\tpushfl; andl $~0x100, (%%esp); popfl\n\t" \
			     "movl $1b, %0"                              \
			     : "=r"(behind) : : "eax", "ebx", "ecx", "edx", \
			       "memory");                                \
		behind;                                                  \
	})

static void try_debug(void)
{
	uint32_t behind;

	set_handler(VECTOR_DB, on_debug);
	steps = 0;
	asm volatile(".byte 0xf1\n1:\tmovl $1b, %0" : "=r"(behind) : : "memory");
	ok(steps == 1 && step_at[0] == behind, "INT1 raises one #DB, behind it");
	behind = STEP("nop");
	ok(step_at[0] == behind, "a step over NOP");
	behind = STEP("sti\n\tnop\n\tcli");
	ok(step_at[2] == behind, "steps over STI, NOP and CLI: %u", steps);
	behind = STEP("mov %%ss, %%eax; mov %%eax, %%ss\n\tnop");
	ok(step_at[1] == behind, "steps over MOV SS and NOP: %u", steps);
	behind = STEP("xor %%eax, %%eax; cpuid");
	ok(step_at[1] == behind, "a step over CPUID");
	behind = STEP("sti; cpuid; cli");
	ok(step_at[2] == behind, "a step over CPUID behind STI");
	behind = STEP("mov $0x80, %%edx; sti; in %%dx, %%al; cli");
	ok(step_at[3] == behind, "a step over IN behind STI");
}

int main(void)
{
	testing_init();
	user_init();
	try_misaligned_stacks();
	try_debug();
	done();
}
