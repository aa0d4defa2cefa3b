/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * DMA controller of Microchip's PIC32MZ: its engine.
 *
 * A cell begins with an event (CFORCE, or the request of CHSIRQ) that CHEDET
 * remembers, and moves in beats of at most a word.  Beats take virtual time;
 * the timer runs no more than DMA_BEATS of them at once.  Each beat may store
 * to any register, this device's among them, so nothing about a channel is
 * kept in a variable over an access of the bus.
 */
#include "qemu/osdep.h"
#include "hw/irq.h"
#include "pic32_dma_internal.h"
#include "qemu/timer.h"
#include "sysemu/cpu-timers.h"
#include "trace.h"

/* a read and a write on the system bus of 200 MHz */
#define DMA_BEAT_NS     20
#define DMA_BEATS       16
/* without icount, do not wake up the host more often than each 10 us */
#define DMA_BEATS_HOST  512

/* sizes of 0 mean 65536 */
static uint32_t dma_size(PIC32DmaState *s, unsigned sfr, unsigned ch)
{
    return *dma_sfr(s, sfr, ch) ?: 0x10000;
}

static bool dma_running(PIC32DmaState *s)
{
    uint32_t con = *dma_sfr(s, DMACON, 0);

    return con & DMACON_ON && !(con & DMACON_SUSPEND) &&
           !pic32_sfr_disabled(PIC32_SFR(s));
}

void pic32_dma_flag(PIC32DmaState *s, unsigned ch, uint32_t flags)
{
    uint32_t *chint = dma_sfr(s, DCHINT, ch);

    *chint |= flags;
    qemu_set_irq(s->irq[ch], *chint & *chint >> INT_ENABLES & 0xff);
}

/* has a cell to move, or one that an event has asked for */
static bool dma_ready(PIC32DmaState *s, unsigned ch)
{
    uint32_t con = *dma_sfr(s, DCHCON, ch);

    return con & CON_CHEN && con & (CON_CHBUSY | CON_CHEDET);
}

/* highest priority first; channels of one priority take turns */
static int dma_arbitrate(PIC32DmaState *s)
{
    int best = -1;

    for (unsigned i = 1; i <= PIC32_DMA_CHANNELS; i++) {
        unsigned ch = (s->last + i) % PIC32_DMA_CHANNELS;

        if (dma_ready(s, ch) &&
            (best < 0 || CON_CHPRI(*dma_sfr(s, DCHCON, ch)) >
                         CON_CHPRI(*dma_sfr(s, DCHCON, best)))) {
            best = ch;
        }
    }
    return best;
}

void pic32_dma_schedule(PIC32DmaState *s, unsigned beats)
{
    if (dma_running(s) && dma_arbitrate(s) >= 0) {
        if (!timer_pending(s->timer)) {
            timer_mod(s->timer, qemu_clock_get_ns(QEMU_CLOCK_VIRTUAL) +
                      beats * DMA_BEAT_NS);
        }
    } else {
        timer_del(s->timer);
    }
}

void pic32_dma_event(PIC32DmaState *s, unsigned ch)
{
    uint32_t *con = dma_sfr(s, DCHCON, ch);

    if (*con & (CON_CHEN | CON_CHAED)) {
        *con |= CON_CHEDET;
        pic32_dma_schedule(s, 1);
    }
}

/* a persistent source asks again after each cell */
void pic32_dma_poll_request(PIC32DmaState *s, unsigned ch)
{
    uint32_t econ = *dma_sfr(s, DCHECON, ch);

    if (econ & ECON_SIRQEN &&
        pic32_eic_persists(s->eic, ECON_CHSIRQ(econ))) {
        pic32_dma_event(s, ch);
    }
}

static void dma_reset_pointers(PIC32DmaState *s, unsigned ch)
{
    *dma_sfr(s, DCHSPTR, ch) = 0;
    *dma_sfr(s, DCHDPTR, ch) = 0;
    *dma_sfr(s, DCHCPTR, ch) = 0;
}

void pic32_dma_stop(PIC32DmaState *s, unsigned ch, uint32_t flag)
{
    *dma_sfr(s, DCHCON, ch) &= ~(CON_CHEN | CON_CHBUSY | CON_CHEDET);
    dma_reset_pointers(s, ch);
    trace_pic32_dma_stop(ch, flag == INT_CHER ? "address error" : "abort",
                         *dma_sfr(s, DMAADDR, 0));
    pic32_dma_flag(s, ch, flag);
}

