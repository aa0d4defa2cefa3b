/* SPDX-License-Identifier: GPL-2.0 */
/* Interfaces between the files of vmx/, and to kernel/. */
#ifndef _ASM_X86_VMX_CORE_H
#define _ASM_X86_VMX_CORE_H

#include <asm/processor.h>
#include <asm/vmx.h>
#include <levsha/guest.h>
#include <linux/compiler_types.h>
#include <linux/types.h>

struct vreg_access;

static inline u64 vmread(u64 field)
{
	u64 value;

	asm volatile("vmread %1, %0" : "=r"(value) : "r"(field) : "cc");
	return value;
}

static inline void vmwrite(u64 field, u64 value)
{
	asm volatile("vmwrite %1, %0" : : "r"(field), "r"(value) : "cc", "memory");
}

/** enum vmx_verdict - what an exit handler decides */
enum vmx_verdict {
	VMX_RESUME = 0,		/* go on with the guest */
	VMX_STOP = 1,		/* it was asked to stop */
	VMX_FAIL = 2,		/* it failed; a report was written */
	VMX_RELOAD = 3,		/* go on; any of its registers may have changed */
};

/* vmx.c: the processor's VMX operation */

/** vmx_check() - refuse to boot on a processor that lacks what guests need */
void vmx_check(void);

/** vmx_cpu_init() - enter VMX operation on the executing core */
void vmx_cpu_init(void);

/** vmx_cpu_exit() - leave it, with no VMCS in use any more */
void vmx_cpu_exit(void);

/** vmx_revision() - what a VMCS must start with */
u32 vmx_revision(void);

/* control.c: execution controls */

/** vmx_controls_check() - name of a control that the CPU lacks, or NULL */
const char *vmx_controls_check(void);

/** vmx_controls_write() - set all controls of the current VMCS */
void vmx_controls_write(void);

/** vmx_timer_init() - measure what the preemption timer counts. Context: boot. */
void vmx_timer_init(void);

/* vmcs.c: the guest's initial state */

/** vmcs_init() - fill a guest's VMCS, make it current on the executing core */
void vmcs_init(struct guest *guest);

/* ept.c: guest memory */

/** ept_init() - build a guest's second-level page tables */
void ept_init(struct guest *guest);

/** ept_pointer() - the VMCS field that names them */
u64 ept_pointer(const struct guest *guest);

/** ept_flush() - forget what this core cached of them and of its guest's pages */
void ept_flush(const struct guest *guest);

/* bitmap.c: ports and MSRs that a guest reaches without an exit */

/** bitmaps_init() - build a guest's I/O bitmaps and the common MSR bitmap */
void bitmaps_init(const struct guest *guest);

/** bitmaps_write() - name them in the current VMCS */
void bitmaps_write(const struct guest *guest);

/* entry.S */

/** vmx_reflect_nmi() - call the hypervisor's NMI handler; an IRET ends it */
void vmx_reflect_nmi(void);

/** vmx_enter() - run the guest of the current, cleared VMCS until it must stop */
int vmx_enter(struct guest *guest);

/* exit.c */

/** vmx_exit() - handle one exit; called by entry.S */
int vmx_exit(struct guest *guest, u64 reason);

/** vmx_service() - handle the core's requests; called by entry.S */
int vmx_service(struct guest *guest);

/** vmx_entry_failed() - VMLAUNCH or VMRESUME failed; called by entry.S */
int vmx_entry_failed(struct guest *guest);

/** vmx_skip_hard() - the rare part of vmx_skip() */
void vmx_skip_hard(u64 blocked);

/** vmx_skip() - step over an instruction of @length bytes that was emulated */
static inline void vmx_skip(u64 length)
{
	const u64 blocked = vmread(VMCS_GUEST_INTERRUPTIBILITY);

	vmwrite(VMCS_GUEST_RIP, vmread(VMCS_GUEST_RIP) + length);
	if (unlikely(blocked & BLOCKED_BY_EITHER ||
		     vmread(VMCS_GUEST_RFLAGS) & RFLAGS_TF))
		vmx_skip_hard(blocked);
}

/** vmx_skip_exited() - the same, with the length that the exit left */
static inline void vmx_skip_exited(void)
{
	vmx_skip(vmread(VMCS_EXIT_LENGTH));
}

/** vmx_inject() - raise an exception in the guest when it is entered */
int vmx_inject(u32 vector, bool has_error, u32 error);

/* cpuid.c: CPUID's answers, which entry.S gives */

#define CPUID_LEAVES		16
#define CPUID_NOTHING		15

/**
 * struct cpuid_mask - what a guest sees of the real answers to a leaf
 * @basic: to the leaf
 * @extended: to the leaf + 0x80000000
 */
struct cpuid_mask {
	struct cpuid basic;
	struct cpuid extended;
};

