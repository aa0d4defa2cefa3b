/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * SPI master of Microchip's PIC32MZ: standard and enhanced buffer, words of
 * 8, 16 and 32 bits, at the speed that SPIxBRG sets.  Slave, framed and
 * audio modes are not modelled: nothing on the board drives a clock.
 */
#include "qemu/osdep.h"
#include "hw/irq.h"
#include "hw/ssi/pic32_spi.h"
#include "migration/vmstate.h"
#include "qemu/log.h"
#include "qemu/module.h"
#include "qemu/timer.h"
#include "sysemu/cpu-timers.h"
#include "trace.h"

enum { SPICON, SPISTAT, SPIBUF, SPIBRG, SPICON2 };
enum { IRQ_FAULT, IRQ_RX, IRQ_TX };

#define CON_SRXISEL(v)  extract32(v, 0, 2)
#define CON_STXISEL(v)  extract32(v, 2, 2)
#define CON_MSTEN       BIT(5)
#define CON_MODE16      BIT(10)
#define CON_MODE32      BIT(11)
#define CON_DISSDO      BIT(12)
#define CON_ON          BIT(15)
#define CON_ENHBUF      BIT(16)
#define CON_MCLKSEL     BIT(23)
#define CON_FRMEN       BIT(31)

#define STAT_SPIRBF     BIT(0)
#define STAT_SPITBF     BIT(1)
#define STAT_SPITBE     BIT(3)
#define STAT_SPIRBE     BIT(5)
#define STAT_SPIROV     BIT(6)
#define STAT_SRMT       BIT(7)
#define STAT_SPITUR     BIT(8)
#define STAT_SPIBUSY    BIT(11)
#define STAT_FRMERR     BIT(12)
#define STAT_TXBUFELM   16
#define STAT_RXBUFELM   24
/* software may only clear these */
#define STAT_ERRORS     (STAT_SPIROV | STAT_FRMERR)

/*
 * Without icount the host may keep the core from reading in time, for as long
 * as its scheduler likes: the first word that finds no place waits so long
 * before it is an overflow.
 */
#define SPI_GRACE_NS    (250 * SCALE_MS)

#define CON2_AUDEN      BIT(7)
#define CON2_IGNROV     BIT(9)
#define CON2_SPIROVEN   BIT(11)

static uint32_t spi_reg(PIC32SpiState *s, unsigned sfr)
{
    return *pic32_sfr(PIC32_SFR(s), sfr);
}

static unsigned spi_word_bytes(PIC32SpiState *s)
{
    uint32_t con = spi_reg(s, SPICON);

    return con & CON_MODE32 ? 4 : con & CON_MODE16 ? 2 : 1;
}

static unsigned spi_depth(PIC32SpiState *s)
{
    return spi_reg(s, SPICON) & CON_ENHBUF ?
           PIC32_SPI_FIFO_BYTES / spi_word_bytes(s) : 1;
}

static uint32_t fifo_pop(PIC32SpiFifo *f)
{
    uint32_t word = f->word[0];

    f->num--;
    memmove(f->word, f->word + 1, f->num * sizeof(f->word[0]));
    return word;
}

static uint32_t spi_status(PIC32SpiState *s)
{
    unsigned depth = spi_depth(s);
    uint32_t stat = spi_reg(s, SPISTAT) & (STAT_ERRORS | STAT_SPITUR);

    stat |= s->tx.num ? 0 : STAT_SPITBE;
    stat |= s->tx.num >= depth ? STAT_SPITBF : 0;
    stat |= s->rx.num >= depth ? STAT_SPIRBF : 0;
    stat |= s->shifting ? STAT_SPIBUSY : 0;
    if (spi_reg(s, SPICON) & CON_ENHBUF) {
        stat |= s->rx.num ? 0 : STAT_SPIRBE;
        stat |= s->shifting ? 0 : STAT_SRMT;
        stat |= s->tx.num << STAT_TXBUFELM | s->rx.num << STAT_RXBUFELM;
    }
    return stat;
}

