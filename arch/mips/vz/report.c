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
#include <linux/build_bug.h>
#include <linux/stddef.h>

#include "vz.h"

/* Cause.ExcCode, named as in MD00090, 9.36 */
static const char exccode_names[32][8] = {
	"Int", "Mod", "TLBL", "TLBS", "AdEL", "AdES", "IBE", "DBE",
	"Sys", "Bp", "RI", "CpU", "Ov", "Tr", "", "FPE",
	"", "", "", "TLBRI", "TLBXI", "", "", "WATCH",
	"MChck", "", "DSP", "GE", "", "", "", "",
};

/**
 * struct line - a line of a report
 * @format: its text, or NULL: no line, but the end of a table
 * @words: the first of those that it shows, or where the report goes on, if it does
 */
struct line {
	const char *format;
	const void *words;
};

/**
 * struct crash - the record
 * @words: registers; instead of the number of the exception its name, as all text
 *	is in the image
 * @exits: kinds of the guest's last exits, and where it was
 * @name: of the guest
 * @reason: what happened
 * @report: the lines; the first is for what a reset found
 * @sum: of all others
 */
struct crash {
	u32 words[NR_CRASH_WORDS];
	struct {
		const char *kind;
		u32 pc;
	} exits[EXIT_HISTORY];
	const char *name;
	const char *reason;
	const struct line *report;
	u32 sum;
};

struct crash crash __section(".noinit");

static const struct line gprs[] = {
	{ LOG_ERR "  $0: %08x %08x %08x %08x", &crash.words[0] },
	{ LOG_ERR "  $4: %08x %08x %08x %08x", &crash.words[4] },
	{ LOG_ERR "  $8: %08x %08x %08x %08x", &crash.words[8] },
	{ LOG_ERR "  $12: %08x %08x %08x %08x", &crash.words[12] },
	{ LOG_ERR "  $16: %08x %08x %08x %08x", &crash.words[16] },
	{ LOG_ERR "  $20: %08x %08x %08x %08x", &crash.words[20] },
	{ LOG_ERR "  $24: %08x %08x %08x %08x", &crash.words[24] },
	{ LOG_ERR "  $28: %08x %08x %08x %08x", &crash.words[28] },
	{ NULL, NULL },
};

static const struct line guest_report[] = {
	{ LOG_ERR "before the reset:", crash.words },
	{ LOG_ERR "guest %s failed: %s", &crash.name },
	{ LOG_ERR "  %s at %08x, address %08x", &crash.words[CRASH_EXCEPTION] },
	{ LOG_ERR "  insn %08x, cause %08x", &crash.words[CRASH_INSN] },
	{ LOG_ERR "  guestctl0 %08x", &crash.words[CRASH_GUESTCTL0] },
	{ LOG_ERR "  status %08x, cause %08x", &crash.words[CRASH_STATUS] },
	{ LOG_ERR "  epc %08x, badvaddr %08x", &crash.words[CRASH_EPC] },
	{ LOG_ERR "  errorepc %08x, ebase %08x", &crash.words[CRASH_ERROREPC] },
	{ LOG_ERR "  entryhi %08x, intctl %08x", &crash.words[CRASH_ENTRYHI] },
	{ LOG_ERR "  exit -0: %s at %08x", &crash.exits[0] },
	{ LOG_ERR "  exit -1: %s at %08x", &crash.exits[1] },
	{ LOG_ERR "  exit -2: %s at %08x", &crash.exits[2] },
	{ LOG_ERR "  exit -3: %s at %08x", &crash.exits[3] },
	{ NULL, gprs },
};

static_assert(EXIT_HISTORY == 4);

static const struct line own_report[] __section(".rodata") = {
	{ LOG_ERR "before the reset:", crash.words },
	{ LOG_ERR "panic: %s", &crash.reason },
	{ LOG_ERR "  %s at %08x, address %08x", &crash.words[CRASH_EXCEPTION] },
	{ LOG_ERR "  insn %08x, cause %08x", &crash.words[CRASH_INSN] },
	{ LOG_ERR "  guestctl0 %08x", &crash.words[CRASH_GUESTCTL0] },
	{ NULL, gprs },
};

static const struct line *next_line;	/* of the report that is being written */

/* The record of another image has no meaning. */
static noinline u32 checksum(void)
{
	const u32 *p = crash.words;
	u32 sum = (u32)_etext;

	while (p < &crash.sum)
		sum += *p++;
	return sum;
}

/* The first words may be there already. */
static void keep(const struct line *report, const char *reason, u32 n)
{
	next_line = report + 1;
	crash.report = report;
	crash.reason = reason;
	for (; n < NR_CRASH_WORDS; n++)
		crash.words[n] = execute(crash_insns[n], 0, 0);
	crash.words[CRASH_EXCEPTION] =
		(u32)exccode_names[(crash.words[CRASH_CAUSE] & CAUSE_EXCCODE) >>
				   CAUSE_EXCCODE_SHIFT];
	crash.sum = checksum();
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
	if (next_line) {
		pr_err("guest %s failed: %s at %08x", guest->part->name, reason,
		       guest->arch.pc);
		return;
	}
	crash.name = guest->part->name;
	keep_history(&guest->arch);
	keep(guest_report, reason, 0);
}

bool crash_show(void)
{
	const struct line *line = next_line;
	const u32 *w;

	if (!line)
		return false;
	next_line = line[1].format ? line + 1 : line[1].words;
	w = line->words;
	log_write(line->format, w[0], w[1], w[2], w[3]);
	return true;
}

void crash_init(void)
{
	if (crash.sum == checksum())
		next_line = crash.report;
	crash.sum = 0;
}

/* The record of what was going on is complete before the console is touched. */
void vz_report_panic(const char *reason)
{
	keep(own_report, reason, NR_GPRS);
	console_flush();
	arch_halt();
}
