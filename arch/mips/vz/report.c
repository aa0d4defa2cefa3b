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
#include <linux/build_bug.h>
#include <linux/stddef.h>

#define NR_GPRS			32

enum {
	STATUS, CAUSE, EPC, BADVADDR, ERROREPC, EBASE, ENTRYHI, INTCTL,
	NR_CP0,
};

/* Cause.ExcCode, named as in MD00090, 9.36 */
static const char exccode_names[32][8] = {
	"Int", "Mod", "TLBL", "TLBS", "AdEL", "AdES", "IBE", "DBE",
	"Sys", "Bp", "RI", "CpU", "Ov", "Tr", "", "FPE",
	"", "", "", "TLBRI", "TLBXI", "", "", "WATCH",
	"MChck", "", "DSP", "GE", "", "", "", "",
};

/**
 * struct crash - the record
 * @sum: of all that follows
 * @who: "guest ", or "hypervisor"
 * @name: of the guest
 * @reason: what happened
 * @exception: root's Cause.ExcCode in words; all text is in the image
 * @pc: NestedEPC, which is EPC unless the hypervisor itself failed
 * @address: BadVAddr
 * @insn: BadInstr
 * @cause: root's Cause
 * @guestctl0: GuestCtl0
 * @exits: kinds of the guest's last exits, and where it was
 * @cp0: of the guest that is current
 * @gprs: the general registers
 */
static struct crash {
	u32 sum;
	const char *who;
	const char *name;
	const char *reason;
	const char *exception;
	u32 pc;
	u32 address;
	u32 insn;
	u32 cause;
	u32 guestctl0;
	struct {
		const char *kind;
		u32 pc;
	} exits[EXIT_HISTORY];
	u32 cp0[NR_CP0];
	u32 gprs[NR_GPRS];
} crash __section(".noinit");

/* A line of the report: its format, and the first of the words that it shows. */
static const struct line {
	const char *format;
	const void *words;
} lines[] = {
	{ "%s%s failed: %s", &crash.who },
	{ "  %s at %08x, address %08x", &crash.exception },
	{ "  insn %08x, cause %08x", &crash.insn },
	{ "  guestctl0 %08x", &crash.guestctl0 },
	{ "  $0: %08x %08x %08x %08x", &crash.gprs[0] },
	{ "  $4: %08x %08x %08x %08x", &crash.gprs[4] },
	{ "  $8: %08x %08x %08x %08x", &crash.gprs[8] },
	{ "  $12: %08x %08x %08x %08x", &crash.gprs[12] },
	{ "  $16: %08x %08x %08x %08x", &crash.gprs[16] },
	{ "  $20: %08x %08x %08x %08x", &crash.gprs[20] },
	{ "  $24: %08x %08x %08x %08x", &crash.gprs[24] },
	{ "  $28: %08x %08x %08x %08x", &crash.gprs[28] },
	{ "  status %08x, cause %08x", &crash.cp0[STATUS] },
	{ "  epc %08x, badvaddr %08x", &crash.cp0[EPC] },
	{ "  errorepc %08x, ebase %08x", &crash.cp0[ERROREPC] },
	{ "  entryhi %08x, intctl %08x", &crash.cp0[ENTRYHI] },
	{ "  exit -0: %s at %08x", &crash.exits[0] },
	{ "  exit -1: %s at %08x", &crash.exits[1] },
	{ "  exit -2: %s at %08x", &crash.exits[2] },
	{ "  exit -3: %s at %08x", &crash.exits[3] },
};

#define NR_HYPERVISOR_LINES	12	/* those that do not belong to a guest */

static_assert(EXIT_HISTORY == 4);

static const struct line *next_line;	/* of the report that is being written */

/* The record of another image has no meaning. */
static noinline u32 checksum(void)
{
	const u32 *p = &crash.sum;
	u32 sum = (u32)_etext;

	while (++p < (const u32 *)(&crash + 1))
		sum = (sum << 1 | sum >> 31) + *p;
	return sum;
}

static void keep(const char *who, const char *name, const char *reason)
{
	crash.who = who;
	crash.name = name;
	crash.reason = reason;
	crash.cause = mfc0(C0_CAUSE);
	crash.exception = exccode_names[(crash.cause & CAUSE_EXCCODE) >>
					CAUSE_EXCCODE_SHIFT];
	crash.pc = mfc0(C0_NESTEDEPC);
	crash.address = mfc0(C0_BADVADDR);
	crash.insn = mfc0(C0_BADINSTR);
	crash.guestctl0 = mfc0(C0_GUESTCTL0);
	crash.cp0[STATUS] = mfgc0(C0_STATUS);
	crash.cp0[CAUSE] = mfgc0(C0_CAUSE);
	crash.cp0[EPC] = mfgc0(C0_EPC);
	crash.cp0[BADVADDR] = mfgc0(C0_BADVADDR);
	crash.cp0[ERROREPC] = mfgc0(C0_ERROREPC);
	crash.cp0[EBASE] = mfgc0(C0_EBASE);
	crash.cp0[ENTRYHI] = mfgc0(C0_ENTRYHI);
	crash.cp0[INTCTL] = mfgc0(C0_INTCTL);
	crash.sum = checksum();
	arch_sync_caches((const u8 *)&crash, sizeof(crash));
	next_line = lines;
}

static void keep_history(const struct arch_guest *arch)
{
	u32 kinds = arch->history_kinds, i;

	for (i = 0; i < EXIT_HISTORY; i++, kinds >>= 8) {
		crash.exits[i].kind = arch_exit_name(kinds & 0xff);
		crash.exits[i].pc = arch->history[i];
	}
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
	keep("guest ", guest->part->name, reason);
}

bool crash_show(void)
{
	const u32 *w;

	if (!next_line)
		return false;
	w = next_line->words;
	pr_err(next_line->format, w[0], w[1], w[2], w[3]);
	if (++next_line == lines + (*crash.name ? ARRAY_SIZE(lines) : NR_HYPERVISOR_LINES))
		next_line = NULL;
	return true;
}

void crash_init(void)
{
	if (crash.sum == checksum()) {
		pr_err("before the reset:");
		next_line = lines;
	}
	crash.sum = 0;
	arch_sync_caches((const u8 *)&crash.sum, sizeof(crash.sum));
}

/* The record of what was going on is complete before the console is touched. */
void vz_panic(const char *reason, const u32 *gprs)
{
	u32 n;

	for (n = 0; n < NR_GPRS; n++)
		crash.gprs[n] = gprs ? gprs[n] : 0;
	keep("hypervisor", "", reason);
	pr_err("panic: %s", reason);
	panic_end(gprs);
}

void arch_stop_machine(const void *regs)
{
	while (crash_show())
		console_flush();
}
