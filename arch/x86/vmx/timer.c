// SPDX-License-Identifier: GPL-2.0
/*
 * The VMX-preemption timer (SDM vol. 3, 26.5.1), by which a guest's core leaves the
 * guest for an emulated timer. It counts while the guest runs; what the hypervisor
 * does in between makes it late, never early.
 */
#include <asm/msr.h>
#include <asm/vmx-core.h>
#include <levsha/arch.h>
#include <levsha/time.h>

#define MEASURED_US		1000
#define MISC_TIMER_SHIFT	0x1f
#define LONGEST			0xffffffff

static u64 tsc_per_ms;
static u32 timer_shift;			/* from TSC to the timer */

void vmx_timer_init(void)
{
	const u64 us = ktime_us(), tsc = rdtsc();

	while (ktime_us() - us < MEASURED_US)
		;
	tsc_per_ms = rdtsc() - tsc;
	timer_shift = rdmsr(MSR_VMX_MISC) & MISC_TIMER_SHIFT;
}

static void set_control(u32 field, u32 bit, bool on)
{
	const u64 value = vmread(field);

	vmwrite(field, on ? value | bit : value & ~(u64)bit);
}

void arch_timer_arm(u64 us)
{
	const u64 count = us * tsc_per_ms / MEASURED_US >> timer_shift;

	set_control(VMCS_PIN_CONTROLS, PIN_PREEMPTION_TIMER, us);
	set_control(VMCS_EXIT_CONTROLS, EXIT_SAVE_TIMER, us);
	if (us)
		vmwrite(VMCS_GUEST_TIMER, count < LONGEST ? count : LONGEST);
}
