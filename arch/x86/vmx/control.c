// SPDX-License-Identifier: GPL-2.0
/*
 * Execution controls (SDM vol. 3, 25.6 to 25.8, appendix A). Device interrupts go
 * straight to the guest: of the pin-based controls only NMI exiting is on, and the
 * preemption timer while an emulated timer is to interrupt the guest.
 */
#include <asm/msr.h>
#include <asm/vmx-core.h>

struct control {
	u32 bit;
	const char *name;
	bool by_need;			/* off until arch_timer_arm() */
};

static const struct control pin[] = {
	{ PIN_NMI_EXITING, "NMI exiting" },
	{ PIN_VIRTUAL_NMIS, "virtual NMIs" },
	{ PIN_PREEMPTION_TIMER, "preemption timer", true },
	{}
};

static const struct control proc[] = {
	{ PROC_TSC_OFFSETTING, "TSC offsetting" },
	{ PROC_MWAIT_EXITING, "MWAIT exiting" },
	{ PROC_RDPMC_EXITING, "RDPMC exiting" },
	{ PROC_IO_BITMAPS, "I/O bitmaps" },
	{ PROC_MSR_BITMAPS, "MSR bitmaps" },
	{ PROC_MONITOR_EXITING, "MONITOR exiting" },
	{ PROC_SECONDARY, "secondary controls" },
	{}
};

static const struct control proc2[] = {
	{ PROC2_EPT, "EPT" },
	{ PROC2_RDTSCP, "RDTSCP" },
	{ PROC2_VPID, "VPID" },
	{ PROC2_WBINVD_EXITING, "WBINVD exiting" },
	{ PROC2_UNRESTRICTED, "unrestricted guest" },
	{}
};

static const struct control exit[] = {
	{ EXIT_SAVE_DEBUG, "save debug controls" },
	{ EXIT_HOST_64, "64-bit host" },
	{ EXIT_SAVE_PAT, "save PAT" },
	{ EXIT_LOAD_PAT, "load PAT" },
	{ EXIT_SAVE_EFER, "save EFER" },
	{ EXIT_LOAD_EFER, "load EFER" },
	{ EXIT_SAVE_TIMER, "save preemption timer", true },
	{}
};

static const struct control entry[] = {
	{ ENTRY_LOAD_DEBUG, "load debug controls" },
	{ ENTRY_LOAD_PAT, "load guest PAT" },
	{ ENTRY_LOAD_EFER, "load guest EFER" },
	{}
};

static const struct {
	u32 msr;
	u32 field;
	const struct control *controls;
} words[] = {
	{ MSR_VMX_TRUE_PROC, VMCS_PROC_CONTROLS, proc },
	{ MSR_VMX_PROCBASED2, VMCS_PROC_CONTROLS2, proc2 },
	{ MSR_VMX_TRUE_PIN, VMCS_PIN_CONTROLS, pin },
	{ MSR_VMX_TRUE_EXIT, VMCS_EXIT_CONTROLS, exit },
	{ MSR_VMX_TRUE_ENTRY, VMCS_ENTRY_CONTROLS, entry },
};

#define BASIC_TRUE_CONTROLS	(1ULL << 55)

const char *vmx_controls_check(void)
{
	const struct control *c;
	u32 allowed, i;

	if (!(rdmsr(MSR_VMX_BASIC) & BASIC_TRUE_CONTROLS))
		return "true controls";
	for (i = 0; i < ARRAY_SIZE(words); i++) {
		allowed = (u32)(rdmsr(words[i].msr) >> 32);
		for (c = words[i].controls; c->bit; c++) {
			if (!(allowed & c->bit))
				return c->name;
		}
	}
	return NULL;
}

void vmx_controls_write(void)
{
	const struct control *c;
	u32 value, i;

	for (i = 0; i < ARRAY_SIZE(words); i++) {
		value = (u32)rdmsr(words[i].msr);
		for (c = words[i].controls; c->bit; c++)
			value |= c->by_need ? 0 : c->bit;
		vmwrite(words[i].field, value);
	}
}
