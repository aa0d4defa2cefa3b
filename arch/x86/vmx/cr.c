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

/* Bits of CR4 that the guest's CPUID does not show are reserved, but for MCE. */
static bool is_valid(unsigned int cr, u64 value)
{
	if (cr == 0)
		return !(value & CR0_NW) || value & CR0_CD;
	return !(value & ~(u64)(CR4_GUEST_BITS | CR4_MCE));
}

int exit_cr_access(struct guest *guest)
{
	const u64 q = vmread(VMCS_EXIT_QUALIFICATION);
	const unsigned int cr = q & QUALIFICATION_CR;
	u64 value;

	if ((q & QUALIFICATION_TYPE) != TYPE_MOV_TO_CR || (cr != 0 && cr != 4))
		return vmx_fail(guest, "unexpected control register access");
	value = guest_gpr_read(guest, QUALIFICATION_GPR(q));
	if (!is_valid(cr, value))
		return vmx_inject(VECTOR_GP, true, 0);
	vmwrite(cr == 0 ? VMCS_CR0_SHADOW : VMCS_CR4_SHADOW, value);
	return VMX_RESUME;
}
