// SPDX-License-Identifier: GPL-2.0
/*
 * The profiler's clock: a periodic HPET timer, whose interrupt the I/O APIC turns
 * into an NMI of the guest's core. No other core has a part in it.
 */
#include <asm/apic.h>
#include <asm/barrier.h>
#include <asm/cpu.h>
#include <asm/traps.h>
#include <asm/vmx-core.h>
#include <levsha/arch.h>
#include <levsha/guest.h>
#include <levsha/hpet.h>
#include <levsha/profile.h>
#include <linux/errno.h>

extern char nmi_reflected[];

static const struct guest *profiled;

int arch_profile(const struct guest *guest, u32 us)
{
	const int pin = hpet_pin(HPET_PROFILER);

	if (pin < 0)
		return -ENODEV;
	WRITE_ONCE(profiled, guest);
	if (guest) {
		ioapic_route((u32)pin, IOAPIC_NMI, guest->part->cpu);
		hpet_periodic(HPET_PROFILER, us);
	} else {
		hpet_off(HPET_PROFILER);
		ioapic_route((u32)pin, IOAPIC_MASKED, 0);
	}
	return 0;
}

void profile_nmi(const struct trap_regs *regs)
{
	const struct guest *guest = READ_ONCE(profiled);

	if (!guest || guest != this_cpu()->guest)
		return;
	if (regs->rip == (u64)nmi_reflected)
		profile_sample(true, guest_rip_linear());
	else
		profile_sample(false, regs->rip);
}
