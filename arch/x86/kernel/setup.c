// SPDX-License-Identifier: GPL-2.0
/* The way from the boot loader to running guests. */
#include <asm/acpi.h>
#include <asm/apic.h>
#include <asm/cpu.h>
#include <asm/io.h>
#include <asm/irqflags.h>
#include <asm/msr.h>
#include <asm/multiboot.h>
#include <asm/page.h>
#include <asm/sections.h>
#include <asm/traps.h>
#include <asm/vmx-core.h>
#include <levsha/arch.h>
#include <levsha/boot.h>
#include <levsha/console.h>
#include <levsha/guest.h>
#include <levsha/hpet.h>
#include <levsha/iommu.h>
#include <levsha/log.h>
#include <levsha/lpt.h>
#include <levsha/panic.h>
#include <levsha/screen.h>
#include <levsha/uart.h>
#include <levsha/vga.h>

#define EARLY_UART		0x3f8
#define EARLY_BAUD		115200
#define TICK_US			1000

static struct boot_module modules[MAX_IMAGES + 1];

void __noreturn x86_main(const struct multiboot_info *info);

static void check_memory(const struct multiboot_info *info)
{
	const struct part_board *board = &partition->board;
	const struct part_guest *g = partition_table(&partition->guests);
	u32 i;

	if (!multiboot_is_ram(info, board->hv_base, board->hv_size))
		refuse_boot("too little memory: no RAM at %lx-%lx for the hypervisor",
			    board->hv_base, board->hv_base + board->hv_size - 1);
	for (i = 0; i < partition->guests.count; i++, g++) {
		if (!multiboot_is_ram(info, g->ram_base, g->ram_size))
			refuse_boot("too little memory: no RAM at %lx-%lx for guest %s",
				    g->ram_base, g->ram_base + g->ram_size - 1,
				    g->name);
	}
}

static void check_local_apic(void)
{
	const u64 base = rdmsr(MSR_APIC_BASE);

	if (X2APIC_MODE && !(cpuid(1, 0).ecx & CPUID_X2APIC))
		refuse_boot("the CPU's local APIC has no x2APIC mode");
	if ((base & PTE_ADDR) != APIC_BASE || !(base & APIC_BASE_ENABLE) ||
	    (!X2APIC_MODE && base & APIC_BASE_X2APIC))
		refuse_boot("local APIC at %lx: switch x2APIC mode off in the firmware",
			    base);
	apic_init();
}

static bool has_core(u8 apic_id)
{
	u32 i;

	for (i = 0; i < acpi.nr_apics; i++) {
		if (acpi.apic_id[i] == apic_id)
			return true;
	}
	return false;
}

static void check_board(void)
{
	const struct part_board *board = &partition->board;
	u32 i;

	for (i = 0; i < board->nr_cpus; i++) {
		if (!has_core(board->apic_id[i]))
			refuse_boot("too few cores: none has APIC id %u",
				    board->apic_id[i]);
	}
	if (apic_id() != board->apic_id[0])
		refuse_boot("the boot core has APIC id %u, the partition says %u",
			    apic_id(), board->apic_id[0]);
	if (acpi.ioapic_base != board->ioapic_base ||
	    acpi.hpet_base != board->hpet_base)
		refuse_boot("I/O APIC and HPET at %x and %lx, the partition says %lx and %lx",
			    acpi.ioapic_base, acpi.hpet_base,
			    board->ioapic_base, board->hpet_base);
}

static void map_memory(void)
{
	u32 i;

	for (i = 0; i <= partition->images.count; i++)
		paging_map(modules[i].start, modules[i].size, 0);
	paging_map(APIC_BASE, PAGE_SIZE, PTE_WRITE | PTE_PCD);
	paging_map(acpi.ioapic_base, PAGE_SIZE, PTE_WRITE | PTE_PCD);
	paging_map(acpi.hpet_base, PAGE_SIZE, PTE_WRITE | PTE_PCD);
	if (partition->board.flags & PART_BOARD_SCREEN)
		paging_map(VGA_MEMORY, PAGE_SIZE, PTE_WRITE | PTE_PCD);
}

static void route_console(u32 irq)
{
	ioapic_route(acpi.isa_pin[irq], VECTOR_CONSOLE | acpi.isa_flags[irq], 0);
}

static void init_interrupts(void)
{
	const struct part_board *board = &partition->board;

	ioapic_init(acpi.ioapic_base);
	if (hpet_init(acpi.hpet_base))
		refuse_boot("the HPET has no 64-bit counter or no usable comparator");
	ioapic_route((u32)hpet_pin(HPET_TICK), VECTOR_TICK, 0);
	route_console(board->console_irq);
	uart_irq_enable();
	if (board->keyboard_irq)
		route_console(board->keyboard_irq);
}

/*
 * Refusals come before anything is started: on the boot loader's page tables,
 * which show all memory, and with the console on the board's first UART and a
 * display until the partition names others.
 */
void x86_main(const struct multiboot_info *info)
{
	unsigned int count;

	idt_init();
	cpu_init(0);
	uart_init(EARLY_UART, EARLY_BAUD);
	screen_init();
	pr_info("Levsha " LEVSHA_VERSION " for x86");
	pr_info("memory: %lu MiB of RAM", multiboot_ram_size(info) >> 20);
	count = multiboot_modules(info, modules, MAX_IMAGES + 1);
	if (partition_init(modules, count))
		refuse_boot("the partition was refused, see above");
	uart_init(partition->board.console_port, partition->board.console_baud);
	screen_setup(&partition->board);
	if (partition->board.printer_port)
		lpt_init(partition->board.printer_port);
	vmx_check();
	check_local_apic();
	acpi_init();
	power_init();
	check_memory(info);
	check_board();
	pr_info("board: %s, %u cores, %u guests", partition->board.model,
		partition->board.nr_cpus, partition->guests.count);
	cpus[0].apic_id = partition->board.apic_id[0];
	console_flush();
	map_memory();
	smp_prepare();
	paging_init();
	iommu_init();
	init_interrupts();
	vmx_timer_init();
	guests_init();
	smp_start();
	levsha_main();
}

void arch_wait(void)
{
	iommu_poll();
	hpet_oneshot(HPET_TICK, TICK_US);
	local_irq_wait();
}
