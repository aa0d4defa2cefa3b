// SPDX-License-Identifier: GPL-2.0
/*
 * Accesses to guest physical addresses that are not mapped: register blocks that
 * the hypervisor emulates or passes on in part, and writes to the local APIC.
 * Everything else ends the guest.
 */
#include <asm/apic.h>
#include <asm/page.h>
#include <asm/processor.h>
#include <asm/vmx-core.h>
#include <levsha/vreg.h>

#define MAX_INSTRUCTION		15

static unsigned int code_bits(void)
{
	const u64 ar = vmread(VMCS_GUEST_CS_AR);

	if (ar & AR_LONG && vmread(VMCS_GUEST_EFER) & EFER_LMA)
		return 64;
	return ar & AR_BIG ? 32 : 16;
}

static bool is_apic(u64 gpa)
{
	return !X2APIC_MODE && gpa - APIC_BASE < PAGE_SIZE;
}

/*
 * The APIC page is mapped for reading, so that only writes come here. Whether the
 * exit told the instruction's length, entry.S wants to know.
 */
static bool write_apic(struct guest *guest, const struct vreg_access *a, u64 length)
{
	guest->arch.lengths |= length == vmread(VMCS_EXIT_LENGTH) ?
				       LENGTHS_RIGHT :
				       LENGTHS_WRONG;
	if (a->width != 4 || a->addr % 16)
		return false;
	guest_apic_write(a->addr % PAGE_SIZE, a->value);
	return true;
}

static u64 source_operand(struct guest *guest, const struct mmio_instruction *in)
{
	if (in->reg == MMIO_IMMEDIATE)
		return in->immediate;
	return guest_gpr_read(guest, in->reg) >> (in->high_byte ? 8 : 0);
}

static u64 extend(u64 value, const struct mmio_instruction *in)
{
	const unsigned int shift = 64 - 8 * in->width;

	return in->sign ? (u64)((s64)(value << shift) >> shift) : value;
}

static void set_destination(struct guest *guest, u64 value,
			    const struct mmio_instruction *in)
{
	u64 rsp = vmread(VMCS_GUEST_RSP);
	void *gpr = guest_gpr(guest, in->reg) ?: &rsp;

	gpr_set(gpr + in->high_byte, extend(value, in) & vreg_ones(in->extend),
		in->extend);
	if (gpr == &rsp)
		vmwrite(VMCS_GUEST_RSP, rsp);
}

/* Decodes the guest's instruction; it is copied only if it may cross pages. */
static int decode(struct guest *guest, struct mmio_instruction *in)
{
	const u64 rip = guest_rip_linear();
	u8 bytes[MAX_INSTRUCTION];
	size_t size = sizeof(bytes);
	const u8 *code = guest_window(guest, rip, &size);

	if (!code || size < sizeof(bytes)) {
		size = guest_read(guest, rip, bytes, sizeof(bytes));
		code = bytes;
	}
	return mmio_decode(code, size, code_bits(), in);
}

/* Computes with the register operand and memory, of which @value was read. */
static u64 compute(struct guest *guest, const struct mmio_instruction *in, u64 value)
{
	const u64 other = source_operand(guest, in) & vreg_ones(in->width);
	u64 flags;

	if (in->op == MMIO_XCHG)
		set_destination(guest, value, in);
	if (in->op >= MMIO_XCHG)
		return other;
	flags = vmread(VMCS_GUEST_RFLAGS);
	value = in->write ? vmx_alu(in->op, value, other, in->width, &flags) :
			    vmx_alu(in->op, other, value, in->width, &flags);
	vmwrite(VMCS_GUEST_RFLAGS, flags);
	return value;
}

static bool access(struct guest *guest, struct vreg_access *a, u64 length)
{
	if (!is_apic(a->addr))
		return vreg_access(guest, a);
	if (a->write)
		return write_apic(guest, a, length);
	vmx_block_access(a);
	return true;
}

/* Reads, computes and writes, whatever of these the instruction does. */
static bool execute(struct guest *guest, const struct mmio_instruction *in,
		    struct vreg_access *a, u64 length)
{
	const bool moves = in->op == MMIO_MOVE;

	if (!(moves && in->write) && !access(guest, a, length))
		return false;
	if (!moves || in->write)
		a->value = compute(guest, in, a->value);
	if (in->op == MMIO_CMP || in->op == MMIO_TEST)
		return true;
	a->write = in->write;
	if (in->write)
		return access(guest, a, length);
	set_destination(guest, a->value, in);
	return true;
}

static int emulate(struct guest *guest, u64 gpa)
{
	struct vreg_access a = { .addr = gpa, .space = PART_SPACE_MMIO };
	struct mmio_instruction in;
	const int len = decode(guest, &in);

	if (len < 0)
		return vmx_fail(guest, "device access at %lx by an instruction not emulated",
				gpa);
	a.width = in.width;
	if (!execute(guest, &in, &a, (u64)len))
		return vmx_fail(guest, "%s of %u bytes at %lx, where the guest has nothing",
				a.write ? "write" : "read", in.width, gpa);
	vmx_skip((u64)len);
	return VMX_RELOAD;
}

static bool has_registers(const struct guest *guest, u64 gpa)
{
	const struct part_block *b = guest->blocks;
	const struct part_block *end = b + guest->part->nr_blocks;

	if (is_apic(gpa))
		return true;
	for (; b < end; b++) {
		if (b->space == PART_SPACE_MMIO && gpa - b->base < b->size)
			return true;
	}
	return false;
}

int exit_ept_violation(struct guest *guest)
{
	const u64 q = vmread(VMCS_EXIT_QUALIFICATION);
	const u64 gpa = vmread(VMCS_GUEST_PHYSICAL);
	const bool write = q & EPT_VIOLATION_WRITE;

	if (q & EPT_VIOLATION_FETCH)
		return vmx_fail(guest, "jump to physical address %lx, where it has no code",
				gpa);
	if (!has_registers(guest, gpa) || !(q & EPT_VIOLATION_LINEAR) ||
	    !(q & EPT_VIOLATION_FINAL) ||
	    vmread(VMCS_IDT_VECTORING) & EVENT_VALID)
		return vmx_fail(guest, "%s at physical address %lx, which it does not have",
				write ? "write" : "read", gpa);
	return emulate(guest, gpa);
}
