/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * PIC32MZ UART
 *
 * Characters take their time: PB2 / 16 or 4 / (BRG + 1) bits a second.  Input
 * waits in the character device while the FIFO is full, unless the property
 * "overrun" asks for the loss that a real line would cause.
 */
#include "qemu/osdep.h"
#include "hw/qdev-properties-system.h"
#include "hw/qdev-properties.h"
#include "migration/vmstate.h"
#include "pic32_uart_internal.h"
#include "qemu/log.h"
#include "qemu/module.h"

static void mode_write(PIC32SfrState *sfr, const PIC32SfrAccess *a)
{
    PIC32UartState *s = PIC32_UART(sfr);

    if (!(a->value & MODE_ON)) {
        pic32_uart_clear(&s->tx);
        pic32_uart_clear(&s->rx);
        *pic32_sfr(sfr, STA) &= ~STA_OERR;
    }
    pic32_uart_tx_start(s);
    pic32_uart_update(s);
    qemu_chr_fe_accept_input(&s->chr);
}

/* OERR can only be cleared, which empties the receive FIFO */
static void sta_write(PIC32SfrState *sfr, const PIC32SfrAccess *a)
{
    PIC32UartState *s = PIC32_UART(sfr);

    *pic32_sfr(sfr, STA) = a->value & (a->old | ~STA_OERR);
    if (a->old & ~a->value & STA_OERR) {
        s->rx.count = 0;
    }
    if (!(a->value & STA_UTXEN) && (a->old & STA_UTXEN)) {
        pic32_uart_clear(&s->tx);
    }
    if (!(a->value & STA_URXEN)) {
        s->rx.busy = false;
        timer_del(s->rx.timer);
    }
    pic32_uart_tx_start(s);
    pic32_uart_update(s);
    qemu_chr_fe_accept_input(&s->chr);
}

static uint32_t sta_read(PIC32SfrState *sfr, const PIC32SfrAccess *a)
{
    PIC32UartState *s = PIC32_UART(sfr);
    uint32_t sta = a->value & STA_MASK;

    sta |= s->rx.count ? STA_URXDA : 0;
    sta |= pic32_uart_top(&s->rx) & CHAR_FERR ? STA_FERR : 0;
    sta |= s->rx.busy ? 0 : STA_RIDLE;
    sta |= s->tx.count || s->tx.busy ? 0 : STA_TRMT;
    sta |= s->tx.count == FIFO ? STA_UTXBF : 0;
    return sta;
}

static void txreg_write(PIC32SfrState *sfr, const PIC32SfrAccess *a)
{
    PIC32UartState *s = PIC32_UART(sfr);
    uint16_t ch = a->data & CHAR_DATA;

    if (uart_reg(s, STA) & STA_UTXBRK) {
        ch = CHAR_BREAK;
    }
    if (!(uart_reg(s, MODE) & MODE_ON) || s->tx.count == FIFO) {
        qemu_log_mask(LOG_GUEST_ERROR, "pic32: U%uTXREG written while %s\n",
                      sfr->num, s->tx.count == FIFO ? "full" : "off");
        return;
    }
    pic32_uart_push(&s->tx, ch);
    pic32_uart_tx_start(s);
    pic32_uart_update(s);
}

static uint32_t rxreg_read(PIC32SfrState *sfr, const PIC32SfrAccess *a)
{
    PIC32UartState *s = PIC32_UART(sfr);
    uint16_t ch;

    if (!s->rx.count) {
        return 0;
    }
    ch = pic32_uart_pop(&s->rx);
    pic32_uart_update(s);
    qemu_chr_fe_accept_input(&s->chr);
    return ch & CHAR_DATA;
}

static const PIC32Sfr uart_sfrs[] = {
    [MODE] = { "U#MODE", 0x00, 0, 0x0000FBFF, .write = mode_write },
    [STA] = { "U#STA", 0x10, STA_RESET, STA_MASK, .write = sta_write,
              .read = sta_read },
    [TXREG] = { "U#TXREG", 0x20, 0, 0, PIC32_SFR_PLAIN,
                .write = txreg_write },
    [RXREG] = { "U#RXREG", 0x30, 0, 0, PIC32_SFR_PLAIN, .read = rxreg_read },
    [BRG] = { "U#BRG", 0x40, 0, 0xFFFF },
};

static void uart_clock_update(PIC32SfrState *sfr)
{
    PIC32UartState *s = PIC32_UART(sfr);

    pic32_uart_restart(s, &s->tx);
    pic32_uart_restart(s, &s->rx);
}

static void uart_init(Object *obj)
{
    PIC32UartState *s = PIC32_UART(obj);

    pic32_uart_line_init(s);
    for (unsigned i = 0; i < IRQS; i++) {
        sysbus_init_irq(SYS_BUS_DEVICE(obj), &s->irq[i]);
    }
}

static void uart_realize(DeviceState *dev, Error **errp)
{
    pic32_uart_line_realize(PIC32_UART(dev));
}

static void uart_reset_hold(Object *obj)
{
    PIC32UartState *s = PIC32_UART(obj);

    pic32_uart_clear(&s->tx);
    pic32_uart_clear(&s->rx);
    pic32_uart_update(s);
}

static const VMStateDescription vmstate_uart_path = {
    .name = "pic32-uart-path",
    .version_id = 1,
    .minimum_version_id = 1,
    .fields = (VMStateField[]) {
        VMSTATE_UINT16_ARRAY(fifo, UartPath, FIFO),
        VMSTATE_UINT32(head, UartPath),
        VMSTATE_UINT32(count, UartPath),
        VMSTATE_UINT16(shift, UartPath),
        VMSTATE_BOOL(busy, UartPath),
        VMSTATE_TIMER_PTR(timer, UartPath),
        VMSTATE_END_OF_LIST()
    }
};

static const VMStateDescription vmstate_pic32_uart = {
    .name = TYPE_PIC32_UART,
    .version_id = 1,
    .minimum_version_id = 1,
    .fields = (VMStateField[]) {
        VMSTATE_PIC32_SFR(parent_obj, PIC32UartState),
        VMSTATE_STRUCT(tx, PIC32UartState, 1, vmstate_uart_path, UartPath),
        VMSTATE_STRUCT(rx, PIC32UartState, 1, vmstate_uart_path, UartPath),
        VMSTATE_END_OF_LIST()
    }
};

static Property uart_properties[] = {
    DEFINE_PROP_CHR("chardev", PIC32UartState, chr),
    DEFINE_PROP_BOOL("overrun", PIC32UartState, overrun, false),
    DEFINE_PROP_END_OF_LIST(),
};

static void uart_class_init(ObjectClass *klass, void *data)
{
    DeviceClass *dc = DEVICE_CLASS(klass);

    dc->realize = uart_realize;
    dc->vmsd = &vmstate_pic32_uart;
    device_class_set_props(dc, uart_properties);
    RESETTABLE_CLASS(klass)->phases.hold = uart_reset_hold;
    pic32_sfr_class_init(klass, uart_sfrs, ARRAY_SIZE(uart_sfrs), 0x200);
    PIC32_SFR_CLASS(klass)->clock_update = uart_clock_update;
}

static const TypeInfo uart_info = {
    .name = TYPE_PIC32_UART,
    .parent = TYPE_PIC32_SFR,
    .instance_size = sizeof(PIC32UartState),
    .instance_init = uart_init,
    .class_init = uart_class_init,
};

static void uart_register_types(void)
{
    type_register_static(&uart_info);
}

type_init(uart_register_types)
