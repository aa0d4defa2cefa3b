/* SPDX-License-Identifier: GPL-2.0 */
/*
 * A guest's console UART: rings for both directions, and the registers of the
 * board's UART before them. The guest's core writes and reads registers; the core
 * that has the console takes the output and brings input. Neither waits for the
 * other, and where they are one core nothing changes.
 */
#ifndef _LEVSHA_VUART_H
#define _LEVSHA_VUART_H

#include <levsha/partition.h>
#include <linux/build_bug.h>
#include <linux/compiler_types.h>
#include <linux/types.h>

struct guest;
struct vreg_access;

static_assert((CONFIG_VUART_RING_SIZE & (CONFIG_VUART_RING_SIZE - 1)) == 0);
static_assert((CONFIG_VUART_RX_SIZE & (CONFIG_VUART_RX_SIZE - 1)) == 0);

/** typedef vuart_count_t - bytes ever, modulo much more than a ring has */
#if CONFIG_VUART_RING_SIZE > 1024
typedef u32 vuart_count_t;
#else
typedef u16 vuart_count_t;
#endif

#ifdef CONFIG_X86
#define VUART_PORTS		8

/**
 * struct vuart_regs - registers of a 16550
 * @ier: register
 * @lcr: register
 * @mcr: register
 * @scr: register
 * @dll: register, the divisor's low byte
 * @dlm: register, its high byte
 * @fifo: FIFOs are on
 * @thre_pending: the transmitter's interrupt was not yet seen
 */
struct vuart_regs {
	u8 ier;
	u8 lcr;
	u8 mcr;
	u8 scr;
	u8 dll;
	u8 dlm;
	bool fifo;
	bool thre_pending;
};
#else
/**
 * struct vuart_regs - registers of a PIC32's UART
 * @sta: UxSTA
 * @mode: UxMODE
 * @brg: UxBRG
 */
struct vuart_regs {
	u32 sta;
	u32 mode;
	u32 brg;
};
#endif

/**
 * struct vuart - the registers and both directions
 * @tx: output; the guest's core overwrites the oldest bytes when they are not
 *	taken in time
 * @rx: input; bytes that do not fit are dropped
 * @tx_head: bytes ever written, by the guest's core
 * @tx_tail: bytes ever taken or dropped, by core 0
 * @shown: likewise, for the screen
 * @rx_head: bytes ever brought, by core 0
 * @rx_tail: bytes ever taken, by the guest's core
 * @regs: the registers
 */
struct vuart {
	u8 tx[CONFIG_VUART_RING_SIZE];
	u8 rx[CONFIG_VUART_RX_SIZE];
	vuart_count_t tx_head;
	vuart_count_t tx_tail;
#ifdef CONFIG_SCREEN
	vuart_count_t shown;
#endif
	vuart_count_t rx_head;
	vuart_count_t rx_tail;
	struct vuart_regs regs;
};

/* The registers: vuart-8250.c or vuart-pic32.c. Context: the guest's core. */

/** vuart_reset() - registers as after power-on; output not yet shown is kept */
void vuart_reset(struct guest *guest);

#ifdef CONFIG_X86
/** vuart_access() - an access to a register */
bool vuart_access(struct guest *guest, const struct part_block *block,
		  struct vreg_access *a);
#else
/* Registers, for the partition's blocks */
u32 vuart_read_rx(struct guest *guest, const struct part_block *block, u32 addr);
void vuart_write_tx(struct guest *guest, const struct part_block *block, u32 clear,
		    u32 set, u32 addr);
void vuart_write_mode(struct guest *guest, const struct part_block *block, u32 clear,
		      u32 set, u32 addr);
void vuart_write_sta(struct guest *guest, const struct part_block *block, u32 clear,
		     u32 set, u32 addr);
#endif

/** vuart_update() - bring the interrupts up to date */
void vuart_update(struct guest *guest);

/** vuart_bring() - bring a byte of input; vuart_brought() must follow. Context: core 0. */
void vuart_bring(struct vuart *uart, u8 c);

/** vuart_taken() - output was taken, there is room. Context: core 0. */
/** vuart_brought() - the guest's core looks at its input. Context: core 0. */
#ifdef CONFIG_X86
static inline void vuart_taken(struct guest *guest)
{
}

#define vuart_brought(guest)	arch_request(guest, GUEST_REQ_VUART)
#else
#define vuart_taken(guest)	vuart_update(guest)
#define vuart_brought(guest)	vuart_update(guest)
#endif

/* The rings: vuart.c. */

/** vuart_transmit() - a byte of output. Context: the guest's core. */
void vuart_transmit(struct vuart *uart, u8 c);

/**
 * vuart_lost() - pass over output that was overwritten. Context: core 0.
 * @uart: the UART
 * @tail: its @tx_tail, or its @shown
 *
 * Return: so many bytes.
 */
u32 vuart_lost(const struct vuart *uart, vuart_count_t *tail);

/**
 * vuart_take() - take a byte of output. Context: core 0.
 * @uart: the UART
 * @tail: as for vuart_lost()
 *
 * Return: the byte, or -EAGAIN when there is none, or none that is not lost.
 */
int vuart_take(const struct vuart *uart, vuart_count_t *tail);

/** vuart_put() - a byte of input. Context: core 0. Returns whether it fits. */
bool vuart_put(struct vuart *uart, u8 c);

/** vuart_receive() - the oldest byte of input, or 0. Context: the guest's core. */
u8 vuart_receive(struct vuart *uart);

/** vuart_waiting() - bytes of input. Context: the guest's core. */
static inline u32 vuart_waiting(const struct vuart *uart)
{
	return (vuart_count_t)(READ_ONCE(uart->rx_head) - uart->rx_tail);
}

/** vuart_full() - the next byte of output overwrites one. Context: the guest's core. */
static inline bool vuart_full(const struct vuart *uart)
{
	const vuart_count_t held = uart->tx_head - READ_ONCE(uart->tx_tail);

	return held >= CONFIG_VUART_RING_SIZE - 1;
}

/** vuart_forget() - drop all input. Context: the guest's core. */
void vuart_forget(struct vuart *uart);

#endif /* _LEVSHA_VUART_H */
