/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Flash controller of Microchip's PIC32MZ: registers.  An operation takes
 * effect when its time is over; the core is not stalled meanwhile.
 */
#include "qemu/osdep.h"
#include "hw/irq.h"
#include "hw/qdev-properties.h"
#include "migration/vmstate.h"
#include "pic32_nvm_internal.h"
#include "qapi/error.h"
#include "qemu/log.h"
#include "qemu/module.h"
#include "qemu/timer.h"
#include "trace.h"

/* a choice that public manuals leave open: */
/* boot flash is protected until software opens it */
#define NVM_BWP_RESET       (BWP_LBWPULOCK | BWP_PAGES << BWP_LBWP | \
                             BWP_UBWPULOCK | BWP_PAGES << BWP_UBWP)

static void nvm_done(void *opaque)
{
    PIC32NvmState *s = opaque;
    uint32_t *con = pic32_sfr(PIC32_SFR(s), NVMCON);
    const PIC32NvmOp *op = &pic32_nvm_ops[CON_NVMOP(*con)];
    uint32_t addr = nvm_reg(s, NVMADDR) & 0x1fffffff;
    bool ok = false;

    if (op->run) {
        addr = op->addr ?: QEMU_ALIGN_DOWN(addr, op->size);
        ok = op->run(s, op, addr);
    }
    trace_pic32_nvm_done(op->name ?: "reserved", addr, ok);
    *con &= ~CON_WR;
    if (!CON_NVMOP(*con)) {
        *con &= ~(CON_WRERR | CON_LVDERR);
    }
    if (!ok) {
        *con |= CON_WRERR;
        qemu_log_mask(LOG_GUEST_ERROR, "pic32: nvm: %s refused at 0x%08x\n",
                      op->name ?: "reserved operation", addr);
    }
    qemu_irq_pulse(s->irq);
}

static void nvm_start(PIC32NvmState *s)
{
    const PIC32NvmOp *op = &pic32_nvm_ops[CON_NVMOP(nvm_reg(s, NVMCON))];

    timer_mod(s->timer, qemu_clock_get_ns(QEMU_CLOCK_VIRTUAL) +
              MAX(op->time_us, 1) * SCALE_US);
}

/* an operation has the registers; false: the store is undone */
static bool nvm_writable(PIC32SfrState *sfr, const PIC32SfrAccess *a)
{
    if (*pic32_sfr(sfr, NVMCON) & CON_WR) {
        *a->reg = a->old;
        return false;
    }
    return true;
}

/* true if both keys came just before; any other store forgets them */
static bool nvm_take_keys(PIC32NvmState *s)
{
    bool unlocked = s->keys == 2;

    s->keys = 0;
    return unlocked;
}

static uint32_t nvm_con_read(PIC32SfrState *sfr, const PIC32SfrAccess *a)
{
    PIC32FlashState *flash = PIC32_NVM(sfr)->flash;

    return (a->value & ~CON_SWAP) |
           (pic32_flash_pfswap(flash) ? CON_PFSWAP : 0) |
           (pic32_flash_bfswap(flash) ? CON_BFSWAP : 0);
}

static void nvm_con_write(PIC32SfrState *sfr, const PIC32SfrAccess *a)
{
    PIC32NvmState *s = PIC32_NVM(sfr);
    uint32_t *con = pic32_sfr(sfr, NVMCON);
    bool unlocked = nvm_take_keys(s);

    if (a->old & CON_WR) {
        *con = a->old;
        return;
    }
    if (a->old & CON_WREN) {
        *con = (*con & ~CON_OP) | (a->old & CON_OP);
    }
    if (!unlocked || a->old & CON_WREN) {
        *con = (*con & ~CON_SWAP) | (a->old & CON_SWAP);
    }
    if (!unlocked || !(a->old & CON_WREN)) {
        *con &= ~CON_WR;
    }
    pic32_flash_swap(s->flash, *con & CON_PFSWAP, *con & CON_BFSWAP);
    if (*con & CON_WR) {
        nvm_start(s);
    }
}

static void nvm_key_write(PIC32SfrState *sfr, const PIC32SfrAccess *a)
{
    PIC32NvmState *s = PIC32_NVM(sfr);

    *pic32_sfr(sfr, NVMKEY) = 0;
    if (a->data == KEY1) {
        s->keys = 1;
    } else {
        s->keys = a->data == KEY2 && s->keys == 1 ? 2 : 0;
    }
}

static void nvm_any_write(PIC32SfrState *sfr, const PIC32SfrAccess *a)
{
    nvm_take_keys(PIC32_NVM(sfr));
    nvm_writable(sfr, a);
}

