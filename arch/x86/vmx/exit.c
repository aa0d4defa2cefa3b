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
#include <asm/processor.h>
#include <asm/vmx-core.h>
#include <levsha/arch.h>
#include <levsha/panic.h>

typedef int (*exit_handler)(struct guest *guest);

#define DR6_FIXED		0xffff0ff0
#define DR7_GD			(1 << 13)

void vmx_skip(void)
{
	const u64 blocked = vmread(VMCS_GUEST_INTERRUPTIBILITY);

	vmwrite(VMCS_GUEST_RIP, vmread(VMCS_GUEST_RIP) + vmread(VMCS_EXIT_LENGTH));
	if (unlikely(blocked & (BLOCKED_BY_STI | BLOCKED_BY_MOV_SS)))
		vmwrite(VMCS_GUEST_INTERRUPTIBILITY,
			blocked & ~(u64)(BLOCKED_BY_STI | BLOCKED_BY_MOV_SS));
}

int vmx_inject(u32 vector, bool has_error, u32 error)
{
	vmwrite(VMCS_ENTRY_ERROR_CODE, error);
	vmwrite(VMCS_ENTRY_INTERRUPT,
		EVENT_VALID | EVENT_HARDWARE | vector |
			(has_error ? EVENT_ERROR_CODE : 0));
	return VMX_RESUME;
}

/* Hardware left the debug exception's effects on DR6 and DR7 to us. */
static int reflect_debug(void)
{
	const u64 dr6 = DR6_FIXED | vmread(VMCS_EXIT_QUALIFICATION);

	asm volatile("mov %0, %%dr6" : : "r"(dr6));
	vmwrite(VMCS_GUEST_DR7, vmread(VMCS_GUEST_DR7) & ~(u64)DR7_GD);
	return vmx_inject(VECTOR_DB, false, 0);
}

/*
 * The exit left NMIs blocked, as in a handler. An IRET opens them again: that of
 * our own NMI handler, which also looks whether the machine is to stop.
 */
static int exit_exception(struct guest *guest)
{
	const u32 event = (u32)vmread(VMCS_EXIT_INTERRUPT);
	const u32 vector = event & EVENT_VECTOR;

	if (vector == VECTOR_NMI)
		asm volatile("int %0" : : "i"(VECTOR_NMI));
	else if (vector == VECTOR_DB)
		return reflect_debug();
	else if (vector == VECTOR_MC)
		panic("machine check while guest %s ran", guest->part->name);
	else
		return vmx_inject(vector, event & EVENT_ERROR_CODE,
				  (u32)vmread(VMCS_EXIT_ERROR_CODE));
	return VMX_RESUME;
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
	vmx_skip();
	return VMX_RESUME;
}

static int exit_triple_fault(struct guest *guest)
{
	return vmx_fail(guest, "triple fault");
}

static int exit_task_switch(struct guest *guest)
{
	return vmx_fail(guest, "hardware task switch, which is not supported");
}

static int exit_unexpected(struct guest *guest)
{
	return vmx_fail(guest, "unexpected exit");
}

