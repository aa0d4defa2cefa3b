// SPDX-License-Identifier: GPL-2.0
/*
 * Causes of exits that a program seldom brings about: watchpoints, NMI, Status.ERL and
 * cache errors, shadow register sets, vectors of microMIPS code, the FPU where there
 * are registers. Once as usual, once with all of CP0 emulated.
 */
#include "causes.h"
#include "testing.h"

#define CONFIG1_FP	0x00000001u
#define CONFIG1_WR	0x00000008u
#define CONFIG3_ON_EXC	0x00010000u
#define ST_IE		0x00000001u
#define ST_EXL		0x00000002u
#define ST_ERL		0x00000004u
#define ST_NMI_SR	0x00180000u
#define ST_BEV		0x00400000u
#define ST_CU1_FR	0x24000000u
#define CAUSE_WP	0x00400000u
#define CAUSE_IV	0x00800000u
#define EXC_CODE(cause)	((cause) >> 2 & 31)
#define EXC_IBE		6
#define EXC_DBE		7
#define EXC_BP		9
#define EXC_CPU		11
#define SRS(n, field)	((uint32_t)(n) << (field))
#define CSS		0
#define PSS		6
#define ESS		12
#define HSS		26
#define EICSS		18
#define FIELD(v, field)	((v) >> (field) & 15)
#define PRISS		SFR(0x1f810010)
#define RCON		SFR(0x1f801240)
#define RNMICON		SFR(0x1f801260)
#define RNMI_CAUSES	0x038a0000u
#define INTCON_NMIKEY	0x4e000000u
#define OFF0		0xbf810540u
#define FAR		0x30000u
#define NOWHERE		0xa0080000u
#define PATTERN		0x600df00du
#define TIMEOUT		20000		/* Counts */

volatile struct causes causes;

static uint32_t word __attribute__((section(".uncached")));
static uint32_t double_word[2] __attribute__((aligned(8), section(".uncached")));
static uint32_t cached[4] __attribute__((aligned(16)));
static const uint32_t constant = PATTERN;
static uint32_t sets;

static void use_vectors(const char *v)
{
	mtc0(12, 0, ST_BEV);
	mtc0(15, 1, v);
	mtc0(12, 0, 0);
}

static uint32_t load(uint32_t address, uint32_t unused)
{
	(void)unused;
	return *(volatile uint32_t *)address;
}

static uint32_t breakpoint(uint32_t unused, uint32_t unused_too)
{
	(void)unused;
	(void)unused_too;
	asm volatile("break");
	return 0;
}

static void watchpoints(void)
{
	mtc0(16, 1, ~0u);
	is(mfc0(16, 1) & CONFIG1_WR, 0, "Config1.WR");
	mtc0(18, 0, (uint32_t)&word | 3);
	mtc0(19, 0, 0x40000fff);
	mtc0(18, 1, (uint32_t)breakpoint | 7);
	mtc0(19, 1, 0x40000fff);
	is(mfc0(18, 0) | mfc0(19, 0) | mfc0(18, 1) | mfc0(19, 1), 0, "Watch registers");
	word = PATTERN;
	is(attempt(load, (uint32_t)uncached(&word), 0), PATTERN, "watched word");
	is(attempt_cause, 0, "no Watch");
	mtc0(13, 0, CAUSE_IV | CAUSE_WP);
	is(attempt(load, (uint32_t)uncached(&word), 0), PATTERN, "with Cause.WP");
	is(attempt_cause, 0, "nor deferred");
	mtc0(13, 0, CAUSE_IV);
}

static void nmi(void)
{
	const uint32_t rcon = RCON;

	mtc0(12, 0, ST_NMI_SR);
	is(mfc0(12, 0) & ST_NMI_SR, 0, "Status.NMI, SR");
	mtc0(12, 0, 0);
	SYSKEY = 0xaa996655;
	SYSKEY = 0x556699aa;
	RNMICON = RNMI_CAUSES | 1;
	is(RNMICON, 0, "RNMICON");
	SYSKEY = 0;
	INTCON = INTCON_NMIKEY;
	is(INTCON & 0xff000000, 0, "INTCON.NMIKEY");
	is(RCON, rcon, "RCON");
}

static void error_level(void)
{
	word = PATTERN;
	is(attempt(erl_load, physical(&word), 0), PATTERN, "ERL: kuseg");
	is(attempt(erl_return, 0, 0) & (ST_EXL | ST_ERL), ST_EXL, "ERL: ERET");
	attempt(erl_break, 0, 0);
	mtc0(12, 0, 0);
	is(EXC_CODE(attempt_cause), EXC_BP, "ERL: BREAK");
	is(causes.status & (ST_EXL | ST_ERL), ST_EXL | ST_ERL, "ERL: and EXL");
	attempt(erl_load, NOWHERE, 0);
	mtc0(12, 0, 0);
	is(EXC_CODE(attempt_cause), EXC_DBE, "ERL: DBE");
	is(causes.status & (ST_EXL | ST_ERL), ST_EXL | ST_ERL, "ERL: and EXL");
}

static void cache_errors(void)
{
	volatile uint32_t *const p = cached;

	mtc0(26, 0, 0xf0000000);
	mtc0(27, 0, ~0u);
	mtc0(28, 0, ~0u);
	mtc0(28, 1, ~0u);
	is(mfc0(26, 0) | mfc0(27, 0), 0, "cache errors");
	is(mfc0(28, 0) | mfc0(28, 1), 0, "cache tags");
	p[0] = PATTERN;
	attempt(cache_all, (uint32_t)cached, 0);
	is(attempt_cause, 0, "all CACHE");
	is(p[0], PATTERN, "line after it");
}

/* Without EICSS, which is of the last interrupt */
static uint32_t srsctl(void)
{
	return mfc0(12, 2) & ~SRS(15, EICSS);
}

