/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The real flash controller: one operation at a time, whose end interrupts. For
 * virt/vnvm.c, which checked what guests ask of it. Context: root.
 */
#ifndef _LEVSHA_NVM_H
#define _LEVSHA_NVM_H

#include <linux/types.h>

#define NVMOP_NOP		0	/* forgets errors */
#define NVMOP_WORD		1
#define NVMOP_QUAD_WORD		2
#define NVMOP_ROW		3
#define NVMOP_PAGE_ERASE	4

/**
 * nvm_start() - start an operation; the controller must be idle
 * @op: NVMOP_*
 * @addr: physical address of what is erased or programmed
 * @data: four words, of which NVMOP_WORD takes the first
 * @src: of NVMOP_ROW: physical address in RAM
 *
 * Writes the data cache back, and empties it: a row is what the CPU sees at @src,
 * and none of @addr stays behind.
 */
void nvm_start(u32 op, phys_addr_t addr, const u32 *data, phys_addr_t src);

/** nvm_busy() - whether an operation goes on */
bool nvm_busy(void);

/** nvm_errors() - WRERR and LVDERR of the last one */
u32 nvm_errors(void);

#endif /* _LEVSHA_NVM_H */
