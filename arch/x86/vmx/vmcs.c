// SPDX-License-Identifier: GPL-2.0
/* A guest's VMCS: host state, and the guest's state when it starts. */
#include <asm/cpu.h>
#include <asm/msr.h>
#include <asm/processor.h>
#include <asm/vmx-core.h>
#include <levsha/panic.h>

#define PAT_RESET		0x0007040600070406ULL
#define DR7_RESET		0x400
#define GUEST_GDT_SIZE		0x20
#define AR_CODE			0x9b
#define AR_DATA			0x93
#define AR_TSS			0x8b
#define AR_FLAT			0xc000	/* 32 bits, limit in pages */
#define SEGMENT_CS		1
#define SEGMENT_LDTR		6
#define SEGMENT_TR		7
#define LIMIT_64K		0xffff
#define LIMIT_4G		0xffffffff

/* Bits of CR0 and CR4 that a guest may not change behind our back. */
#define CR0_HOST_BITS		(CR0_NE | CR0_NW | CR0_CD)

/* Exceptions that would otherwise keep a core in microcode for ever, and #MC. */
#define EXCEPTIONS		(1 << 1 | 1 << 17 | 1 << 18)

static u32 vmcs_regions[MAX_GUESTS][PAGE_SIZE / sizeof(u32)]
	__aligned(PAGE_SIZE) __section(".bss.page");

struct field {
	u32 field;
	u64 value;
};

static void write_fields(const struct field *f, size_t count)
{
	for (; count; count--, f++)
		vmwrite(f->field, f->value);
}

static void make_current(const struct guest *guest)
{
	u32 *region = vmcs_regions[guest->id - 1];
	const phys_addr_t addr = virt_to_phys(region);
	bool failed;

	*region = vmx_revision();
	asm volatile("vmclear %1" : "=@ccbe"(failed) : "m"(addr) : "memory");
	if (!failed)
		asm volatile("vmptrld %1"
			     : "=@ccbe"(failed) : "m"(addr) : "memory");
	if (failed)
		panic("guest %s: VMCLEAR or VMPTRLD failed", guest->part->name);
}

static void write_host_state(void)
{
	const struct cpu *cpu = this_cpu();
	struct {
		u16 limit;
		u64 base;
	} __packed idtr;

	asm volatile("sidt %0" : "=m"(idtr));
	const struct field fields[] = {
		{ VMCS_HOST_CS_SEL, SEL_CODE },
		{ VMCS_HOST_SS_SEL, SEL_DATA },
		{ VMCS_HOST_DS_SEL, SEL_DATA },
		{ VMCS_HOST_ES_SEL, SEL_DATA },
		{ VMCS_HOST_FS_SEL, 0 },
		{ VMCS_HOST_GS_SEL, 0 },
		{ VMCS_HOST_TR_SEL, SEL_TSS },
		{ VMCS_HOST_PAT, rdmsr(MSR_PAT) },
		{ VMCS_HOST_EFER, rdmsr(MSR_EFER) },
		{ VMCS_HOST_CR0, read_cr0() },
		{ VMCS_HOST_CR3, read_cr3() },
		{ VMCS_HOST_CR4, read_cr4() },
		{ VMCS_HOST_GS_BASE, (u64)cpu },
		{ VMCS_HOST_TR_BASE, (u64)&cpu->tss },
		{ VMCS_HOST_GDTR_BASE, (u64)cpu->gdt },
		{ VMCS_HOST_IDTR_BASE, idtr.base },
	};

	write_fields(fields, ARRAY_SIZE(fields));
}

static void write_segment(unsigned int n, u32 selector, u64 base, u32 limit,
			  u32 rights)
{
	vmwrite(VMCS_SEGMENT(VMCS_GUEST_ES_SEL, n), selector);
	vmwrite(VMCS_SEGMENT(VMCS_GUEST_ES_BASE, n), base);
	vmwrite(VMCS_SEGMENT(VMCS_GUEST_ES_LIMIT, n), limit);
	vmwrite(VMCS_SEGMENT(VMCS_GUEST_ES_AR, n), rights);
}

static void write_segments(const struct part_entry *entry)
{
	const bool flat = entry->mode == PART_MODE_PROT;
	const u32 limit = flat ? LIMIT_4G : LIMIT_64K;
	const u32 rights = flat ? AR_FLAT : 0;
	const u32 data = flat ? entry->cs + 8U : 0;
	unsigned int n;

	for (n = 0; n < VMCS_SEGMENTS - 2; n++)
		write_segment(n, data, 0, limit, rights | AR_DATA);
	write_segment(SEGMENT_CS, entry->cs, flat ? 0 : (u64)entry->cs << 4,
		      limit, rights | AR_CODE);
	write_segment(SEGMENT_LDTR, 0, 0, LIMIT_64K, AR_UNUSABLE);
	write_segment(SEGMENT_TR, 0, 0, LIMIT_64K, AR_TSS);
}

static void write_guest_state(const struct part_guest *part)
{
	const struct part_entry *entry = &part->entry;
	const u64 cr0 = entry->mode == PART_MODE_PROT ? CR0_ET | CR0_PE :
							CR0_ET;
	const struct field fields[] = {
		{ VMCS_LINK_POINTER, ~0ULL },
		{ VMCS_GUEST_DEBUGCTL, 0 },
		{ VMCS_GUEST_PAT, PAT_RESET },
		{ VMCS_GUEST_EFER, 0 },
		{ VMCS_GUEST_GDTR_LIMIT, part->gdt ? GUEST_GDT_SIZE - 1 : 0 },
		{ VMCS_GUEST_IDTR_LIMIT, LIMIT_64K },
		{ VMCS_GUEST_INTERRUPTIBILITY, 0 },
		{ VMCS_GUEST_ACTIVITY, ACTIVITY_ACTIVE },
		{ VMCS_GUEST_SYSENTER_CS, 0 },
		{ VMCS_GUEST_SYSENTER_ESP, 0 },
		{ VMCS_GUEST_SYSENTER_EIP, 0 },
		{ VMCS_GUEST_CR0, cr0 | CR0_NE },
		{ VMCS_CR0_SHADOW, cr0 },
		{ VMCS_CR0_MASK, CR0_HOST_BITS },
		{ VMCS_GUEST_CR3, 0 },
		{ VMCS_GUEST_CR4, CR4_VMXE | CR4_MCE },
		{ VMCS_CR4_SHADOW, 0 },
		{ VMCS_CR4_MASK, ~(u64)CR4_GUEST_BITS },
		{ VMCS_GUEST_GDTR_BASE, part->gdt },
		{ VMCS_GUEST_IDTR_BASE, 0 },
		{ VMCS_GUEST_DR7, DR7_RESET },
		{ VMCS_GUEST_RSP, entry->esp },
		{ VMCS_GUEST_RIP, entry->eip },
		{ VMCS_GUEST_RFLAGS, RFLAGS_FIXED },
		{ VMCS_GUEST_PENDING_DEBUG, 0 },
	};

	write_fields(fields, ARRAY_SIZE(fields));
	write_segments(entry);
}

void vmcs_init(struct guest *guest)
{
	make_current(guest);
	vmx_controls_write();
	bitmaps_write(guest);
	vmwrite(VMCS_EXCEPTION_BITMAP, EXCEPTIONS);
	vmwrite(VMCS_VPID, guest->id);
	vmwrite(VMCS_EPTP, ept_pointer(guest));
	vmwrite(VMCS_TSC_OFFSET, -rdtsc());
	vmwrite(VMCS_ENTRY_INTERRUPT, 0);
	write_host_state();
	write_guest_state(guest->part);
	ept_flush(guest);
}
