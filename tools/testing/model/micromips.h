/* SPDX-License-Identifier: GPL-2.0 */
/* microMIPS instructions of 32 bits, as words, and code made of them. */
#ifndef MICROMIPS_H
#define MICROMIPS_H

#include "insn.h"
#include "trap.h"

/* The first halfword is the upper one. */
#define MM(insn)		((u32)(insn) << 16 | (u32)(insn) >> 16)

/* Like ROOT() and GUEST(), of what MM() made. Bit 0 of an address is the mode. */
#define MM_ROOT(words...)	run_root(CODE(MM(MM_JR_HB_RA), words) | 1)
#define MM_GUEST(words...)	run_guest(CODE(MM(MM_HYPCALL(END)), words) | 1)

#define MM_CP0(insn, rt, reg)	((insn) | (rt) << 21 | REG_RD(reg) << 16 | REG_SEL(reg) << 11)
#define MM_MFC0(rt, reg)	MM_CP0(0x000000fcu, rt, reg)
#define MM_MTC0(rt, reg)	MM_CP0(0x000002fcu, rt, reg)
#define MM_MFGC0(rt, reg)	MM_CP0(0x000004fcu, rt, reg)
#define MM_MTGC0(rt, reg)	MM_CP0(0x000006fcu, rt, reg)
#define MM_HYPCALL(code)	(0x0000c37cu | (code) << 16)
#define MM_TLBR			0x0000137cu
#define MM_TLBWI		0x0000237cu
#define MM_TLBINVF		0x0000537cu
#define MM_TLBP			0x0000037cu
#define MM_TLBGR		0x0000117cu
#define MM_TLBGWI		0x0000217cu
#define MM_TLBGWR		0x0000317cu
#define MM_TLBGP		0x0000017cu
#define MM_TLBGINV		0x0000417cu
#define MM_TLBGINVF		0x0000517cu
#define MM_RDPGPR(rd, rt)	(0x0000e17cu | (rd) << 21 | (rt) << 16)
#define MM_WRPGPR(rd, rt)	(0x0000f17cu | (rd) << 21 | (rt) << 16)
#define MM_WAIT			0x0000937cu
#define MM_DI(rs)		(0x0000477cu | (rs) << 16)
#define MM_EI(rs)		(0x0000577cu | (rs) << 16)
#define MM_ERET			0x0000f37cu
#define MM_IRET			0x0000d37cu
#define MM_SYSCALL		0x00008b7cu
#define MM_ASET(bit, off, base)	(0x20003000u | (bit) << 21 | (base) << 16 | ((off) & 0xfff))
#define MM_ACLR(bit, off, base)	(0x2000b000u | (bit) << 21 | (base) << 16 | ((off) & 0xfff))
#define MM_ADDIU(rt, rs, imm)	(0x30000000u | (rt) << 21 | (rs) << 16 | ((imm) & 0xffff))
#define MM_ORI(rt, rs, imm)	(0x50000000u | (rt) << 21 | (rs) << 16 | ((imm) & 0xffff))
#define MM_LW(rt, off, base)	(0xfc000000u | (rt) << 21 | (base) << 16 | ((off) & 0xffff))
#define MM_SW(rt, off, base)	(0xf8000000u | (rt) << 21 | (base) << 16 | ((off) & 0xffff))
#define MM_BEQ(rs, rt, halves)	(0x94000000u | (rt) << 21 | (rs) << 16 | ((halves) & 0xffff))
#define MM_JR_HB_RA		0x001f1f3cu
#define MM_UNDEFINED		0x0000003du

#endif /* MICROMIPS_H */
