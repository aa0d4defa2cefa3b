/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Special function registers of Microchip's PIC32: the base class of every
 * device of the PIC32MZ.
 *
 * A device is a QOM class derived from TYPE_PIC32_SFR whose class_init calls
 * pic32_sfr_class_init() with a table of its registers.  The base class
 * decodes: a register owns 16 bytes, REG, REGCLR, REGSET, REGINV, unless it
 * is PLAIN; stores of bytes and halfwords touch only their lanes; offsets not
 * in the table read 0, ignore stores, and are logged.  It drops stores while
 * SYSKEY is locked (flag SYSKEY) or while the module is disabled in PMDx,
 * traces each access by name, resets the registers in the phase "enter" (a
 * device resets what else it has in "hold"), and saves them: a device with
 * state of its own starts its fields with VMSTATE_PIC32_SFR().
 *
 * Every device has one MMIO region, one clock input "clk" (its PBCLK, see the
 * class's clock_update) and an instance number, shown for '#' in names.
 */
#ifndef HW_MISC_PIC32_SFR_H
#define HW_MISC_PIC32_SFR_H

#include "hw/clock.h"
#include "hw/sysbus.h"
#include "qom/object.h"

#define TYPE_PIC32_SFR "pic32-sfr"
OBJECT_DECLARE_TYPE(PIC32SfrState, PIC32SfrClass, PIC32_SFR)

typedef struct PIC32Sfr PIC32Sfr;

/* which of the four words of a register was stored to */
typedef enum PIC32SfrOp {
    PIC32_SFR_OP_REG, PIC32_SFR_OP_CLR, PIC32_SFR_OP_SET, PIC32_SFR_OP_INV,
} PIC32SfrOp;

typedef struct PIC32SfrAccess {
    const PIC32Sfr *sfr;
    unsigned index;     /* of a repeated register, from 0 */
    uint32_t *reg;      /* what is kept, as pic32_sfr_at() gives it */
    PIC32SfrOp op;
    uint32_t lanes;     /* bits that the access covers, by whole bytes */
    uint32_t data;      /* store: bits as written, 0 outside the lanes */
    uint32_t old;       /* store: the register before */
    uint32_t value;     /* the register as it is kept now */
} PIC32SfrAccess;

enum {
    PIC32_SFR_PLAIN  = 1 << 0,  /* no CLR, SET, INV; the next may be at +4 */
    PIC32_SFR_SYSKEY = 1 << 1,  /* stores need the unlocked system */
    PIC32_SFR_LIVE   = 1 << 2,  /* SET, CLR, INV start from what read gives */
    PIC32_SFR_KEEP   = 1 << 3,  /* survives every reset */
};

struct PIC32Sfr {
    const char *name;   /* '#' = index or, if not repeated, instance number */
    uint32_t offset;
    uint32_t reset;
    uint32_t mask;      /* bits that software may change */
    unsigned flags;
    unsigned count;     /* repeated so often (0 = once) ... */
    uint32_t step;      /* ... each so many bytes after the one before */
    unsigned from;      /* index shown in the name of the first one */
    unsigned pmd;       /* PIC32_PMD(), if other than the device's */
    /* the value that the guest reads; without it, the kept one */
    uint32_t (*read)(PIC32SfrState *s, const PIC32SfrAccess *a);
    /* called after the new value is kept; may change it by pic32_sfr() */
    void (*write)(PIC32SfrState *s, const PIC32SfrAccess *a);
};

/* names bit "bit" of register PMD1..PMD7; 0 means that nothing disables */
#define PIC32_PMD(reg, bit)     (((reg) - 1) * 32 + (bit) + 1)

struct PIC32SfrState {
    SysBusDevice parent_obj;

    MemoryRegion iomem;
    Clock *clk;
    struct PIC32CfgState *cfg;  /* SYSKEY and PMDx; NULL = never locked */
    uint32_t num;
    uint32_t pmd;
    uint32_t *regs;
    uint32_t n_regs;
    uint16_t *first;            /* by entry of the table: its slot in regs */
    uint16_t *lookup;           /* by word offset: slot + 1; 0 = nothing */
    uint16_t *entry;            /* by slot: the entry of the table */
};

struct PIC32SfrClass {
    SysBusDeviceClass parent_class;

    const PIC32Sfr *sfrs;
    unsigned n_sfrs;
    uint32_t size;
    void (*clock_preupdate)(PIC32SfrState *s);  /* clk is about to change */
    void (*clock_update)(PIC32SfrState *s);     /* clk has changed */
};

/* in class_init: "size" is that of the MMIO region in bytes */
void pic32_sfr_class_init(ObjectClass *klass, const PIC32Sfr *sfrs,
                          unsigned n_sfrs, uint32_t size);

/* the kept value of the register in entry "sfr" of the table */
static inline uint32_t *pic32_sfr_at(PIC32SfrState *s, unsigned sfr,
                                     unsigned index)
{
    return &s->regs[s->first[sfr] + index];
}

static inline uint32_t *pic32_sfr(PIC32SfrState *s, unsigned sfr)
{
    return pic32_sfr_at(s, sfr, 0);
}

/* true while PMDx stops the module */
bool pic32_sfr_disabled(PIC32SfrState *s);

extern const VMStateDescription vmstate_pic32_sfr;
#define VMSTATE_PIC32_SFR(_field, _state) \
    VMSTATE_STRUCT(_field, _state, 1, vmstate_pic32_sfr, PIC32SfrState)

#endif
