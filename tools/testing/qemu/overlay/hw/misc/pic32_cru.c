/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * PIC32MZ clocks and resets
 */
#include "qemu/osdep.h"
#include "hw/irq.h"
#include "hw/misc/pic32_cru.h"
#include "hw/qdev-clock.h"
#include "hw/qdev-properties.h"
#include "migration/vmstate.h"
#include "qemu/bitops.h"
#include "qemu/host-utils.h"
#include "qemu/log.h"
#include "qemu/module.h"
#include "qemu/timer.h"
#include "sysemu/runstate.h"
#include "trace.h"

#define FRC_HZ      8000000
#define BFRC_HZ     8000000
#define LPRC_HZ     32768
#define SOSC_HZ     32768

/* OSCCON */
#define OSCCON_OSWEN    BIT(0)
#define OSCCON_MASK     0x07A00799
#define OSC(nosc)       ((nosc) << 12 | (nosc) << 8)
#define OSC_SPLL        1
/* bit 5, PLL locked, is known of the EC parts only */
#define OSCCON_SLOCK    BIT(5)

#define DEVCFG1_FCKSM_SWITCH    BIT(14)

/* CLKSTAT: FRC, SPLL divider, POSC, SOSC, LPRC and, as the EC has it, SPLL */
#define CLKSTAT_RESET   0x000000B7

#define PBDIV_RDY       BIT(11)
#define PBDIV_ON        BIT(15)
#define PBDIV_RESET     (PBDIV_ON | PBDIV_RDY | 1)

#define REFO_ACTIVE     BIT(8)
#define REFO_DIVSWEN    BIT(9)
#define REFO_OE         BIT(12)
#define REFO_ON         BIT(15)

#define SLEWCON_BUSY    BIT(0)

#define RNMI_CAUSES     (PIC32_RNMI_CF | PIC32_RNMI_GNMI | PIC32_RNMI_SWNMI | \
                         PIC32_RNMI_WDTO | PIC32_RNMI_DMTO)
#define RCON_MASK       0x0C0002FF

enum {
    OSCCON, OSCTUN, SPLLCON, RCON, RSWRST, RNMICON, PWRCON,
    REFOCON, REFOTRIM, PB1DIV, PBDIV, PB7DIV, PB8DIV, SLEWCON, CLKSTAT,
};

enum {
    OUT_PB1, OUT_PB2, OUT_PB3, OUT_PB4, OUT_PB5, OUT_PB7, OUT_PB8,
    OUT_LPRC, OUT_SOSC, OUT_REFO1, OUTPUTS = OUT_REFO1 + 4,
};

static const char *const output_name[OUTPUTS] = {
    "pb1", "pb2", "pb3", "pb4", "pb5", "pb7", "pb8", "lprc", "sosc",
    "refo1", "refo2", "refo3", "refo4",
};

struct PIC32CruState {
    PIC32SfrState parent_obj;

    Clock *out[OUTPUTS];
    QEMUTimer *nmi_timer;
    qemu_irq nmi;           /* a pulse interrupts the CPU */
    uint32_t posc_hz;       /* property: the external clock */
    uint32_t cause;         /* of the reset under way, bits of RCON */
    uint32_t nmi_cause;     /* of the reset that ends the NMI */
    uint32_t devcfg1;
};

static uint64_t spll_hz(PIC32CruState *s)
{
    uint32_t con = *pic32_sfr(PIC32_SFR(s), SPLLCON);
    uint64_t in = extract32(con, 7, 1) ? FRC_HZ : s->posc_hz;
    unsigned odiv = MIN(MAX(extract32(con, 24, 3), 1), 5);

    return in / (extract32(con, 8, 3) + 1) * (extract32(con, 16, 7) + 1)
           >> odiv;
}

static uint64_t frc_divided_hz(PIC32CruState *s)
{
    static const uint16_t divisor[] = { 1, 2, 4, 8, 16, 32, 64, 256 };
    uint32_t con = *pic32_sfr(PIC32_SFR(s), OSCCON);

    return FRC_HZ / divisor[extract32(con, 24, 3)];
}

