/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * PIC32MZ interrupt controller
 *
 * Chooses among flagged and enabled sources by priority, subpriority, then
 * lowest number, and hands the winner to the core as it changes.
 */
#include "qemu/osdep.h"
#include "hw/intc/pic32_eic.h"
#include "hw/irq.h"
#include "hw/mips/eic.h"
#include "hw/misc/pic32_cru.h"
#include "hw/qdev-properties.h"
#include "migration/vmstate.h"
#include "qemu/bitmap.h"
#include "qemu/bitops.h"
#include "qemu/log.h"
#include "qemu/module.h"
#include "trace.h"

#define WORDS           7
#define INTCON_MVEC     BIT(12)
#define INTCON_EDGES    0x1F
#define INTCON_NMIKEY   0x4E
#define SINGLE_OFFSET   0x200
#define SHADOW_SETS     8

/*
 * Not verified: in single vector mode PRISS.SS0 alone chooses the set; of two
 * sources with equal priority and subpriority the lower number goes first.
 */
#define SINGLE_SET(priss)   extract32(priss, 0, 1)

enum {
    INTCON, PRISS, INTSTAT, IPTMR, IFS, IEC, IPC, OFF,
};

/* flags that do not exist */
static const uint8_t reserved[] = { 108, 191, 195, 197, 203, 204, 211, 212 };

/* INT0..4, whose edge INTCON selects */
static const uint8_t external[] = { 3, 8, 13, 18, 23 };

/*
 * Sources that set their flag again as long as they are active; all others
 * are latched at their rising edge.  Known for change notice and UART, core
 * timer and INTx; taken to be so for the rest.
 */
static const struct {
    uint8_t first, last, step;
} persistent[] = {
    { 5, 25, 5 }, { 6, 26, 5 }, { 29, 41, 4 }, { 30, 42, 4 },   /* ICx */
    { 44, 103, 1 },                                             /* ADC */
    { 106, 106, 1 },                                            /* SB */
    { 109, 127, 1 },        /* SPI1, UART1, I2C1, change notice */
    { 128, 129, 1 },                                            /* PMP */
    { 132, 133, 1 },                                            /* USB */
    { 142, 150, 1 },                                    /* SPI2..I2C2 */
    { 153, 153, 1 },                                            /* ETH */
    { 154, 165, 1 },                                    /* SPI3..SPI4 */
    { 168, 190, 1 },    /* PRE, SQI1, UART4..UART6 */
    { 192, 213, 1 },                                            /* ADC */
};

struct PIC32EicState {
    PIC32SfrState parent_obj;

    MIPSCPU *cpu;
    PIC32CruState *cru;
    uint32_t line[WORDS];
    uint32_t implemented[WORDS];
    uint32_t level[WORDS];          /* persistent sources */
    uint32_t winner;                /* IRQ number, 0 if ripl is 0 */
    uint32_t ripl;
    QLIST_HEAD(, PIC32EicObserver) observers;
};

static uint32_t *eic_word(PIC32EicState *s, unsigned reg, unsigned word)
{
    return pic32_sfr_at(PIC32_SFR(s), reg, word);
}

/* priority and subpriority as one number, 0 if the source is disabled */
static unsigned eic_rank(PIC32EicState *s, unsigned irq)
{
    uint32_t ipc = *eic_word(s, IPC, irq / 4);
    unsigned rank = extract32(ipc, irq % 4 * 8, 5);

    return rank >> 2 ? rank : 0;
}

static void eic_choose(PIC32EicState *s)
{
    unsigned best = 0;

    s->winner = 0;
    for (unsigned w = 0; w < WORDS; w++) {
        uint32_t flags = *eic_word(s, IFS, w) & *eic_word(s, IEC, w);

        for (; flags; flags &= flags - 1) {
            unsigned irq = w * 32 + ctz32(flags);
            unsigned rank = eic_rank(s, irq);

            if (rank > best) {
                best = rank;
                s->winner = irq;
            }
        }
    }
    s->ripl = best >> 2;
}