static bool dma_access(PIC32DmaState *s, unsigned ch, uint32_t addr,
                       void *buf, unsigned len, bool is_write)
{
    *dma_sfr(s, DMASTAT, 0) = ch | (is_write ? 0 : DMASTAT_RDWR);
    *dma_sfr(s, DMAADDR, 0) = addr;
    if (pic32_sbt_rw(s->sbt, is_write ? PIC32_INIT_DMA_WRITE :
                     PIC32_INIT_DMA_READ, addr, buf, len,
                     is_write) != MEMTX_OK) {
        pic32_dma_stop(s, ch, INT_CHER);
        return false;
    }
    return true;
}

static bool dma_crc_on(PIC32DmaState *s, unsigned ch)
{
    uint32_t con = *dma_sfr(s, DCRCCON, 0);

    return con & PIC32_DCRCCON_CRCEN && PIC32_DCRCCON_CRCCH(con) == ch;
}

static bool dma_crc_append(PIC32DmaState *s, unsigned ch)
{
    return dma_crc_on(s, ch) &&
           *dma_sfr(s, DCRCCON, 0) & PIC32_DCRCCON_CRCAPP;
}

static void dma_crc(PIC32DmaState *s, unsigned ch, uint8_t *unit,
                    unsigned len)
{
    uint32_t con = *dma_sfr(s, DCRCCON, 0);
    uint32_t *crc = dma_sfr(s, DCRCDATA, 0);
    uint8_t ordered[4];

    memcpy(ordered, unit, len);
    pic32_dma_crc_order(con, ordered, len);
    *crc = pic32_dma_crc_add(con, *dma_sfr(s, DCRCXOR, 0), *crc, ordered,
                             len, *dma_sfr(s, DCHSPTR, ch) & 1);
    if (con & PIC32_DCRCCON_WBO) {
        memcpy(unit, ordered, len);
    }
}

static bool dma_crc_store(PIC32DmaState *s, unsigned ch)
{
    uint32_t con = *dma_sfr(s, DCRCCON, 0);
    uint32_t crc = cpu_to_le32(pic32_dma_crc_data(con,
                                                  *dma_sfr(s, DCRCDATA, 0)));

    for (unsigned i = 0; i < pic32_dma_crc_bytes(con); i++) {
        if (!dma_access(s, ch, *dma_sfr(s, DCHDSA, ch) + i,
                        (uint8_t *)&crc + i, 1, true)) {
            return false;
        }
    }
    return true;
}

/* a channel chained to this one is enabled by the end of its block */
static void dma_chain(PIC32DmaState *s, unsigned ch)
{
    for (int i = -1; i <= 1; i += 2) {
        unsigned next = ch + i;
        uint32_t *con;

        if (next >= PIC32_DMA_CHANNELS) {
            continue;
        }
        con = dma_sfr(s, DCHCON, next);
        if (*con & CON_CHCHN && !(*con & CON_CHCHNS) == (i > 0)) {
            trace_pic32_dma_chain(ch, next);
            *con |= CON_CHEN;
            pic32_dma_poll_request(s, next);
        }
    }
}

static void dma_block_done(PIC32DmaState *s, unsigned ch, uint32_t flags)
{
    uint32_t *con = dma_sfr(s, DCHCON, ch);

    if (dma_crc_append(s, ch) && !dma_crc_store(s, ch)) {
        return;
    }
    dma_reset_pointers(s, ch);
    *con &= ~CON_CHBUSY;
    if (!(*con & CON_CHAEN)) {
        *con &= ~(CON_CHEN | CON_CHEDET);
    }
    trace_pic32_dma_block(ch);
    pic32_dma_flag(s, ch, flags | INT_CHBC);
    pic32_dma_poll_request(s, ch);
    dma_chain(s, ch);
}

/* step one pointer; the flags say if it passed half or all of its size */
static uint32_t dma_step(PIC32DmaState *s, unsigned ch, unsigned ptr,
                         unsigned size, unsigned len, uint32_t half,
                         uint32_t all)
{
    uint32_t *p = dma_sfr(s, ptr, ch);
    uint32_t end = dma_size(s, size, ch), old = *p;

    if (old + len >= end) {
        *p = 0;
        return all;
    }
    *p = old + len;
    return old < end / 2 && *p >= end / 2 ? half : 0;
}