static uint64_t sysclk_hz(PIC32CruState *s)
{
    switch (extract32(*pic32_sfr(PIC32_SFR(s), OSCCON), 12, 3)) {
    case OSC_SPLL:
        return spll_hz(s);
    case 2:
        return s->posc_hz;
    case 4:
        return SOSC_HZ;
    case 5:
        return LPRC_HZ;
    default:
        return frc_divided_hz(s);
    }
}

static uint64_t pb_hz(uint64_t sysclk, uint32_t pbdiv, bool always)
{
    return always || (pbdiv & PBDIV_ON) ?
           sysclk / (extract32(pbdiv, 0, 7) + 1) : 0;
}

static uint64_t refo_hz(PIC32CruState *s, unsigned n)
{
    PIC32SfrState *sfr = PIC32_SFR(s);
    uint32_t con = *pic32_sfr_at(sfr, REFOCON, n);
    uint64_t trim = extract32(*pic32_sfr_at(sfr, REFOTRIM, n), 23, 9);
    uint64_t in[16] = {
        sysclk_hz(s), clock_get_hz(s->out[OUT_PB1]), s->posc_hz, FRC_HZ,
        LPRC_HZ, SOSC_HZ, 0, spll_hz(s), 0, BFRC_HZ,
    };
    uint64_t hz = in[extract32(con, 0, 4)];
    uint64_t divisor = extract32(con, 16, 15) * 512ull + trim;

    if (!(con & REFO_ON)) {
        return 0;
    }
    return extract32(con, 16, 15) ? hz * 256 / divisor : hz;
}

static void cru_set(PIC32CruState *s, unsigned out, uint64_t hz)
{
    if (clock_get_hz(s->out[out]) != hz) {
        trace_pic32_cru_clock(output_name[out], hz);
        clock_update_hz(s->out[out], hz);
    }
}

/* PB7 clocks the CPU and cannot be stopped; PB1 has no bit ON */
static void cru_update(PIC32CruState *s)
{
    PIC32SfrState *sfr = PIC32_SFR(s);
    uint64_t sysclk = sysclk_hz(s);

    cru_set(s, OUT_PB1, pb_hz(sysclk, *pic32_sfr(sfr, PB1DIV), true));
    for (unsigned i = 0; i < 4; i++) {
        cru_set(s, OUT_PB2 + i,
                pb_hz(sysclk, *pic32_sfr_at(sfr, PBDIV, i), false));
    }
    cru_set(s, OUT_PB7, pb_hz(sysclk, *pic32_sfr(sfr, PB7DIV), true));
    cru_set(s, OUT_PB8, pb_hz(sysclk, *pic32_sfr(sfr, PB8DIV), false));
    cru_set(s, OUT_LPRC, LPRC_HZ);
    cru_set(s, OUT_SOSC, SOSC_HZ);
    for (unsigned i = 0; i < 4; i++) {
        cru_set(s, OUT_REFO1 + i, refo_hz(s, i));
    }
}

static void clock_write(PIC32SfrState *sfr, const PIC32SfrAccess *a)
{
    cru_update(PIC32_CRU(sfr));
}

/* a switch asked for by OSWEN is done at once, if DEVCFG1 allows any */
static void osccon_write(PIC32SfrState *sfr, const PIC32SfrAccess *a)
{
    PIC32CruState *s = PIC32_CRU(sfr);
    uint32_t *osccon = pic32_sfr(sfr, OSCCON);

    if (a->value & OSCCON_OSWEN) {
        if (s->devcfg1 & DEVCFG1_FCKSM_SWITCH) {
            *osccon = deposit32(*osccon, 12, 3, extract32(*osccon, 8, 3));
        } else {
            qemu_log_mask(LOG_GUEST_ERROR, "pic32: OSCCON.OSWEN while "
                          "DEVCFG1.FCKSM disables clock switching\n");
        }
        *osccon &= ~OSCCON_OSWEN;
    }
    cru_update(s);
}