/* Fields that name no set of this guest's stay as they are. */
static void shadow_sets(void)
{
	const uint32_t last = sets - 1;
	uint32_t current;

	mtc0(12, 2, ~0u);
	is(srsctl(), SRS(last, HSS), "SRSCtl of ones");
	mtc0(12, 2, SRS(last, PSS) | SRS(last, ESS));
	is(srsctl(), SRS(last, HSS) | SRS(last, PSS) | SRS(last, ESS), "SRSCtl");
	mtc0(12, 2, SRS(sets, PSS) | SRS(sets, ESS));
	is(srsctl(), SRS(last, HSS) | SRS(last, PSS) | SRS(last, ESS), "no such set");
	is(move_mips32(PATTERN, &current), PATTERN, "RDPGPR");
	is(current, last ? 0 : PATTERN, "t0 after it");
	is(move_micro(~PATTERN, &current), ~PATTERN, "in microMIPS");
	is(current, last ? 0 : ~PATTERN, "t0 after it");
	attempt(breakpoint, 0, 0);
	is(FIELD(causes.srsctl, CSS), last, "ESS for BREAK");
	is(FIELD(causes.srsctl, PSS), 0, "its PSS");
	attempt(load, NOWHERE, 0);
	is(FIELD(causes.srsctl, CSS), last, "ESS for DBE");
	is(FIELD(causes.srsctl, PSS), 0, "its PSS");
	is(FIELD(mfc0(12, 2), CSS), 0, "CSS after");
	mtc0(12, 2, 0);
}

/*
 * An interrupt of the core timer at a level whose set is @set. EBase is so far off
 * that the handler's offset needs all bits.
 */
static void tick(uint32_t set)
{
	const uint32_t start = read_count();
	const uint32_t ebase = mfc0(15, 1);

	PRISS = set * 0x11111110;
	mtc0(15, 1, ebase - FAR);
	OFF(IRQ_CORE_TIMER) = FAR + CAUSES_OFFSET;
	INTCON = INTCON_MVEC;
	causes.ticks = 0;
	write_compare(start + TIMEOUT);
	mtc0(12, 0, ST_IE);
	while (!causes.ticks && read_count() - start < 100 * TIMEOUT)
		;
	mtc0(12, 0, 0);
	mtc0(15, 1, ebase);
	is(causes.ticks, 1, "timer");
}

static void handlers(uint32_t micro)
{
	attempt(breakpoint, 0, 0);
	is(EXC_CODE(attempt_cause), EXC_BP, "BREAK");
	is(causes.micro, micro, "handler's ISA");
	attempt(load, NOWHERE, 0);
	is(EXC_CODE(attempt_cause), EXC_DBE, "DBE");
	is(causes.micro, micro, "handler's ISA");
	tick(sets - 1);
	is(causes.micro, micro, "handler's ISA");
	is(FIELD(causes.srsctl, CSS), sets - 1, "its set");
	tick(sets + 3);
	is(FIELD(causes.srsctl, CSS), sets - 1, "set of nobody");
}

static void on_exception(void)
{
	handlers(0);
	use_vectors(vectors_micro);
	mtc0(16, 3, mfc0(16, 3) | CONFIG3_ON_EXC);
	is(mfc0(16, 3) & CONFIG3_ON_EXC, CONFIG3_ON_EXC, "ISAOnExc");
	handlers(1);
	mtc0(16, 3, mfc0(16, 3) & ~CONFIG3_ON_EXC);
	use_vectors(vectors_mips32);
	is(mfc0(16, 3) & CONFIG3_ON_EXC, 0, "ISAOnExc");
}

static void fpu_try(attempt_code code, uint32_t address, uint32_t exc, const char *what)
{
	mtc0(12, 0, ST_CU1_FR);
	attempt(code, address, 0);
	mtc0(12, 0, 0);
	is(EXC_CODE(attempt_cause), exc, what);
}

/* Registers that are emulated have no loads of the FPU: the bus refuses. */
static void fpu(bool have)
{
	uint32_t *const to = uncached(double_word);

	to[0] = PATTERN;
	to[1] = ~PATTERN;
	fpu_try(lwc1, (uint32_t)to, have ? 0 : EXC_CPU, "LWC1 of RAM");
	fpu_try(lwc1, OFF0, have ? EXC_IBE : EXC_CPU, "LWC1 of OFF0");
	fpu_try(ldc1, OFF0, have ? EXC_IBE : EXC_CPU, "LDC1 of OFF0");
	fpu_try(swc1, (uint32_t)&constant, have ? 0 : EXC_CPU, "SWC1 to flash");
	fpu_try(sdc1, (uint32_t)to, have ? 0 : EXC_CPU, "SDC1 to RAM");
	is(to[0], PATTERN, "what it stored");
}

static void all(bool have_fpu)
{
	use_vectors(vectors_mips32);
	watchpoints();
	nmi();
	error_level();
	cache_errors();
	shadow_sets();
	on_exception();
	fpu(have_fpu);
}

static void soft(void)
{
}

/* A store of the FPU to a register comes last, as it ends a guest with an FPU. */
int main(void)
{
	const bool have_fpu = mfc0(16, 1) & CONFIG1_FP;

	console_init();
	print_pace = PACE_OF_SEVEN;
	sets = FIELD(mfc0(12, 2), HSS) + 1;
	irq_enable(IRQ_CORE_TIMER, 5, soft);
	all(have_fpu);
	irq_enable(IRQ_SOFT0, 1, soft);
	all(have_fpu);
	print("has %u sets\n", sets);
	if (have_fpu) {
		print("last: SDC1 to OFF0\n");
		fpu_try(sdc1, OFF0, 0, "never comes");
	}
	done();
}
