// SPDX-License-Identifier: GPL-2.0
/*
 * The local APIC's registers that interrupts need most, in xAPIC mode: ends of
 * interrupts by all kinds of instructions, commands, and the task priority by CR8.
 */
#include "testing.h"

#define APIC_ID		0x020
#define APIC_TPR	0x080
#define APIC_ISR	0x100
#define APIC_ICR	0x300
#define APIC_ICR_HIGH	0x310
#define SELF		(1 << 18)
#define ASSERT		(1 << 14)
#define VECTOR_SELF	0x41
#define VECTOR_DB	1
#define EOI		((volatile uint32_t *)(APIC + APIC_EOI))
#define CODE64		0x18
#define LARGE_PAGE	0x200000
#define PAGE_FLAGS	0x03
#define LARGE_FLAGS	0x83
#define FEW		30	/* instructions, less than an exit takes */

static volatile uint32_t steps, stepped_to;

__attribute__((interrupt)) static void on_self(struct interrupt_frame *frame)
{
	(void)frame;
}

/* A single step: the first counts, and is the last. */
__attribute__((interrupt)) static void on_step(struct interrupt_frame *frame)
{
	uint32_t *const words = (uint32_t *)frame;

	if (!steps++)
		stepped_to = words[0];
	words[2] &= ~0x100U;
}

static bool in_service(void)
{
	return apic_read(APIC_ISR + VECTOR_SELF / 32 * 16) &
	       1U << VECTOR_SELF % 32;
}

/* An interrupt that its handler does not end. */
static void begin(void)
{
	apic_write(APIC_ICR, SELF | ASSERT | VECTOR_SELF);
	asm volatile("sti; nop; nop; cli" : : : "memory");
	if (!in_service())
		ok(false, "an interrupt is in service");
}

#define END(what, instructions...)                   \
	do {                                         \
		begin();                             \
		asm volatile(instructions);          \
		ok(!in_service(), "ended by " what); \
		*EOI = 0;                            \
	} while (0)

static void end_by_all_kinds(void)
{
	volatile uint32_t *eoi = EOI;

	END("a constant", "movl $0, %0" : "=m"(*EOI));
	END("a register", "mov %0, (%1)" : : "r"(0), "r"(EOI) : "memory");
	END("the accumulator", "mov %%eax, %0" : "=m"(*EOI) : "a"(~0));
	END("a register, with a prefix",
	    "mov %0, %%gs:(%1)" : : "r"(0), "r"(EOI) : "memory");
	END("a register behind STI",
	    "sti; mov %0, (%1); cli" : : "r"(0), "r"(EOI) : "memory");
	END("a register behind MOV SS",
	    "mov %%ss, %%ecx; mov %%ecx, %%ss; mov %0, (%1)"
	    : : "r"(0), "r"(EOI) : "ecx", "memory");
	END("an exchange", "xchg %0, (%1)" : : "r"(0), "r"(EOI) : "memory");
	END("a string instruction", "stosl" : "+D"(eoi) : "a"(0) : "memory");
}

/* The trap comes behind the write, and before the next instruction. */
static void end_in_a_single_step(void)
{
	uint32_t behind;

	set_handler(VECTOR_DB, on_step);
	begin();
	asm volatile("pushf\n\t"
		     "orl $0x100, (%%esp)\n\t"
		     "mov $1f, %0\n\t"
		     "popf\n\t"
		     "movl $0, %1\n"
		     "1:"
		     : "=&r"(behind), "=m"(*EOI) : : "cc", "memory");
	ok(!in_service() && steps == 1, "ended in a single step");
	ok(stepped_to == behind, "which stops behind the write");
}

/* A line of output makes the hypervisor send an interrupt to core 0. */
static void keep_half_a_command(void)
{
	const uint32_t me = apic_read(APIC_ID);

	apic_write(APIC_ICR_HIGH, me);
	put_char('\n');
	ok(apic_read(APIC_ICR_HIGH) == me, "half a command stays");
}

static uint64_t tables[3][512] __attribute__((aligned(4096)));
static const uint64_t gdt[] = {
	0, 0x00cf9b000000ffff, 0x00cf93000000ffff, 0x00af9b000000ffff,
};

static void prepare_64_bit_mode(void)
{
	const struct {
		uint16_t limit;
		const uint64_t *base;
	} __attribute__((packed)) gdtr = { sizeof(gdt) - 1, gdt };

	tables[0][0] = (uint32_t)tables[1] | PAGE_FLAGS;
	tables[1][0] = (uint32_t)tables[2] | PAGE_FLAGS;
	tables[2][0] = LARGE_FLAGS;
	tables[2][1] = LARGE_PAGE | LARGE_FLAGS;
	asm volatile("lgdt %0" : : "m"(gdtr));
}

/* Writes CR8 in 64-bit mode; ticks from before to behind. */
static uint32_t write_cr8(uint32_t priority)
{
	uint32_t ticks;

	asm volatile("mov %%cr4, %%eax; or $0x20, %%eax; mov %%eax, %%cr4\n\t"
		     "mov %1, %%cr3\n\t"
		     "mov $0xc0000080, %%ecx; rdmsr; or $0x100, %%eax; wrmsr\n\t"
		     "mov %%cr0, %%eax; or $0x80000000, %%eax; mov %%eax, %%cr0\n\t"
		     "mov $2f, %%ecx; ljmp %3, $1f\n\t"
		     ".code64\n"
		     "1:	rdtsc; mov %%eax, %%edi\n\t"
		     "mov %%rsi, %%cr8\n\t"
		     "rdtsc; sub %%edi, %%eax; mov %%eax, %%edi\n\t"
		     "push $8; push %%rcx; lretq\n\t"
		     ".code32\n"
		     "2:	mov %%cr0, %%eax; and $0x7fffffff, %%eax; mov %%eax, %%cr0\n\t"
		     "mov $0xc0000080, %%ecx; rdmsr; and $~0x100, %%eax; wrmsr"
		     : "=&D"(ticks)
		     : "r"(tables), "S"(priority), "i"(CODE64)
		     : "eax", "ecx", "edx", "cc", "memory");
	return ticks;
}

static void set_priority(void)
{
	uint32_t ticks;

	prepare_64_bit_mode();
	ticks = write_cr8(5);
	ok(apic_read(APIC_TPR) == 0x50, "CR8 is the task priority");
	ok(ticks < FEW, "and takes no exit");
	write_cr8(0);
	ok(!apic_read(APIC_TPR), "it can be taken back");
}

int main(void)
{
	testing_init();
	set_handler(VECTOR_SELF, on_self);
	end_by_all_kinds();
	end_in_a_single_step();
	keep_half_a_command();
	set_priority();
	done();
}
