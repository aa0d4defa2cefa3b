/* SPDX-License-Identifier: GPL-2.0 */
/* DS60001320 section 10: registers of the DMA controller. */
#ifndef DMA_H
#define DMA_H

#include "board.h"

#define DMACON		SFR(0x1f811000)
#define DCH(n, offset)	SFR(0x1f811060 + 0xc0 * (n) + (offset))
#define DCHCON(n)	DCH(n, 0x00)
#define DCHECON(n)	DCH(n, 0x10)
#define DCHINT(n)	DCH(n, 0x20)
#define DCHSSA(n)	DCH(n, 0x30)
#define DCHDSA(n)	DCH(n, 0x40)
#define DCHSSIZ(n)	DCH(n, 0x50)
#define DCHDSIZ(n)	DCH(n, 0x60)
#define DCHSPTR(n)	DCH(n, 0x70)
#define DCHDPTR(n)	DCH(n, 0x80)
#define DCHCSIZ(n)	DCH(n, 0x90)
#define DCHDAT(n)	DCH(n, 0xb0)
#define DMACON_ON	0x8000
#define CON_CHEN	0x80
#define CON_CHAEN	0x10
#define ECON_CABORT	0x40
#define ECON_CFORCE	0x80
#define ECON_SIRQEN	0x10
#define ECON_AIRQEN	0x08
#define ECON_PATEN	0x20
#define INT_ER		0x01
#define INT_TA		0x02
#define INT_CC		0x04
#define INT_BC		0x08
#define INT_DH		0x10
#define INT_DD		0x20
#define INT_SH		0x40
#define INT_SD		0x80
#define DMA_IRQ(n)	(134 + (n))

static inline u32 physical(const volatile void *p)
{
	return (u32)p & 0x1fffffff;
}

/* A channel with nothing done yet, for @size bytes in cells of @cell. */
static inline void dma_prepare(u32 n, u32 source, u32 destination, u32 size, u32 cell)
{
	DMACON = DMACON_ON;
	DCHCON(n) = 0;
	DCHECON(n) = 0;
	DCHINT(n) = 0;
	DCHSSA(n) = source;
	DCHDSA(n) = destination;
	DCHSSIZ(n) = size;
	DCHDSIZ(n) = size;
	DCHCSIZ(n) = cell;
	DCHCON(n) = 0x03;
	irq_clear(DMA_IRQ(n));
}

/* Long enough for what these programs copy. */
static inline void dma_settle(void)
{
	u32 i;

	for (i = 0; i < 1000; i++)
		(void)DMACON;
}

static inline void dma_force(u32 n)
{
	SET(DCHECON(n)) = ECON_CFORCE;
	dma_settle();
}

#endif /* DMA_H */
