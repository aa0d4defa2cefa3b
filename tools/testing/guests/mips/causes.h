/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Vectors, as MIPS32 and as microMIPS code, that end an attempt() by each exception,
 * and count interrupts of the core timer. They say which register set they ran in.
 */
#ifndef CAUSES_H
#define CAUSES_H

#define CAUSES_STATUS		0
#define CAUSES_SRSCTL		4
#define CAUSES_MICRO		8
#define CAUSES_TICKS		12
#define CAUSES_OFFSET		0x280	/* the vector of interrupts */

#ifndef __ASSEMBLY__
#include <stddef.h>
#include <stdint.h>

/* Of the last exception or interrupt; whether microMIPS code handled it */
struct causes {
	uint32_t status;
	uint32_t srsctl;
	uint32_t micro;
	uint32_t ticks;
};

_Static_assert(offsetof(struct causes, status) == CAUSES_STATUS, "CAUSES_STATUS");
_Static_assert(offsetof(struct causes, srsctl) == CAUSES_SRSCTL, "CAUSES_SRSCTL");
_Static_assert(offsetof(struct causes, micro) == CAUSES_MICRO, "CAUSES_MICRO");
_Static_assert(offsetof(struct causes, ticks) == CAUSES_TICKS, "CAUSES_TICKS");

extern volatile struct causes causes;
extern const char vectors_mips32[], vectors_micro[];

/*
 * WRPGPR of @value to t0 of the previous set, and RDPGPR of that. In *@current is
 * what t0 of the current set then is; it was 0.
 */
uint32_t move_mips32(uint32_t value, uint32_t *current);
uint32_t move_micro(uint32_t value, uint32_t *current);

/* All operations of CACHE on an address. For attempt(), as what follows. */
uint32_t cache_all(uint32_t address, uint32_t unused);

uint32_t lwc1(uint32_t address, uint32_t unused);
uint32_t ldc1(uint32_t address, uint32_t unused);
uint32_t swc1(uint32_t address, uint32_t unused);
uint32_t sdc1(uint32_t address, uint32_t unused);

/* With Status.ERL set: a load; a load and BREAK; ERET, and Status after it */
uint32_t erl_load(uint32_t address, uint32_t unused);
uint32_t erl_break(uint32_t address, uint32_t unused);
uint32_t erl_return(uint32_t unused, uint32_t unused_too);
#endif

#endif /* CAUSES_H */
