// SPDX-License-Identifier: GPL-2.0
/**
 * DOC: Exits of a guest
 *
 * entry.S saves the guest's registers and calls vmx_exit(), which counts the exit
 * and calls the handler that the table names for its reason. A handler that
 * returns VMX_RESUME leads straight back into the guest; all failures end in
 * vmx_fail(), which reports and stops this guest alone.
 */
#include <asm/cpu.h>
#include <asm/msr.h>
#include <asm/processor.h>
#include <asm/vmx-core.h>
#include <levsha/arch.h>

#define BIOS_BASE		0xf0000
#define DR6_FIXED		0xffff0ff0
#define DR7_GD			(1 << 13)

/* The shadow of STI or MOV SS ends, and a single step is due. */
void vmx_skip_hard(u64 blocked)
{
	vmwrite(VMCS_GUEST_INTERRUPTIBILITY,
		blocked & ~(u64)BLOCKED_BY_EITHER);
	if (vmread(VMCS_GUEST_RFLAGS) & RFLAGS_TF)
		vmwrite(VMCS_GUEST_PENDING_DEBUG, PENDING_SINGLE_STEP);
}

int vmx_inject(u32 vector, bool has_error, u32 error)
{
	vmwrite(VMCS_ENTRY_ERROR_CODE, error);
	vmwrite(VMCS_ENTRY_INTERRUPT,
		EVENT_VALID | EVENT_HARDWARE | vector |
			(has_error ? EVENT_ERROR_CODE : 0));
	return VMX_RESUME;
}

/*
 * Hardware left the debug exception's effects on DR6 and DR7 to us, and RIP at INT1
 * where that raised it. Its delivery ends the shadow of STI or MOV SS.
 */
static int reflect_debug(u32 type)
{
	const u64 dr6 = DR6_FIXED | vmread(VMCS_EXIT_QUALIFICATION);

	asm volatile("mov %0, %%dr6" : : "r"(dr6));
	vmwrite(VMCS_GUEST_DR7, vmread(VMCS_GUEST_DR7) & ~(u64)DR7_GD);
	if (type == EVENT_INT1)
		vmx_skip_exited();
	vmwrite(VMCS_GUEST_INTERRUPTIBILITY,
		vmread(VMCS_GUEST_INTERRUPTIBILITY) & ~(u64)BLOCKED_BY_EITHER);
	return vmx_inject(VECTOR_DB, false, 0);
}

/*
 * Of an event that the exception cut off, an external interrupt alone would be lost:
 * its controller has it in service. All others happen again, when the guest executes
 * the same instruction again.
 */
static void keep_interrupt(struct guest *guest)
{
	const u32 event = (u32)vmread(VMCS_IDT_VECTORING);

	if ((event & (EVENT_VALID | EVENT_TYPE)) != (EVENT_VALID | EVENT_EXTERNAL))
		return;
	guest->arch.undelivered = event & (EVENT_VALID | EVENT_VECTOR);
	arch_request(guest, GUEST_REQ_VIRQ);
}

/* Its record in the banks stays for whoever looks after a reset. */
static int machine_check(struct guest *guest)
{
	const u64 status = rdmsr(MSR_MCG_STATUS);

	wrmsr(MSR_MCG_STATUS, 0);
	return vmx_fail_by(guest, PART_EVENT_MACHINE_CHECK,
			   "machine check, status %lx", status);
}

/*
 * The exit left NMIs blocked, as in a handler. An IRET opens them again: that of
 * our own NMI handler, which also looks whether the machine is to stop.
 */
static int exit_exception(struct guest *guest)
{
	const u32 event = (u32)vmread(VMCS_EXIT_INTERRUPT);
	const u32 vector = event & EVENT_VECTOR;

	if (vector == VECTOR_MC)
		return machine_check(guest);
	if (vector == VECTOR_NMI) {
		vmx_reflect_nmi();
		return VMX_RESUME;
	}
	keep_interrupt(guest);
	if (vector == VECTOR_DB)
		return reflect_debug(event & EVENT_TYPE);
	return vmx_inject(vector, event & EVENT_ERROR_CODE,
			  (u32)vmread(VMCS_EXIT_ERROR_CODE));
}

static int exit_interrupt_window(struct guest *guest)
{
	vmwrite(VMCS_PROC_CONTROLS,
		vmread(VMCS_PROC_CONTROLS) & ~(u64)PROC_INTERRUPT_WINDOW);
	arch_request(guest, GUEST_REQ_VIRQ);
	return VMX_RESUME;
}

static int exit_undefined(struct guest *guest)
{
	return vmx_inject(VECTOR_UD, false, 0);
}

static int exit_protection(struct guest *guest)
{
	return vmx_inject(VECTOR_GP, true, 0);
}

/*
 * Guest memory is coherent, so that writing back or dropping caches has no effect
 * that a guest could see, but one on the other cores.
 */
static int exit_cache(struct guest *guest)
{
	vmx_skip_exited();
	return VMX_RESUME;
}

static int exit_timer(struct guest *guest)
{
	vpit_tick(guest);
	return VMX_RESUME;
}

/* The compiler's vectors for real mode end here, 16 bytes each (load_flat.py). */
static int exit_triple_fault(struct guest *guest)
{
	if (!(vmread(VMCS_GUEST_CR0) & CR0_PE) &&
	    vmread(VMCS_GUEST_CS_BASE) == BIOS_BASE)
		return vmx_fail(guest, "INT 0x%lx in real mode without a handler; there is no BIOS",
				vmread(VMCS_GUEST_RIP) / 16);
	return vmx_fail(guest, "triple fault");
}

