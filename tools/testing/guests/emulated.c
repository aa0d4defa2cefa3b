// SPDX-License-Identifier: GPL-2.0
/*
 * Instructions that the hypervisor carries out in place of the processor: arithmetic
 * on registers of the local APIC, and strings to and from ports, which also meet the
 * guest's own page tables.
 */
#include "user.h"

#define APIC_TPR	0x080
#define TPR		(*(volatile uint32_t *)(APIC + APIC_TPR))
#define NOBODYS_PORT	0x80
#define VECTOR_PF	14
#define CR0_PG		(1u << 31)
#define CR0_WP		(1 << 16)
#define CR4_PSE		(1 << 4)
#define PRESENT		0x1
#define WRITABLE	0x2
#define USER		0x4
#define LARGE		0x80
#define PAGE		4096
#define TESTED		0x300000	/* four pages, each with rights of its own */
#define CF		(1 << 0)
#define ZF		(1 << 6)

static uint32_t directory[1024] __attribute__((aligned(PAGE)));
static uint32_t table[1024] __attribute__((aligned(PAGE)));
static volatile uint32_t error_code, fault_address;
static uint32_t target;

/* Executes text, with EAX as an operand, on the task priority. */
#define on_tpr(before, operand, text)                                    \
	({                                                               \
		uint32_t flags;                                          \
		TPR = before;                                            \
		reg = operand;                                           \
		asm volatile(text "\n\tpushfl\n\tpop %0"                 \
			     : "=r"(flags), "+a"(reg), "+m"(TPR) : : "cc"); \
		flags & (CF | ZF);                                       \
	})

static void try_arithmetic(void)
{
	uint32_t reg, flags;

	flags = on_tpr(0x40, 0x20, "orl %%eax, %2");
	ok(TPR == 0x60 && !flags, "OR with a register: %x", TPR);
	flags = on_tpr(0x60, 0, "andl $0x90, %2");
	ok(TPR == 0 && flags == ZF, "AND with a constant: %x, flags %x", TPR, flags);
	flags = on_tpr(0x10, 0, "subl $0x30, %2");
	ok(TPR == 0xe0 && flags == CF, "SUB with a constant: %x, flags %x", TPR, flags);
	flags = on_tpr(0x10, 0x20, "stc; adcl %%eax, %2");
	ok(TPR == 0x31 && !flags, "ADC with a register: %x", TPR);
	flags = on_tpr(0x50, 0x50, "lock xorl %%eax, %2");
	ok(TPR == 0 && flags == ZF, "XOR, locked: %x, flags %x", TPR, flags);
	on_tpr(0x70, 0x20, "xchgl %%eax, %2");
	ok(TPR == 0x20 && reg == 0x70, "XCHG: %x and %x", TPR, reg);
	flags = on_tpr(0x30, 0x30, "cmpl %%eax, %2");
	ok(TPR == 0x30 && flags == ZF, "CMP: flags %x", flags);
	flags = on_tpr(0x30, 0, "testl $0xc0, %2");
	ok(TPR == 0x30 && flags == ZF, "TEST: flags %x", flags);
	TPR = 0;
}

__attribute__((interrupt)) static void on_page_fault(struct interrupt_frame *frame,
						     unsigned int code)
{
	error_code = code;
	asm volatile("mov %%cr2, %0" : "=r"(fault_address));
	fault_vector = VECTOR_PF;
	*(uint32_t *)frame = fault_resume;
}

/* The first 4 MiB one to one, but for the tested pages; then the local APIC. */
static void paging_on(void)
{
	static const uint32_t rights[] = {
		PRESENT | WRITABLE | USER, PRESENT | USER, PRESENT | WRITABLE, 0,
	};
	uint32_t i;

	for (i = 0; i < 1024; i++)
		table[i] = i * PAGE | PRESENT | WRITABLE | USER;
	for (i = 0; i < ARRAY_SIZE(rights); i++)
		table[TESTED / PAGE + i] = (TESTED + i * PAGE) | rights[i];
	directory[0] = (uint32_t)table | PRESENT | WRITABLE | USER;
	directory[APIC >> 22] = (APIC & 0xffc00000) | PRESENT | WRITABLE | LARGE;
	set_handler(VECTOR_PF, (interrupt_handler)(void (*)(void))on_page_fault);
	asm volatile("mov %%cr4, %%eax; or %1, %%eax; mov %%eax, %%cr4\n\t"
		     "mov %0, %%cr3\n\t"
		     "mov %%cr0, %%eax; or %2, %%eax; mov %%eax, %%cr0"
		     : : "r"(directory), "i"(CR4_PSE), "i"(CR0_PG | CR0_WP)
		     : "eax", "memory");
}

static void read_port(void)
{
	faults("insl", : : "d"(NOBODYS_PORT), "D"(target) : "memory");
}

static void write_port(void)
{
	faults("outsl", : : "d"(NOBODYS_PORT), "S"(target) : "memory");
}

static void try_string(const char *name, bool user, void (*transfer)(void),
		       uint32_t address, uint32_t code)
{
	const char *who = user ? "user" : "system";

	target = address;
	error_code = 0;
	fault_address = 0;
	if (user)
		in_user_mode(transfer, FLAG_IOPL);
	else
		transfer();
	if (fault_vector == NO_FAULT)
		ok(code == 0, "%s, %s: no fault", name, who);
	else
		ok(error_code == code && fault_address == address,
		   "%s, %s: #PF %x at %x", name, who, error_code, fault_address);
}

static void try_strings(void)
{
	uint32_t *word = (uint32_t *)TESTED;

	paging_on();
	*word = 0;
	try_string("INS to memory", true, read_port, TESTED, 0);
	ok(*word == 0xffffffff, "and reads ones: %x", *word);
	try_string("OUTS from memory", true, write_port, TESTED, 0);
	try_string("INS to constants", true, read_port, TESTED + PAGE, 7);
	try_string("INS to constants", false, read_port, TESTED + PAGE, 3);
	try_string("OUTS from constants", true, write_port, TESTED + PAGE, 0);
	try_string("INS to the system's", true, read_port, TESTED + 2 * PAGE, 7);
	try_string("INS to the system's", false, read_port, TESTED + 2 * PAGE, 0);
	try_string("OUTS from the system's", true, write_port, TESTED + 2 * PAGE, 5);
	try_string("INS to nowhere", true, read_port, TESTED + 3 * PAGE, 6);
	try_string("OUTS from nowhere", true, write_port, TESTED + 3 * PAGE, 4);
}

int main(void)
{
	testing_init();
	user_init();
	try_arithmetic();
	try_strings();
	done();
}
