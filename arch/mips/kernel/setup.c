// SPDX-License-Identifier: GPL-2.0
/* The way from head.S to running guests. */
#include <asm/cacheflush.h>
#include <asm/io.h>
#include <asm/pic32mz.h>
#include <asm/vz.h>
#include <levsha/arch.h>
#include <levsha/boot.h>
#include <levsha/guest.h>
#include <levsha/irqchip.h>
#include <levsha/partition.h>
#include <levsha/uart.h>
#include <linux/stddef.h>

void __noreturn mips_main(void);

/*
 * What the board's boot loader would have left: peripheral clocks of 100 MHz, flash
 * read as fast as 200 MHz allow, no watchdog. Its pins are the partition's, and
 * digital until a guest says otherwise.
 */
#define NR_UNLOCK		3

static const struct part_register first[] = {
	{ SYSKEY, SYSKEY_LOCK },
	{ SYSKEY, SYSKEY_KEY1 },
	{ SYSKEY, SYSKEY_KEY2 },
	{ PRECON, PRECON_PREFETCH_ALL | PRECON_2_WAIT_STATES },
	{ PBDIV(1), 1 },
	{ PBDIV(2), PBDIV_ON | 1 },
	{ PBDIV(3), PBDIV_ON | 1 },
	{ PBDIV(4), PBDIV_ON | 1 },
	{ PBDIV(5), PBDIV_ON | 1 },
	{ PBDIV(7), PBDIV_ON },
	{ PBDIV(8), PBDIV_ON | 1 },
	{ WDTCON + REG_CLR, WDTCON_ON },
	{ ANSEL(0), 0 }, { ANSEL(1), 0 }, { ANSEL(2), 0 }, { ANSEL(3), 0 },
	{ ANSEL(4), 0 }, { ANSEL(5), 0 }, { ANSEL(6), 0 },
};

static void write_registers(const struct part_register *reg, size_t n)
{
	for (; n--; reg++)
		writel(reg->value, reg->addr);
}

void arch_guest_off(const struct guest *guest)
{
	write_registers(guest->part->off, guest->part->nr_off);
}

static void board_init(void)
{
	write_registers(first, ARRAY_SIZE(first));
	write_registers(part_board.init, part_board.nr_init);
}

void mips_main(void)
{
	board_init();
	uart_init();
	irqchip_init();
	uart_irq_enable();
	vz_init();
	levsha_main();
	vz_start();
}

/* The reset comes with the read. What is only in the cache would be lost. */
void arch_reboot(void)
{
	writel(DMACON_SUSPEND, DMACON + REG_SET);
	flush_dcache_all();
	write_registers(first, NR_UNLOCK);
	writel(RSWRST_SWRST, RSWRST + REG_SET);
	readl(RSWRST);
	arch_halt();
}

void arch_halt(void)
{
	for (;;)
		;
}
