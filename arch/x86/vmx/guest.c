// SPDX-License-Identifier: GPL-2.0
/* The life of a guest as far as VT-x has a part in it. */
#include <asm/acpi.h>
#include <asm/apic.h>
#include <asm/barrier.h>
#include <asm/cpu.h>
#include <asm/io.h>
#include <asm/msr.h>
#include <asm/processor.h>
#include <asm/vmx-core.h>
#include <levsha/arch.h>
#include <levsha/boot.h>
#include <levsha/iommu.h>
#include <levsha/vreg.h>

#define FIRST_VECTOR		32
#define MSI_REMAPPED		(1 << 4)
#define MSI_ADD_DATA		(1 << 3)	/* to the number of the entry */

void vmx_first_regs(struct guest *guest, struct gprs *regs);

/* Registers of the core that only guests use, and that no VMCS switches. */
static const u32 guest_msrs[] = {
	MSR_STAR, MSR_LSTAR, MSR_CSTAR, MSR_SFMASK, MSR_KERNEL_GS_BASE,
	MSR_TSC_AUX,
};

void arch_guest_init(struct guest *guest)
{
	cpus[guest->part->cpu].guest = guest;
	bitmaps_init(guest);
	ept_init(guest);
	iommu_attach(guest);
}

void arch_guest_clear(struct guest *guest)
{
	void *to = phys_to_virt(guest->part->ram_base);
	u64 words = guest->part->ram_size / 8;

	asm volatile("rep stosq" : "+D"(to), "+c"(words) : "a"(0ULL) : "memory");
}

void arch_guest_copy(struct guest *guest, u64 gpa, const void *from, size_t size)
{
	void *to = phys_to_virt(guest->part->ram_base + gpa);
	u64 words = size / 8, bytes = size % 8;

	asm volatile("rep movsq\n\t"
		     "mov %3, %2\n\t"
		     "rep movsb"
		     : "+D"(to), "+S"(from), "+c"(words) : "r"(bytes) : "memory");
}

static void reset_fpu(void)
{
	static const u8 initial[512] __aligned(16) = {
		0x7f, 0x03,			/* FCW */
		[24] = 0x80, 0x1f,		/* MXCSR */
	};

	asm volatile("mov %%cr4, %%rax\n\t"
		     "or %1, %%rax\n\t"
		     "mov %%rax, %%cr4\n\t"
		     "clts\n\t"
		     "fxrstor %0"
		     : : "m"(initial), "i"(CR4_OSFXSR) : "rax", "memory");
}

static void reset_debug_registers(void)
{
	asm volatile("mov %0, %%dr0\n\t"
		     "mov %0, %%dr1\n\t"
		     "mov %0, %%dr2\n\t"
		     "mov %0, %%dr3\n\t"
		     "mov %1, %%dr6\n\t"
		     "mov %0, %%cr2"
		     : : "r"(0ULL), "r"(0xffff0ff0ULL));
}

void arch_guest_reset(struct guest *guest)
{
	u32 i;

	guest->arch.undelivered = 0;
	apic_reset();
	reset_fpu();
	reset_debug_registers();
	for (i = 0; i < ARRAY_SIZE(guest_msrs); i++)
		wrmsr(guest_msrs[i], 0);
	vmcs_init(guest);
}

/* The guest's first registers, where every exit will find them. */
void vmx_first_regs(struct guest *guest, struct gprs *regs)
{
	const struct part_entry *entry = &guest->part->entry;

	*regs = (struct gprs){
		.rax = entry->eax,
		.rbx = entry->ebx,
		.rcx = entry->ecx,
		.rdx = entry->edx,
		.rsi = entry->esi,
		.rdi = entry->edi,
		.rbp = entry->ebp,
	};
	guest->arch.regs = regs;
}

bool arch_guest_run(struct guest *guest)
{
	const int verdict = vmx_enter(guest);

	apic_reset();
	return verdict == VMX_STOP;
}

void arch_request(struct guest *guest, u32 bits)
{
	struct cpu *cpu = &cpus[guest->part->cpu];

	if (!bits)
		return;
	__atomic_or_fetch(&cpu->request, bits, __ATOMIC_SEQ_CST);
	if (cpu != this_cpu())
		apic_send(cpu->apic_id, ICR_NMI | ICR_ASSERT);
}

bool arch_request_pending(const struct guest *guest)
{
	return READ_ONCE(cpus[guest->part->cpu].request);
}

u32 arch_take_requests(void)
{
	return __atomic_exchange_n(&this_cpu()->request, 0, __ATOMIC_SEQ_CST);
}

void arch_irq_route(struct guest *guest, u32 irq, u32 flags, u32 vector,
		    bool masked)
{
	u32 low = vector | acpi.isa_flags[irq];

	if (flags & PART_IRQ_LEVEL)
		low |= IOAPIC_LEVEL;
	if (flags & PART_IRQ_LOW)
		low |= IOAPIC_LOW;
	if (masked || vector < FIRST_VECTOR)
		low = IOAPIC_MASKED;
	ioapic_route(acpi.isa_pin[irq], low, guest->part->cpu);
}

/* SDM vol. 3, 11.11, and VT-d specification, 5.1.5.2 */
void arch_msi_route(struct guest *guest, u32 n, u32 vector, struct arch_msi *msi)
{
	const int entries = iommu_message_entries(&guest->functions[n]);

	msi->address = APIC_BASE | cpus[guest->part->cpu].apic_id << 12;
	if (entries >= 0)
		msi->address = APIC_BASE | (u32)entries << 5 | MSI_REMAPPED |
			       MSI_ADD_DATA;
	msi->data = vector;
}

u8 arch_irq_in_service(u32 vector)
{
	return (u8)(apic_read(APIC_ISR + vector / 32 * 16) >> vector % 32);
}

void arch_irq_eoi(void)
{
	apic_write(APIC_EOI, 0);
}

static void port_access(struct vreg_access *a)
{
	const u16 port = (u16)a->addr;

	if (a->width == 1 && a->write)
		outb((u8)a->value, port);
	else if (a->width == 1)
		a->value = inb(port);
	else if (a->width == 2 && a->write)
		outw((u16)a->value, port);
	else if (a->width == 2)
		a->value = inw(port);
	else if (a->write)
		outl((u32)a->value, port);
	else
		a->value = inl(port);
}

static void memory_access(struct vreg_access *a)
{
	if (a->width == 1 && a->write)
		writeb((u8)a->value, a->addr);
	else if (a->width == 1)
		a->value = readb(a->addr);
	else if (a->width == 2 && a->write)
		writew((u16)a->value, a->addr);
	else if (a->width == 2)
		a->value = readw(a->addr);
	else if (a->width == 4 && a->write)
		writel((u32)a->value, a->addr);
	else if (a->width == 4)
		a->value = readl(a->addr);
	else if (a->write)
		writeq(a->value, a->addr);
	else
		a->value = readq(a->addr);
}

void vmx_block_access(struct vreg_access *a)
{
	if (a->space == PART_SPACE_PIO)
		port_access(a);
	else
		memory_access(a);
}
