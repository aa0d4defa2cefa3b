// SPDX-License-Identifier: GPL-2.0
/*
 * Ways to fail, one for each life. The scratch register of the second serial
 * port, which this guest owns, is the only thing that it remembers of its past.
 * Each life leaves interrupts of all vectors behind, of which the next one must
 * find nothing.
 */
#include "testing.h"

#define APIC_ISR	0x100
#define APIC_IRR	0x200
#define APIC_ICR	0x300
#define SELF		(1 << 18)
#define FIRST_VECTOR	16
#define VECTORS		256
#define MEMORY		(*(volatile uint32_t *)address)
#define SCRATCH		0x2ff

static void triple_fault(uint32_t address)
{
	const struct {
		uint16_t limit;
		uint32_t base;
	} __attribute__((packed)) none = { 0, 0 };

	(void)address;
	asm volatile("lidt %0; int3" : : "m"(none));
}

static void read(uint32_t address)
{
	(void)MEMORY;
}

static void write(uint32_t address)
{
	MEMORY = 0xdeadbeef;
}

static void jump(uint32_t address)
{
	((void (*)(void))address)();
}

static void string_write(uint32_t address)
{
	uint32_t count = 1024;

	asm volatile("rep stosl" : "+D"(address), "+c"(count) : "a"(0)
		     : "memory");
}

static void string_to_port(uint32_t address)
{
	asm volatile("outsb" : "+S"(address) : "d"(0x80) : "memory");
}

static void stack(uint32_t address)
{
	asm volatile("mov %0, %%esp; push %0" : : "r"(address) : "memory");
}

static void locked(uint32_t address)
{
	asm volatile("lock incl %0" : "+m"(MEMORY));
}

/* Page tables that lie where nothing is. */
static void page_tables(uint32_t address)
{
	asm volatile("mov %0, %%cr3\n\t"
		     "mov %%cr0, %%eax\n\t"
		     "or $0x80000000, %%eax\n\t"
		     "mov %%eax, %%cr0\n\t"
		     "nop" : : "r"(address) : "eax", "memory");
}

static void task_switch(uint32_t address)
{
	static uint8_t tss[104];
	static uint64_t gdt[4] = { 0, 0x00cf9b000000ffff, 0x00cf93000000ffff };
	const struct {
		uint16_t limit;
		uint32_t base;
	} __attribute__((packed)) gdtr = { sizeof(gdt) - 1, (uint32_t)gdt };

	(void)address;
	gdt[3] = 0x0000890000000067 | (uint64_t)((uint32_t)tss & 0xffffff) << 16;
	asm volatile("lgdt %0\n\tljmp $0x18, $0" : : "m"(gdtr));
}

static const struct {
	const char *name;
	void (*fail)(uint32_t address);
	uint32_t address;
} lives[] = {
	{ "triple fault", triple_fault, 0 },
	{ "read right behind its memory", read, 0x400000 },
	{ "write right behind its memory", write, 0x400000 },
	{ "write over its end", write, 0x3fffff },
	{ "jump behind its memory", jump, 0x400000 },
	{ "string write over its end", string_write, 0x3ff800 },
	{ "string to a port from nowhere", string_to_port, 0x500000 },
	{ "stack behind its memory", stack, 0x500000 },
	{ "locked access behind its memory", locked, 0x400000 },
	{ "page tables behind its memory", page_tables, 0x400000 },
	{ "read of the hypervisor's addresses", read, 0x4100000 },
	{ "write to another guest's host address", write, 0x4400000 },
	{ "write to the top of memory", write, 0x3fffff00 },
	{ "write to the I/O APIC", write, 0xfec00000 },
	{ "write to the HPET", write, 0xfed000f0 },
	{ "read of the firmware", read, 0xfffffff0 },
	{ "write behind the local APIC", write, 0xfee01000 },
	{ "string write to the local APIC", string_write, 0xfee00300 },
	{ "locked access to the local APIC", locked, 0xfee00300 },
	{ "hardware task switch", task_switch, 0 },
};

static bool any(uint32_t reg)
{
	uint32_t i, bits = 0;

	for (i = 0; i < VECTORS / 32; i++)
		bits |= apic_read(reg + 16 * i);
	return bits;
}

__attribute__((interrupt)) static void unended(struct interrupt_frame *frame)
{
	(void)frame;
}

/* The highest is in service, the others wait. */
static void leave_interrupts(void)
{
	uint32_t vector;

	set_handler(VECTORS - 2, unended);
	for (vector = FIRST_VECTOR; vector < VECTORS - 1; vector++)
		apic_write(APIC_ICR, SELF | vector);
	asm volatile("sti; nop; cli");
	apic_write(APIC_ICR, SELF | (VECTORS - 1));
}

int main(void)
{
	const uint8_t life = inb(SCRATCH);

	testing_init();
	if (any(APIC_ISR) || any(APIC_IRR))
		print("not ok - interrupts of the past life\n");
	if (life == ARRAY_SIZE(lives)) {
		print("1..%u\n", (uint32_t)life);
		halt();
	}
	outb(SCRATCH, life + 1);
	print("ok %u - life: %s\n", life + 1u, lives[life].name);
	wait(1500000);
	leave_interrupts();
	lives[life].fail(lives[life].address);
	print("not ok - survived: %s\n", lives[life].name);
	halt();
}
