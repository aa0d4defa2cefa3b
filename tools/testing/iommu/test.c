// SPDX-License-Identifier: GPL-2.0
/*
 * The hypervisor, booted on boards/iommu.dts as far as to where guests would start,
 * with two "edu" devices of QEMU (its docs/specs/edu.txt): the first is a guest's,
 * the second nobody's. What it finds it prints as TAP; test_iommu.py reads it.
 */
#include <asm/apic.h>
#include <asm/barrier.h>
#include <asm/cpu.h>
#include <asm/io.h>
#include <asm/page.h>
#include <asm/vmx-core.h>
#include <levsha/arch.h>
#include <levsha/boot.h>
#include <levsha/console.h>
#include <levsha/guest.h>
#include <levsha/iommu.h>
#include <levsha/log.h>
#include <levsha/pci.h>
#include <levsha/time.h>
#include <levsha/vreg.h>
#include <linux/string.h>

#define OWNED			0xfea00000
#define STRAY			0xfe900000
#define STRAY_ID		0x10
#define BAR_SIZE		0x100000

#define EDU_IRQ_RAISE		0x60
#define EDU_IRQ_ACK		0x64
#define EDU_DMA_FROM		0x80
#define EDU_DMA_TO		0x88
#define EDU_DMA_COUNT		0x90
#define EDU_DMA_COMMAND		0x98
#define EDU_DMA_START		1
#define EDU_DMA_TO_MEMORY	2
#define EDU_BUFFER		0x40000

#define SIZE			256
#define END			0x400000	/* of the guests' RAM */
#define SECOND			0x200000	/* its second large page */
#define VECTOR			0x51
#define OTHER_VECTOR		0x52
#define HYPERVISOR		0x3fff000	/* its last page */
#define PATIENCE_US		300000
#define EXIT_PORT		0xf4

void __wrap_vmx_check(void);
void __wrap_vmx_cpu_init(void);
void __wrap_profile_sample(bool in_guest, unsigned long address);
void __noreturn __wrap_levsha_main(void);

static unsigned int cases, failures;
static unsigned int samples;
static u32 received[CONFIG_NR_CPUS][8];

static void ok(bool good, const char *what)
{
	failures += !good;
	console_printf("%sok %u - %s\n", good ? "" : "not ", ++cases, what);
	console_flush();
}

void __wrap_vmx_check(void)
{
}

/* A core shows which interrupts have come to it, and takes none. */
void __wrap_vmx_cpu_init(void)
{
	struct cpu *cpu = this_cpu();
	u32 i;

	WRITE_ONCE(cpu->online, 1);
	for (;;) {
		for (i = 0; i < 8; i++)
			WRITE_ONCE(received[cpu->id][i],
				   apic_read(APIC_IRR + 16 * i));
	}
}

void __wrap_profile_sample(bool in_guest, unsigned long address)
{
	WRITE_ONCE(samples, samples + 1);
}

/* An emulated core may sleep for a while. */
static bool came(u32 core, u32 vector)
{
	const u64 start = ktime_us();
	bool there;

	do {
		there = READ_ONCE(received[core][vector / 32]) >> vector % 32 & 1;
	} while (!there && ktime_us() - start < PATIENCE_US);
	return there;
}

static u8 *ram(unsigned int n, u32 gpa)
{
	return phys_to_virt(guests[n].part->ram_base + gpa);
}

static void fill(u8 *to, u8 value)
{
	memset(to, value, SIZE);
}

static bool holds(const u8 *from, u8 value)
{
	u32 i;

	for (i = 0; i < SIZE; i++) {
		if (from[i] != value)
			return false;
	}
	return true;
}

static void dma(phys_addr_t edu, u64 from, u64 to, u32 command)
{
	writeq(from, edu + EDU_DMA_FROM);
	writeq(to, edu + EDU_DMA_TO);
	writeq(SIZE, edu + EDU_DMA_COUNT);
	writeq(command | EDU_DMA_START, edu + EDU_DMA_COMMAND);
	while (readq(edu + EDU_DMA_COMMAND) & EDU_DMA_START)
		cpu_relax();
	iommu_poll();
}

static void device_reads(phys_addr_t edu, u64 from)
{
	dma(edu, from, EDU_BUFFER, 0);
}

static void device_writes(phys_addr_t edu, u64 to)
{
	dma(edu, EDU_BUFFER, to, EDU_DMA_TO_MEMORY);
}

static unsigned int blocked(void)
{
	return guests[0].events[PART_EVENT_ILLEGAL_ACCESS];
}