static unsigned eic_set(PIC32EicState *s)
{
    uint32_t priss = *pic32_sfr(PIC32_SFR(s), PRISS);
    unsigned set = extract32(priss, s->ripl * 4, 4);

    if (!(*pic32_sfr(PIC32_SFR(s), INTCON) & INTCON_MVEC)) {
        return SINGLE_SET(priss);
    }
    return set < SHADOW_SETS ? set : 0;
}

static uint32_t eic_offset(PIC32EicState *s)
{
    if (*pic32_sfr(PIC32_SFR(s), INTCON) & INTCON_MVEC) {
        return *eic_word(s, OFF, s->winner);
    }
    return SINGLE_OFFSET;
}

static void eic_update(PIC32EicState *s)
{
    uint32_t offset;

    eic_choose(s);
    offset = eic_offset(s);
    trace_pic32_eic_winner(s->winner, s->ripl, offset, eic_set(s));
    if (s->cpu) {
        mips_eic_request(s->cpu, s->ripl, offset, eic_set(s));
    }
}

/* set flags, and tell who listens, even of those that were set before */
static void eic_raise(PIC32EicState *s, unsigned word, uint32_t bits)
{
    bits &= s->implemented[word];
    *eic_word(s, IFS, word) |= bits;
    for (; bits; bits &= bits - 1) {
        PIC32EicObserver *o;
        unsigned irq = word * 32 + ctz32(bits);

        trace_pic32_eic_flag(irq);
        QLIST_FOREACH(o, &s->observers, next) {
            o->raised(o, irq);
        }
    }
}

static bool eic_falling_edge(PIC32EicState *s, unsigned irq)
{
    uint32_t intcon = *pic32_sfr(PIC32_SFR(s), INTCON);

    for (unsigned i = 0; i < ARRAY_SIZE(external); i++) {
        if (external[i] == irq) {
            return !extract32(intcon, i, 1);
        }
    }
    return false;
}

static void eic_input(void *opaque, int irq, int level)
{
    PIC32EicState *s = opaque;
    unsigned word = irq / 32;
    uint32_t bit = BIT(irq % 32);
    bool was = s->line[word] & bit;
    bool active = level;

    if (was == active) {
        return;
    }
    s->line[word] ^= bit;
    if (active != eic_falling_edge(s, irq)) {
        eic_raise(s, word, bit);
        eic_update(s);
    }
}

void pic32_eic_observe(PIC32EicState *s, PIC32EicObserver *o)
{
    QLIST_INSERT_HEAD(&s->observers, o, next);
}

bool pic32_eic_flag(PIC32EicState *s, unsigned irq)
{
    return *eic_word(s, IFS, irq / 32) & BIT(irq % 32);
}

bool pic32_eic_persists(PIC32EicState *s, unsigned irq)
{
    return irq < PIC32_EIC_IRQS &&
           s->line[irq / 32] & s->level[irq / 32] & BIT(irq % 32);
}

/* software changes flags; those of active persistent sources come back */
static void ifs_write(PIC32SfrState *sfr, const PIC32SfrAccess *a)
{
    PIC32EicState *s = PIC32_EIC(sfr);
    unsigned w = a->index;

    *eic_word(s, IFS, w) = a->value & a->old;
    eic_raise(s, w, (a->value | (s->line[w] & s->level[w])) &
              ~(a->value & a->old));
    eic_update(s);
}

static void iec_write(PIC32SfrState *sfr, const PIC32SfrAccess *a)
{
    PIC32EicState *s = PIC32_EIC(sfr);

    *eic_word(s, IEC, a->index) &= s->implemented[a->index];
    eic_update(s);
}

static void intcon_write(PIC32SfrState *sfr, const PIC32SfrAccess *a)
{
    PIC32EicState *s = PIC32_EIC(sfr);

    if (extract32(a->data & a->lanes, 24, 8) == INTCON_NMIKEY && s->cru) {
        pic32_cru_nmi(s->cru, PIC32_RNMI_SWNMI, 0);
    }
    eic_update(s);
}

static void order_write(PIC32SfrState *sfr, const PIC32SfrAccess *a)
{
    eic_update(PIC32_EIC(sfr));
}

/* not latched: the winner as it is now */
static uint32_t intstat_read(PIC32SfrState *sfr, const PIC32SfrAccess *a)
{
    PIC32EicState *s = PIC32_EIC(sfr);

    return s->ripl << 8 | s->winner;
}

