// SPDX-License-Identifier: GPL-2.0
/*
 * Writes to control registers that touch bits which the hypervisor holds. The
 * guest's wish goes into the read shadow; then the instruction is executed again
 * and no longer exits, because the held bits agree with the shadow. So hardware
 * does the rest: the changes of mode, and the checks.
 */
#include <asm/processor.h>
#include <asm/segment.h>
#include <asm/vmx-core.h>

#define QUALIFICATION_CR	0xf
#define QUALIFICATION_TYPE	0x30
#define QUALIFICATION_GPR(q)	((q) >> 8 & 0xf)
#define TYPE_MOV_TO_CR		0x00

static u64 operand(struct guest *guest, unsigned int n)
{
	const u64 *gpr = guest_gpr(guest, n);

	return gpr ? *gpr : vmread(VMCS_GUEST_RSP);
}

static int write_cr0_shadow(u64 value)
{
	if (value & CR0_NW && !(value & CR0_CD))
		return vmx_inject(VECTOR_GP, true, 0);
	vmwrite(VMCS_CR0_SHADOW, value);
	return VMX_RESUME;
}

/* Bits that the guest's CPUID does not show are reserved, but for MCE. */
static int write_cr4_shadow(u64 value)
{
	if (value & ~(u64)(CR4_GUEST_BITS | CR4_MCE))
		return vmx_inject(VECTOR_GP, true, 0);
	vmwrite(VMCS_CR4_SHADOW, value);
	return VMX_RESUME;
}

int exit_cr_access(struct guest *guest)
{
	const u64 q = vmread(VMCS_EXIT_QUALIFICATION);
	u64 value;

	if ((q & QUALIFICATION_TYPE) != TYPE_MOV_TO_CR)
		return vmx_fail(guest, "unexpected control register access");
	value = operand(guest, QUALIFICATION_GPR(q));
	if ((q & QUALIFICATION_CR) == 0)
		return write_cr0_shadow(value);
	if ((q & QUALIFICATION_CR) == 4)
		return write_cr4_shadow(value);
	return vmx_fail(guest, "unexpected control register access");
}