static bool spi_tx_wanted(PIC32SpiState *s, uint32_t con)
{
    unsigned num = s->tx.num, depth = spi_depth(s);
    const bool by_stxisel[] = {
        !num && !s->shifting, !num, num <= depth / 2, num < depth,
    };

    return con & CON_ENHBUF ? by_stxisel[CON_STXISEL(con)] : !num;
}

static bool spi_rx_wanted(PIC32SpiState *s, uint32_t con)
{
    unsigned num = s->rx.num, depth = spi_depth(s);
    const bool by_srxisel[] = {
        !num, num > 0, num >= depth / 2, num >= depth,
    };

    return con & CON_ENHBUF ? by_srxisel[CON_SRXISEL(con)] : num > 0;
}

static void spi_update_irq(PIC32SpiState *s)
{
    uint32_t con = spi_reg(s, SPICON);
    bool on = con & CON_ON && !pic32_sfr_disabled(PIC32_SFR(s));

    qemu_set_irq(s->irq[IRQ_TX], on && spi_tx_wanted(s, con));
    qemu_set_irq(s->irq[IRQ_RX], on && spi_rx_wanted(s, con));
    qemu_set_irq(s->irq[IRQ_FAULT], on &&
                 spi_reg(s, SPISTAT) & STAT_SPIROV &&
                 spi_reg(s, SPICON2) & CON2_SPIROVEN);
}

/* false: every peripheral is deselected, and the pull-up wins */
static bool spi_miso_driven(PIC32SpiState *s)
{
    BusChild *kid;

    QTAILQ_FOREACH(kid, &BUS(s->bus)->children, sibling) {
        SSIPeripheral *p = SSI_PERIPHERAL(kid->child);

        if (p->spc->cs_polarity == SSI_CS_NONE ||
            p->cs == (p->spc->cs_polarity == SSI_CS_HIGH)) {
            return true;
        }
    }
    return false;
}

/* most significant byte first, as the wire has it */
static uint32_t spi_exchange(PIC32SpiState *s, uint32_t out)
{
    uint32_t in = 0;

    for (int shift = spi_word_bytes(s) * 8 - 8; shift >= 0; shift -= 8) {
        uint8_t byte = ssi_transfer(s->bus, extract32(out, shift, 8));

        in = in << 8 | (spi_miso_driven(s) ? byte : 0xff);
    }
    return in;
}

static void spi_start(PIC32SpiState *s)
{
    PIC32SfrState *sfr = PIC32_SFR(s);
    uint32_t con = spi_reg(s, SPICON);
    uint64_t ticks = spi_word_bytes(s) * 16ull * (spi_reg(s, SPIBRG) + 1);
    uint32_t out;

    if (!(con & CON_ON) || !(con & CON_MSTEN) || s->shifting || !s->tx.num) {
        return;
    }
    out = fifo_pop(&s->tx);
    s->shift_in = spi_exchange(s, con & CON_DISSDO ? UINT32_MAX : out);
    s->shifting = true;
    trace_pic32_spi_word(sfr->num, out, s->shift_in, spi_word_bytes(s));
    timer_mod(s->timer, qemu_clock_get_ns(QEMU_CLOCK_VIRTUAL) +
              clock_ticks_to_ns(sfr->clk, ticks));
}

static void spi_receive(PIC32SpiState *s, uint32_t word)
{
    uint32_t *stat = pic32_sfr(PIC32_SFR(s), SPISTAT);

    if (*stat & STAT_SPIROV) {
        return;
    }
    if (s->rx.num < spi_depth(s)) {
        s->rx.word[s->rx.num++] = word;
    } else if (!(spi_reg(s, SPICON2) & CON2_IGNROV)) {
        *stat |= STAT_SPIROV;
        trace_pic32_spi_overflow(PIC32_SFR(s)->num);
    }
}