static const PIC32Sfr eic_sfrs[] = {
    [INTCON] = { "INTCON", 0x000, 0, 0x0000171F, .write = intcon_write },
    [PRISS] = { "PRISS", 0x010, 0, 0xFFFFFFF1, .write = order_write },
    [INTSTAT] = { "INTSTAT", 0x020, 0, 0, .read = intstat_read },
    [IPTMR] = { "IPTMR", 0x030, 0, UINT32_MAX },
    [IFS] = { "IFS#", 0x040, 0, UINT32_MAX, .count = WORDS, .step = 0x10,
              .write = ifs_write },
    [IEC] = { "IEC#", 0x0C0, 0, UINT32_MAX, .count = WORDS, .step = 0x10,
              .write = iec_write },
    [IPC] = { "IPC#", 0x140, 0, 0x1F1F1F1F, .count = 54, .step = 0x10,
              .write = order_write },
    [OFF] = { "OFF#", 0x540, 0, 0x0003FFFE, PIC32_SFR_PLAIN,
              .count = PIC32_EIC_IRQS, .step = 4, .write = order_write },
};

static void eic_fill_tables(PIC32EicState *s)
{
    for (unsigned irq = 0; irq < PIC32_EIC_IRQS; irq++) {
        s->implemented[irq / 32] |= BIT(irq % 32);
    }
    for (unsigned i = 0; i < ARRAY_SIZE(reserved); i++) {
        s->implemented[reserved[i] / 32] &= ~BIT(reserved[i] % 32);
    }
    for (unsigned i = 0; i < ARRAY_SIZE(persistent); i++) {
        for (unsigned irq = persistent[i].first; irq <= persistent[i].last;
             irq += persistent[i].step) {
            s->level[irq / 32] |= BIT(irq % 32);
        }
    }
}

static void eic_init(Object *obj)
{
    PIC32EicState *s = PIC32_EIC(obj);

    QLIST_INIT(&s->observers);
    eic_fill_tables(s);
    qdev_init_gpio_in(DEVICE(obj), eic_input, PIC32_EIC_IRQS);
}

/* lines stay: what drives them is reset too, and drives them anew */
static void eic_reset_exit(Object *obj)
{
    PIC32EicState *s = PIC32_EIC(obj);

    for (unsigned w = 0; w < WORDS; w++) {
        *eic_word(s, IFS, w) = 0;
        eic_raise(s, w, s->line[w] & s->level[w]);
    }
    eic_update(s);
}

static const VMStateDescription vmstate_pic32_eic = {
    .name = TYPE_PIC32_EIC,
    .version_id = 1,
    .minimum_version_id = 1,
    .fields = (VMStateField[]) {
        VMSTATE_PIC32_SFR(parent_obj, PIC32EicState),
        VMSTATE_UINT32_ARRAY(line, PIC32EicState, WORDS),
        VMSTATE_UINT32(winner, PIC32EicState),
        VMSTATE_UINT32(ripl, PIC32EicState),
        VMSTATE_END_OF_LIST()
    }
};

static Property eic_properties[] = {
    DEFINE_PROP_LINK("cpu", PIC32EicState, cpu, TYPE_MIPS_CPU, MIPSCPU *),
    DEFINE_PROP_LINK("cru", PIC32EicState, cru, TYPE_PIC32_CRU,
                     PIC32CruState *),
    DEFINE_PROP_END_OF_LIST(),
};

static void eic_class_init(ObjectClass *klass, void *data)
{
    DeviceClass *dc = DEVICE_CLASS(klass);

    dc->vmsd = &vmstate_pic32_eic;
    device_class_set_props(dc, eic_properties);
    RESETTABLE_CLASS(klass)->phases.exit = eic_reset_exit;
    pic32_sfr_class_init(klass, eic_sfrs, ARRAY_SIZE(eic_sfrs), 0x1000);
}

static const TypeInfo eic_info = {
    .name = TYPE_PIC32_EIC,
    .parent = TYPE_PIC32_SFR,
    .instance_size = sizeof(PIC32EicState),
    .instance_init = eic_init,
    .class_init = eic_class_init,
};

static void eic_register_types(void)
{
    type_register_static(&eic_info);
}

type_init(eic_register_types)
