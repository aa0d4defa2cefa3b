/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * PIC32MZ program and boot flash
 */
#include "qemu/osdep.h"
#include "exec/address-spaces.h"
#include "hw/misc/pic32_flash.h"
#include "migration/vmstate.h"
#include "qapi/error.h"
#include "qemu/bswap.h"
#include "qemu/log.h"
#include "qemu/module.h"
#include "trace.h"

#define PANEL_SIZE      (PIC32_PFM_SIZE / 2)
#define FACTORY_BASE    0x1FC54000
#define FACTORY_SIZE    0x1000
#define DEVADC_WORDS    8

/* the configuration that the Wi-FIRE's boot loader burns */
static const struct {
    uint32_t offset, value;
} preset[] = {
    { PIC32_DEVCFG3, 0x86FFFFFF },
    { PIC32_DEVCFG2, 0xFFF9B11A },
    { PIC32_DEVCFG1, 0x03743CB9 },
    { PIC32_DEVCFG0, 0xFFFFF7D7 },
    { PIC32_DEVSIGN0, 0x7FFFFFFF },
};

/* a piece of flash in the address space, as it can be swapped */
enum {
    WIN_PFM_LOW, WIN_PFM_HIGH, WIN_BOOT_LOW, WIN_BOOT_HIGH, WIN_BF1, WIN_BF2,
    WINDOWS
};

static const struct {
    const char *name;
    hwaddr base;
    uint32_t size;
} window[WINDOWS] = {
    [WIN_PFM_LOW]   = { "pfm-low", PIC32_PFM_BASE, PANEL_SIZE },
    [WIN_PFM_HIGH]  = { "pfm-high", PIC32_PFM_BASE + PANEL_SIZE, PANEL_SIZE },
    [WIN_BOOT_LOW]  = { "boot-low", PIC32_BOOT_BASE, PIC32_BOOT_SIZE },
    [WIN_BOOT_HIGH] = { "boot-high", PIC32_BOOT_UPPER, PIC32_BOOT_SIZE },
    [WIN_BF1]       = { "boot-1", PIC32_BOOT_FLASH1, PIC32_BOOT_SIZE },
    [WIN_BF2]       = { "boot-2", PIC32_BOOT_FLASH2, PIC32_BOOT_SIZE },
};

struct PIC32FlashState {
    SysBusDevice parent_obj;

    MemoryRegion pfm;           /* both panels */
    MemoryRegion boot;          /* boot flash 1, then 2 */
    MemoryRegion factory;
    MemoryRegion window[WINDOWS];
    bool pfswap;
    bool bfswap;
};

/* where a window starts in its memory, as things are swapped now */
static hwaddr flash_offset(PIC32FlashState *s, unsigned win)
{
    switch (win) {
    case WIN_PFM_LOW:
        return s->pfswap ? PANEL_SIZE : 0;
    case WIN_PFM_HIGH:
        return s->pfswap ? 0 : PANEL_SIZE;
    case WIN_BOOT_LOW:
        return s->bfswap ? PIC32_BOOT_SIZE : 0;
    case WIN_BOOT_HIGH:
        return s->bfswap ? 0 : PIC32_BOOT_SIZE;
    case WIN_BF2:
        return PIC32_BOOT_SIZE;
    default:
        return 0;
    }
}

static MemoryRegion *flash_memory(PIC32FlashState *s, unsigned win)
{
    return win <= WIN_PFM_HIGH ? &s->pfm : &s->boot;
}

static MemoryRegion *flash_find(PIC32FlashState *s, hwaddr addr, unsigned len,
                                hwaddr *offset)
{
    for (unsigned i = 0; i < WINDOWS; i++) {
        if (addr >= window[i].base &&
            addr - window[i].base + len <= window[i].size) {
            *offset = flash_offset(s, i) + addr - window[i].base;
            return flash_memory(s, i);
        }
    }
    return NULL;
}

uint8_t *pic32_flash_at(PIC32FlashState *s, hwaddr addr, unsigned len)
{
    hwaddr offset;
    MemoryRegion *mr = flash_find(s, addr, len, &offset);

    return mr ? (uint8_t *)memory_region_get_ram_ptr(mr) + offset : NULL;
}

void pic32_flash_changed(PIC32FlashState *s, hwaddr addr, unsigned len)
{
    hwaddr offset;
    MemoryRegion *mr = flash_find(s, addr, len, &offset);

    if (mr) {
        memory_region_flush_rom_device(mr, offset, len);
    }
}

uint32_t pic32_flash_word(PIC32FlashState *s, hwaddr addr)
{
    uint8_t *p = pic32_flash_at(s, addr, 4);

    return p ? ldl_le_p(p) : UINT32_MAX;
}

static void flash_remap(PIC32FlashState *s)
{
    memory_region_transaction_begin();
    for (unsigned i = 0; i < WINDOWS; i++) {
        memory_region_set_alias_offset(&s->window[i], flash_offset(s, i));
    }
    memory_region_transaction_commit();
}

