/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * PIC32MZ peripherals to which nothing is connected on the board, or whose
 * work has no effect in a model: their registers are kept, status bits say
 * "ready" and "nothing there", and no busy bit stays set.  The first store to
 * each register is logged as not implemented.
 */
#include "qemu/osdep.h"
#include "hw/misc/pic32_sfr.h"
#include "migration/vmstate.h"
#include "qemu/bitmap.h"
#include "qemu/log.h"
#include "qemu/module.h"

#define TYPE_PIC32_STORE "pic32-store"
OBJECT_DECLARE_SIMPLE_TYPE(PIC32StoreState, PIC32_STORE)

struct PIC32StoreState {
    PIC32SfrState parent_obj;

    unsigned long *logged;      /* by register; not a part's state */
};

typedef struct PIC32Store {
    const PIC32Sfr *sfrs;
    unsigned num;
    uint32_t size;
} PIC32Store;

static void store_write(PIC32SfrState *sfr, const PIC32SfrAccess *a)
{
    if (!test_and_set_bit(a->reg - sfr->regs, PIC32_STORE(sfr)->logged)) {
        qemu_log_mask(LOG_UNIMP, "pic32: %s (%u) is only stored\n",
                      a->sfr->name, a->index);
    }
}

#define CM_CPOL     BIT(13)
#define CM_ON       BIT(15)
#define CM_COUT     BIT(8)

/* both inputs of a comparator are low, so that only CPOL makes it high */
static uint32_t cm_output(uint32_t con)
{
    return (con & (CM_ON | CM_CPOL)) == (CM_ON | CM_CPOL) ? CM_COUT : 0;
}

static uint32_t cmcon_read(PIC32SfrState *sfr, const PIC32SfrAccess *a)
{
    return a->value | cm_output(a->value);
}

static uint32_t cmstat_read(PIC32SfrState *sfr, const PIC32SfrAccess *a)
{
    return a->value | (cm_output(*pic32_sfr_at(sfr, 0, 0)) ? 1 : 0) |
           (cm_output(*pic32_sfr_at(sfr, 0, 1)) ? 2 : 0);
}

#define REG(name, offset, reset, mask) \
    { name, offset, reset, mask, .write = store_write }
#define RO(name, offset, reset) \
    { name, offset, reset, 0 }
#define WORD(name, offset, reset, mask) \
    { name, offset, reset, mask, PIC32_SFR_PLAIN, .write = store_write }
#define WORDS(name, offset, n, by, first) \
    { name, offset, 0, UINT32_MAX, PIC32_SFR_PLAIN, n, by, first, \
      .write = store_write }
#define WORD_RO(name, offset, reset) \
    { name, offset, reset, 0, PIC32_SFR_PLAIN }
#define ALL UINT32_MAX

/* prefetch and ECC of flash: the settings change nothing but speed */
static const PIC32Sfr precon_sfrs[] = {
    { "PRECON", 0x00, 0x7, 0x04000037 },
    { "PRESTAT", 0x10, 0, 0x0c0000ff },
};

static const PIC32Sfr cmp_sfrs[] = {
    { "CM#CON", 0x00, 0, 0xe0d3, .count = 2, .step = 0x10, .from = 1,
      .read = cmcon_read },
    { "CMSTAT", 0x60, 0, BIT(13), .read = cmstat_read },
};

/* no edge ever comes to the pins */
static const PIC32Sfr ic_sfrs[] = {
    REG("IC#CON", 0x00, 0, 0xa3e7), RO("IC#BUF", 0x10, 0),
};

static const PIC32Sfr pmp_sfrs[] = {
    REG("PMCON", 0x00, 0, 0x00c2bffb), REG("PMMODE", 0x10, 0, 0x7fff),
    REG("PMADDR", 0x20, 0, 0xffff), REG("PMDOUT", 0x30, 0, ALL),
    REG("PMDIN", 0x40, 0, ALL), REG("PMAEN", 0x50, 0, 0xffff),
    REG("PMSTAT", 0x60, 0x008f, 0x4040), REG("PMWADDR", 0x70, 0, 0xffff),
    REG("PMRADDR", 0x80, 0, 0xffff), RO("PMRDIN", 0x90, 0),
};

