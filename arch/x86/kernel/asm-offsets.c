// SPDX-License-Identifier: GPL-2.0
/* Offsets of structures that assembly uses; made into <generated/asm-offsets.h>. */
#include <asm/cpu.h>
#include <asm/vmx-core.h>
#include <levsha/guest.h>
#include <linux/kbuild.h>

void asm_offsets(void);

void asm_offsets(void)
{
	OFFSET(CPU_REQUEST, cpu, request);
	OFFSET(CPU_ENTRY_RSP, cpu, entry_rsp);
	OFFSET(GUEST_HISTORY, guest, arch.history);
	OFFSET(GUEST_HISTORY_AT, guest, arch.history_at);
	OFFSET(GUEST_CPUID_EXITS, guest, arch.exits[EXIT_CPUID]);
	OFFSET(GUEST_EPT_EXITS, guest, arch.exits[EXIT_EPT_VIOLATION]);
	OFFSET(GUEST_LENGTHS, guest, arch.lengths);
	OFFSET(EXIT_RIP, exit_record, rip);
	OFFSET(EXIT_REASON, exit_record, reason);
	DEFINE(EXIT_RECORD_SIZE, sizeof(struct exit_record));
	DEFINE(LENGTHS_RIGHT, LENGTHS_RIGHT);
	DEFINE(VMX_RELOAD, VMX_RELOAD);
	/* Bits of the byte offset of a leaf's half of its entry. */
	DEFINE(CPUID_MASKS_OFFSETS, sizeof(cpuid_masks) - sizeof(struct cpuid));
	DEFINE(CPUID_MASKS_NOTHING, CPUID_NOTHING * sizeof(cpuid_masks[0]));
	DEFINE(CPU_STACKS_SIZE, sizeof(struct cpu_stacks));
	DEFINE(CPU_STACK_TOP, sizeof_field(struct cpu_stacks, guard) +
				      sizeof_field(struct cpu_stacks, stack));
}
