/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * PIC32MZ UART, between its registers (pic32_uart.c) and its line
 * (pic32_uart_line.c)
 */
#ifndef HW_CHAR_PIC32_UART_INTERNAL_H
#define HW_CHAR_PIC32_UART_INTERNAL_H

#include "chardev/char-fe.h"
#include "hw/misc/pic32_sfr.h"
#include "qemu/bitops.h"

#define TYPE_PIC32_UART "pic32-uart"
OBJECT_DECLARE_SIMPLE_TYPE(PIC32UartState, PIC32_UART)

#define MODE_STSEL      BIT(0)
#define MODE_PDSEL(m)   extract32(m, 1, 2)
#define PDSEL_9BITS     3
#define MODE_BRGH       BIT(3)
#define MODE_ABAUD      BIT(5)
#define MODE_LPBACK     BIT(6)
#define MODE_ON         BIT(15)

#define STA_URXDA       BIT(0)
#define STA_OERR        BIT(1)
#define STA_FERR        BIT(2)
#define STA_RIDLE       BIT(4)
#define STA_ADDEN       BIT(5)
#define STA_URXISEL(v)  extract32(v, 6, 2)
#define STA_TRMT        BIT(8)
#define STA_UTXBF       BIT(9)
#define STA_UTXEN       BIT(10)
#define STA_UTXBRK      BIT(11)
#define STA_URXEN       BIT(12)
#define STA_UTXISEL(v)  extract32(v, 14, 2)
#define STA_RESET       (STA_RIDLE | STA_TRMT)
#define STA_MASK        0x01FFFCE2

#define FIFO            8
#define CHAR_FERR       BIT(9)      /* in a FIFO, above the nine data bits */
#define CHAR_BREAK      BIT(10)
#define CHAR_DATA       0x1FF

enum { MODE, STA, TXREG, RXREG, BRG };
enum { IRQ_FAULT, IRQ_RX, IRQ_TX, IRQS };

/* a FIFO and the shift register behind or before it */
typedef struct UartPath {
    uint16_t fifo[FIFO];
    uint32_t head;
    uint32_t count;
    uint16_t shift;
    bool busy;
    QEMUTimer *timer;
} UartPath;

struct PIC32UartState {
    PIC32SfrState parent_obj;

    CharBackend chr;
    qemu_irq irq[IRQS];
    UartPath tx;
    UartPath rx;
    bool overrun;
};

static inline uint32_t uart_reg(PIC32UartState *s, unsigned reg)
{
    return *pic32_sfr(PIC32_SFR(s), reg);
}

static inline bool uart_on(PIC32UartState *s, uint32_t enable)
{
    return (uart_reg(s, MODE) & MODE_ON) && (uart_reg(s, STA) & enable);
}

/* empty FIFO and shift register */
void pic32_uart_clear(UartPath *p);
/* the first character of a FIFO, 0 if it is empty */
uint16_t pic32_uart_top(UartPath *p);
uint16_t pic32_uart_pop(UartPath *p);
void pic32_uart_push(UartPath *p, uint16_t ch);
/* begin to send what waits, if nothing is being sent */
void pic32_uart_tx_start(PIC32UartState *s);
/* a clock that comes back moves what had to stand still */
void pic32_uart_restart(PIC32UartState *s, UartPath *p);
/* drive the interrupt lines by the state as it is */
void pic32_uart_update(PIC32UartState *s);
void pic32_uart_line_init(PIC32UartState *s);
void pic32_uart_line_realize(PIC32UartState *s);

#endif
