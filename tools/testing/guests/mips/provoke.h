/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Runs instructions that may do anything to the processor, and comes back: by an
 * exception, at the SYSCALL behind them, or by the core timer after a while.
 */
#ifndef PROVOKE_H
#define PROVOKE_H

#define PROVOKE_STATUS		0
#define PROVOKE_CAUSE		4
#define PROVOKE_EPC		8
#define PROVOKE_BADVADDR	12
#define PROVOKE_SAVED		16
#define PROVOKE_GPR		64

#ifndef __ASSEMBLY__
#include <stddef.h>
#include <stdint.h>

#define EXC_CODE(cause)		((cause) >> 2 & 31)
#define EXC_INT			0
#define EXC_ADEL		4
#define EXC_SYS			8
#define CAUSE_BD		0x80000000u

/* What the code starts with, and what it came to. */
struct provoke {
	uint32_t status;
	uint32_t cause;
	uint32_t epc;
	uint32_t badvaddr;
	uint32_t saved[12];
	uint32_t gpr[32];
};

extern struct provoke provoke;

_Static_assert(offsetof(struct provoke, saved) == PROVOKE_SAVED, "PROVOKE_SAVED");
_Static_assert(offsetof(struct provoke, gpr) == PROVOKE_GPR, "PROVOKE_GPR");

/* Vectors of its own, and the timer. */
void provoke_init(void);

/* General registers that point to nothing of this program's. */
void provoke_wild_gprs(void);

/*
 * Runs words of MIPS32 code, in RAM at provoke_address(). True: to their end. The
 * general registers are provoke.gpr before; after, only those that the code stores.
 */
#define PROVOKE(words...)                                                   \
	provoke_words((const uint32_t[]){ words },                          \
		      sizeof((const uint32_t[]){ words }) / sizeof(uint32_t))
_Bool provoke_words(const uint32_t *words, unsigned int count);

/* The same of halfwords of microMIPS code. */
_Bool provoke_micromips(const uint16_t *halfwords, unsigned int count);

uint32_t provoke_address(unsigned int word);

/* The EBase without which there is no way back. */
uint32_t provoke_ebase(void);

/* What became of the tries since the last call, by exception, in a line. */
void provoke_report(const char *what);
#endif

#endif /* PROVOKE_H */
