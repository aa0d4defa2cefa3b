// SPDX-License-Identifier: GPL-2.0
/**
 * DOC: A guest's power management
 *
 * What ACPI's fixed hardware (ACPI Specification 6.3, 4.8.3) has at least: PM1
 * event and control block, and the timer; and both ways in which a PC is reset,
 * port 0xcf9 and the keyboard controller. There is no keyboard. A guest that
 * switches itself off is stopped, one that resets itself starts from its image.
 */
#include <levsha/arch.h>
#include <levsha/guest.h>
#include <levsha/log.h>
#include <levsha/time.h>
#include <levsha/vpc.h>
#include <levsha/vreg.h>

#define PORT_KEYBOARD		0x64
#define PORT_PM1_ENABLE		0x602
#define PORT_PM1_CONTROL	0x604
#define PORT_PM_TIMER		0x608
#define PORT_RESET		0xcf9

#define PM1_SCI_EN		0x0001
#define PM1_SLP_EN		0x2000
#define RESET_CPU		0x04
#define KEYBOARD_PULSE_RESET	0xfe

/* 3.579545 MHz, as counts per microsecond with 16 bits of fraction. */
#define COUNTS_PER_US		234589
#define TIMER_MASK		0xffffff

static void reset(struct guest *guest)
{
	pr_info("guest %s: resets itself", guest->part->name);
	arch_request(guest, GUEST_REQ_STOP | GUEST_REQ_START);
}

static void power_off(struct guest *guest)
{
	pr_info("guest %s: switches itself off", guest->part->name);
	arch_request(guest, GUEST_REQ_STOP);
}

static void write_port(struct guest *guest, u64 port, u64 value)
{
	if (port == PORT_PM1_ENABLE)
		guest->vpm.enable = (u16)value;
	else if (port == PORT_PM1_CONTROL && value & PM1_SLP_EN)
		power_off(guest);
	else if ((port == PORT_RESET && value & RESET_CPU) ||
		 (port == PORT_KEYBOARD && value == KEYBOARD_PULSE_RESET))
		reset(guest);
}

static u64 read_port(const struct guest *guest, u64 port)
{
	if (port == PORT_PM1_ENABLE)
		return guest->vpm.enable;
	if (port == PORT_PM1_CONTROL)
		return PM1_SCI_EN;
	if (port == PORT_PM_TIMER)
		return ktime_us() * COUNTS_PER_US >> 16 & TIMER_MASK;
	return 0;
}

bool vpm_access(struct guest *guest, const struct part_block *block,
		struct vreg_access *a)
{
	if (a->write)
		write_port(guest, a->addr, a->value);
	else
		a->value = read_port(guest, a->addr) & vreg_ones(a->width);
	return true;
}