static const struct {
	exit_handler handle;
	const char *name;
} exits[NR_EXIT_REASONS] = {
	[EXIT_EXCEPTION_NMI] = { exit_exception, "exception or NMI" },
	[EXIT_EXTERNAL_INTERRUPT] = { exit_unexpected, "external interrupt" },
	[EXIT_TRIPLE_FAULT] = { exit_triple_fault, "triple fault" },
	[EXIT_INIT] = { exit_unexpected, "INIT" },
	[EXIT_INTERRUPT_WINDOW] = { exit_interrupt_window, "interrupt window" },
	[EXIT_TASK_SWITCH] = { exit_task_switch, "task switch" },
	[EXIT_CPUID] = { exit_cpuid, "CPUID" },
	[EXIT_GETSEC] = { exit_undefined, "GETSEC" },
	[EXIT_INVD] = { exit_cache, "INVD" },
	[EXIT_RDPMC] = { exit_protection, "RDPMC" },
	[EXIT_VMCALL] = { exit_undefined, "VMCALL" },
	[EXIT_VMCLEAR] = { exit_undefined, "VMCLEAR" },
	[EXIT_VMLAUNCH] = { exit_undefined, "VMLAUNCH" },
	[EXIT_VMPTRLD] = { exit_undefined, "VMPTRLD" },
	[EXIT_VMPTRST] = { exit_undefined, "VMPTRST" },
	[EXIT_VMREAD] = { exit_undefined, "VMREAD" },
	[EXIT_VMRESUME] = { exit_undefined, "VMRESUME" },
	[EXIT_VMWRITE] = { exit_undefined, "VMWRITE" },
	[EXIT_VMXOFF] = { exit_undefined, "VMXOFF" },
	[EXIT_VMXON] = { exit_undefined, "VMXON" },
	[EXIT_CR_ACCESS] = { exit_cr_access, "CR access" },
	[EXIT_IO] = { exit_io, "I/O instruction" },
	[EXIT_RDMSR] = { exit_rdmsr, "RDMSR" },
	[EXIT_WRMSR] = { exit_wrmsr, "WRMSR" },
	[EXIT_ENTRY_STATE] = { exit_unexpected, "invalid guest state" },
	[EXIT_MWAIT] = { exit_undefined, "MWAIT" },
	[EXIT_MONITOR] = { exit_undefined, "MONITOR" },
	[EXIT_ENTRY_MCE] = { exit_unexpected, "machine check at entry" },
	[EXIT_EPT_VIOLATION] = { exit_ept_violation, "EPT violation" },
	[EXIT_EPT_MISCONFIG] = { exit_unexpected, "EPT misconfiguration" },
	[EXIT_INVEPT] = { exit_undefined, "INVEPT" },
	[EXIT_INVVPID] = { exit_undefined, "INVVPID" },
	[EXIT_WBINVD] = { exit_cache, "WBINVD" },
	[EXIT_XSETBV] = { exit_undefined, "XSETBV" },
};

const char *arch_exit_name(unsigned int n)
{
	if (n >= NR_EXIT_REASONS)
		return NULL;
	return exits[n].name ?: "unknown reason";
}

u64 arch_exit_count(const struct guest *guest, unsigned int n)
{
	return READ_ONCE(guest->arch.exits[n]);
}

int vmx_exit(struct guest *guest)
{
	struct arch_guest *arch = &guest->arch;
	const u32 reason = (u32)vmread(VMCS_EXIT_REASON);
	struct exit_record *r = &arch->history[arch->nr_exits++ % EXIT_HISTORY];

	r->reason = reason;
	r->rip = vmread(VMCS_GUEST_RIP);
	if (unlikely(reason >= NR_EXIT_REASONS || !exits[reason].handle))
		return exit_unexpected(guest);
	arch->exits[reason]++;
	return exits[reason].handle(guest);
}

/* Gives the guest its next emulated interrupt, or waits until it can take one. */
static void inject_interrupt(struct guest *guest)
{
	const u64 blocked = vmread(VMCS_GUEST_INTERRUPTIBILITY) &
			    (BLOCKED_BY_STI | BLOCKED_BY_MOV_SS);

	if (!vpic_pending(guest))
		return;
	if (!(vmread(VMCS_GUEST_RFLAGS) & RFLAGS_IF) || blocked ||
	    vmread(VMCS_ENTRY_INTERRUPT) & EVENT_VALID) {
		vmwrite(VMCS_PROC_CONTROLS,
			vmread(VMCS_PROC_CONTROLS) | PROC_INTERRUPT_WINDOW);
		return;
	}
	vmwrite(VMCS_ENTRY_INTERRUPT,
		EVENT_VALID | EVENT_EXTERNAL | vpic_acknowledge(guest));
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