static bool spi_may_wait(PIC32SpiState *s)
{
    return s->rx.num >= spi_depth(s) && !s->graced && !icount_enabled() &&
           !(spi_reg(s, SPISTAT) & STAT_SPIROV) &&
           !(spi_reg(s, SPICON2) & CON2_IGNROV);
}

static void spi_word_done(void *opaque)
{
    PIC32SpiState *s = opaque;

    if (spi_may_wait(s)) {
        s->graced = true;
        timer_mod(s->timer, qemu_clock_get_ns(QEMU_CLOCK_VIRTUAL) +
                  SPI_GRACE_NS);
        return;
    }
    s->graced = false;
    s->shifting = false;
    spi_receive(s, s->shift_in);
    spi_start(s);
    spi_update_irq(s);
}

static void spi_clear(PIC32SpiState *s)
{
    timer_del(s->timer);
    s->shifting = false;
    s->graced = false;
    s->tx.num = 0;
    s->rx.num = 0;
    *pic32_sfr(PIC32_SFR(s), SPISTAT) &= ~(STAT_ERRORS | STAT_SPITUR);
}

static void spi_con_write(PIC32SfrState *sfr, const PIC32SfrAccess *a)
{
    const uint32_t mode = CON_MODE16 | CON_MODE32 | CON_ENHBUF;
    PIC32SpiState *s = PIC32_SPI(sfr);

    if (a->value & (CON_FRMEN | CON_MCLKSEL) ||
        (a->value & CON_ON && !(a->value & CON_MSTEN))) {
        qemu_log_mask(LOG_UNIMP, "pic32: spi%u: slave, framed or REFCLKO1 "
                      "mode, SPICON 0x%08x\n", sfr->num, a->value);
    }
    /* a FIFO holds words of one width: what is left of the old one goes */
    if (!(a->value & CON_ON) || (a->value ^ a->old) & mode) {
        spi_clear(s);
    }
    spi_start(s);
    spi_update_irq(s);
}

static uint32_t spi_stat_read(PIC32SfrState *sfr, const PIC32SfrAccess *a)
{
    return spi_status(PIC32_SPI(sfr));
}

static void spi_stat_write(PIC32SfrState *sfr, const PIC32SfrAccess *a)
{
    *pic32_sfr(sfr, SPISTAT) = a->value & (a->old | ~STAT_ERRORS);
    spi_update_irq(PIC32_SPI(sfr));
}

static uint32_t spi_buf_read(PIC32SfrState *sfr, const PIC32SfrAccess *a)
{
    PIC32SpiState *s = PIC32_SPI(sfr);
    uint32_t word = *pic32_sfr(sfr, SPIBUF);

    if (s->rx.num) {
        word = fifo_pop(&s->rx);
        *pic32_sfr(sfr, SPIBUF) = word;
        if (s->graced) {
            spi_word_done(s);
        }
        spi_update_irq(s);
    }
    return word;
}

static void spi_buf_write(PIC32SfrState *sfr, const PIC32SfrAccess *a)
{
    PIC32SpiState *s = PIC32_SPI(sfr);

    *pic32_sfr(sfr, SPIBUF) = a->old;   /* which is what was received */
    if (!(spi_reg(s, SPICON) & CON_ON) || s->tx.num >= spi_depth(s)) {
        qemu_log_mask(LOG_GUEST_ERROR, "pic32: spi%u: write of 0x%x to SPIBUF "
                      "while off or full\n", sfr->num, a->data);
        return;
    }
    s->tx.word[s->tx.num++] = a->data;
    spi_start(s);
    spi_update_irq(s);
}

static void spi_con2_write(PIC32SfrState *sfr, const PIC32SfrAccess *a)
{
    if (a->value & CON2_AUDEN) {
        qemu_log_mask(LOG_UNIMP, "pic32: spi%u: audio mode\n", sfr->num);
    }
    spi_update_irq(PIC32_SPI(sfr));
}

