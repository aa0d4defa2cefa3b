// SPDX-License-Identifier: GPL-2.0
/* Offsets of structures that assembly uses; made into <generated/asm-offsets.h>. */
#include <asm/cpu.h>
#include <asm/traps.h>
#include <linux/kbuild.h>

void asm_offsets(void);

void asm_offsets(void)
{
	OFFSET(CPU_REQUEST, cpu, request);
	OFFSET(CPU_ENTRY_RSP, cpu, entry_rsp);
	OFFSET(TRAP_VECTOR, trap_regs, vector);
	OFFSET(TRAP_CS, trap_regs, cs);
	DEFINE(CPU_STACKS_SIZE, sizeof(struct cpu_stacks));
	DEFINE(CPU_STACK_TOP, sizeof_field(struct cpu_stacks, guard) +
				      sizeof_field(struct cpu_stacks, stack));
}