static const PIC32Sfr ebi_sfrs[] = {
    WORDS("EBICS#", 0x14, 4, 4, 0), WORDS("EBIMSK#", 0x54, 4, 4, 0),
    WORDS("EBISMT#", 0x94, 3, 4, 0), WORD("EBIFTRPD", 0xa0, 0, 0xfff),
    WORD("EBISMCON", 0xa4, 0, 0xffff),
};

/* the transmit buffer has all of its 32 places free */
static const PIC32Sfr sqi_sfrs[] = {
    WORDS("SQI1XCON#", 0x00, 2, 4, 1),
    WORD("SQI1CFG", 0x08, 0, 0xfffeffff),
    WORD("SQI1CON", 0x0c, 0, ALL), WORD("SQI1CLKCON", 0x10, 2, 0x7fd),
    WORD("SQI1CMDTHR", 0x14, 0, ALL), WORD("SQI1INTTHR", 0x18, 0, ALL),
    WORD("SQI1INTEN", 0x1c, 0, ALL), WORD_RO("SQI1INTSTAT", 0x20, 0x89),
    WORD("SQI1TXBUF", 0x24, 0, ALL), WORD_RO("SQI1RXBUF", 0x28, 0),
    WORD_RO("SQI1STAT1", 0x2c, 0x00200000), WORD_RO("SQI1STAT2", 0x30, 0),
    WORD("SQI1BDCON", 0x34, 0, 0x3), WORD_RO("SQI1BDCURADD", 0x38, 0),
    WORD("SQI1BDBASEADDR", 0x40, 0, ALL), WORD_RO("SQI1BDSTAT", 0x44, 0),
    WORD("SQI1BDPOLLCON", 0x48, 0, 0xffff),
    WORD_RO("SQI1BDTXDSTAT", 0x4c, 0), WORD_RO("SQI1BDRXDSTAT", 0x50, 0),
    WORD("SQI1THR", 0x54, 0, 0x1f), WORD("SQI1INTSEN", 0x58, 0, 0xffff),
};

static const PIC32Sfr usbcr_sfrs[] = {
    WORD("USBCRCON", 0x00, 0, 0x4f7f7f),
};

static const PIC32Sfr usb_sfrs[] = {
    WORDS("USBCSR#", 0x00, 4, 4, 0), WORDS("USBIENCSR#", 0x10, 4, 4, 0),
    WORDS("USBFIFO#", 0x20, 8, 4, 0), WORD("USBOTG", 0x60, 0x80, 0xffffff63),
    WORD("USBFIFOA", 0x64, 0, ALL), WORD_RO("USBHWVER", 0x6c, 0x0800),
    WORD("USBINFO", 0x78, 0x3c5c8c77, ALL),
    WORD("USBEOFRST", 0x7c, 0x00727780, ALL),
    WORDS("USBE#TXA", 0x80, 8, 8, 0), WORDS("USBE#RXA", 0x84, 8, 8, 0),
    WORDS("USBE#CSR0", 0x100, 8, 16, 0), WORDS("USBE#CSR1", 0x104, 8, 16, 0),
    WORDS("USBE#CSR2", 0x108, 8, 16, 0), WORDS("USBE#CSR3", 0x10c, 8, 16, 0),
    WORD_RO("USBDMAINT", 0x200, 0), WORDS("USBDMA#C", 0x204, 8, 16, 1),
    WORDS("USBDMA#A", 0x208, 8, 16, 1), WORDS("USBDMA#N", 0x20c, 8, 16, 1),
    WORDS("USBE#RPC", 0x304, 7, 4, 1), WORD("USBDPBFD", 0x340, 0, ALL),
    WORD("USBTMCON1", 0x344, 0x05e64074, ALL), WORD("USBTMCON2", 0x348, 0, ALL),
    WORD("USBLPMR1", 0x360, 0, ALL), WORD("USBLPMR2", 0x364, 0, 0x7f),
};

