// SPDX-License-Identifier: GPL-2.0
/* VMX operation of a core, and what the processor must have for our guests. */
#include <asm/cpu.h>
#include <asm/msr.h>
#include <asm/processor.h>
#include <asm/vmx-core.h>
#include <levsha/log.h>
#include <levsha/panic.h>
#include <linux/string.h>

#define BRAND_LEAVES		3

static u32 vmxon_regions[CONFIG_NR_CPUS][PAGE_SIZE / sizeof(u32)]
	__aligned(PAGE_SIZE) __section(".bss.page");

/* Those that are not needed are not used, but good to know of on a new board. */
static const struct {
	u32 msr;
	u64 bits;
	const char *name;
	bool needed;
} features[] = {
	{ MSR_VMX_EPT_VPID_CAP, EPT_CAP_WALK4 | EPT_CAP_WB,
	  "EPT with four levels", true },
	{ MSR_VMX_EPT_VPID_CAP, EPT_CAP_2M, "EPT pages of 2 MiB", true },
	{ MSR_VMX_EPT_VPID_CAP, EPT_CAP_INVEPT | EPT_CAP_INVEPT_SINGLE, "INVEPT", true },
	{ MSR_VMX_EPT_VPID_CAP, VPID_CAP_INVVPID | VPID_CAP_INVVPID_SINGLE,
	  "INVVPID", true },
	{ MSR_VMX_TRUE_PIN, 1ULL << (32 + 7), "posted interrupts" },
	{ MSR_VMX_PROCBASED2, 1ULL << (32 + 8), "APIC-register virtualization" },
	{ MSR_VMX_PROCBASED2, 1ULL << (32 + 10), "PAUSE-loop exiting" },
	{ MSR_VMX_EPT_VPID_CAP, 1ULL << 17, "EPT pages of 1 GiB" },
	{ MSR_VMX_EPT_VPID_CAP, 1ULL << 21, "EPT accessed and dirty flags" },
};

u32 vmx_revision(void)
{
	return rdmsr(MSR_VMX_BASIC) & 0x7fffffff;
}

static void report_cpu(void)
{
	const u32 signature = cpuid(1, 0).eax;
	struct cpuid brand[BRAND_LEAVES + 1] = {};
	const char *name = (const char *)brand;
	u32 i;

	if (cpuid(0x80000000, 0).eax >= 0x80000004) {
		for (i = 0; i < BRAND_LEAVES; i++)
			brand[i] = cpuid(0x80000002 + i, 0);
	}
	while (*name == ' ')
		name++;
	pr_info("CPU: %s, signature %x", name, signature);
}

/* The firmware decides on VT-x, and locks its decision. */
static bool enabled_in_firmware(void)
{
	const u64 want = FEATURE_CONTROL_LOCKED | FEATURE_CONTROL_VMXON;

	if (!(rdmsr(MSR_FEATURE_CONTROL) & FEATURE_CONTROL_LOCKED))
		wrmsr(MSR_FEATURE_CONTROL, want);
	return (rdmsr(MSR_FEATURE_CONTROL) & want) == want;
}

static void check_features(void)
{
	bool there;
	u32 i;

	for (i = 0; i < ARRAY_SIZE(features); i++) {
		there = (rdmsr(features[i].msr) & features[i].bits) == features[i].bits;
		if (features[i].needed && !there)
			refuse_boot("the CPU lacks %s", features[i].name);
		if (!features[i].needed)
			pr_info("VMX: not needed: %s: %s", features[i].name,
				there ? "there" : "not there");
	}
	pr_info("VMX: revision %x, all that is needed is there", vmx_revision());
}

void vmx_check(void)
{
	const char *missing;

	report_cpu();
	if (!(cpuid(1, 0).ecx & CPUID_VMX))
		refuse_boot("the CPU has no VT-x");
	if (!enabled_in_firmware())
		refuse_boot("VT-x is off in the firmware: switch it on there");
	missing = vmx_controls_check();
	if (missing)
		refuse_boot("the CPU's VT-x lacks %s", missing);
	check_features();
}

void vmx_cpu_exit(void)
{
	u64 vmcs;

	asm volatile("vmptrst %0\n\t"
		     "vmclear %0\n\t"
		     "vmxoff" : "=m"(vmcs) : : "cc", "memory");
}

void vmx_cpu_init(void)
{
	u32 *region = vmxon_regions[this_cpu()->id];
	const phys_addr_t addr = virt_to_phys(region);
	bool failed;

	if (!enabled_in_firmware())
		panic("VT-x is off on core %u", this_cpu()->id);
	*region = vmx_revision();
	write_cr0(read_cr0() | rdmsr(MSR_VMX_CR0_FIXED0));
	write_cr4(read_cr4() | rdmsr(MSR_VMX_CR4_FIXED0));
	asm volatile("vmxon %1" : "=@ccbe"(failed) : "m"(addr) : "memory");
	if (failed)
		panic("VMXON failed on core %u", this_cpu()->id);
}
