// SPDX-License-Identifier: GPL-2.0
/* The most frequent of the exits that need C, by the shortest way. */
#include <asm/cp0.h>
#include <asm/pic32mz.h>
#include <asm/vz.h>
#include <levsha/arch.h>
#include <levsha/guest.h>
#include <levsha/hypercall.h>
#include <levsha/vreg.h>

#define OPCODE_SHIFT		26
#define OPCODE_LW		0x23
#define OPCODE_SW		0x2b
#define RT(insn)		((insn) >> 16 & 31)

#define read_gpr(name)                                                         \
	({                                                                     \
		u32 value_;                                                    \
		asm volatile("rdpgpr\t%0, " name : "=r"(value_));              \
		value_;                                                        \
	})
#define write_gpr(name, value)                                                 \
	({ asm volatile("wrpgpr\t" name ", %0" : : "r"(value)); })

/*
 * BadInstr is of this exit unless the guest fetched from registers; to be the
 * address of a fetch BadVAddr must be close to the program counter.
 */
static bool is_simple(const struct guest *guest, u32 cause, u32 opcode, u32 gpa)
{
	const u32 pc = guest->arch.pc;

	return !(cause & CAUSE_BD) && !(pc & 1) && (gpa ^ pc) & 0xfff &&
	       (opcode == OPCODE_LW || opcode == OPCODE_SW);
}

bool vz_quick_access(struct guest *guest, u32 cause)
{
	const u32 insn = mfc0(C0_BADINSTR);
	const u32 opcode = insn >> OPCODE_SHIFT;
	struct vreg_access a = {
		.addr = mfc0(C0_BADVADDR),
		.width = 4,
		.write = opcode == OPCODE_SW,
	};

	if (!is_simple(guest, cause, opcode, a.addr))
		return false;
	if (a.write)
		a.value = gpr_read(RT(insn));
	if (!vreg_access(guest, &a))
		return false;
	if (!a.write)
		gpr_write(RT(insn), a.value);
	guest->arch.pc += 4;
	return true;
}

void vz_quick_hypercall(struct guest *guest)
{
	struct hypercall call = {
		.number = read_gpr("$v0"),
		.args = { read_gpr("$a0"), read_gpr("$a1") },
		.second = read_gpr("$v1"),
	};

	hypercall(guest, &call);
	write_gpr("$v0", call.first);
	write_gpr("$v1", call.second);
}
