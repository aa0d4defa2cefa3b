// SPDX-License-Identifier: GPL-2.0
/*
 * What two guests see of each other's links. Between LL and SC of each the other
 * runs, and executes LL and SC, too. ErrorEPC shows that a guest goes on by an ERET
 * then, where a part keeps its LLbit in an exit.
 */
#include <hypercall.h>

#include "testing.h"

#define ROUNDS		100
#define STATUS_ERL	0x4u
#define STATUS_IE	0x1u
#define EPC_KEPT	0x9d00beecu

static uint32_t word;

#define STORE_CONDITIONAL(stored, between)                                     \
	asm volatile(".set push\n\t.set noreorder\n\t.set virt\n\t"            \
		     "li	$2, %2\n\t"                                            \
		     "ll	$8, %1\n\t"                                            \
		     between "\n\t"                                            \
		     "addiu	%0, $0, 1\n\t"                                 \
		     "sc	%0, %1\n\t"                                            \
		     ".set pop"                                                \
		     : "=&r"(stored), "+ZC"(word)                              \
		     : "i"(LEVSHA_YIELD) : "$2", "$3", "$8", "memory")

static uint32_t alone(void)
{
	uint32_t stored;

	STORE_CONDITIONAL(stored, "nop");
	return stored;
}

static uint32_t __attribute__((__noinline__)) with_others(void)
{
	uint32_t stored;

	STORE_CONDITIONAL(stored, "hypcall");
	return stored;
}

static uint32_t __attribute__((micromips, __noinline__)) with_others_16(void)
{
	uint32_t stored;

	STORE_CONDITIONAL(stored, "hypcall");
	return stored;
}

/* Where the ERET led to; 0 if there was none */
static uint32_t errorepc_of(uint32_t (*store)(void))
{
	mtc0(30, 0, 0);
	mtc0(14, 0, EPC_KEPT);
	store();
	return mfc0(30, 0);
}

static uint32_t is_in(uint32_t pc, uint32_t (*function)(void))
{
	return pc - (uint32_t)function < 0x40;
}

static void others_break_links(void)
{
	uint32_t i, kept = 0, erets = 0, erets_16 = 0;

	for (i = 0; i < ROUNDS; i++) {
		kept += with_others();
		kept += with_others_16();
		erets += is_in(errorepc_of(with_others), with_others);
		erets_16 += is_in(errorepc_of(with_others_16), with_others_16);
	}
	is(kept, 0, "SC fails after others ran");
	is(erets, ROUNDS, "by ERET");
	is(erets_16, ROUNDS, "in microMIPS, too");
	is(mfc0(14, 0), EPC_KEPT, "EPC is kept");
	is(mfc0(12, 0) & (STATUS_ERL | STATUS_IE), STATUS_IE, "ERL is 0");
}

int main(void)
{
	console_init();
	interrupts_on();
	is(alone(), 1, "SC stores");
	others_break_links();
	interrupts_off();
	is(errorepc_of(with_others), 0, "no ERET if IE is 0");
	interrupts_on();
	done();
}
