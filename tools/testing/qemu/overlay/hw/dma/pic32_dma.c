/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * DMA controller of Microchip's PIC32MZ: registers and requests.
 */
#include "qemu/osdep.h"
#include "hw/irq.h"
#include "hw/qdev-properties.h"
#include "migration/vmstate.h"
#include "pic32_dma_internal.h"
#include "qapi/error.h"
#include "qemu/log.h"
#include "qemu/module.h"
#include "qemu/timer.h"
#include "trace.h"

/* an interrupt source asks, or software sets its flag */
static void dma_irq_raised(PIC32EicObserver *o, unsigned irq)
{
    PIC32DmaState *s = container_of(o, PIC32DmaState, observer);

    for (unsigned ch = 0; ch < PIC32_DMA_CHANNELS; ch++) {
        uint32_t econ = *dma_sfr(s, DCHECON, ch);

        if (econ & ECON_AIRQEN && ECON_CHAIRQ(econ) == irq &&
            *dma_sfr(s, DCHCON, ch) & CON_CHEN) {
            pic32_dma_stop(s, ch, INT_CHTA);
        }
        if (econ & ECON_SIRQEN && ECON_CHSIRQ(econ) == irq) {
            pic32_dma_event(s, ch);
        }
    }
}

static uint32_t dma_con_read(PIC32SfrState *sfr, const PIC32SfrAccess *a)
{
    uint32_t busy = 0;

    for (unsigned ch = 0; ch < PIC32_DMA_CHANNELS; ch++) {
        busy |= *pic32_sfr_at(sfr, DCHCON, ch) & CON_CHBUSY;
    }
    return a->value | (busy ? DMACON_DMABUSY : 0);
}

static void dma_con_write(PIC32SfrState *sfr, const PIC32SfrAccess *a)
{
    pic32_dma_schedule(PIC32_DMA(sfr), 1);
}

static uint32_t dma_crcdata_read(PIC32SfrState *sfr, const PIC32SfrAccess *a)
{
    return pic32_dma_crc_data(*pic32_sfr(sfr, DCRCCON), a->value);
}

static void dma_crcdata_write(PIC32SfrState *sfr, const PIC32SfrAccess *a)
{
    *pic32_sfr(sfr, DCRCDATA) =
        pic32_dma_crc_data(*pic32_sfr(sfr, DCRCCON), a->value);
}

static void dch_con_write(PIC32SfrState *sfr, const PIC32SfrAccess *a)
{
    PIC32DmaState *s = PIC32_DMA(sfr);

    if (!(a->value & CON_CHEN)) {
        *dma_sfr(s, DCHCON, a->index) &= ~CON_CHBUSY;
    } else if (!(a->old & CON_CHEN)) {
        pic32_dma_poll_request(s, a->index);
    }
    pic32_dma_schedule(s, 1);
}

static void dch_econ_write(PIC32SfrState *sfr, const PIC32SfrAccess *a)
{
    PIC32DmaState *s = PIC32_DMA(sfr);

    *dma_sfr(s, DCHECON, a->index) &= ~(ECON_CABORT | ECON_CFORCE);
    if (a->value & ECON_CABORT) {
        pic32_dma_stop(s, a->index, INT_CHTA);
    } else if (a->value & ECON_CFORCE) {
        pic32_dma_event(s, a->index);
    }
    if (a->value & ~a->old & ECON_SIRQEN) {
        pic32_dma_poll_request(s, a->index);
    }
}

static void dch_int_write(PIC32SfrState *sfr, const PIC32SfrAccess *a)
{
    pic32_dma_flag(PIC32_DMA(sfr), a->index, 0);
}

/* a new start or size begins the block anew on that side */
static void dch_source_write(PIC32SfrState *sfr, const PIC32SfrAccess *a)
{
    *pic32_sfr_at(sfr, DCHSPTR, a->index) = 0;
}

static void dch_dest_write(PIC32SfrState *sfr, const PIC32SfrAccess *a)
{
    *pic32_sfr_at(sfr, DCHDPTR, a->index) = 0;
}

static void dch_cell_write(PIC32SfrState *sfr, const PIC32SfrAccess *a)
{
    *pic32_sfr_at(sfr, DCHCPTR, a->index) = 0;
}

#define CH(name, offset, mask, ...) \
    { "DCH#" name, 0x60 + (offset), 0, mask, .count = PIC32_DMA_CHANNELS, \
      .step = 0xc0, __VA_ARGS__ }

