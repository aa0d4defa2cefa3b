// SPDX-License-Identifier: GPL-2.0
/* The way from head.S to running guests. */
#include <asm/io.h>
#include <asm/pic32mz.h>
#include <asm/vz.h>
#include <levsha/arch.h>
#include <levsha/boot.h>
#include <levsha/guest.h>
#include <levsha/partition.h>
#include <levsha/uart.h>
#include <linux/stddef.h>

void __noreturn mips_main(void);

/* Nothing may come between the keys; the reset comes with a read of RSWRST. */
static const struct part_register reset[] __section(".rodata") = {
	{ DMACON + REG_SET, DMACON_SUSPEND },
	{ SYSKEY, SYSKEY_LOCK },
	{ SYSKEY, SYSKEY_KEY1 },
	{ SYSKEY, SYSKEY_KEY2 },
	{ RSWRST + REG_SET, RSWRST_SWRST },
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

void mips_main(void)
{
	write_registers(part_board.init, part_board.nr_init);
	vz_init();
	levsha_main();
	vz_start();
}

void arch_reboot(void)
{
	uart_drain();
	write_registers(reset, ARRAY_SIZE(reset));
	readl(RSWRST);
	arch_halt();
}

void arch_halt(void)
{
	for (;;)
		;
}