/* Configuration space as the guest reaches it. */
static u32 config(u32 where, u8 width, bool write, u32 value)
{
	struct vreg_access a = { .addr = 0xcf8, .value = where & ~3u, .width = 4,
				 .space = PART_SPACE_PIO, .write = true };

	vreg_access(&guests[0], &a);
	a = (struct vreg_access){ .addr = 0xcfc + where % 4, .value = value,
				  .width = width, .space = PART_SPACE_PIO,
				  .write = write };
	vreg_access(&guests[0], &a);
	return (u32)a.value;
}

#define DEVICE_0(reg)		(0x80000000u | (reg))
#define DEVICE_3(reg)		(0x80000000u | 3 << 11 | (reg))
#define get(where)		config(where, 4, false, 0)
#define set(where, value)	config(where, 4, true, value)

static void test_config(void)
{
	u32 i, there = 0;

	for (i = 0; i < 256 * 256; i++)
		there += (u16)get(0x80000000u | i << 8) != 0xffff;
	ok(there == 1 && get(DEVICE_0(PCI_ID)) == 0x11e81234,
	   "the guest sees its function and no other");
	set(DEVICE_0(PCI_BAR(0)), ~0u);
	ok(get(DEVICE_0(PCI_BAR(0))) == 0xfff00000, "it can ask for its size");
	set(DEVICE_0(PCI_BAR(0)), 0xfeb00000);
	ok(get(DEVICE_0(PCI_BAR(0))) == OWNED && pci_read(0x18, PCI_BAR(0)) == OWNED,
	   "it cannot move its registers");
	config(DEVICE_0(PCI_COMMAND), 2, true, 0xffff);
	ok((pci_read(0x18, PCI_COMMAND) & 0xffff) == 0x407,
	   "it reaches four bits of its command register");
	ok(get(DEVICE_0(PCI_ROM)) == 0, "it has no expansion ROM");
}

static void test_inside(void)
{
	fill(ram(0, 0x2000), 0xa1);
	device_reads(OWNED, 0x2000);
	device_writes(OWNED, 0x1000);
	ok(holds(ram(0, 0x1000), 0xa1), "DMA inside the guest's RAM is done");
	device_writes(OWNED, END - SIZE);
	ok(holds(ram(0, END - SIZE), 0xa1), "up to its last byte");
	ok(blocked() == 0, "nothing was blocked");
}

/* At host addresses that would be hit if nothing were translated. */
static void test_outside(u64 address, const char *what)
{
	const unsigned int before = blocked();
	u8 *there = phys_to_virt(address);
	const u8 old = *there;

	fill(there, 0xb2);
	device_writes(OWNED, address);
	ok(holds(there, 0xb2) && blocked() == before + 1, what);
	device_reads(OWNED, address);
	device_writes(OWNED, 0x3000);
	ok(!holds(ram(0, 0x3000), 0xb2) && blocked() == before + 2,
	   "and does not read it");
	fill(there, old);
}

static void test_end(void)
{
	u8 *behind = ram(0, END);

	fill(behind, 0xc3);
	device_writes(OWNED, END - 128);
	ok(holds(behind, 0xc3), "DMA over the end does not reach what is behind");
}

static void test_stray(void)
{
	fill(ram(0, 0x4000), 0xd4);
	pci_write_command(STRAY_ID, PCI_COMMAND_MEMORY | PCI_COMMAND_MASTER);
	device_writes(STRAY, 0x4000);
	device_writes(STRAY, guests[0].part->ram_base + 0x4000);
	ok(holds(ram(0, 0x4000), 0xd4), "a device of nobody reaches nothing");
}

/* The entry of the guest's second large page. */
static u64 *second_page(void)
{
	u64 *table = phys_to_virt(ept_pointer(&guests[0]) & PTE_ADDR);
	int level;

	for (level = 0; level < 2; level++)
		table = phys_to_virt(table[0] & PTE_ADDR);
	return &table[SECOND / LARGE_PAGE_SIZE];
}

