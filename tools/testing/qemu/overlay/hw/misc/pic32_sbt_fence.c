/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * System bus arbiter of Microchip's PIC32MZ: the core as an initiator.
 *
 * The core sees the system's memory through a view of its own.  While some
 * region of a target keeps the core's group out, fences before the target's
 * addresses check each access; else there are none, at no cost.
 */
#include "qemu/osdep.h"
#include "hw/misc/pic32_sbt.h"
#include "qemu/bswap.h"

static MemTxResult fence_read(void *opaque, hwaddr offset, uint64_t *data,
                              unsigned size, MemTxAttrs attrs)
{
    PIC32SbtFence *f = opaque;
    uint8_t buf[8];
    MemTxResult result = pic32_sbt_rw(f->sbt, PIC32_INIT_CPU,
                                      f->base + offset, buf, size, false);

    *data = ldn_le_p(buf, size);
    return result;
}

static MemTxResult fence_write(void *opaque, hwaddr offset, uint64_t data,
                               unsigned size, MemTxAttrs attrs)
{
    PIC32SbtFence *f = opaque;
    uint8_t buf[8];

    stn_le_p(buf, size, data);
    return pic32_sbt_rw(f->sbt, PIC32_INIT_CPU, f->base + offset, buf, size,
                        true);
}

static const MemoryRegionOps fence_ops = {
    .read_with_attrs = fence_read,
    .write_with_attrs = fence_write,
    .endianness = DEVICE_LITTLE_ENDIAN,
    .valid = { .min_access_size = 1, .max_access_size = 8 },
    .impl = { .min_access_size = 1, .max_access_size = 4 },
};

void pic32_sbt_fence_update(PIC32SbtState *s)
{
    memory_region_transaction_begin();
    for (unsigned i = 0; s->view && i < PIC32_SBT_RANGES; i++) {
        memory_region_set_enabled(&s->fence[i].mr,
                                  pic32_sbt_closed(s,
                                                   pic32_sbt_range[i].target,
                                                   PIC32_INIT_CPU));
    }
    memory_region_transaction_commit();
}

void pic32_sbt_fence_init(PIC32SbtState *s)
{
    for (unsigned i = 0; s->view && i < PIC32_SBT_RANGES; i++) {
        PIC32SbtFence *f = &s->fence[i];

        f->sbt = s;
        f->base = pic32_sbt_range[i].first;
        memory_region_init_io(&f->mr, OBJECT(s), &fence_ops, f,
                              "pic32.fence",
                              pic32_sbt_range[i].last - f->base + 1ull);
        memory_region_set_enabled(&f->mr, false);
        memory_region_add_subregion_overlap(s->view, f->base, &f->mr, 1);
    }
}
