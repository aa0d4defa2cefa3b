// SPDX-License-Identifier: GPL-2.0
/* The report of a guest that failed, or that somebody asks for. */
#include <asm/processor.h>
#include <asm/vmx-core.h>
#include <levsha/arch.h>
#include <levsha/command.h>
#include <levsha/console.h>
#include <levsha/health.h>
#include <levsha/log.h>
#include <linux/sprintf.h>

#define MAX_INSTRUCTION		15

static void report_registers(const struct gprs *r)
{
	pr_err("  rip %016lx rsp %016lx flags %lx", vmread(VMCS_GUEST_RIP),
	       vmread(VMCS_GUEST_RSP), vmread(VMCS_GUEST_RFLAGS));
	gprs_show(r);
	pr_err("  cr0 %lx (read as %lx) cr3 %lx cr4 %lx efer %lx",
	       vmread(VMCS_GUEST_CR0), vmread(VMCS_CR0_SHADOW),
	       vmread(VMCS_GUEST_CR3), vmread(VMCS_GUEST_CR4),
	       vmread(VMCS_GUEST_EFER));
}

static void report_segments(void)
{
	static const char names[VMCS_SEGMENTS][5] = {
		"es", "cs", "ss", "ds", "fs", "gs", "ldtr", "tr",
	};
	u32 n;

	for (n = 0; n < VMCS_SEGMENTS; n++)
		pr_err("  %-4s %04lx base %lx limit %lx rights %lx", names[n],
		       vmread(VMCS_SEGMENT(VMCS_GUEST_ES_SEL, n)),
		       vmread(VMCS_SEGMENT(VMCS_GUEST_ES_BASE, n)),
		       vmread(VMCS_SEGMENT(VMCS_GUEST_ES_LIMIT, n)),
		       vmread(VMCS_SEGMENT(VMCS_GUEST_ES_AR, n)));
	pr_err("  gdt base %lx limit %lx, idt base %lx limit %lx",
	       vmread(VMCS_GUEST_GDTR_BASE), vmread(VMCS_GUEST_GDTR_LIMIT),
	       vmread(VMCS_GUEST_IDTR_BASE), vmread(VMCS_GUEST_IDTR_LIMIT));
}

static void report_instruction(const struct guest *guest)
{
	u8 bytes[MAX_INSTRUCTION];
	char text[3 * MAX_INSTRUCTION + 1] = "";
	size_t size, i, len = 0;

	size = guest_read(guest, guest_rip_linear(), bytes, sizeof(bytes));
	for (i = 0; i < size; i++)
		len += scnprintf(text + len, sizeof(text) - len, " %02x",
				 bytes[i]);
	pr_err("  instruction at linear %lx:%s", guest_rip_linear(),
	       size ? text : " not readable");
}

static void report_history(const struct arch_guest *arch)
{
	const u32 oldest = arch->history_at / sizeof(struct exit_record);
	const struct exit_record *r;
	u32 i;

	for (i = 0; i < EXIT_HISTORY; i++) {
		r = &arch->history[(oldest + i) % EXIT_HISTORY];
		if (r->rip || r->reason)
			pr_err("  exit -%u: %s at %lx", EXIT_HISTORY - 1 - i,
			       arch_exit_name((u8)r->reason) ?: "unknown",
			       r->rip);
	}
}

static void report(const struct guest *guest)
{
	report_instruction(guest);
	report_registers(guest->arch.regs);
	report_segments();
	report_history(&guest->arch);
}

void arch_guest_show(const struct guest *guest)
{
	pr_err("guest %s was asked for:", guest->part->name);
	report(guest);
}

/* The guest's core has the registers; only a guest in a life has any. */
COMMANDS(commands) = {
	{ "registers N  log registers and last exits of guest N",
	  .requests = GUEST_REQ_SHOW,
	  .states = 1 << GUEST_STOPPED | 1 << GUEST_RUNNING,
	  .refusal = "%s is %s\n" },
};

int vmx_fail_by(struct guest *guest, enum part_event event, const char *fmt, ...)
{
	const u32 reason = (u32)vmread(VMCS_EXIT_REASON);
	char cause[LOG_TEXT_LEN];
	va_list args;

	va_start(args, fmt);
	vscnprintf(cause, sizeof(cause), fmt, args);
	va_end(args);
	pr_err("guest %s failed: %s", guest->part->name, cause);
	pr_err("  exit reason %x (%s), qualification %lx, physical %lx, linear %lx",
	       reason, arch_exit_name((u8)reason) ?: "unknown",
	       vmread(VMCS_EXIT_QUALIFICATION), vmread(VMCS_GUEST_PHYSICAL),
	       vmread(VMCS_GUEST_LINEAR));
	report(guest);
	health_event(guest, event);
	return VMX_FAIL;
}
