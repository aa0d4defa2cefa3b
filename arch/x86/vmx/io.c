// SPDX-License-Identifier: GPL-2.0
/*
 * I/O instructions on ports that the guest does not own (SDM vol. 3, table 28-5).
 * Where the guest has nothing, reads give ones and writes vanish, as on a bus
 * with no device.
 */
#include <asm/page.h>
#include <asm/processor.h>
#include <asm/segment.h>
#include <asm/vmx-core.h>
#include <levsha/vreg.h>

#define IO_WIDTH(q)		(((q) & 7) + 1)
#define IO_IN			(1 << 3)
#define IO_STRING		(1 << 4)
#define IO_REP			(1 << 5)
#define IO_PORT(q)		((u32)(q) >> 16)

#define INFO_ADDRESS_SIZE(i)	((i) >> 7 & 7)	/* 0, 1, 2: 16, 32, 64 bits */

/* Bytes of the instruction's index and count registers. */
static u8 address_width(void)
{
	return (u8)(2 << INFO_ADDRESS_SIZE(vmread(VMCS_EXIT_INFO)));
}

/* A repeated instruction exits before it looks whether its count is zero. */
static bool repeats_nothing(const struct gprs *regs, u64 q)
{
	return q & IO_REP && !(regs->rcx & vreg_ones(address_width()));
}

/* Steps over one element; whether it was the last. */
static bool step(struct gprs *regs, const struct vreg_access *a, u64 q)
{
	const u8 width = address_width();
	const u64 mask = vreg_ones(width);
	u64 *index = a->write ? &regs->rsi : &regs->rdi;

	if (vmread(VMCS_GUEST_RFLAGS) & RFLAGS_DF)
		gpr_set(index, (*index - a->width) & mask, width);
	else
		gpr_set(index, (*index + a->width) & mask, width);
	if (!(q & IO_REP))
		return true;
	gpr_set(&regs->rcx, (regs->rcx - 1) & mask, width);
	return !(regs->rcx & mask);
}

/* Whether the guest's own page tables forbid it the memory operand: it gets a #PF. */
static bool page_faults(const struct guest *guest, u64 linear, u8 width, bool write)
{
	u32 code = guest_page_fault(guest, linear, write);

	if (!code) {
		linear += width - 1;
		code = guest_page_fault(guest, linear, write);
	}
	if (!code)
		return false;
	asm volatile("mov %0, %%cr2" : : "r"(linear));
	vmx_inject(VECTOR_PF, true, code & ~EVENT_VALID);
	return true;
}

/*
 * One element of INS or OUTS. Repeated ones execute the instruction again for
 * each, so that requests are looked at in between.
 */
static noinline int string_io(struct guest *guest, struct vreg_access *a, u64 q)
{
	const u64 linear = vmread(VMCS_GUEST_LINEAR);

	if (repeats_nothing(guest->arch.regs, q)) {
		vmx_skip_exited();
		return VMX_RESUME;
	}
	if (page_faults(guest, linear, a->width, !a->write))
		return VMX_RESUME;
	a->value = a->write ? 0 : vreg_ones(a->width);
	if (a->write && guest_read(guest, linear, &a->value, a->width) != a->width)
		return vmx_fail(guest, "OUTS from %lx, where no memory is", linear);
	vreg_access(guest, a);
	if (!a->write &&
	    guest_write(guest, linear, &a->value, a->width) != a->width)
		return vmx_fail(guest, "INS to %lx, where no memory is", linear);
	if (step(guest->arch.regs, a, q))
		vmx_skip_exited();
	return VMX_RESUME;
}

int exit_io(struct guest *guest)
{
	const u64 q = vmread(VMCS_EXIT_QUALIFICATION);
	struct gprs *regs = guest->arch.regs;
	struct vreg_access a;

	a.addr = IO_PORT(q);
	a.width = (u8)IO_WIDTH(q);
	a.space = PART_SPACE_PIO;
	a.write = !(q & IO_IN);
	if (unlikely(q & IO_STRING))
		return string_io(guest, &a, q);
	if (a.write) {
		a.value = regs->rax & vreg_ones(a.width);
		vreg_access(guest, &a);
	} else {
		if (unlikely(!vreg_access(guest, &a)))
			a.value = vreg_ones(a.width);
		gpr_set(&regs->rax, a.value, a.width);
	}
	vmx_skip_exited();
	return VMX_RESUME;
}