static void refo_write(PIC32SfrState *sfr, const PIC32SfrAccess *a)
{
    uint32_t *con = pic32_sfr_at(sfr, REFOCON, a->index);

    *con = deposit32(*con & ~REFO_DIVSWEN, 8, 1, !!(*con & REFO_ON));
    cru_update(PIC32_CRU(sfr));
}

void pic32_cru_reset(PIC32CruState *s, uint32_t rcon)
{
    trace_pic32_cru_reset(rcon);
    s->cause |= rcon;
    qemu_system_reset_request(SHUTDOWN_CAUSE_GUEST_RESET);
}

/* a read of RSWRST does what the bit written before has armed */
static uint32_t rswrst_read(PIC32SfrState *sfr, const PIC32SfrAccess *a)
{
    if (a->value & 1) {
        pic32_cru_reset(PIC32_CRU(sfr), PIC32_RCON_SWR);
    }
    return a->value;
}

static void nmi_expired(void *opaque)
{
    PIC32CruState *s = opaque;

    if (*pic32_sfr(PIC32_SFR(s), RNMICON) & RNMI_CAUSES) {
        pic32_cru_reset(s, s->nmi_cause);
    }
}

void pic32_cru_nmi(PIC32CruState *s, uint32_t rnmicon, uint32_t rcon)
{
    uint32_t *reg = pic32_sfr(PIC32_SFR(s), RNMICON);
    uint32_t clocks = extract32(*reg, 0, 16);

    trace_pic32_cru_nmi(rnmicon, clocks);
    *reg |= rnmicon;
    if (rcon && !clocks) {
        pic32_cru_reset(s, rcon);
        return;
    }
    if (rcon) {
        s->nmi_cause = rcon;
        timer_mod(s->nmi_timer, qemu_clock_get_ns(QEMU_CLOCK_VIRTUAL) +
                  clock_ticks_to_ns(s->out[OUT_PB7], clocks));
    }
    qemu_irq_pulse(s->nmi);
}

static void rnmicon_write(PIC32SfrState *sfr, const PIC32SfrAccess *a)
{
    PIC32CruState *s = PIC32_CRU(sfr);
    uint32_t raised = a->value & ~a->old & RNMI_CAUSES;

    if (raised) {
        pic32_cru_nmi(s, raised, 0);
    } else if (!(a->value & RNMI_CAUSES)) {
        timer_del(s->nmi_timer);
    }
}

void pic32_cru_preset(PIC32CruState *s, uint32_t devcfg1, uint32_t devcfg2)
{
    PIC32SfrState *sfr = PIC32_SFR(s);
    unsigned fnosc = extract32(devcfg1, 0, 3);

    s->devcfg1 = devcfg1;
    *pic32_sfr(sfr, OSCCON) = OSC(fnosc) |
                              (fnosc == OSC_SPLL ? OSCCON_SLOCK : 0);
    *pic32_sfr(sfr, SPLLCON) = extract32(devcfg2, 4, 3) |
                               extract32(devcfg2, 7, 1) << 7 |
                               extract32(devcfg2, 0, 3) << 8 |
                               extract32(devcfg2, 8, 7) << 16 |
                               extract32(devcfg2, 16, 3) << 24;
    cru_update(s);
}

uint32_t pic32_cru_rcon(PIC32CruState *s)
{
    return *pic32_sfr(PIC32_SFR(s), RCON);
}

#define CRU(name, offset, reset, mask, ...) \
    { name, offset, reset, mask, PIC32_SFR_SYSKEY, __VA_ARGS__ }

