/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What an exception is told by: register.S packs it into a word, and compares that
 * with the one of a SW, which entry.S keeps in s5.
 */
#ifndef _ARCH_MIPS_VZ_REGISTER_H
#define _ARCH_MIPS_VZ_REGISTER_H

#define ACCESS_OPCODE_SHIFT	26		/* of the instruction; bits 5:0 */
#define ACCESS_CAUSE		6		/* BD, two zeros, ExcCode */
#define ACCESS_CAUSE_BITS	8
#define ACCESS_PLACE		14		/* which MiB */
#define SFR_SHIFT		20

#define ACCESS(opcode, exccode)                                                \
	((opcode) | (exccode) << (ACCESS_CAUSE + 3) |                          \
	 (SFR_BASE >> SFR_SHIFT) << ACCESS_PLACE)
#define ACCESS_LW		ACCESS(0x23, EXC_TLBL)
#define ACCESS_SW		ACCESS(0x2b, EXC_TLBS)

#endif /* _ARCH_MIPS_VZ_REGISTER_H */
