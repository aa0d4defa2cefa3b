/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Random number generator of Microchip's PIC32MZ: a shift register of up to
 * 64 bits with a polynomial, and a true generator that fills RNGSEEDx.
 */
#include "qemu/osdep.h"
#include "hw/misc/pic32_rng.h"
#include "hw/qdev-properties.h"
#include "migration/vmstate.h"
#include "qemu/module.h"
#include "qemu/timer.h"

enum { RNGVER, RNGCON, RNGPOLY, RNGNUMGEN, RNGSEED, RNGCNT };

#define CON_PLEN(v)     extract32(v, 0, 8)
#define CON_TRNGEN      BIT(8)
#define CON_PRNGEN      BIT(9)
#define CON_CONT        BIT(10)
#define CON_TRNGMODE    BIT(11)
#define CON_LOAD        BIT(12)
#define CON_MASK        (CON_TRNGMODE | CON_LOAD | CON_CONT | CON_PRNGEN | \
                         CON_TRNGEN | 0xff)

/* time that the true generator takes for a bit, and the bits it can hold */
#define TRNG_BIT_NS     80
#define TRNG_BITS       64

static uint64_t rng_pair(PIC32RngState *s, unsigned sfr)
{
    return *pic32_sfr_at(PIC32_SFR(s), sfr, 0) |
           (uint64_t)*pic32_sfr_at(PIC32_SFR(s), sfr, 1) << 32;
}

static void rng_set_pair(PIC32RngState *s, unsigned sfr, uint64_t value)
{
    *pic32_sfr_at(PIC32_SFR(s), sfr, 0) = value;
    *pic32_sfr_at(PIC32_SFR(s), sfr, 1) = value >> 32;
}

static uint32_t rng_count(PIC32RngState *s)
{
    int64_t ns = qemu_clock_get_ns(QEMU_CLOCK_VIRTUAL) - s->collecting;

    if (!(*pic32_sfr(PIC32_SFR(s), RNGCON) & CON_TRNGEN)) {
        return 0;
    }
    return MIN(ns / TRNG_BIT_NS, TRNG_BITS);
}

/* xorshift with a multiplier: plenty for firmware, and repeatable */
static void rng_collect(PIC32RngState *s)
{
    s->noise ^= s->noise >> 12;
    s->noise ^= s->noise << 25;
    s->noise ^= s->noise >> 27;
    rng_set_pair(s, RNGSEED, s->noise * 0x2545f4914f6cdd1dull);
    s->collecting = qemu_clock_get_ns(QEMU_CLOCK_VIRTUAL);
}

/* one number: as many steps of the register as it is long */
static void rng_step(PIC32RngState *s)
{
    unsigned len = MIN(MAX(CON_PLEN(*pic32_sfr(PIC32_SFR(s), RNGCON)), 1),
                       64);
    uint64_t mask = MAKE_64BIT_MASK(0, len);
    uint64_t poly = rng_pair(s, RNGPOLY) & mask;
    uint64_t value = rng_pair(s, RNGNUMGEN) & mask;

    for (unsigned i = 0; i < len; i++) {
        value = (value << 1 & mask) | (ctpop64(value & poly) & 1);
    }
    rng_set_pair(s, RNGNUMGEN, value);
}

static void rng_con_write(PIC32SfrState *sfr, const PIC32SfrAccess *a)
{
    PIC32RngState *s = PIC32_RNG(sfr);

    if (a->value & ~a->old & CON_TRNGEN) {
        rng_collect(s);
    }
    if (a->value & CON_LOAD) {
        rng_set_pair(s, RNGNUMGEN, rng_pair(s, RNGSEED));
        *pic32_sfr(sfr, RNGCON) &= ~CON_LOAD;
    }
}

static uint32_t rng_numgen_read(PIC32SfrState *sfr, const PIC32SfrAccess *a)
{
    PIC32RngState *s = PIC32_RNG(sfr);

    if (*pic32_sfr(sfr, RNGCON) & CON_PRNGEN) {
        rng_step(s);
    }
    return *pic32_sfr_at(sfr, RNGNUMGEN, a->index);
}

/* new bits come in once the upper half has been taken */
static uint32_t rng_seed_read(PIC32SfrState *sfr, const PIC32SfrAccess *a)
{
    PIC32RngState *s = PIC32_RNG(sfr);
    uint32_t value = a->value;

    if (a->index && rng_count(s) == TRNG_BITS) {
        rng_collect(s);
    }
    return value;
}

static uint32_t rng_cnt_read(PIC32SfrState *sfr, const PIC32SfrAccess *a)
{
    return rng_count(PIC32_RNG(sfr));
}

static const PIC32Sfr rng_sfrs[] = {
    /* version unknown */
    [RNGVER]    = { "RNGVER", 0x00, 0, 0, PIC32_SFR_PLAIN },
    [RNGCON]    = { "RNGCON", 0x04, 0x64, CON_MASK, PIC32_SFR_PLAIN,
                    .write = rng_con_write },
    [RNGPOLY]   = { "RNGPOLY#", 0x08, 0, UINT32_MAX, PIC32_SFR_PLAIN,
                    .count = 2, .step = 4, .from = 1 },
    [RNGNUMGEN] = { "RNGNUMGEN#", 0x10, UINT32_MAX, UINT32_MAX,
                    PIC32_SFR_PLAIN, .count = 2, .step = 4, .from = 1,
                    .read = rng_numgen_read },
    [RNGSEED]   = { "RNGSEED#", 0x18, 0, 0, PIC32_SFR_PLAIN, .count = 2,
                    .step = 4, .from = 1, .read = rng_seed_read },
    [RNGCNT]    = { "RNGCNT", 0x20, 0, 0, PIC32_SFR_PLAIN,
                    .read = rng_cnt_read },
};

static void rng_reset_hold(Object *obj)
{
    PIC32RngState *s = PIC32_RNG(obj);

    s->noise = s->seed ?: 1;    /* 0 would stay 0 */
}

static const VMStateDescription vmstate_rng = {
    .name = TYPE_PIC32_RNG,
    .version_id = 1,
    .minimum_version_id = 1,
    .fields = (VMStateField[]) {
        VMSTATE_PIC32_SFR(parent_obj, PIC32RngState),
        VMSTATE_UINT64(noise, PIC32RngState),
        VMSTATE_INT64(collecting, PIC32RngState),
        VMSTATE_END_OF_LIST()
    }
};

static Property rng_properties[] = {
    DEFINE_PROP_UINT64("seed", PIC32RngState, seed, 0x4c65767368610001ull),
    DEFINE_PROP_END_OF_LIST(),
};

static void rng_class_init(ObjectClass *klass, void *data)
{
    DeviceClass *dc = DEVICE_CLASS(klass);

    pic32_sfr_class_init(klass, rng_sfrs, ARRAY_SIZE(rng_sfrs), 0x100);
    dc->vmsd = &vmstate_rng;
    device_class_set_props(dc, rng_properties);
    RESETTABLE_CLASS(klass)->phases.hold = rng_reset_hold;
}

static const TypeInfo rng_info = {
    .name = TYPE_PIC32_RNG,
    .parent = TYPE_PIC32_SFR,
    .instance_size = sizeof(PIC32RngState),
    .class_init = rng_class_init,
};

static void rng_register_types(void)
{
    type_register_static(&rng_info);
}

type_init(rng_register_types)