static void test_mapping(void)
{
	u64 *entry = second_page();
	const u64 old = *entry;
	unsigned int before;

	device_reads(OWNED, 0x2000);
	device_writes(OWNED, SECOND);
	ok(holds(ram(0, SECOND), 0xa1), "a second page is reached");
	fill(ram(0, SECOND), 0);
	before = blocked();
	*entry = 0;
	iommu_attach(&guests[0]);
	device_writes(OWNED, SECOND);
	ok(holds(ram(0, SECOND), 0) && blocked() == before + 1,
	   "after it is unmapped, it is not");
	*entry = old - SECOND;
	iommu_attach(&guests[0]);
	device_writes(OWNED, SECOND + 0x8000);
	ok(holds(ram(0, 0x8000), 0xa1) && blocked() == before + 1,
	   "after it is mapped elsewhere, it is there");
	*entry = old;
	iommu_attach(&guests[0]);
	device_writes(OWNED, SECOND);
	ok(holds(ram(0, SECOND), 0xa1), "after it is mapped again, it is reached");
}

static void raise(phys_addr_t edu)
{
	writel(1, edu + EDU_IRQ_RAISE);
	writel(1, edu + EDU_IRQ_ACK);
}

static void test_interrupts(void)
{
	const u32 cap = DEVICE_0(get(DEVICE_0(PCI_CAPABILITIES)));

	ok((get(cap) & 0xffff) == PCI_CAP_MSI, "MSI is the only capability");
	set(cap + 4, APIC_BASE | 1 << 12);
	set(cap + 8, VECTOR);
	set(cap, PCI_MSI_ENABLE);
	raise(OWNED);
	ok(came(1, VECTOR) && !came(2, VECTOR), "an MSI comes to the guest's core");
	set(cap + 4, APIC_BASE | 2 << 12);
	set(cap + 8, 4 << 8 | OTHER_VECTOR);
	raise(OWNED);
	ok(came(1, OTHER_VECTOR) && !came(2, OTHER_VECTOR),
	   "one that is sent to another core as NMI comes there too, and is none");
	set(cap + 8, 8);
	ok(!(pci_read(0x18, cap & 0xfc) & PCI_MSI_ENABLE),
	   "a vector of an exception switches it off");
}

/* The stray device has its MSI where the other one has it. */
static void test_stray_interrupt(void)
{
	const u8 cap = (u8)pci_read(STRAY_ID, PCI_CAPABILITIES);
	const u32 entries = (u32)iommu_message_entries(guests[0].functions);
	struct arch_msi msi;

	arch_msi_route(&guests[0], 0, VECTOR + 2, &msi);
	ok(msi.address == (APIC_BASE | 0x18 | entries << 5) && msi.data == VECTOR + 2,
	   "messages name an entry, no core");
	pci_write(STRAY_ID, cap + 4, msi.address);
	pci_write(STRAY_ID, cap + 12, msi.data);
	pci_write(STRAY_ID, cap, pci_read(STRAY_ID, cap) | PCI_MSI_ENABLE);
	raise(STRAY);
	ok(!came(1, VECTOR + 2), "an entry does not serve another device");
}

/* The one interrupt through the I/O APIC that is an NMI */
static void test_profiler(void)
{
	const u64 start = ktime_us();

	arch_profile(&guests[0], 1000);
	while (READ_ONCE(samples) < 2 && ktime_us() - start < PATIENCE_US)
		cpu_relax();
	arch_profile(NULL, 0);
	ok(READ_ONCE(samples) >= 2, "the profiler's clock comes as an NMI");
}

static void test_reset(void)
{
	fill(ram(0, 0x5000), 0xe5);
	vpci_reset(&guests[0]);
	device_writes(OWNED, 0x5000);
	ok(holds(ram(0, 0x5000), 0xe5), "a restart ends DMA");
}

static void map_memory(void)
{
	const struct guest *g;

	for_each_guest(g)
		paging_map(g->part->ram_base, g->part->ram_size, PTE_WRITE);
	paging_map(HYPERVISOR, PAGE_SIZE, PTE_WRITE);
	paging_map(OWNED, BAR_SIZE, PTE_WRITE | PTE_PCD);
	paging_map(STRAY, BAR_SIZE, PTE_WRITE | PTE_PCD);
}

void __noreturn __wrap_levsha_main(void)
{
	console_flush();
	map_memory();
	test_config();
	test_inside();
	test_outside(guests[1].part->ram_base, "DMA does not write another guest's RAM");
	test_outside(HYPERVISOR, "nor the hypervisor's memory");
	test_end();
	test_stray();
	test_mapping();
	test_interrupts();
	test_stray_interrupt();
	test_profiler();
	test_reset();
	arch_wait();
	ok(true, "the tick comes through the remapped I/O APIC");
	console_printf("1..%u\n", cases);
	console_flush();
	outl(failures, EXIT_PORT);
	arch_halt();
}
