// SPDX-License-Identifier: GPL-2.0
/**
 * DOC: Crash records
 *
 * Who failed last, and with which registers, stays in RAM that neither a reset
 * nor the start of the hypervisor clears. The report is written from it a line at
 * a time, so that no guest waits for it; after a reset it is written once more.
 */
#include <asm/cp0.h>
#include <asm/exit.h>
#include <asm/sections.h>
#include <asm/vz.h>
#include <levsha/arch.h>
#include <levsha/console.h>
#include <levsha/crash.h>
#include <levsha/guest.h>
#include <levsha/log.h>
#include <levsha/panic.h>

#define NR_GPRS			32

enum {
	STATUS, CAUSE, EPC, BADVADDR, ERROREPC, EBASE, ENTRYHI, INTCTL,
	NR_CP0,
};

static const char cp0_names[NR_CP0][9] = {
	"status", "cause", "epc", "badvaddr",
	"errorepc", "ebase", "entryhi", "intctl",
};

/* Cause.ExcCode, named as in MD00090, 9.36 */
static const char exccode_names[32][6] = {
	"Int", "Mod", "TLBL", "TLBS", "AdEL", "AdES", "IBE", "DBE",
	"Sys", "Bp", "RI", "CpU", "Ov", "Tr", "", "FPE",
	"", "", "", "TLBRI", "TLBXI", "", "", "WATCH",
	"MChck", "", "DSP", "GE", "", "", "", "",
};

/**
 * struct crash - the record
 * @magic: CRASH_MAGIC, different for each image
 * @sum: of all that follows
 * @guest: its number; 0: the hypervisor
 * @reason: in the image
 * @cause: root's Cause, and so the next four
 * @guestctl0: GuestCtl0
 * @address: BadVAddr
 * @insn: BadInstr
 * @pc: NestedEPC, which is EPC unless the hypervisor itself failed
 * @gprs: the general registers
 * @cp0: of the guest that is current
 * @history: where the guest's last exits were
 * @kinds: their kinds
 */
static struct crash {
	u32 magic;
	u32 sum;
	u32 guest;
	const char *reason;
	u32 cause;
	u32 guestctl0;
	u32 address;
	u32 insn;
	u32 pc;
	u32 gprs[NR_GPRS];
	u32 cp0[NR_CP0];
	u32 history[EXIT_HISTORY];
	u32 kinds;
} crash __section(".noinit");

#define CRASH_MAGIC		(0x4c657673 ^ (u32)_etext)

/* The lines of a report */
enum {
	LINE_NONE, LINE_REASON, LINE_CAUSE,
	LINE_GPRS,
	LINE_CP0 = LINE_GPRS + NR_GPRS / 4,
	LINE_HISTORY = LINE_CP0 + NR_CP0 / 2,
	LINE_END = LINE_HISTORY + EXIT_HISTORY,
};

static u8 next_line;		/* of the report that is being written */

static u32 checksum(void)
{
	const u32 *p = &crash.guest;
	u32 sum = 0;

	for (; p < (const u32 *)(&crash + 1); p++)
		sum = (sum << 1 | sum >> 31) + *p;
	return sum;
}

static void keep_cp0(void)
{
	crash.cause = mfc0(C0_CAUSE);
	crash.guestctl0 = mfc0(C0_GUESTCTL0);
	crash.address = mfc0(C0_BADVADDR);
	crash.insn = mfc0(C0_BADINSTR);
	crash.pc = mfc0(C0_NESTEDEPC);
	crash.cp0[STATUS] = mfgc0(C0_STATUS);
	crash.cp0[CAUSE] = mfgc0(C0_CAUSE);
	crash.cp0[EPC] = mfgc0(C0_EPC);
	crash.cp0[BADVADDR] = mfgc0(C0_BADVADDR);
	crash.cp0[ERROREPC] = mfgc0(C0_ERROREPC);
	crash.cp0[EBASE] = mfgc0(C0_EBASE);
	crash.cp0[ENTRYHI] = mfgc0(C0_ENTRYHI);
	crash.cp0[INTCTL] = mfgc0(C0_INTCTL);
}

static void keep(u32 id, const char *reason)
{
	crash.guest = id;
	crash.reason = reason;
	keep_cp0();
	crash.sum = checksum();
	crash.magic = CRASH_MAGIC;
	arch_sync_caches((const u8 *)&crash, sizeof(crash));
	next_line = LINE_REASON;
}

static void keep_history(const struct arch_guest *arch)
{
	u32 i;

	for (i = 0; i < EXIT_HISTORY; i++)
		crash.history[i] = arch->history[i];
	crash.kinds = arch->history_kinds;
}

void crash_record(struct guest *guest, const char *reason)
{
	u32 n;

	if (next_line) {
		pr_err("guest %s failed: %s at %08x", guest->part->name, reason,
		       guest->arch.pc);
		return;
	}
	for (n = 0; n < NR_GPRS; n++)
		crash.gprs[n] = gpr_read(n);
	keep_history(&guest->arch);
	keep(guest->id, reason);
}

static void show_reason(void)
{
	const char *what = "hypervisor";
	const char *name = "";

	if (crash.guest) {
		what = "guest ";
		name = guests[crash.guest - 1].part->name;
	}
	pr_err("%s%s failed: %s", what, name, crash.reason);
}

static void show_cause(void)
{
	pr_err("  %s at %08x, address %08x",
	       exccode_names[(crash.cause & CAUSE_EXCCODE) >>
			     CAUSE_EXCCODE_SHIFT],
	       crash.pc, crash.address);
	pr_err("  insn %08x, cause %08x, guestctl0 %08x", crash.insn,
	       crash.cause, crash.guestctl0);
}

static void show_gprs(u32 n)
{
	pr_err("  $%u: %08x %08x %08x %08x", n, crash.gprs[n], crash.gprs[n + 1],
	       crash.gprs[n + 2], crash.gprs[n + 3]);
}

static void show_cp0(u32 n)
{
	pr_err("  %s %08x, %s %08x", cp0_names[n], crash.cp0[n],
	       cp0_names[n + 1], crash.cp0[n + 1]);
}

static void show_history(u32 n)
{
	pr_err("  exit -%u: %s at %08x", n,
	       arch_exit_name(crash.kinds >> 8 * n & 7), crash.history[n]);
}

static void show_line(u32 line)
{
	if (line == LINE_REASON)
		show_reason();
	else if (line == LINE_CAUSE)
		show_cause();
	else if (line < LINE_CP0)
		show_gprs((line - LINE_GPRS) * 4);
	else if (line < LINE_HISTORY)
		show_cp0((line - LINE_CP0) * 2);
	else
		show_history(line - LINE_HISTORY);
}

bool crash_show(void)
{
	if (!next_line)
		return false;
	show_line(next_line);
	if (++next_line == (crash.guest ? LINE_END : LINE_CP0))
		next_line = LINE_NONE;
	return true;
}

void crash_init(void)
{
	if (crash.magic == CRASH_MAGIC && crash.sum == checksum()) {
		pr_err("before the reset:");
		next_line = LINE_REASON;
	}
	crash.magic = 0;
}

/* The record of what was going on is complete before the console is touched. */
void vz_panic(const char *reason, const u32 *gprs)
{
	u32 n;

	for (n = 0; n < NR_GPRS; n++)
		crash.gprs[n] = gprs ? gprs[n] : 0;
	keep(0, reason);
	panic("%s", reason);
}

void arch_stop_machine(const void *regs)
{
	while (crash_show())
		console_flush();
}
