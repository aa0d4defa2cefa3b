/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * PIC32MZ UART: FIFOs, shift registers, interrupts
 */
#include "qemu/osdep.h"
#include "chardev/char-serial.h"
#include "hw/irq.h"
#include "pic32_uart_internal.h"
#include "qemu/timer.h"
#include "trace.h"

void pic32_uart_clear(UartPath *p)
{
    p->count = 0;
    p->busy = false;
    timer_del(p->timer);
}

void pic32_uart_push(UartPath *p, uint16_t ch)
{
    p->fifo[(p->head + p->count++) % FIFO] = ch;
}

uint16_t pic32_uart_pop(UartPath *p)
{
    uint16_t ch = p->fifo[p->head];

    p->head = (p->head + 1) % FIFO;
    p->count--;
    return ch;
}

uint16_t pic32_uart_top(UartPath *p)
{
    return p->count ? p->fifo[p->head] : 0;
}

/* the shift register moves one character; without a clock it stands still */
static void path_start(PIC32UartState *s, UartPath *p, uint16_t ch)
{
    uint32_t mode = uart_reg(s, MODE);
    unsigned parity = MODE_PDSEL(mode) ? 1 : 0; /* or the ninth bit */
    unsigned bits = 1 + 8 + parity + (mode & MODE_STSEL ? 2 : 1);
    uint64_t ticks = bits * (mode & MODE_BRGH ? 4 : 16) *
                     (uint64_t)(uart_reg(s, BRG) + 1);

    p->shift = ch;
    p->busy = true;
    if (clock_is_enabled(PIC32_SFR(s)->clk)) {
        timer_mod(p->timer, qemu_clock_get_ns(QEMU_CLOCK_VIRTUAL) +
                  clock_ticks_to_ns(PIC32_SFR(s)->clk, ticks));
    }
}

static bool uart_fault(PIC32UartState *s)
{
    return uart_reg(s, STA) & STA_OERR || pic32_uart_top(&s->rx) & CHAR_FERR;
}

static bool uart_rx_wanted(PIC32UartState *s)
{
    static const uint8_t threshold[] = { 1, FIFO / 2, FIFO * 3 / 4, FIFO };

    return s->rx.count >= threshold[STA_URXISEL(uart_reg(s, STA))];
}

static bool uart_tx_wanted(PIC32UartState *s)
{
    switch (STA_UTXISEL(uart_reg(s, STA))) {
    case 0:
        return s->tx.count < FIFO;
    case 1:
        return !s->tx.count && !s->tx.busy;
    default:
        return !s->tx.count;
    }
}

void pic32_uart_update(PIC32UartState *s)
{
    qemu_set_irq(s->irq[IRQ_FAULT], uart_fault(s));
    qemu_set_irq(s->irq[IRQ_RX], uart_rx_wanted(s));
    qemu_set_irq(s->irq[IRQ_TX], uart_on(s, STA_UTXEN) && uart_tx_wanted(s));
}

/* a character has come in through the shift register */
static void uart_received(PIC32UartState *s, uint16_t ch)
{
    uint32_t *mode = pic32_sfr(PIC32_SFR(s), MODE);
    uint32_t *sta = pic32_sfr(PIC32_SFR(s), STA);

    *mode &= ~MODE_ABAUD;
    if (MODE_PDSEL(*mode) != PDSEL_9BITS) {
        ch &= ~BIT(8);
    } else if ((*sta & STA_ADDEN) && !(ch & BIT(8))) {
        return;
    }
    if (*sta & STA_OERR) {
        return;
    }
    if (s->rx.count == FIFO) {
        *sta |= STA_OERR;
        trace_pic32_uart_overrun(PIC32_SFR(s)->num);
    } else {
        pic32_uart_push(&s->rx, ch);
    }
}

static void uart_rx_done(void *opaque)
{
    PIC32UartState *s = opaque;

    s->rx.busy = false;
    uart_received(s, s->rx.shift);
    pic32_uart_update(s);
    qemu_chr_fe_accept_input(&s->chr);
}

static void uart_send(PIC32UartState *s, uint16_t ch)
{
    uint8_t byte = ch;
    int on = 1, off = 0;

    if (ch & CHAR_BREAK) {
        qemu_chr_fe_ioctl(&s->chr, CHR_IOCTL_SERIAL_SET_BREAK, &on);
        qemu_chr_fe_ioctl(&s->chr, CHR_IOCTL_SERIAL_SET_BREAK, &off);
    } else {
        qemu_chr_fe_write_all(&s->chr, &byte, 1);
    }
}

void pic32_uart_tx_start(PIC32UartState *s)
{
    if (s->tx.count && !s->tx.busy && uart_on(s, STA_UTXEN)) {
        path_start(s, &s->tx, pic32_uart_pop(&s->tx));
    }
}

static void uart_tx_done(void *opaque)
{
    PIC32UartState *s = opaque;
    uint16_t ch = s->tx.shift;

    s->tx.busy = false;
    trace_pic32_uart_sent(PIC32_SFR(s)->num, ch);
    if (ch & CHAR_BREAK) {
        *pic32_sfr(PIC32_SFR(s), STA) &= ~STA_UTXBRK;
    }
    if (!(uart_reg(s, MODE) & MODE_LPBACK)) {
        uart_send(s, ch);
    } else if (uart_on(s, STA_URXEN)) {
        uart_received(s, ch & CHAR_BREAK ? CHAR_FERR : ch);
    }
    pic32_uart_tx_start(s);
    pic32_uart_update(s);
}

static int uart_can_receive(void *opaque)
{
    PIC32UartState *s = opaque;

    return uart_on(s, STA_URXEN) && !s->rx.busy &&
           !(uart_reg(s, MODE) & MODE_LPBACK) &&
           !(uart_reg(s, STA) & STA_OERR) &&
           (s->overrun || s->rx.count < FIFO);
}

static void uart_receive(void *opaque, const uint8_t *buf, int size)
{
    PIC32UartState *s = opaque;

    if (size > 0 && uart_on(s, STA_URXEN)) {
        path_start(s, &s->rx, buf[0]);
    }
}

static void uart_event(void *opaque, QEMUChrEvent event)
{
    PIC32UartState *s = opaque;

    if (event == CHR_EVENT_BREAK && uart_can_receive(s)) {
        path_start(s, &s->rx, CHAR_FERR);
    }
}

void pic32_uart_restart(PIC32UartState *s, UartPath *p)
{
    if (p->busy && !timer_pending(p->timer)) {
        path_start(s, p, p->shift);
    }
}

void pic32_uart_line_init(PIC32UartState *s)
{
    s->tx.timer = timer_new_ns(QEMU_CLOCK_VIRTUAL, uart_tx_done, s);
    s->rx.timer = timer_new_ns(QEMU_CLOCK_VIRTUAL, uart_rx_done, s);
}

void pic32_uart_line_realize(PIC32UartState *s)
{
    qemu_chr_fe_set_handlers(&s->chr, uart_can_receive, uart_receive,
                             uart_event, NULL, s, NULL, true);
}
