// SPDX-License-Identifier: GPL-2.0
/*
 * Model-specific registers that exit. Those of the table behave as it says; all
 * others are not there, and raise #GP as on a processor without them.
 */
#include <asm/apic.h>
#include <asm/msr.h>
#include <asm/segment.h>
#include <asm/vmx-core.h>

#define MISC_ENABLE_FAST_STRINGS	(1 << 0)
#define MISC_ENABLE_NO_BTS		(1 << 11)
#define MISC_ENABLE_NO_PEBS		(1 << 12)

/* The local APIC stays where it is, on, and that of the only processor. */
#define GUEST_APIC_BASE		(APIC_BASE | APIC_BASE_MODE | APIC_BASE_BSP)

static const struct msr {
	u32 msr;
	u64 value;		/* read */
	u64 ignored;		/* bits whose change a write may ask for in vain */
} msrs[] = {
	{ MSR_APIC_BASE, GUEST_APIC_BASE, 0 },
	{ MSR_PLATFORM_ID, 0, 0 },
	{ MSR_BIOS_SIGN_ID, 0, ~0ULL },
	{ MSR_MISC_ENABLE,
	  MISC_ENABLE_FAST_STRINGS | MISC_ENABLE_NO_BTS | MISC_ENABLE_NO_PEBS,
	  ~0ULL },
};

static const struct msr *find(u32 msr)
{
	const struct msr *m;

	for (m = msrs; m < msrs + ARRAY_SIZE(msrs); m++) {
		if (m->msr == msr)
			return m;
	}
	return NULL;
}

int exit_rdmsr(struct guest *guest)
{
	struct gprs *regs = guest->arch.regs;
	const struct msr *m = find((u32)regs->rcx);

	if (!m)
		return vmx_inject(VECTOR_GP, true, 0);
	regs->rax = (u32)m->value;
	regs->rdx = m->value >> 32;
	vmx_skip_exited();
	return VMX_RESUME;
}

static bool write_x2apic(u32 msr, u64 value)
{
	return X2APIC_MODE && msr - MSR_X2APIC < 0x100 &&
	       guest_apic_write((msr - MSR_X2APIC) * 16, value);
}

int exit_wrmsr(struct guest *guest)
{
	const struct gprs *regs = guest->arch.regs;
	const u64 value = regs->rdx << 32 | (u32)regs->rax;
	const u32 msr = (u32)regs->rcx;
	const struct msr *m = find(msr);

	if (msr == MSR_TSC)
		vmwrite(VMCS_TSC_OFFSET, value - rdtsc());
	else if (m ? (value ^ m->value) & ~m->ignored :
		     !write_x2apic(msr, value))
		return vmx_inject(VECTOR_GP, true, 0);
	vmx_skip_exited();
	return VMX_RESUME;
}
