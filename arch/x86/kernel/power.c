// SPDX-License-Identifier: GPL-2.0
/*
 * Power-off and reset of the machine, as the FADT and the DSDT describe them (ACPI
 * 6.4, 4.8.3 and 5.2.9).
 */
#include <asm/acpi.h>
#include <asm/io.h>
#include <asm/irqflags.h>
#include <levsha/arch.h>
#include <levsha/command.h>
#include <levsha/console.h>
#include <levsha/log.h>
#include <levsha/time.h>
#include <levsha/uart.h>
#include <linux/build_bug.h>
#include <linux/stddef.h>

#define SCI_EN			(1 << 0)
#define SLP_TYP_SHIFT		10
#define SLP_TYP			(7 << SLP_TYP_SHIFT)
#define SLP_EN			(1 << 13)
#define WAIT_US			1000000

#define KEYBOARD_COMMAND	0x64
#define KEYBOARD_RESET		0xfe

struct fadt {
	struct acpi_table header;
	u32 firmware_ctrl;
	u32 dsdt;
	u8 before_smi[4];
	u32 smi_cmd;
	u8 acpi_enable;
	u8 before_pm1[11];
	u32 pm1_cnt[2];		/* a and b */
	u8 before_flags[40];
	u32 flags;
	struct acpi_address reset_reg;	/* from revision 2 on */
	u8 reset_value;
} __packed;

#define FADT_V1_SIZE		116
#define RESET_REG_SUP		(1 << 10)
#define NO_PORT			0

static_assert(offsetof(struct fadt, smi_cmd) == 48);
static_assert(offsetof(struct fadt, pm1_cnt) == 64);
static_assert(offsetof(struct fadt, reset_reg) == FADT_V1_SIZE);

static struct {
	u16 reset_port;
	u8 reset_value;
	u8 acpi_enable;
	u16 smi_cmd;
	u16 pm1_cnt[2];
	u8 slp_typ[2];
} power;

static u16 port(u64 address)
{
	return address <= 0xffff ? (u16)address : NO_PORT;
}

static void read_off(const struct fadt *t)
{
	const struct acpi_table *dsdt = acpi_table_at(t->dsdt, "DSDT",
						      sizeof(*dsdt));

	if (!dsdt || !aml_find_s5((const u8 *)(dsdt + 1),
				  dsdt->length - sizeof(*dsdt), power.slp_typ))
		return;
	power.pm1_cnt[0] = port(t->pm1_cnt[0]);
	power.pm1_cnt[1] = port(t->pm1_cnt[1]);
	power.smi_cmd = port(t->smi_cmd);
	power.acpi_enable = t->acpi_enable;
}

static void read_reset(const struct fadt *t)
{
	if (t->header.length < sizeof(*t) || !(t->flags & RESET_REG_SUP) ||
	    t->reset_reg.space != ACPI_SPACE_IO)
		return;
	power.reset_port = port(t->reset_reg.address);
	power.reset_value = t->reset_value;
}

void power_init(void)
{
	const struct fadt *t;

	t = (const void *)acpi_find_table("FACP", FADT_V1_SIZE);
	if (t) {
		read_off(t);
		read_reset(t);
	}
	pr_info("power: reset by %s, off by %s",
		power.reset_port ? "ACPI's register" : "the keyboard controller",
		power.pm1_cnt[0] ? "ACPI's S5" : "hand");
}

/* Firmware of today leaves ACPI off until it is asked for. */
static void enable_acpi(void)
{
	const unsigned long start = ktime_us();

	if (power.smi_cmd && power.acpi_enable)
		outb(power.acpi_enable, power.smi_cmd);
	while (!(inw(power.pm1_cnt[0]) & SCI_EN) && ktime_us() - start < WAIT_US)
		;
}

static u32 do_poweroff(u32 step)
{
	u32 i;

	if (!power.pm1_cnt[0]) {
		console_printf("the firmware does not say how: use the switch\n");
		return 0;
	}
	console_printf("powering off\n");
	console_flush();
	uart_drain();
	local_irq_disable();
	enable_acpi();
	for (i = 0; i < 2 && power.pm1_cnt[i]; i++)
		outw((u16)((inw(power.pm1_cnt[i]) & ~SLP_TYP) |
			   power.slp_typ[i] << SLP_TYP_SHIFT | SLP_EN),
		     power.pm1_cnt[i]);
	arch_halt();
}

COMMANDS(commands) = {
	{ "poweroff     turn the machine off", .run = do_poweroff },
};

void arch_reboot(void)
{
	local_irq_disable();
	uart_drain();
	if (power.reset_port)
		outb(power.reset_value, power.reset_port);
	outb(KEYBOARD_RESET, KEYBOARD_COMMAND);
	arch_halt();
}
