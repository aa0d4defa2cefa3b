/* SPDX-License-Identifier: GPL-2.0 */
/* What each core has of its own, reached through GS. */
#ifndef _ASM_X86_CPU_H
#define _ASM_X86_CPU_H

#include <asm/page.h>
#include <asm/segment.h>
#include <linux/compiler_types.h>
#include <linux/types.h>

struct guest;

#define CPU_STACK_SIZE		8192
#define IST_STACK_SIZE		4096

/**
 * struct cpu_stacks - a core's stacks, each above a page that is not mapped
 * @guard: the page below @stack
 * @stack: the ordinary stack
 * @ist: stacks of NMI, double fault and machine check
 */
struct cpu_stacks {
	u8 guard[PAGE_SIZE];
	u8 stack[CPU_STACK_SIZE];
	struct {
		u8 guard[PAGE_SIZE];
		u8 stack[IST_STACK_SIZE];
	} ist[IST_STACKS];
} __aligned(PAGE_SIZE);

/** struct tss - the 64-bit task state segment (SDM vol. 3, 8.7) */
struct tss {
	u32 reserved0;
	u64 rsp[3];
	u64 reserved1;
	u64 ist[7];
	u64 reserved2;
	u16 reserved3;
	u16 iomap_base;
} __packed;

/**
 * struct cpu - one core
 * @self: this structure
 * @id: index; 0 is the boot CPU, which runs no guest
 * @apic_id: local APIC id
 * @online: the core has come up
 * @request: GUEST_REQ_* for the guest of this core, set by any core, taken by
 *	this one before it enters the guest
 * @entry_rsp: stack pointer at the start of the way into the guest
 * @guest: the guest of this core
 * @gdt: descriptor table
 * @tss: task state
 */
struct cpu {
	struct cpu *self;
	u32 id;
	u32 apic_id;
	u32 online;
	u32 request;
	u64 entry_rsp;
	struct guest *guest;
	u64 gdt[GDT_ENTRIES];
	struct tss tss;
};

extern const u64 boot_gdt[GDT_ENTRIES];
extern struct cpu cpus[CONFIG_NR_CPUS];
extern struct cpu_stacks cpu_stacks[CONFIG_NR_CPUS];

/** this_cpu() - the core that executes; needs cpu_init() */
static inline struct cpu *this_cpu(void)
{
	struct cpu *cpu;

	asm("mov %%gs:0, %0" : "=r"(cpu));
	return cpu;
}

/**
 * cpu_init() - give the executing core its GDT, TSS, IDT and GS
 * @id: index of the core
 */
void cpu_init(u32 id);

/** smp_prepare() - copy the other cores' first code below 1 MiB, still writable */
void smp_prepare(void);

/**
 * smp_start() - start the cores that the partition lists, each once
 *
 * Each goes to its guest's life cycle. Panics when one does not come up.
 */
void smp_start(void);

#endif /* _ASM_X86_CPU_H */
