/* SPDX-License-Identifier: GPL-2.0 */
/* The general registers but RSP, as asm/entry-macro.S saves them. */
#ifndef _ASM_X86_GPR_H
#define _ASM_X86_GPR_H

#include <linux/types.h>

/** struct gprs - those of a guest that exited, or at an exception */
struct gprs {
	u64 r11;
	u64 r10;
	u64 r9;
	u64 r8;
	u64 rdi;
	u64 rsi;
	u64 rcx;
	u64 rax;
	u64 r15;
	u64 r14;
	u64 r13;
	u64 r12;
	u64 rbp;
	u64 rbx;
	u64 rdx;
};

/**
 * gpr_set() - write to a register, or from its second byte on to one of AH to BH
 * @gpr: where it is
 * @value: no bits beyond @width
 * @width: bytes; of 4 the upper half is cleared, shorter ones leave the rest
 */
static inline void gpr_set(void *gpr, u64 value, u8 width)
{
	if (width == 1)
		*(u8 *)gpr = (u8)value;
	else if (width == 2)
		*(u16 *)gpr = (u16)value;
	else
		*(u64 *)gpr = value;
}

/** gprs_show() - log them */
void gprs_show(const struct gprs *gpr);

#endif /* _ASM_X86_GPR_H */
