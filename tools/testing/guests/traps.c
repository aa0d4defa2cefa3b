// SPDX-License-Identifier: GPL-2.0
/* The guest's exceptions and interrupts. */
#include "guest.h"

#define VECTORS 256
#define ENTRY_SIZE 16
#define GATE 0x8e00		/* present, 32-bit interrupt gate */

struct resume resume;

static struct {
	u16 offset_low;
	u16 selector;
	u16 type;
	u16 offset_high;
} idt[VECTORS];

static void (*handlers[VECTORS])(void);

/* Each entry pushes its vector; those of exceptions leave the error code there. */
asm(".align 16\n"
	"entries:\n"
	"vector = 0\n"
	".rept 256\n"
	".align 16\n"
	"	push $vector\n"
	"	jmp entry\n"
	"vector = vector + 1\n"
	".endr\n"
	"entry:\n"
	"	pusha\n"
	"	push 32(%esp)\n"
	"	call trap\n"
	"	add $4, %esp\n"
	"	popa\n"
	"	add $4, %esp\n"
	"	iret\n");

extern char entries[];
void trap(u32 vector);
void traps_init(void);

/* Exceptions never return here, so that the error code need not be taken off. */
void trap(u32 vector)
{
	if (vector >= 32 && handlers[vector]) {
		handlers[vector]();
		return;
	}
	if (resume.armed) {
		resume.vector = (int)vector;
		resume.armed = false;
		__builtin_longjmp(resume.buffer, 1);
	}
	print("not ok - unexpected vector %u\n", vector);
	halt();
}

void interrupt(u8 vector, void (*handler)(void))
{
	handlers[vector] = handler;
}

void traps_init(void)
{
	struct {
		u16 limit;
		u32 base;
	} __attribute__((__packed__)) idtr = { sizeof(idt) - 1, (u32)idt };
	u16 cs;
	u32 v;

	asm("mov %%cs, %0" : "=r"(cs));
	for (v = 0; v < VECTORS; v++) {
		const u32 offset = (u32)entries + v * ENTRY_SIZE;

		idt[v].offset_low = (u16)offset;
		idt[v].selector = cs;
		idt[v].type = GATE;
		idt[v].offset_high = (u16)(offset >> 16);
	}
	asm volatile("lidt %0" : : "m"(idtr));
}