static const PIC32Sfr dma_sfrs[] = {
    [DMACON]   = { "DMACON", 0x00, 0, DMACON_ON | DMACON_SUSPEND,
                   .read = dma_con_read, .write = dma_con_write },
    [DMASTAT]  = { "DMASTAT", 0x10, 0, 0 },
    [DMAADDR]  = { "DMAADDR", 0x20, 0, 0 },
    [DCRCCON]  = { "DCRCCON", 0x30, 0, 0x39001fe7 },
    [DCRCDATA] = { "DCRCDATA", 0x40, 0, UINT32_MAX, PIC32_SFR_LIVE,
                   .read = dma_crcdata_read, .write = dma_crcdata_write },
    [DCRCXOR]  = { "DCRCXOR", 0x50, 0, UINT32_MAX },
    [DCHCON]   = CH("CON", 0x00, 0xff0029f3, .write = dch_con_write),
    [DCHECON]  = CH("ECON", 0x10, 0x00fffff8, .write = dch_econ_write),
    [DCHINT]   = CH("INT", 0x20, 0x00ff00ff, .write = dch_int_write),
    [DCHSSA]   = CH("SSA", 0x30, UINT32_MAX, .write = dch_source_write),
    [DCHDSA]   = CH("DSA", 0x40, UINT32_MAX, .write = dch_dest_write),
    [DCHSSIZ]  = CH("SSIZ", 0x50, 0xffff, .write = dch_source_write),
    [DCHDSIZ]  = CH("DSIZ", 0x60, 0xffff, .write = dch_dest_write),
    [DCHSPTR]  = CH("SPTR", 0x70, 0),
    [DCHDPTR]  = CH("DPTR", 0x80, 0),
    [DCHCSIZ]  = CH("CSIZ", 0x90, 0xffff, .write = dch_cell_write),
    [DCHCPTR]  = CH("CPTR", 0xa0, 0),
    [DCHDAT]   = CH("DAT", 0xb0, 0xffff),
};

static void dma_reset_hold(Object *obj)
{
    PIC32DmaState *s = PIC32_DMA(obj);

    timer_del(s->timer);
    s->last = PIC32_DMA_CHANNELS - 1;
    memset(s->seen, 0, sizeof(s->seen));
    for (unsigned ch = 0; ch < PIC32_DMA_CHANNELS; ch++) {
        pic32_dma_flag(s, ch, 0);
    }
}

static const VMStateDescription vmstate_dma = {
    .name = TYPE_PIC32_DMA,
    .version_id = 1,
    .minimum_version_id = 1,
    .fields = (VMStateField[]) {
        VMSTATE_PIC32_SFR(parent_obj, PIC32DmaState),
        VMSTATE_TIMER_PTR(timer, PIC32DmaState),
        VMSTATE_UINT8_ARRAY(seen, PIC32DmaState, PIC32_DMA_CHANNELS),
        VMSTATE_UINT32(last, PIC32DmaState),
        VMSTATE_END_OF_LIST()
    }
};

static void dma_realize(DeviceState *dev, Error **errp)
{
    PIC32DmaState *s = PIC32_DMA(dev);

    if (!s->sbt || !s->eic) {
        error_setg(errp, TYPE_PIC32_DMA ": links 'sbt' and 'eic' must be set");
        return;
    }
    s->observer.raised = dma_irq_raised;
    pic32_eic_observe(s->eic, &s->observer);
}

static void dma_init(Object *obj)
{
    PIC32DmaState *s = PIC32_DMA(obj);

    s->timer = timer_new_ns(QEMU_CLOCK_VIRTUAL, pic32_dma_run, s);
    for (unsigned ch = 0; ch < PIC32_DMA_CHANNELS; ch++) {
        sysbus_init_irq(SYS_BUS_DEVICE(obj), &s->irq[ch]);
    }
}

static void dma_finalize(Object *obj)
{
    timer_free(PIC32_DMA(obj)->timer);
}

static Property dma_properties[] = {
    DEFINE_PROP_LINK("sbt", PIC32DmaState, sbt, TYPE_PIC32_SBT,
                     PIC32SbtState *),
    DEFINE_PROP_LINK("eic", PIC32DmaState, eic, TYPE_PIC32_EIC,
                     PIC32EicState *),
    DEFINE_PROP_END_OF_LIST(),
};

static void dma_class_init(ObjectClass *klass, void *data)
{
    DeviceClass *dc = DEVICE_CLASS(klass);

    pic32_sfr_class_init(klass, dma_sfrs, ARRAY_SIZE(dma_sfrs), 0x1000);
    dc->vmsd = &vmstate_dma;
    dc->realize = dma_realize;
    device_class_set_props(dc, dma_properties);
    RESETTABLE_CLASS(klass)->phases.hold = dma_reset_hold;
}

static const TypeInfo dma_info = {
    .name = TYPE_PIC32_DMA,
    .parent = TYPE_PIC32_SFR,
    .instance_size = sizeof(PIC32DmaState),
    .instance_init = dma_init,
    .instance_finalize = dma_finalize,
    .class_init = dma_class_init,
};

static void dma_register_types(void)
{
    type_register_static(&dma_info);
}

type_init(dma_register_types)
