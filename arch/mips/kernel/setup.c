// SPDX-License-Identifier: GPL-2.0
/* The way from head.S to running guests. */
#include <asm/cacheflush.h>
#include <asm/io.h>
#include <asm/pic32mz.h>
#include <asm/vz.h>
#include <levsha/arch.h>
#include <levsha/boot.h>
#include <levsha/irqchip.h>
#include <levsha/partition.h>
#include <levsha/uart.h>
#include <linux/stddef.h>

void __noreturn mips_main(void);

/*
 * What the board's boot loader would have left: peripheral clocks of 100 MHz, flash
 * read as fast as 200 MHz allow, no watchdog. Its pins are the partition's.
 */
static const struct part_register clocks[] = {
	{ PRECON, PRECON_PREFETCH_ALL | PRECON_2_WAIT_STATES },
	{ PBDIV(1), 1 },
	{ PBDIV(2), PBDIV_ON | 1 },
	{ PBDIV(3), PBDIV_ON | 1 },
	{ PBDIV(4), PBDIV_ON | 1 },
	{ PBDIV(5), PBDIV_ON | 1 },
	{ PBDIV(7), PBDIV_ON },
	{ PBDIV(8), PBDIV_ON | 1 },
	{ WDTCON + REG_CLR, WDTCON_ON },
};

static void write_registers(const struct part_register *reg, size_t n)
{
	for (; n--; reg++)
		writel(reg->value, reg->addr);
}

static void unlock(void)
{
	writel(SYSKEY_LOCK, SYSKEY);
	writel(SYSKEY_KEY1, SYSKEY);
	writel(SYSKEY_KEY2, SYSKEY);
}

/* Pins are digital until a guest says otherwise, as after the boot loader. */
static void board_init(void)
{
	unsigned int port;

	unlock();
	write_registers(clocks, ARRAY_SIZE(clocks));
	for (port = 0; port < NR_PORTS; port++)
		writel(0, ANSEL(port));
	write_registers(part_board.init, part_board.nr_init);
}

void mips_main(void)
{
	board_init();
	uart_init(part_board.console_base, part_board.console_baud);
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
	unlock();
	writel(RSWRST_SWRST, RSWRST + REG_SET);
	readl(RSWRST);
	arch_halt();
}

void arch_halt(void)
{
	for (;;)
		;
}
