// SPDX-License-Identifier: GPL-2.0
/*
 * Exceptions of the hypervisor itself, all fatal, and NMIs, which are kicks. Guests
 * choose the vectors of what waits in their local APIC when they are reset, also
 * those of exceptions. Of these the hypervisor can raise machine checks only, and
 * tells them apart; the others count as interrupts.
 */
#include <asm/apic.h>
#include <asm/cpu.h>
#include <asm/processor.h>
#include <asm/traps.h>
#include <levsha/log.h>
#include <levsha/panic.h>
#include <linux/build_bug.h>
#include <linux/stddef.h>

#define GATE_INTERRUPT		0x8e00	/* present, ring 0 */
#define NR_VECTORS		256
#define EXCEPTION_ENTRY_SIZE	16

/* struct gate - an entry of the 64-bit IDT (SDM vol. 3, 6.14.1) */
struct gate {
	u16 offset_low;
	u16 selector;
	u16 type_ist;
	u16 offset_middle;
	u32 offset_high;
	u32 reserved;
};

static_assert(sizeof(struct gate) == 16);

static struct gate idt[NR_VECTORS];

extern char exception_entries[], interrupt_entry[];

static const u8 exception_ist[NR_EXCEPTIONS] = {
	[VECTOR_NMI] = IST_NMI,
	[VECTOR_DF] = IST_DF,
	[VECTOR_MC] = IST_MC,
};

static const char *const exception_names[] = {
	"#DE", "#DB", "NMI", "#BP", "#OF", "#BR", "#UD", "#NM", "#DF", "9",
	"#TS", "#NP", "#SS", "#GP", "#PF", "15", "#MF", "#AC", "#MC",
};

static void set_gate(u32 vector, const char *entry, u8 ist)
{
	const u64 offset = (u64)entry;

	idt[vector] = (struct gate){
		.offset_low = (u16)offset,
		.selector = SEL_CODE,
		.type_ist = GATE_INTERRUPT | ist,
		.offset_middle = (u16)(offset >> 16),
		.offset_high = (u32)(offset >> 32),
	};
}

void idt_init(void)
{
	u32 v;

	for (v = 0; v < NR_VECTORS; v++) {
		if (v < VECTOR_SPURIOUS || v == VECTOR_MC)
			set_gate(v, exception_entries + v * EXCEPTION_ENTRY_SIZE,
				 exception_ist[v]);
		else
			set_gate(v, interrupt_entry, 0);
	}
}

void idt_load(void)
{
	const struct {
		u16 limit;
		u64 base;
	} __packed idtr = { sizeof(idt) - 1, (u64)idt };

	asm volatile("lidt %0" : : "m"(idtr));
}

/* Code that an NMI must start again, so that no request is overlooked. */
extern char vmlaunch_begin[], vmlaunch_end[], vmresume_begin[], vmresume_end[];
extern char answered_begin[], answered_end[];
extern char guest_wait_begin[], guest_wait_end[];

static const struct {
	const char *begin;
	const char *end;
	bool entry;		/* on the way into the guest: RSP has moved */
} restarts[] = {
	{ vmresume_begin, vmresume_end, true },
	{ vmlaunch_begin, vmlaunch_end, true },
	{ answered_begin, answered_end, false },
	{ guest_wait_begin, guest_wait_end, false },
};

static u32 stopping_core;	/* its index + 1 */

bool machine_stop_begin(void)
{
	u32 running = 0;

	return __atomic_compare_exchange_n(&stopping_core, &running,
					   this_cpu()->id + 1, false,
					   __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST);
}

static bool machine_stopped_by_other(void)
{
	const u32 core = READ_ONCE(stopping_core);

	return core && core != this_cpu()->id + 1;
}

/*
 * An NMI says that there is a request for this core's guest. If it hits the code
 * between the last look at the requests and the entry or HLT, that code starts
 * again; everywhere else the look is still to come.
 */
static void nmi(struct trap_regs *regs)
{
	u32 i;

	if (machine_stopped_by_other())
		cpu_stop();
	profile_nmi(regs);
	for (i = 0; i < ARRAY_SIZE(restarts); i++) {
		if (regs->rip < (u64)restarts[i].begin ||
		    regs->rip >= (u64)restarts[i].end)
			continue;
		regs->rip = (u64)restarts[i].begin;
		if (restarts[i].entry)
			regs->rsp = this_cpu()->entry_rsp;
	}
}

/* An interrupt with this vector; those of exceptions below are not delivered. */
static bool is_interrupt(const struct trap_regs *regs)
{
	return regs->vector == VECTOR_MC && regs->rflags & RFLAGS_IF &&
	       apic_read(APIC_ISR) & 1 << VECTOR_MC;
}

void trap(struct trap_regs *regs)
{
	if (regs->vector == VECTOR_NMI)
		nmi(regs);
	else if (is_interrupt(regs))
		apic_write(APIC_EOI, 0);
	else
		panic_regs(regs, "%s in the hypervisor, error code %lx",
			   exception_names[regs->vector], regs->error);
}