void pic32_flash_swap(PIC32FlashState *s, bool pfswap, bool bfswap)
{
    if (pfswap != s->pfswap || bfswap != s->bfswap) {
        trace_pic32_flash_swap(pfswap, bfswap);
        s->pfswap = pfswap;
        s->bfswap = bfswap;
        flash_remap(s);
    }
}

/* the sequence number of a panel, -1 if its complement does not match */
static int flash_sequence(PIC32FlashState *s, hwaddr panel)
{
    uint32_t seq = pic32_flash_word(s, panel + PIC32_SEQ3);

    return (seq >> 16) == (~seq & 0xFFFF) ? seq & 0xFFFF : -1;
}

/* with two erased panels, boot flash 1 is the lower one (not verified) */
void pic32_flash_reset_swap(PIC32FlashState *s)
{
    bool bfswap = flash_sequence(s, PIC32_BOOT_FLASH2) >
                  flash_sequence(s, PIC32_BOOT_FLASH1);

    pic32_flash_swap(s, false, bfswap);
}

bool pic32_flash_pfswap(PIC32FlashState *s)
{
    return s->pfswap;
}

bool pic32_flash_bfswap(PIC32FlashState *s)
{
    return s->bfswap;
}

static void flash_store(void *opaque, hwaddr offset, uint64_t data,
                        unsigned size)
{
    qemu_log_mask(LOG_GUEST_ERROR, "pic32: store of 0x%" PRIx64 " to flash\n",
                  data);
}

static const MemoryRegionOps flash_ops = {
    .write = flash_store,
    .endianness = DEVICE_LITTLE_ENDIAN,
    .valid = { .min_access_size = 1, .max_access_size = 8 },
    .impl = { .min_access_size = 1, .max_access_size = 4 },
};

static void flash_erase(MemoryRegion *mr)
{
    memset(memory_region_get_ram_ptr(mr), 0xFF, memory_region_size(mr));
}

static void flash_preset(PIC32FlashState *s)
{
    for (unsigned i = 0; i < ARRAY_SIZE(preset); i++) {
        uint32_t offset = preset[i].offset;

        for (unsigned w = WIN_BF1; w <= WIN_BF2; w++) {
            hwaddr addr = window[w].base + offset;

            stl_le_p(pic32_flash_at(s, addr, 4), preset[i].value);
            stl_le_p(pic32_flash_at(s, addr - PIC32_ALTERNATE, 4),
                     preset[i].value);
        }
    }
}

static bool flash_init_memory(PIC32FlashState *s, MemoryRegion *mr,
                              const char *name, uint64_t size, Error **errp)
{
    Error *err = NULL;

    memory_region_init_rom_device(mr, OBJECT(s), &flash_ops, s, name, size,
                                  &err);
    if (err) {
        error_propagate(errp, err);
        return false;
    }
    flash_erase(mr);
    return true;
}

static void flash_realize(DeviceState *dev, Error **errp)
{
    PIC32FlashState *s = PIC32_FLASH(dev);

    if (!flash_init_memory(s, &s->pfm, "pic32.pfm", PIC32_PFM_SIZE, errp) ||
        !flash_init_memory(s, &s->boot, "pic32.boot", 2 * PIC32_BOOT_SIZE,
                           errp) ||
        !flash_init_memory(s, &s->factory, "pic32.factory", FACTORY_SIZE,
                           errp)) {
        return;
    }
    memset(memory_region_get_ram_ptr(&s->factory), 0, DEVADC_WORDS * 4);
    memory_region_add_subregion(get_system_memory(), FACTORY_BASE,
                                &s->factory);
    for (unsigned i = 0; i < WINDOWS; i++) {
        memory_region_init_alias(&s->window[i], OBJECT(s), window[i].name,
                                 flash_memory(s, i), flash_offset(s, i),
                                 window[i].size);
        memory_region_add_subregion(get_system_memory(), window[i].base,
                                    &s->window[i]);
    }
    flash_preset(s);
}

static int flash_post_load(void *opaque, int version)
{
    flash_remap(opaque);
    return 0;
}

static const VMStateDescription vmstate_pic32_flash = {
    .name = TYPE_PIC32_FLASH,
    .version_id = 1,
    .minimum_version_id = 1,
    .post_load = flash_post_load,
    .fields = (VMStateField[]) {
        VMSTATE_BOOL(pfswap, PIC32FlashState),
        VMSTATE_BOOL(bfswap, PIC32FlashState),
        VMSTATE_END_OF_LIST()
    }
};

static void flash_class_init(ObjectClass *klass, void *data)
{
    DeviceClass *dc = DEVICE_CLASS(klass);

    dc->realize = flash_realize;
    dc->vmsd = &vmstate_pic32_flash;
    dc->user_creatable = false;
}

static const TypeInfo flash_info = {
    .name = TYPE_PIC32_FLASH,
    .parent = TYPE_SYS_BUS_DEVICE,
    .instance_size = sizeof(PIC32FlashState),
    .class_init = flash_class_init,
};

static void flash_register_types(void)
{
    type_register_static(&flash_info);
}

type_init(flash_register_types)
