// SPDX-License-Identifier: GPL-2.0
#include "user.h"

#define USER_STACK_SIZE	4096
#define TASK		0x28
#define VECTOR_RETURN	0x80
#define GATE_FROM_USER	0xee00	/* interrupt gate, for calls of level 3 */

struct gate {
	uint16_t offset_low;
	uint16_t selector;
	uint16_t type;
	uint16_t offset_high;
};

struct table {
	uint16_t limit;
	uint32_t base;
} __attribute__((packed));

static uint8_t user_stack[USER_STACK_SIZE] __attribute__((aligned(16)));

/* Of the task state, only the stack of level 0 counts, and that no bitmap is there. */
uint32_t user_task[26] = { [2] = 0x10, [25] = sizeof(user_task) << 16 };

static uint64_t gdt[6] = {
	0, 0x00cf9b000000ffff, 0x00cf93000000ffff,
	0x00cffb000000ffff, 0x00cff3000000ffff,
};

void user_return(void);

asm(".globl user_return; user_return: mov user_task + 4, %esp; popal; popfl; ret");

void in_user_mode(void (*function)(void), uint32_t flags)
{
	asm volatile("call 1f\n\t"
		     "jmp 3f\n"
		     "1:\tpushfl\n\t"
		     "pushal\n\t"
		     "mov %%esp, user_task + 4\n\t"
		     "push %4\n\t"
		     "push %1\n\t"
		     "push %2\n\t"
		     "push %3\n\t"
		     "push $2f\n\t"
		     "iret\n"
		     "2:\tcall *%0\n\t"
		     "int %5\n"
		     "3:"
		     : : "r"(function), "r"(user_stack + USER_STACK_SIZE),
		       "r"(flags), "i"(USER_CODE), "i"(USER_DATA),
		       "i"(VECTOR_RETURN)
		     : "memory", "cc");
}

static void set_gate(uint8_t vector, interrupt_handler handler, uint16_t selector)
{
	const uint32_t offset = (uint32_t)handler;
	struct table idtr;
	struct gate *idt;

	asm volatile("sidt %0" : "=m"(idtr));
	idt = (struct gate *)idtr.base;
	idt[vector] = (struct gate){
		.offset_low = (uint16_t)offset,
		.selector = selector,
		.type = GATE_FROM_USER,
		.offset_high = (uint16_t)(offset >> 16),
	};
}

void set_user_handler(uint8_t vector, interrupt_handler handler)
{
	set_gate(vector, handler, USER_CODE);
}

void user_init(void)
{
	const struct table gdtr = { sizeof(gdt) - 1, (uint32_t)gdt };

	gdt[TASK / 8] = 0x0000890000000000 | (sizeof(user_task) - 1) |
			(uint64_t)((uint32_t)user_task & 0xffffff) << 16;
	asm volatile("lgdt %0\n\t"
		     "ltr %w1\n\t"
		     "mov %2, %%ds\n\t"
		     "mov %2, %%es"
		     : : "m"(gdtr), "r"(TASK), "r"(USER_DATA) : "memory");
	set_gate(VECTOR_RETURN, (interrupt_handler)user_return, 8);
}
