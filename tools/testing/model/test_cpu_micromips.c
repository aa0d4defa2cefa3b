// SPDX-License-Identifier: GPL-2.0
/* MD00582 (microMIPS) and MD00838 (MCU): the second instruction set, and bits of bytes. */
#include "cp0.h"
#include "ktap.h"
#include "micromips.h"

static volatile u32 word;

static void modes(void)
{
	const struct trap *t;

	gpr[A0] = 41;
	is(outcome(MM_ROOT(MM(MM_ADDIU(V0, A0, 1)))), THROUGH, "microMIPS code runs and returns");
	is(gpr[V0], 42, "microMIPS ADDIU");
	t = MM_ROOT(NOP, MM(MM_SYSCALL));
	is(outcome(t), ROOT_EXC(EXC_SYS), "microMIPS SYSCALL");
	is(t->epc, code_address(1) | 1, "microMIPS: EPC has the mode in bit 0");
	t = MM_ROOT(NOP, MM(MM_UNDEFINED));
	is(outcome(t), ROOT_EXC(EXC_RI), "microMIPS: an undefined instruction is RI");
	is(t->badinstr, MM_UNDEFINED, "MD00090 BadInstr of a microMIPS instruction of 32 bits");
	gpr[A0] = 1;
	t = MM_ROOT(MM(MM_BEQ(ZERO, ZERO, 4)), MM(MM_LW(V0, 0, A0)));
	is(outcome(t), ROOT_EXC(EXC_ADEL), "microMIPS: a load from an odd address");
	is(t->epc, code_address(0) | 1, "microMIPS: EPC is the branch");
	is(t->badinstr, MM_LW(V0, 0, A0), "MD00090 BadInstr in a microMIPS delay slot");
	is(t->badinstrp, MM_BEQ(ZERO, ZERO, 4), "MD00090 BadInstrP of a microMIPS branch");
	/* The first halfword alone: BREAK16 0, and what is behind it. */
	t = MM_ROOT(NOP, 0x0c004680);
	is(outcome(t), ROOT_EXC(EXC_BP), "microMIPS BREAK16");
	is(t->badinstr & 0xffff, 0x4680, "MD00090 BadInstr of a microMIPS instruction of 16 bits");
}

static void bits(void)
{
	const struct trap *t;

	gpr[A0] = (u32)&word;
	word = 0;
	ROOT(ASET(3, A0, 1));
	is(word, 0x0800, "MCU ASET sets a bit of a byte");
	word = ~0u;
	ROOT(ACLR(7, A0, 2));
	is(word, 0xff7fffff, "MCU ACLR clears a bit of a byte");
	gpr[A0] = (u32)&word + 8;
	word = 0;
	ROOT(ASET(0, A0, -8));
	is(word, 1, "MCU ASET: the offset is signed");
	gpr[A0] = (u32)&word;
	MM_ROOT(MM(MM_ASET(5, 3, A0)));
	is(word, 0x20000001, "MCU microMIPS ASET");
	MM_ROOT(MM(MM_ACLR(0, 0, A0)));
	is(word, 0x20000000, "MCU microMIPS ACLR");
	gpr[A0] = 0x00800000;
	t = ROOT(ASET(0, A0, 0));
	is(outcome(t), ROOT_EXC(EXC_TLBS), "MCU ASET misses the TLB as a store");
	t = ROOT(ACLR(0, A0, 0));
	is(outcome(t), ROOT_EXC(EXC_TLBS), "MCU ACLR misses the TLB as a store");
	is(t->badvaddr, 0x00800000, "MCU ACLR: BadVAddr");
}

static void privileged(void)
{
	gpr[A0] = 0x12345678;
	MM_ROOT(MM(MM_MTC0(A0, KSCRATCH2)), MM(MM_MFC0(V0, KSCRATCH2)));
	is(gpr[V0], 0x12345678, "microMIPS MTC0 and MFC0");
	MM_ROOT(MM(MM_EI(V0)));
	is(mfc0(STATUS) & ST_IE, ST_IE, "microMIPS EI");
	MM_ROOT(MM(MM_DI(V0)));
	is(mfc0(STATUS) & ST_IE, 0, "microMIPS DI");
	is(gpr[V0] & ST_IE, ST_IE, "microMIPS DI returns Status");
	mtc0(SRSCTL, 2 << SRS_PSS_SHIFT);
	gpr[A0] = 0x77;
	MM_ROOT(MM(MM_WRPGPR(T1, A0)), MM(MM_RDPGPR(V0, T1)));
	is(gpr[V0], 0x77, "microMIPS WRPGPR and RDPGPR");
	mtc0(SRSCTL, 0);
	gpr[A0] = mfc0(STATUS) | ST_EXL;
	gpr[A1] = code_address(4);
	is(outcome(ROOT(MTC0(A0, STATUS), MTC0(A1, EPC), EHB, IRET, SYSCALL)),
	   ROOT_EXC(EXC_SYS), "MCU IRET goes to EPC");
	gpr[A1] = code_address(5);
	is(outcome(ROOT(MTC0(A0, STATUS), MTC0(A1, EPC), EHB, IRET, SYSCALL)), THROUGH,
	   "MCU IRET is ERET without an automated prologue");
	is(mfc0(STATUS) & ST_EXL, 0, "MCU IRET clears Status.EXL");
}

void run_tests(void)
{
	modes();
	bits();
	privileged();
}
