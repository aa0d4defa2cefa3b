// SPDX-License-Identifier: GPL-2.0
/*
 * What an emulated instruction does in the delay slot of each kind of branch: the
 * branch goes where it should, the link register is right, the slot is executed once
 * or, of a likely branch not taken, never. And faults in such slots: EPC is the
 * branch, Cause.BD is set.
 */
#include "provoke.h"
#include "testing.h"

#define V0		2
#define A0		4
#define A2		6
#define T0		8
#define T1		9
#define S0		16
#define RA		31
#define IEC0		0xbf8100c0u
#define PATTERN		0x00000006u	/* the software interrupts' bits */
#define ADDIU(rt, rs, n) (0x24000000u | (rs) << 21 | (rt) << 16 | ((n) & 0xffff))
#define LW(rt, base)	(0x8c000000u | (base) << 21 | (rt) << 16)
#define SW(rt, base, o)	(0xac000000u | (base) << 21 | (rt) << 16 | ((o) & 0xffff))
#define I(op, rs, rt, n) ((uint32_t)(op) << 26 | (rs) << 21 | (rt) << 16 | ((n) & 0xffff))
#define NOP		0
#define REGIMM		1

static uint32_t result[4] __attribute__((section(".uncached")));

/*
 * A kind of branch, over the two words behind its slot or not, by T0 (1), T1 (-1)
 * and 0; @link: what the register must hold that it links.
 */
static const struct branch {
	const char *name;
	uint32_t word;
	uint8_t taken;
	uint8_t likely;
	uint8_t link;
} branches[] = {
	{ "beq", I(4, 0, 0, 3), 1, 0, 0 },
	{ "beq, not taken", I(4, T0, 0, 3), 0, 0, 0 },
	{ "bne", I(5, T0, 0, 3), 1, 0, 0 },
	{ "bne, not taken", I(5, T0, A2, 3), 0, 0, 0 },
	{ "blez", I(6, T1, 0, 3), 1, 0, 0 },
	{ "blez, not taken", I(6, T0, 0, 3), 0, 0, 0 },
	{ "bgtz", I(7, T0, 0, 3), 1, 0, 0 },
	{ "bgtz, not taken", I(7, T1, 0, 3), 0, 0, 0 },
	{ "beql", I(20, 0, 0, 3), 1, 1, 0 },
	{ "beql, not taken", I(20, T0, 0, 3), 0, 1, 0 },
	{ "bnel", I(21, T0, 0, 3), 1, 1, 0 },
	{ "blezl", I(22, T1, 0, 3), 1, 1, 0 },
	{ "bgtzl, not taken", I(23, T1, 0, 3), 0, 1, 0 },
	{ "bltz", I(REGIMM, T1, 0, 3), 1, 0, 0 },
	{ "bltz, not taken", I(REGIMM, T0, 0, 3), 0, 0, 0 },
	{ "bgez", I(REGIMM, T0, 1, 3), 1, 0, 0 },
	{ "bgez, not taken", I(REGIMM, T1, 1, 3), 0, 0, 0 },
	{ "bltzl", I(REGIMM, T1, 2, 3), 1, 1, 0 },
	{ "bgezl, not taken", I(REGIMM, T1, 3, 3), 0, 1, 0 },
	{ "bltzal", I(REGIMM, T1, 16, 3), 1, 0, 1 },
	{ "bltzal, not taken", I(REGIMM, T0, 16, 3), 0, 0, 1 },
	{ "bgezal", I(REGIMM, T0, 17, 3), 1, 0, 1 },
	{ "bltzall", I(REGIMM, T1, 18, 3), 1, 1, 1 },
	{ "bgezall, not taken", I(REGIMM, T1, 19, 3), 0, 1, 1 },
	{ "jr", I(0, S0, 0, 8), 1, 0, 0 },
	{ "jr.hb", I(0, S0, 0, 0x408), 1, 0, 0 },
	{ "jalr", I(0, S0, 0, RA << 11 | 9), 1, 0, 1 },
};

#define BRANCH_AT	1		/* word of the code where the branch stands */

/* Code around a branch; what lands in result[]: the slot's, 1 if not taken, ra. */
static bool run(const struct branch *b, uint32_t slot)
{
	const uint32_t end = (uint32_t)uncached(result);

	provoke_wild_gprs();
	provoke.gpr[A0] = IEC0;
	provoke.gpr[V0] = 0xdead;
	provoke.gpr[T0] = 1;
	provoke.gpr[A2] = 1;
	provoke.gpr[T1] = ~0u;
	provoke.gpr[3] = end;
	provoke.gpr[5] = 0;
	provoke.gpr[RA] = 0;
	provoke.gpr[S0] = provoke_address(BRANCH_AT + 4);
	return PROVOKE(NOP, b->word, slot, ADDIU(5, 0, 1), NOP, SW(V0, 3, 0), SW(5, 3, 4),
		       SW(RA, 3, 8));
}

static bool as_it_should(const struct branch *b, uint32_t slot_value)
{
	const volatile uint32_t *const r = uncached(result);
	const bool slot_runs = b->taken || !b->likely;

	return r[0] == (slot_runs ? slot_value : 0xdead) && r[1] == !b->taken &&
	       r[2] == (b->link ? provoke_address(BRANCH_AT + 2) : 0);
}

static void emulated_in_slots(uint32_t slot, uint32_t value, const char *what)
{
	const struct branch *b;
	uint32_t wrong = 0;

	for (b = branches; b < branches + ARRAY_SIZE(branches); b++) {
		if (run(b, slot) && as_it_should(b, value))
			continue;
		wrong++;
		print("# %s: Cause 0x%x, EPC 0x%x\n", b->name, provoke.cause, provoke.epc);
	}
	ok(!wrong, "%s in the slot of each branch", what);
}

static void faults_in_slots(uint32_t slot, uint32_t code, const char *what)
{
	const struct branch *b;
	uint32_t wrong = 0;

	for (b = branches; b < branches + ARRAY_SIZE(branches); b++) {
		if (b->likely && !b->taken)
			continue;
		if (!run(b, slot) && EXC_CODE(provoke.cause) == code &&
		    provoke.cause & CAUSE_BD && provoke.epc == provoke_address(BRANCH_AT))
			continue;
		wrong++;
		print("# %s: Cause 0x%x, EPC 0x%x\n", b->name, provoke.cause, provoke.epc);
	}
	ok(!wrong, "%s", what);
}

int main(void)
{
	console_init();
	provoke_init();
	SET(IEC(0)) = PATTERN;
	emulated_in_slots(LW(V0, A0), IEC(0), "a register's load");
	emulated_in_slots(0x40027800, mfc0(15, 0), "MFC0 PRId");
	emulated_in_slots(ADDIU(V0, 0, 7), 7, "an addition");
	CLR(IEC(0)) = PATTERN;
	faults_in_slots(0x0000000d, 9, "BREAK in slots: EPC is the branch, BD set");
	faults_in_slots(0x44020000, 11, "MFC1 in slots, without the FPU");
	faults_in_slots(I(35, 0, V0, 0), 2, "a TLB miss in slots");
	faults_in_slots(I(35, A0, V0, 1), EXC_ADEL, "an unaligned load of a register in slots");
	faults_in_slots(0xfc000000, 10, "a reserved instruction in slots");
	done();
}
