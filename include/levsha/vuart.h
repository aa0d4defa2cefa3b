/* SPDX-License-Identifier: GPL-2.0 */
/*
 * A guest's 16550 UART. Its core writes and reads registers; core 0 takes the
 * output and brings input. Neither waits for the other.
 */
#ifndef _LEVSHA_VUART_H
#define _LEVSHA_VUART_H

#include <levsha/partition.h>
#include <linux/build_bug.h>
#include <linux/types.h>

struct guest;
struct vreg_access;

#define VUART_PORTS		8
#define VUART_RX_SIZE		64

static_assert((CONFIG_VUART_RING_SIZE & (CONFIG_VUART_RING_SIZE - 1)) == 0);

/**
 * struct vuart - the registers and both directions
 * @tx: output; the guest's core overwrites the oldest bytes when core 0 is slow
 * @tx_head: bytes ever written, by the guest's core
 * @tx_tail: bytes ever taken or dropped, by core 0
 * @rx: input; bytes that do not fit are dropped
 * @rx_head: bytes ever brought, by core 0
 * @rx_tail: bytes ever taken, by the guest's core
 * @ier: register
 * @lcr: register
 * @mcr: register
 * @scr: register
 * @dll: register, the divisor's low byte
 * @dlm: register, its high byte
 * @fifo: FIFOs are on
 * @thre_pending: the transmitter's interrupt was not yet seen
 */
struct vuart {
	u8 tx[CONFIG_VUART_RING_SIZE];
	u32 tx_head;
	u32 tx_tail;
	u8 rx[VUART_RX_SIZE];
	u32 rx_head;
	u32 rx_tail;
	u8 ier;
	u8 lcr;
	u8 mcr;
	u8 scr;
	u8 dll;
	u8 dlm;
	bool fifo;
	bool thre_pending;
};

/** vuart_reset() - registers as after power-on; output not yet shown is kept */
void vuart_reset(struct guest *guest);

/** vuart_access() - an access to a register. Context: the guest's core. */
bool vuart_access(struct guest *guest, const struct part_block *block,
		  struct vreg_access *a);

/** vuart_update() - bring the interrupt up to date. Context: the guest's core. */
void vuart_update(struct guest *guest);

/**
 * vuart_take() - take output
 * @uart: the UART
 * @buf: where it goes
 * @size: at most so many bytes
 * @lost: grows by the bytes that were overwritten before they were taken
 *
 * Context: core 0.
 *
 * Return: bytes taken.
 */
size_t vuart_take(struct vuart *uart, u8 *buf, size_t size, u32 *lost);

/** vuart_bring() - bring a byte of input. Context: core 0. */
bool vuart_bring(struct vuart *uart, u8 c);

#endif /* _LEVSHA_VUART_H */
