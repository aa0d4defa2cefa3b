// SPDX-License-Identifier: GPL-2.0
/*
 * Lets the DMA controller copy blocks, sleeps until it says by an interrupt that it
 * is done, and checks them. A line after each hundred blocks. The controller knows
 * physical addresses only: this program is linked for where it is.
 */
#include "guest.h"

#define CHANNEL		0
#define WORDS		256
#define BLOCKS		100

static uint32_t source[WORDS] __attribute__((section(".uncached")));
static uint32_t copy[WORDS] __attribute__((section(".uncached")));
static volatile bool complete;

static void block_complete(void)
{
	CLR(DCHINT(CHANNEL)) = DCHINT_CHBCIF;
	irq_done(IRQ_DMA(CHANNEL));
	complete = true;
}

static void copy_block(uint32_t bytes)
{
	complete = false;
	DCHSSA(CHANNEL) = physical(source);
	DCHDSA(CHANNEL) = physical(copy);
	DCHSSIZ(CHANNEL) = bytes;
	DCHDSIZ(CHANNEL) = bytes;
	DCHCSIZ(CHANNEL) = bytes;
	DCHINT(CHANNEL) = DCHINT_CHBCIE;
	SET(DCHCON(CHANNEL)) = DCHCON_CHEN;
	SET(DCHECON(CHANNEL)) = DCHECON_CFORCE;
	while (!complete)
		wait_for_interrupt();
}

static uint32_t spoilt_words(uint32_t block)
{
	volatile uint32_t *const from = uncached(source), *const to = uncached(copy);
	uint32_t i, spoilt = 0;

	for (i = 0; i < WORDS; i++) {
		from[i] = (block << 16 | i) * 2654435761u;
		to[i] = 0;
	}
	copy_block(sizeof(source));
	for (i = 0; i < WORDS; i++)
		spoilt += to[i] != (block << 16 | i) * 2654435761u;
	return spoilt;
}

int main(void)
{
	uint32_t block, spoilt = 0;

	console_init();
	SET(DMACON) = DMACON_ON;
	irq_enable(IRQ_DMA(CHANNEL), 4, block_complete);
	for (block = 1;; block++) {
		spoilt += spoilt_words(block);
		if (block % BLOCKS)
			continue;
		put_number(block);
		put_string(" blocks, spoilt ");
		put_number(spoilt);
		put_string("\n");
	}
}