static const PIC32Sfr cru_sfrs[] = {
    [OSCCON] = CRU("OSCCON", 0x00, OSC(OSC_SPLL) | OSCCON_SLOCK, OSCCON_MASK,
                   .write = osccon_write),
    [OSCTUN] = CRU("OSCTUN", 0x10, 0, 0x3F),
    [SPLLCON] = CRU("SPLLCON", 0x20, 0x01310201, 0x077F0787,
                    .write = clock_write),
    [RCON] = { "RCON", 0x40, 0, RCON_MASK, PIC32_SFR_KEEP },
    [RSWRST] = CRU("RSWRST", 0x50, 0, 1, .read = rswrst_read),
    [RNMICON] = CRU("RNMICON", 0x60, 0, RNMI_CAUSES | 0x0001FFFF,
                    .write = rnmicon_write),
    [PWRCON] = CRU("PWRCON", 0x70, 0, 1),
    [REFOCON] = CRU("REFO#CON", 0x80, 0, 0x7FFFBA0F, .count = 4,
                    .step = 0x20, .from = 1, .write = refo_write),
    [REFOTRIM] = CRU("REFO#TRIM", 0x90, 0, 0xFF800000, .count = 4,
                     .step = 0x20, .from = 1, .write = clock_write),
    [PB1DIV] = CRU("PB1DIV", 0x100, PBDIV_RESET, 0x7F, .write = clock_write),
    [PBDIV] = CRU("PB#DIV", 0x110, PBDIV_RESET, 0x807F, .count = 4,
                  .step = 0x10, .from = 2, .write = clock_write),
    [PB7DIV] = CRU("PB7DIV", 0x160, PBDIV_RESET & ~1, 0x807F,
                   .write = clock_write),
    [PB8DIV] = CRU("PB8DIV", 0x170, PBDIV_RESET, 0x807F,
                   .write = clock_write),
    [SLEWCON] = CRU("SLEWCON", 0x1C0, 0, 0x000F0706),
    [CLKSTAT] = { "CLKSTAT", 0x1D0, CLKSTAT_RESET, 0 },
};

static void cru_init(Object *obj)
{
    PIC32CruState *s = PIC32_CRU(obj);

    for (unsigned i = 0; i < OUTPUTS; i++) {
        s->out[i] = qdev_init_clock_out(DEVICE(obj), output_name[i]);
    }
    qdev_init_gpio_out_named(DEVICE(obj), &s->nmi, "nmi", 1);
    s->nmi_timer = timer_new_ns(QEMU_CLOCK_VIRTUAL, nmi_expired, s);
    cru_update(s);
}

static void cru_reset_hold(Object *obj)
{
    PIC32CruState *s = PIC32_CRU(obj);

    uint32_t *rcon = pic32_sfr(PIC32_SFR(s), RCON);

    *rcon = s->cause ? *rcon | s->cause : PIC32_RCON_POR | PIC32_RCON_BOR;
    s->cause = 0;
    s->nmi_cause = 0;
    timer_del(s->nmi_timer);
    cru_update(s);
}

static const VMStateDescription vmstate_pic32_cru = {
    .name = TYPE_PIC32_CRU,
    .version_id = 1,
    .minimum_version_id = 1,
    .fields = (VMStateField[]) {
        VMSTATE_PIC32_SFR(parent_obj, PIC32CruState),
        VMSTATE_ARRAY_CLOCK(out, PIC32CruState, OUTPUTS),
        VMSTATE_TIMER_PTR(nmi_timer, PIC32CruState),
        VMSTATE_UINT32(cause, PIC32CruState),
        VMSTATE_UINT32(nmi_cause, PIC32CruState),
        VMSTATE_UINT32(devcfg1, PIC32CruState),
        VMSTATE_END_OF_LIST()
    }
};

static Property cru_properties[] = {
    DEFINE_PROP_UINT32("posc-hz", PIC32CruState, posc_hz, 24000000),
    DEFINE_PROP_END_OF_LIST(),
};

static void cru_class_init(ObjectClass *klass, void *data)
{
    DeviceClass *dc = DEVICE_CLASS(klass);

    dc->vmsd = &vmstate_pic32_cru;
    device_class_set_props(dc, cru_properties);
    RESETTABLE_CLASS(klass)->phases.hold = cru_reset_hold;
    pic32_sfr_class_init(klass, cru_sfrs, ARRAY_SIZE(cru_sfrs), 0x1E0);
}

static const TypeInfo cru_info = {
    .name = TYPE_PIC32_CRU,
    .parent = TYPE_PIC32_SFR,
    .instance_size = sizeof(PIC32CruState),
    .instance_init = cru_init,
    .class_init = cru_class_init,
};

static void cru_register_types(void)
{
    type_register_static(&cru_info);
}

type_init(cru_register_types)
