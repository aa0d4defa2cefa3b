// SPDX-License-Identifier: GPL-2.0
/*
 * Ports and model-specific registers that a guest reaches without an exit. All
 * others exit (SDM vol. 3, 25.6.4 and 25.6.9).
 */
#include <asm/apic.h>
#include <asm/msr.h>
#include <asm/page.h>
#include <asm/vmx-core.h>
#include <linux/string.h>

#define PORTS			0x10000
#define MSR_HIGH		0xc0000000
#define MSR_RANGE		0x2000
#define OFFSET_HIGH		1024
#define OFFSET_WRITE		2048
#define X2APIC_REGISTERS	64

static u8 io_bitmaps[MAX_GUESTS][PORTS / 8] __aligned(PAGE_SIZE)
	__section(".bss.page");
static u8 msr_bitmap[PAGE_SIZE] __aligned(PAGE_SIZE) __section(".bss.page");

/*
 * Registers that VM entry and exit switch, that only 64-bit user mode sees, or
 * that the hypervisor does not use itself: guest_msrs in guest.c resets the last
 * two kinds. Reading the time-stamp counter applies the guest's offset. The local
 * APIC's registers raise #GP by themselves, unless it is in x2APIC mode; there all
 * are read, and those are written that reach nobody else, whatever the value.
 */
static const struct {
	u32 msr;
	bool write;
} direct[] = {
	{ MSR_TSC, false },
	{ MSR_SYSENTER_CS, true },
	{ MSR_SYSENTER_ESP, true },
	{ MSR_SYSENTER_EIP, true },
	{ MSR_PAT, true },
	{ X2APIC_MSR(APIC_TPR), true },
	{ X2APIC_MSR(APIC_EOI), true },
	{ X2APIC_MSR(APIC_ESR), true },
	{ X2APIC_MSR(APIC_LVT_TIMER), true },
	{ X2APIC_MSR(APIC_TIMER_INIT), true },
	{ X2APIC_MSR(APIC_TIMER_DIVIDE), true },
	{ X2APIC_MSR(APIC_SELF_IPI), true },
	{ MSR_EFER, true },
	{ MSR_STAR, true },
	{ MSR_LSTAR, true },
	{ MSR_CSTAR, true },
	{ MSR_SFMASK, true },
	{ MSR_FS_BASE, true },
	{ MSR_GS_BASE, true },
	{ MSR_KERNEL_GS_BASE, true },
	{ MSR_TSC_AUX, true },
};

static void open_bit(u8 *bitmap, u32 bit)
{
	bitmap[bit / 8] &= (u8)~(1 << bit % 8);
}

static void init_msr_bitmap(void)
{
	u32 i, offset;

	memset(msr_bitmap, 0xff, sizeof(msr_bitmap));
	memset(msr_bitmap + MSR_X2APIC / 8, 0, X2APIC_REGISTERS / 8);
	for (i = 0; i < ARRAY_SIZE(direct); i++) {
		offset = direct[i].msr >= MSR_HIGH ? OFFSET_HIGH : 0;
		open_bit(msr_bitmap + offset, direct[i].msr % MSR_RANGE);
		if (direct[i].write)
			open_bit(msr_bitmap + OFFSET_WRITE + offset,
				 direct[i].msr % MSR_RANGE);
	}
}

void bitmaps_init(const struct guest *guest)
{
	const struct part_block *b = guest->blocks;
	const struct part_block *end = b + guest->part->nr_blocks;
	u8 *bitmap = io_bitmaps[guest->id - 1];
	u64 port;

	memset(bitmap, 0xff, PORTS / 8);
	for (; b < end; b++) {
		if (b->space != PART_SPACE_PIO || b->access != PART_ACCESS_OWN)
			continue;
		for (port = b->base; port < b->base + b->size; port++)
			open_bit(bitmap, (u32)port);
	}
	init_msr_bitmap();
}

void bitmaps_write(const struct guest *guest)
{
	const phys_addr_t io = virt_to_phys(io_bitmaps[guest->id - 1]);

	vmwrite(VMCS_IO_BITMAP_A, io);
	vmwrite(VMCS_IO_BITMAP_B, io + PAGE_SIZE);
	vmwrite(VMCS_MSR_BITMAP, virt_to_phys(msr_bitmap));
}