/* the unlock bits can only be cleared, and end all changes */
static void nvm_pwp_write(PIC32SfrState *sfr, const PIC32SfrAccess *a)
{
    if (!nvm_take_keys(PIC32_NVM(sfr)) || !(a->old & PWP_ULOCK)) {
        *pic32_sfr(sfr, NVMPWP) = a->old;
    }
    nvm_writable(sfr, a);
}

static void nvm_bwp_write(PIC32SfrState *sfr, const PIC32SfrAccess *a)
{
    bool unlocked = nvm_take_keys(PIC32_NVM(sfr));
    uint32_t open = 0;

    open |= unlocked && a->old & BWP_LBWPULOCK ? 0xff00 : 0;
    open |= unlocked && a->old & BWP_UBWPULOCK ? 0x00ff : 0;
    *pic32_sfr(sfr, NVMBWP) = (a->value & open) | (a->old & ~open);
    nvm_writable(sfr, a);
}

static const PIC32Sfr nvm_sfrs[] = {
    [NVMCON]     = { "NVMCON", 0x00, 0, CON_WR | CON_WREN | CON_SWAP | 0xf,
                     PIC32_SFR_LIVE, .read = nvm_con_read,
                     .write = nvm_con_write },
    [NVMKEY]     = { "NVMKEY", 0x10, 0, UINT32_MAX, PIC32_SFR_PLAIN,
                     .write = nvm_key_write },
    [NVMADDR]    = { "NVMADDR", 0x20, 0, UINT32_MAX, .write = nvm_any_write },
    [NVMDATA]    = { "NVMDATA#", 0x30, 0, UINT32_MAX, .count = 4,
                     .step = 0x10, .write = nvm_any_write },
    [NVMSRCADDR] = { "NVMSRCADDR", 0x70, 0, UINT32_MAX,
                     .write = nvm_any_write },
    [NVMPWP]     = { "NVMPWP", 0x80, PWP_ULOCK, PWP_ULOCK | 0xffffff,
                     .write = nvm_pwp_write },
    [NVMBWP]     = { "NVMBWP", 0x90, NVM_BWP_RESET, NVM_BWP_RESET,
                     .write = nvm_bwp_write },
    [NVMCON2]    = { "NVMCON2", 0xa0, 0, 0xf01fb3c0, .write = nvm_any_write },
};

static void nvm_reset_hold(Object *obj)
{
    PIC32NvmState *s = PIC32_NVM(obj);

    timer_del(s->timer);
    s->keys = 0;
}

static const VMStateDescription vmstate_nvm = {
    .name = TYPE_PIC32_NVM,
    .version_id = 1,
    .minimum_version_id = 1,
    .fields = (VMStateField[]) {
        VMSTATE_PIC32_SFR(parent_obj, PIC32NvmState),
        VMSTATE_TIMER_PTR(timer, PIC32NvmState),
        VMSTATE_UINT32(keys, PIC32NvmState),
        VMSTATE_END_OF_LIST()
    }
};

static void nvm_realize(DeviceState *dev, Error **errp)
{
    if (!PIC32_NVM(dev)->sbt || !PIC32_NVM(dev)->flash) {
        error_setg(errp, TYPE_PIC32_NVM ": links 'sbt' and 'flash' must be "
                   "set");
    }
}

static void nvm_init(Object *obj)
{
    PIC32NvmState *s = PIC32_NVM(obj);

    s->timer = timer_new_ns(QEMU_CLOCK_VIRTUAL, nvm_done, s);
    sysbus_init_irq(SYS_BUS_DEVICE(obj), &s->irq);
}

static void nvm_finalize(Object *obj)
{
    timer_free(PIC32_NVM(obj)->timer);
}

static Property nvm_properties[] = {
    DEFINE_PROP_LINK("sbt", PIC32NvmState, sbt, TYPE_PIC32_SBT,
                     PIC32SbtState *),
    DEFINE_PROP_LINK("flash", PIC32NvmState, flash, TYPE_PIC32_FLASH,
                     PIC32FlashState *),
    DEFINE_PROP_END_OF_LIST(),
};

static void nvm_class_init(ObjectClass *klass, void *data)
{
    DeviceClass *dc = DEVICE_CLASS(klass);

    pic32_sfr_class_init(klass, nvm_sfrs, ARRAY_SIZE(nvm_sfrs), 0x200);
    dc->vmsd = &vmstate_nvm;
    dc->realize = nvm_realize;
    device_class_set_props(dc, nvm_properties);
    RESETTABLE_CLASS(klass)->phases.hold = nvm_reset_hold;
}

static const TypeInfo nvm_info = {
    .name = TYPE_PIC32_NVM,
    .parent = TYPE_PIC32_SFR,
    .instance_size = sizeof(PIC32NvmState),
    .instance_init = nvm_init,
    .instance_finalize = nvm_finalize,
    .class_init = nvm_class_init,
};

static void nvm_register_types(void)
{
    type_register_static(&nvm_info);
}

type_init(nvm_register_types)