static int exit_task_switch(struct guest *guest)
{
	return vmx_fail(guest, "hardware task switch, which is not supported");
}

/* CPUID is answered in entry.S. Those without a handler do not come. */
static const struct {
	const char *name;
	int (*handle)(struct guest *guest);
} reasons[NR_EXIT_REASONS] = {
	[EXIT_EXCEPTION_NMI] = { "exception or NMI", exit_exception },
	[EXIT_EXTERNAL_INTERRUPT] = { "external interrupt", NULL },
	[EXIT_TRIPLE_FAULT] = { "triple fault", exit_triple_fault },
	[EXIT_INIT] = { "INIT", NULL },
	[EXIT_INTERRUPT_WINDOW] = { "interrupt window", exit_interrupt_window },
	[EXIT_TASK_SWITCH] = { "task switch", exit_task_switch },
	[EXIT_CPUID] = { "CPUID", NULL },
	[EXIT_GETSEC] = { "GETSEC", exit_undefined },
	[EXIT_INVD] = { "INVD", exit_cache },
	[EXIT_RDPMC] = { "RDPMC", exit_protection },
	[EXIT_VMCALL] = { "VMCALL", exit_undefined },
	[EXIT_VMCLEAR] = { "VMCLEAR", exit_undefined },
	[EXIT_VMLAUNCH] = { "VMLAUNCH", exit_undefined },
	[EXIT_VMPTRLD] = { "VMPTRLD", exit_undefined },
	[EXIT_VMPTRST] = { "VMPTRST", exit_undefined },
	[EXIT_VMREAD] = { "VMREAD", exit_undefined },
	[EXIT_VMRESUME] = { "VMRESUME", exit_undefined },
	[EXIT_VMWRITE] = { "VMWRITE", exit_undefined },
	[EXIT_VMXOFF] = { "VMXOFF", exit_undefined },
	[EXIT_VMXON] = { "VMXON", exit_undefined },
	[EXIT_CR_ACCESS] = { "CR access", exit_cr_access },
	[EXIT_IO] = { "I/O instruction", exit_io },
	[EXIT_RDMSR] = { "RDMSR", exit_rdmsr },
	[EXIT_WRMSR] = { "WRMSR", exit_wrmsr },
	[EXIT_ENTRY_STATE] = { "invalid guest state", NULL },
	[EXIT_MWAIT] = { "MWAIT", exit_undefined },
	[EXIT_MONITOR] = { "MONITOR", exit_undefined },
	[EXIT_ENTRY_MCE] = { "machine check at entry", NULL },
	[EXIT_EPT_VIOLATION] = { "EPT violation", exit_ept_violation },
	[EXIT_EPT_MISCONFIG] = { "EPT misconfiguration", NULL },
	[EXIT_INVEPT] = { "INVEPT", exit_undefined },
	[EXIT_TIMER] = { "preemption timer", exit_timer },
	[EXIT_INVVPID] = { "INVVPID", exit_undefined },
	[EXIT_WBINVD] = { "WBINVD", exit_cache },
	[EXIT_XSETBV] = { "XSETBV", exit_undefined },
};

const char *arch_exit_name(unsigned int n)
{
	if (n >= NR_EXIT_REASONS)
		return NULL;
	return reasons[n].name ?: "unknown reason";
}

unsigned long arch_exit_count(const struct guest *guest, unsigned int n)
{
	return READ_ONCE(guest->arch.exits[n]);
}

int vmx_exit(struct guest *guest, u64 reason)
{
	struct arch_guest *arch = &guest->arch;
	struct exit_record *r = (void *)arch->history + arch->history_at;

	arch->history_at += sizeof(*r);
	r->reason = reason;
	r->rip = vmread(VMCS_GUEST_RIP);
	if (unlikely(reason >= NR_EXIT_REASONS))
		return vmx_fail(guest, "unknown exit");
	arch->exits[reason]++;
	if (unlikely(!reasons[reason].handle))
		return vmx_fail(guest, "unexpected exit");
	return reasons[reason].handle(guest);
}

static u32 next_interrupt(struct guest *guest)
{
	const u32 kept = guest->arch.undelivered;

	guest->arch.undelivered = 0;
	return kept ?: EVENT_VALID | EVENT_EXTERNAL | vpic_acknowledge(guest);
}

/* Gives the guest its next emulated interrupt, or waits until it can take one. */
static void inject_interrupt(struct guest *guest)
{
	const u64 blocked = vmread(VMCS_GUEST_INTERRUPTIBILITY) &
			    BLOCKED_BY_EITHER;

	if (!guest->arch.undelivered && !vpic_pending(guest))
		return;
	if (!(vmread(VMCS_GUEST_RFLAGS) & RFLAGS_IF) || blocked ||
	    vmread(VMCS_ENTRY_INTERRUPT) & EVENT_VALID) {
		vmwrite(VMCS_PROC_CONTROLS,
			vmread(VMCS_PROC_CONTROLS) | PROC_INTERRUPT_WINDOW);
		return;
	}
	vmwrite(VMCS_ENTRY_INTERRUPT, next_interrupt(guest));
}

int vmx_service(struct guest *guest)
{
	if (guest_requests(guest))
		return VMX_STOP;
	inject_interrupt(guest);
	return VMX_RESUME;
}

int vmx_entry_failed(struct guest *guest)
{
	return vmx_fail(guest, "VM entry refused, instruction error %u",
			(u32)vmread(VMCS_INSTRUCTION_ERROR));
}
