// SPDX-License-Identifier: GPL-2.0
/*
 * Execution controls (SDM vol. 3, 25.6 to 25.8, appendix A). Device interrupts go
 * straight to the guest: of the pin-based controls only NMI exiting is on, and the
 * preemption timer while an emulated timer is to interrupt the guest.
 */
#include <asm/msr.h>
#include <asm/vmx-core.h>

/* The processor says in an MSR which bits of a word may and must be set. */
static const struct {
	u32 msr;
	u32 field;
} words[] = {
	{ MSR_VMX_TRUE_PROC, VMCS_PROC_CONTROLS },
	{ MSR_VMX_PROCBASED2, VMCS_PROC_CONTROLS2 },
	{ MSR_VMX_TRUE_PIN, VMCS_PIN_CONTROLS },
	{ MSR_VMX_TRUE_EXIT, VMCS_EXIT_CONTROLS },
	{ MSR_VMX_TRUE_ENTRY, VMCS_ENTRY_CONTROLS },
};

static const struct {
	u32 field;
	u32 bit;
	const char *name;
	bool by_need;			/* off until arch_timer_arm() */
} controls[] = {
	{ VMCS_PROC_CONTROLS, PROC_TSC_OFFSETTING, "TSC offsetting" },
	{ VMCS_PROC_CONTROLS, PROC_MWAIT_EXITING, "MWAIT exiting" },
	{ VMCS_PROC_CONTROLS, PROC_RDPMC_EXITING, "RDPMC exiting" },
	{ VMCS_PROC_CONTROLS, PROC_IO_BITMAPS, "I/O bitmaps" },
	{ VMCS_PROC_CONTROLS, PROC_MSR_BITMAPS, "MSR bitmaps" },
	{ VMCS_PROC_CONTROLS, PROC_MONITOR_EXITING, "MONITOR exiting" },
	{ VMCS_PROC_CONTROLS, PROC_SECONDARY, "secondary controls" },
	{ VMCS_PROC_CONTROLS2, PROC2_EPT, "EPT" },
	{ VMCS_PROC_CONTROLS2, PROC2_RDTSCP, "RDTSCP" },
	{ VMCS_PROC_CONTROLS2, PROC2_VPID, "VPID" },
	{ VMCS_PROC_CONTROLS2, PROC2_WBINVD_EXITING, "WBINVD exiting" },
	{ VMCS_PROC_CONTROLS2, PROC2_UNRESTRICTED, "unrestricted guest" },
	{ VMCS_PIN_CONTROLS, PIN_NMI_EXITING, "NMI exiting" },
	{ VMCS_PIN_CONTROLS, PIN_VIRTUAL_NMIS, "virtual NMIs" },
	{ VMCS_PIN_CONTROLS, PIN_PREEMPTION_TIMER, "preemption timer", true },
	{ VMCS_EXIT_CONTROLS, EXIT_SAVE_DEBUG, "save debug controls" },
	{ VMCS_EXIT_CONTROLS, EXIT_HOST_64, "64-bit host" },
	{ VMCS_EXIT_CONTROLS, EXIT_SAVE_PAT, "save PAT" },
	{ VMCS_EXIT_CONTROLS, EXIT_LOAD_PAT, "load PAT" },
	{ VMCS_EXIT_CONTROLS, EXIT_SAVE_EFER, "save EFER" },
	{ VMCS_EXIT_CONTROLS, EXIT_LOAD_EFER, "load EFER" },
	{ VMCS_EXIT_CONTROLS, EXIT_SAVE_TIMER, "save preemption timer", true },
	{ VMCS_ENTRY_CONTROLS, ENTRY_LOAD_DEBUG, "load debug controls" },
	{ VMCS_ENTRY_CONTROLS, ENTRY_LOAD_PAT, "load guest PAT" },
	{ VMCS_ENTRY_CONTROLS, ENTRY_LOAD_EFER, "load guest EFER" },
};

#define BASIC_TRUE_CONTROLS	(1ULL << 55)

const char *vmx_controls_check(void)
{
	u32 w, c, allowed;

	if (!(rdmsr(MSR_VMX_BASIC) & BASIC_TRUE_CONTROLS))
		return "true controls";
	for (w = 0; w < ARRAY_SIZE(words); w++) {
		allowed = (u32)(rdmsr(words[w].msr) >> 32);
		for (c = 0; c < ARRAY_SIZE(controls); c++) {
			if (controls[c].field == words[w].field &&
			    !(allowed & controls[c].bit))
				return controls[c].name;
		}
	}
	return NULL;
}

void vmx_controls_write(void)
{
	u32 w, c, value;

	for (w = 0; w < ARRAY_SIZE(words); w++) {
		value = (u32)rdmsr(words[w].msr);
		for (c = 0; c < ARRAY_SIZE(controls); c++) {
			if (controls[c].field == words[w].field &&
			    !controls[c].by_need)
				value |= controls[c].bit;
		}
		vmwrite(words[w].field, value);
	}
}