/* no PHY: nothing drives the line that EMAC1MRDD reads */
static const PIC32Sfr eth_sfrs[] = {
    REG("ETHCON1", 0x00, 0, 0xffffa1b0),
    REG("ETHCON2", 0x10, 0, 0x7f0), REG("ETHTXST", 0x20, 0, ALL),
    REG("ETHRXST", 0x30, 0, ALL), REG("ETHHT0", 0x40, 0, ALL),
    REG("ETHHT1", 0x50, 0, ALL), REG("ETHPMM0", 0x60, 0, ALL),
    REG("ETHPMM1", 0x70, 0, ALL), REG("ETHPMCS", 0x80, 0, 0xffff),
    REG("ETHPMO", 0x90, 0, 0xffff), REG("ETHRXFC", 0xa0, 0, 0xdfff),
    REG("ETHRXWM", 0xb0, 0, 0x00ff00ff), REG("ETHIEN", 0xc0, 0, 0x63ef),
    REG("ETHIRQ", 0xd0, 0, 0), RO("ETHSTAT", 0xe0, 0),
    REG("ETHRXOVFLOW", 0x100, 0, 0xffff), REG("ETHFRMTXOK", 0x110, 0, 0xffff),
    REG("ETHSCOLFRM", 0x120, 0, 0xffff), REG("ETHMCOLFRM", 0x130, 0, 0xffff),
    REG("ETHFRMRXOK", 0x140, 0, 0xffff), REG("ETHFCSERR", 0x150, 0, 0xffff),
    REG("ETHALGNERR", 0x160, 0, 0xffff),
    REG("EMAC1CFG1", 0x200, 0x800d, 0xcf1f),
    REG("EMAC1CFG2", 0x210, 0x40b2, 0x73ff),
    REG("EMAC1IPGT", 0x220, 0x12, 0x7f), REG("EMAC1IPGR", 0x230, 0xc12, 0x7f7f),
    REG("EMAC1CLRT", 0x240, 0x370f, 0x3f0f),
    REG("EMAC1MAXF", 0x250, 0x5ee, 0xffff),
    REG("EMAC1SUPP", 0x260, 0x1000, 0x0900), REG("EMAC1TEST", 0x270, 0, 7),
    REG("EMAC1MCFG", 0x280, 0x20, 0x803f), REG("EMAC1MCMD", 0x290, 0, 3),
    REG("EMAC1MADR", 0x2a0, 0x100, 0x1f1f), REG("EMAC1MWTD", 0x2b0, 0, 0xffff),
    RO("EMAC1MRDD", 0x2c0, 0xffff), RO("EMAC1MIND", 0x2d0, 0),
    REG("EMAC1SA0", 0x300, 0, 0xffff), REG("EMAC1SA1", 0x310, 0, 0xffff),
    REG("EMAC1SA2", 0x320, 0, 0xffff),
};

static const VMStateDescription vmstate_store = {
    .name = TYPE_PIC32_STORE,
    .version_id = 1,
    .minimum_version_id = 1,
    .fields = (VMStateField[]) {
        VMSTATE_PIC32_SFR(parent_obj, PIC32StoreState),
        VMSTATE_END_OF_LIST()
    }
};

static void store_init(Object *obj)
{
    PIC32_STORE(obj)->logged = bitmap_new(PIC32_SFR(obj)->n_regs);
}

static void store_finalize(Object *obj)
{
    g_free(PIC32_STORE(obj)->logged);
}

static void store_class_init(ObjectClass *klass, void *data)
{
    const PIC32Store *store = data;

    pic32_sfr_class_init(klass, store->sfrs, store->num, store->size);
    DEVICE_CLASS(klass)->vmsd = &vmstate_store;
}

#define STORE(what, bytes) \
    { \
        .name = "pic32-" #what, \
        .parent = TYPE_PIC32_STORE, \
        .class_init = store_class_init, \
        .class_data = (void *)&(const PIC32Store) { \
            what##_sfrs, ARRAY_SIZE(what##_sfrs), bytes \
        }, \
    }

static const TypeInfo store_info[] = {
    {
        .name = TYPE_PIC32_STORE,
        .parent = TYPE_PIC32_SFR,
        .abstract = true,
        .instance_size = sizeof(PIC32StoreState),
        .instance_init = store_init,
        .instance_finalize = store_finalize,
    },
    STORE(precon, 0x20), STORE(cmp, 0x100), STORE(ic, 0x200),
    STORE(pmp, 0x200),
    STORE(ebi, 0x100), STORE(sqi, 0x100), STORE(usbcr, 0x10),
    STORE(usb, 0x400), STORE(eth, 0x400),
};

DEFINE_TYPES(store_info)
