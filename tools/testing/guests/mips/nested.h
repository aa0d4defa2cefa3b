/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Interrupts as a program with vectors for each source has them: stub n, at OFFn of
 * source n's choice, keeps the registers and calls nested_interrupt(n), which may
 * open interrupts again. (start.S has the simpler way, of one vector for all.)
 */
#ifndef NESTED_H
#define NESTED_H

#define NESTED_STUBS		16
#define NESTED_STUB_SIZE	16

#ifndef __ASSEMBLY__
#include <stdint.h>

extern const char vectors[], nested_stubs[];

/* What OFFn must be for stub @stub. */
static inline uint32_t nested_offset(unsigned int stub)
{
	return (uint32_t)(nested_stubs - vectors) + NESTED_STUB_SIZE * stub;
}

/* Defined by the test; EXL is set when it is called, and when it returns or not. */
void nested_interrupt(unsigned int stub);
#endif

#endif /* NESTED_H */
