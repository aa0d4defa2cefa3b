/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Instructions as words, for code that a table of registers and bits writes, and
 * those that the assembler has no name for at this ISA level.
 */
#ifndef INSN_H
#define INSN_H

/* General registers. */
#define ZERO	0
#define AT	1
#define V0	2
#define V1	3
#define A0	4
#define A1	5
#define A2	6
#define A3	7
#define T0	8
#define T1	9
#define T8	24
#define RA	31

/* A register of coprocessor 0 where the instructions have it. */
#define REG(rd, sel)		((rd) << 11 | (sel))
#define REG_RD(reg)		((reg) >> 11)
#define REG_SEL(reg)		((reg) & 7)

#define MFC0(rt, reg)		(0x40000000u | (rt) << 16 | (reg))
#define MTC0(rt, reg)		(0x40800000u | (rt) << 16 | (reg))
#define MFGC0(rt, reg)		(0x40600000u | (rt) << 16 | (reg))
#define MTGC0(rt, reg)		(0x40600200u | (rt) << 16 | (reg))
#define MFHC0(rt, reg)		(0x40400000u | (rt) << 16 | (reg))
#define MTHC0(rt, reg)		(0x40c00000u | (rt) << 16 | (reg))
#define MFHGC0(rt, reg)		(0x40600400u | (rt) << 16 | (reg))
#define MTHGC0(rt, reg)		(0x40600600u | (rt) << 16 | (reg))

#define TLBR			0x42000001u
#define TLBWI			0x42000002u
#define TLBINV			0x42000003u
#define TLBINVF			0x42000004u
#define TLBWR			0x42000006u
#define TLBP			0x42000008u
#define TLBGR			0x42000009u
#define TLBGWI			0x4200000au
#define TLBGINV			0x4200000bu
#define TLBGINVF		0x4200000cu
#define TLBGWR			0x4200000eu
#define TLBGP			0x42000010u
#define ERET			0x42000018u
#define DERET			0x4200001fu
#define WAIT			0x42000020u
#define HYPCALL(code)		(0x42000028u | (code) << 11)
#define HYPCALL_CODE(insn)	((insn) >> 11 & 0x3ff)
#define IRET			0x42000038u

#define RDPGPR(rd, rt)		(0x41400000u | (rt) << 16 | (rd) << 11)
#define WRPGPR(rd, rt)		(0x41c00000u | (rt) << 16 | (rd) << 11)
#define DI(rt)			(0x41606000u | (rt) << 16)
#define EI(rt)			(0x41606020u | (rt) << 16)
#define RDHWR(rt, rd)		(0x7c00003bu | (rt) << 16 | (rd) << 11)
#define ASET(bit, base, off)	(0x04078000u | (base) << 21 | (bit) << 12 | ((off) & 0xfff))
#define ACLR(bit, base, off)	(0x04070000u | (base) << 21 | (bit) << 12 | ((off) & 0xfff))

#define NOP			0u
#define EHB			0x000000c0u
#define SYNC			0x0000000fu
#define SYSCALL			0x0000000cu
#define BREAK			0x0000000du
#define JR_HB_RA		0x03e00408u
#define JR(rs)			(0x00000008u | (rs) << 21)
#define ADD(rd, rs, rt)		(0x00000020u | (rs) << 21 | (rt) << 16 | (rd) << 11)
#define ADDU(rd, rs, rt)	(0x00000021u | (rs) << 21 | (rt) << 16 | (rd) << 11)
#define TEQ(rs, rt)		(0x00000034u | (rs) << 21 | (rt) << 16)
#define ADDIU(rt, rs, imm)	(0x24000000u | (rs) << 21 | (rt) << 16 | ((imm) & 0xffff))
#define ORI(rt, rs, imm)	(0x34000000u | (rs) << 21 | (rt) << 16 | ((imm) & 0xffff))
#define LUI(rt, imm)		(0x3c000000u | (rt) << 16 | ((imm) & 0xffff))
#define BEQ(rs, rt, words)	(0x10000000u | (rs) << 21 | (rt) << 16 | ((words) & 0xffff))
#define BNE(rs, rt, words)	(0x14000000u | (rs) << 21 | (rt) << 16 | ((words) & 0xffff))
#define LB(rt, off, base)	(0x80000000u | (base) << 21 | (rt) << 16 | ((off) & 0xffff))
#define LW(rt, off, base)	(0x8c000000u | (base) << 21 | (rt) << 16 | ((off) & 0xffff))
#define SW(rt, off, base)	(0xac000000u | (base) << 21 | (rt) << 16 | ((off) & 0xffff))
#define LL(rt, off, base)	(0xc0000000u | (base) << 21 | (rt) << 16 | ((off) & 0xffff))
#define SC(rt, off, base)	(0xe0000000u | (base) << 21 | (rt) << 16 | ((off) & 0xffff))
#define CACHE(op, off, base)	(0xbc000000u | (base) << 21 | (op) << 16 | ((off) & 0xffff))
#define PREF(hint, off, base)	(0xcc000000u | (base) << 21 | (hint) << 16 | ((off) & 0xffff))
#define SYNCI(off, base)	(0x041f0000u | (base) << 21 | ((off) & 0xffff))
#define MTC1(rt, fs)		(0x44800000u | (rt) << 16 | (fs) << 11)
#define ADDQ_PH(rd, rs, rt)	(0x7c000290u | (rs) << 21 | (rt) << 16 | (rd) << 11)
#define UNDEFINED		0x0000003du	/* SPECIAL, function 0x3d */

#endif /* INSN_H */