/** cpuid_masks - by leaf; leaf CPUID_NOTHING and what is not here is zero */
extern const struct cpuid_mask cpuid_masks[CPUID_LEAVES];

/* cr.c, io.c, msr.c, mmio.c: handlers of exits */
int exit_cr_access(struct guest *guest);
int exit_io(struct guest *guest);
int exit_rdmsr(struct guest *guest);
int exit_wrmsr(struct guest *guest);
int exit_ept_violation(struct guest *guest);

/* apic.c: the guest's view of its local APIC */

/**
 * guest_apic_write() - a guest's write to its local APIC, filtered
 * @reg: register, by its place in xAPIC mode
 * @value: with 64 bits only of the interrupt command register in x2APIC mode
 *
 * Return: whether there is such a register.
 */
bool guest_apic_write(u32 reg, u64 value);

/* guest.c */

/** vmx_block_access() - carry out a guest's access on the hardware */
void vmx_block_access(struct vreg_access *a);

/* gmem.c: guest memory as the hypervisor sees it */

/**
 * guest_read() - read guest memory at a linear address
 * @guest: on the executing core
 * @linear: address
 * @buf: filled
 * @size: bytes
 *
 * Return: bytes read; fewer when a page is not there.
 */
size_t guest_read(const struct guest *guest, u64 linear, void *buf, size_t size);

/** guest_write() - write guest memory at a linear address, as guest_read() */
size_t guest_write(const struct guest *guest, u64 linear, const void *buf,
		   size_t size);

/**
 * guest_page_fault() - whether the guest may access memory, by its own page tables
 * @guest: on the executing core
 * @linear: address
 * @write: or else to read
 *
 * Return: 0, or EVENT_VALID and the error code of the #PF that it should get.
 */
u32 guest_page_fault(const struct guest *guest, u64 linear, bool write);

/**
 * guest_window() - guest memory at a linear address, as far as its page goes
 * @guest: on the executing core
 * @linear: address
 * @size: bytes wanted; lowered to what is there in one piece
 *
 * Return: the bytes, which only the guest itself could change, or NULL.
 */
u8 *guest_window(const struct guest *guest, u64 linear, size_t *size);

/** guest_rip_linear() - linear address of the guest's next instruction */
u64 guest_rip_linear(void);

/* decode.c: instructions that access device registers in memory */

/**
 * struct mmio_instruction - a decoded instruction
 * @op: an arithmetic operation as vmx_alu() takes it, or MMIO_*
 * @width: bytes accessed
 * @write: the memory operand is the destination
 * @reg: index of the register operand as encoded, or MMIO_IMMEDIATE
 * @high_byte: it is AH, CH, DH or BH
 * @immediate: value, for MMIO_IMMEDIATE
 * @extend: bytes of the register that a read fills
 * @sign: a read extends the sign
 */
struct mmio_instruction {
	u8 op;
	u8 width;
	bool write;
	u8 reg;
	bool high_byte;
	u64 immediate;
	u8 extend;
	bool sign;
};

#define MMIO_IMMEDIATE		16

#define MMIO_CMP		7
#define MMIO_TEST		8
#define MMIO_XCHG		9
#define MMIO_MOVE		10

/**
 * mmio_decode() - decode an instruction with a memory operand
 * @bytes: the instruction
 * @size: bytes there
 * @bits: 16, 32 or 64, the code segment's size
 * @insn: filled
 *
 * Return: its length, or -EOPNOTSUPP.
 */
int mmio_decode(const u8 *bytes, size_t size, unsigned int bits,
		struct mmio_instruction *insn);

/* alu.c */

/**
 * vmx_alu() - what ADD, OR, ADC, SBB, AND, SUB, XOR, CMP (0 to 7) or TEST compute
 * @op: the operation
 * @a: first operand; no bits beyond @width
 * @b: second operand; likewise
 * @width: bytes of the operands
 * @flags: RFLAGS, changed as the instruction does
 */
u64 vmx_alu(u8 op, u64 a, u64 b, u8 width, u64 *flags);

/** guest_gpr() - a general register by its encoding, but not RSP */
u64 *guest_gpr(struct guest *guest, unsigned int index);

/** guest_gpr_read() - what is in any of them */
u64 guest_gpr_read(struct guest *guest, unsigned int index);

/* report.c */

/**
 * vmx_fail_by() - report a guest's failure in full, and begin what follows
 * @guest: on the executing core, its VMCS current
 * @event: what happened
 * @fmt: the cause in words
 *
 * Return: VMX_FAIL.
 */
int __printf(3, 4) vmx_fail_by(struct guest *guest, enum part_event event,
			       const char *fmt, ...);

/** vmx_fail() - vmx_fail_by() a guest's own fault */
#define vmx_fail(guest, ...)                                                   \
	vmx_fail_by(guest, PART_EVENT_FAULT, __VA_ARGS__)

#endif /* _ASM_X86_VMX_CORE_H */
