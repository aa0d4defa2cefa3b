// SPDX-License-Identifier: GPL-2.0
/* What makes a core able to run C and to stop: GDT, TSS, IDT, GS, registers. */
#include <asm/apic.h>
#include <asm/barrier.h>
#include <asm/cpu.h>
#include <asm/irqflags.h>
#include <asm/msr.h>
#include <asm/processor.h>
#include <asm/traps.h>
#include <levsha/arch.h>
#include <levsha/log.h>
#include <linux/string.h>

#define GDT_TSS			0x0000890000000000ULL
#define STACK_DUMP_WORDS	24

struct cpu cpus[CONFIG_NR_CPUS];
struct cpu_stacks cpu_stacks[CONFIG_NR_CPUS] __section(".bss.stacks");

static void set_tss_descriptor(struct cpu *cpu)
{
	const u64 base = (u64)&cpu->tss;

	cpu->gdt[SEL_TSS / 8] = GDT_TSS | (sizeof(struct tss) - 1) |
				(base & 0xffffff) << 16 |
				(base >> 24 & 0xff) << 56;
	cpu->gdt[SEL_TSS / 8 + 1] = base >> 32;
}

/*
 * FS and GS keep their selectors, which nothing uses: loading one would change GS's
 * base, and a core that is reset may be interrupted by an NMI.
 */
static void load_tables(const struct cpu *cpu)
{
	const struct {
		u16 limit;
		u64 base;
	} __packed gdtr = { sizeof(cpu->gdt) - 1, (u64)cpu->gdt };

	asm volatile("lgdt %0\n\t"
		     "push %1\n\t"
		     "lea 1f(%%rip), %%rax\n\t"
		     "push %%rax\n\t"
		     "lretq\n\t"
		     "1: mov %2, %%ds\n\t"
		     "mov %2, %%es\n\t"
		     "mov %2, %%ss\n\t"
		     "ltr %w3"
		     :
		     : "m"(gdtr), "i"(SEL_CODE), "r"(SEL_DATA), "r"(SEL_TSS)
		     : "rax", "memory");
	idt_load();
}

void cpu_init(u32 id)
{
	struct cpu_stacks *stacks = &cpu_stacks[id];
	struct cpu *cpu = &cpus[id];
	int i;

	cpu->self = cpu;
	cpu->id = id;
	memcpy(cpu->gdt, boot_gdt, sizeof(cpu->gdt));
	set_tss_descriptor(cpu);
	for (i = 0; i < IST_STACKS; i++)
		cpu->tss.ist[i] = (u64)(stacks->ist[i].stack + IST_STACK_SIZE);
	cpu->tss.iomap_base = sizeof(struct tss);
	load_tables(cpu);
	wrmsr(MSR_GS_BASE, (u64)cpu);
	write_cr0((read_cr0() & ~(u64)(CR0_CD | CR0_NW)) | CR0_WP | CR0_NE);
	write_cr4(read_cr4() | CR4_MCE);
}

unsigned int arch_cpu_id(void)
{
	return this_cpu()->id;
}

/* Up to the end of the page at most: the next may be one that is left out. */
static void dump_stack(const u64 *sp)
{
	int i;

	if ((u64)sp < (u64)cpu_stacks || (u64)sp % 8 ||
	    (u64)(sp + STACK_DUMP_WORDS) > (u64)(cpu_stacks + CONFIG_NR_CPUS))
		return;
	for (i = 0; i < STACK_DUMP_WORDS; i += 4) {
		if ((u64)(sp + i + 3) / PAGE_SIZE != (u64)sp / PAGE_SIZE)
			return;
		pr_err("  stack %lx: %016lx %016lx %016lx %016lx",
		       (u64)(sp + i), sp[i], sp[i + 1], sp[i + 2], sp[i + 3]);
	}
}

void gprs_show(const struct gprs *r)
{
	pr_err("  rax %016lx rbx %016lx rcx %016lx rdx %016lx", r->rax, r->rbx,
	       r->rcx, r->rdx);
	pr_err("  rsi %016lx rdi %016lx rbp %016lx r8  %016lx", r->rsi, r->rdi,
	       r->rbp, r->r8);
	pr_err("  r9  %016lx r10 %016lx r11 %016lx r12 %016lx", r->r9, r->r10,
	       r->r11, r->r12);
	pr_err("  r13 %016lx r14 %016lx r15 %016lx", r->r13, r->r14, r->r15);
}

static void dump_regs(const struct trap_regs *r)
{
	pr_err("  rip %016lx rsp %016lx flags %lx cs %lx cr2 %lx", r->rip,
	       r->rsp, r->rflags, r->cs, read_cr2());
	gprs_show(&r->gpr);
	dump_stack((const u64 *)r->rsp);
}

void arch_stop_machine(const void *regs)
{
	u64 sp;

	local_irq_disable();
	if (!machine_stop_begin())
		cpu_stop();
	apic_write(APIC_ICR, ICR_NMI | ICR_ASSERT | ICR_ALL_BUT_SELF);
	asm volatile("mov %%rsp, %0" : "=r"(sp));
	if (regs)
		dump_regs(regs);
	else
		dump_stack((const u64 *)sp);
}

void arch_halt(void)
{
	cpu_stop();
}