/* bytes equal to CHPIGN take no part; a pattern of two may span beats */
static bool dma_pattern_match(PIC32DmaState *s, unsigned ch, uint8_t byte)
{
    uint32_t con = *dma_sfr(s, DCHCON, ch);
    uint32_t dat = *dma_sfr(s, DCHDAT, ch);
    uint16_t pair = s->seen[ch] << 8 | byte;

    if (!(*dma_sfr(s, DCHECON, ch) & ECON_PATEN) ||
        (con & CON_CHPIGNEN && byte == CON_CHPIGN(con))) {
        return false;
    }
    s->seen[ch] = byte;
    if (con & CON_CHPATLEN) {
        return *dma_sfr(s, DCHSPTR, ch) && pair == bswap16(dat);
    }
    return byte == (uint8_t)dat;
}

static unsigned dma_beat_len(PIC32DmaState *s, unsigned ch)
{
    uint32_t sptr = *dma_sfr(s, DCHSPTR, ch);
    uint32_t dptr = *dma_sfr(s, DCHDPTR, ch);
    uint32_t left = dma_size(s, DCHCSIZ, ch) - *dma_sfr(s, DCHCPTR, ch);
    uint32_t align = (*dma_sfr(s, DCHSSA, ch) + sptr) |
                     (*dma_sfr(s, DCHDSA, ch) + dptr);
    unsigned len = 4;

    left = MIN(left, dma_size(s, DCHSSIZ, ch) - sptr);
    left = MIN(left, dma_size(s, DCHDSIZ, ch) - dptr);
    if (*dma_sfr(s, DCHECON, ch) & ECON_PATEN) {
        return 1;
    }
    while (len > 1 && (len > left || align & (len - 1))) {
        len /= 2;
    }
    return len;
}

/* count a beat that has been moved: pointers, ends of cell and block */
static void dma_advance(PIC32DmaState *s, unsigned ch, unsigned len,
                        bool matched)
{
    bool by_source = dma_size(s, DCHSSIZ, ch) >= dma_size(s, DCHDSIZ, ch);
    uint32_t flags = dma_step(s, ch, DCHSPTR, DCHSSIZ, len, INT_CHSH,
                              INT_CHSD);

    flags |= dma_step(s, ch, DCHDPTR, DCHDSIZ, len, INT_CHDH, INT_CHDD);
    flags |= dma_step(s, ch, DCHCPTR, DCHCSIZ, len, 0, INT_CHCC);
    if (matched || flags & (by_source ? INT_CHSD : INT_CHDD)) {
        dma_block_done(s, ch, flags);
        return;
    }
    if (flags & INT_CHCC) {
        *dma_sfr(s, DCHCON, ch) &= ~CON_CHBUSY;
        pic32_dma_poll_request(s, ch);
    }
    if (flags) {
        pic32_dma_flag(s, ch, flags);
    }
}

static void dma_beat(PIC32DmaState *s, unsigned ch)
{
    unsigned len = dma_beat_len(s, ch);
    uint32_t *con = dma_sfr(s, DCHCON, ch);
    uint8_t unit[4];
    bool matched;

    if (!(*con & CON_CHBUSY)) {
        *con = (*con & ~CON_CHEDET) | CON_CHBUSY;
        trace_pic32_dma_cell(ch, *dma_sfr(s, DCHSPTR, ch),
                             *dma_sfr(s, DCHDPTR, ch));
    }
    if (!dma_access(s, ch, *dma_sfr(s, DCHSSA, ch) +
                    *dma_sfr(s, DCHSPTR, ch), unit, len, false)) {
        return;
    }
    matched = dma_pattern_match(s, ch, unit[0]);
    if (dma_crc_on(s, ch)) {
        dma_crc(s, ch, unit, len);
    }
    if (!dma_crc_append(s, ch) &&
        !dma_access(s, ch, *dma_sfr(s, DCHDSA, ch) +
                    *dma_sfr(s, DCHDPTR, ch), unit, len, true)) {
        return;
    }
    if (*con & CON_CHBUSY) {    /* or else the access stopped the channel */
        dma_advance(s, ch, len, matched);
    }
}

void pic32_dma_run(void *opaque)
{
    PIC32DmaState *s = opaque;
    unsigned beats = 0, most = icount_enabled() ? DMA_BEATS : DMA_BEATS_HOST;

    while (beats < most && dma_running(s)) {
        int ch = dma_arbitrate(s);

        if (ch < 0) {
            break;
        }
        s->last = ch;
        dma_beat(s, ch);
        beats++;
    }
    timer_del(s->timer);
    pic32_dma_schedule(s, beats);
}