static const PIC32Sfr spi_sfrs[] = {
    [SPICON]  = { "SPI#CON", 0x00, 0, 0xff83bfff, .write = spi_con_write },
    [SPISTAT] = { "SPI#STAT", 0x10, 0, STAT_ERRORS, PIC32_SFR_LIVE,
                  .read = spi_stat_read, .write = spi_stat_write },
    [SPIBUF]  = { "SPI#BUF", 0x20, 0, UINT32_MAX, PIC32_SFR_PLAIN,
                  .read = spi_buf_read, .write = spi_buf_write },
    [SPIBRG]  = { "SPI#BRG", 0x30, 0, 0x1fff },
    [SPICON2] = { "SPI#CON2", 0x40, 0, 0x9f8b, .write = spi_con2_write },
};

static void spi_reset_hold(Object *obj)
{
    PIC32SpiState *s = PIC32_SPI(obj);

    spi_clear(s);
    spi_update_irq(s);
}

static int spi_post_load(void *opaque, int version_id)
{
    PIC32SpiState *s = opaque;

    return s->tx.num > PIC32_SPI_FIFO_BYTES ||
           s->rx.num > PIC32_SPI_FIFO_BYTES ? -EINVAL : 0;
}

static const VMStateDescription vmstate_spi_fifo = {
    .name = "pic32-spi/fifo",
    .version_id = 1,
    .minimum_version_id = 1,
    .fields = (VMStateField[]) {
        VMSTATE_UINT32_ARRAY(word, PIC32SpiFifo, PIC32_SPI_FIFO_BYTES),
        VMSTATE_UINT32(num, PIC32SpiFifo),
        VMSTATE_END_OF_LIST()
    }
};

static const VMStateDescription vmstate_spi = {
    .name = TYPE_PIC32_SPI,
    .version_id = 1,
    .minimum_version_id = 1,
    .post_load = spi_post_load,
    .fields = (VMStateField[]) {
        VMSTATE_PIC32_SFR(parent_obj, PIC32SpiState),
        VMSTATE_TIMER_PTR(timer, PIC32SpiState),
        VMSTATE_STRUCT(tx, PIC32SpiState, 1, vmstate_spi_fifo, PIC32SpiFifo),
        VMSTATE_STRUCT(rx, PIC32SpiState, 1, vmstate_spi_fifo, PIC32SpiFifo),
        VMSTATE_BOOL(shifting, PIC32SpiState),
        VMSTATE_BOOL(graced, PIC32SpiState),
        VMSTATE_UINT32(shift_in, PIC32SpiState),
        VMSTATE_END_OF_LIST()
    }
};

static void spi_init(Object *obj)
{
    PIC32SpiState *s = PIC32_SPI(obj);

    s->bus = ssi_create_bus(DEVICE(obj), "ssi");
    s->timer = timer_new_ns(QEMU_CLOCK_VIRTUAL, spi_word_done, s);
    for (unsigned i = 0; i < ARRAY_SIZE(s->irq); i++) {
        sysbus_init_irq(SYS_BUS_DEVICE(obj), &s->irq[i]);
    }
}

static void spi_finalize(Object *obj)
{
    timer_free(PIC32_SPI(obj)->timer);
}

static void spi_class_init(ObjectClass *klass, void *data)
{
    pic32_sfr_class_init(klass, spi_sfrs, ARRAY_SIZE(spi_sfrs), 0x200);
    DEVICE_CLASS(klass)->vmsd = &vmstate_spi;
    RESETTABLE_CLASS(klass)->phases.hold = spi_reset_hold;
}

static const TypeInfo spi_info = {
    .name = TYPE_PIC32_SPI,
    .parent = TYPE_PIC32_SFR,
    .instance_size = sizeof(PIC32SpiState),
    .instance_init = spi_init,
    .instance_finalize = spi_finalize,
    .class_init = spi_class_init,
};

static void spi_register_types(void)
{
    type_register_static(&spi_info);
}

type_init(spi_register_types)
