/* SPDX-License-Identifier: GPL-2.0 */
/* The flash controller, for the test guests that write flash. */
#ifndef NVM_H
#define NVM_H

#include "testing.h"

#define NVMKEY		SFR(0x1f800610)
#define NVMDATA(n)	SFR(0x1f800630 + 0x10 * (n))
#define NVMSRCADDR	SFR(0x1f800670)
#define NVMPWP		SFR(0x1f800680)
#define NVMBWP		SFR(0x1f800690)
#define NVM_KEY1	0xaa996655u
#define NVM_KEY2	0x556699aau
#define NVM_LVDERR	0x1000u
#define NVM_WRERR	0x2000u
#define NVM_WREN	0x4000u
#define NVM_WR		0x8000u
#define NVM_OP		0x000fu
#define NVM_NOP		0
#define NVM_WORD	1
#define NVM_QUAD_WORD	2
#define NVM_ROW		3
#define NVM_PAGE_ERASE	4
#define IRQ_FLASH	167
#define ROW		2048u
#define FLASH_PAGE	0x4000u
#define ERASED		0xffffffffu

static inline void nvm_unlock(void)
{
	NVMKEY = 0;
	NVMKEY = NVM_KEY1;
	NVMKEY = NVM_KEY2;
}

/* An operation and its end. */
static inline uint32_t nvm_run(uint32_t op, uint32_t address)
{
	NVMADDR = address;
	CLR(NVMCON) = NVM_WREN | NVM_OP;
	SET(NVMCON) = op;
	SET(NVMCON) = NVM_WREN;
	nvm_unlock();
	SET(NVMCON) = NVM_WR;
	while (NVMCON & NVM_WR)
		;
	CLR(NVMCON) = NVM_WREN;
	return NVMCON & (NVM_WRERR | NVM_LVDERR);
}

/* The same, and errors are forgotten. */
static inline uint32_t nvm_try(uint32_t op, uint32_t address)
{
	const uint32_t errors = nvm_run(op, address);

	if (errors)
		nvm_run(NVM_NOP, 0);
	return errors;
}

#endif /* NVM_H */
