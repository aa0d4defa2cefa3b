/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * PIC32MZ registers that only keep what is written: the comparators' voltage
 * reference, and the debugger's
 */
#include "qemu/osdep.h"
#include "hw/misc/pic32_sfr.h"
#include "qemu/module.h"

static const PIC32Sfr cvr_sfrs[] = {
    { "CVRCON", 0x00, 0, 0x0000807F },
};

static const PIC32Sfr icd_sfrs[] = {
    { "ICDCON", 0x00, 0, UINT32_MAX },
};

static void cvr_class_init(ObjectClass *klass, void *data)
{
    pic32_sfr_class_init(klass, cvr_sfrs, ARRAY_SIZE(cvr_sfrs), 0x10);
}

static void icd_class_init(ObjectClass *klass, void *data)
{
    pic32_sfr_class_init(klass, icd_sfrs, ARRAY_SIZE(icd_sfrs), 0x10);
}

static const TypeInfo misc_info[] = {
    {
        .name = "pic32-cvr",
        .parent = TYPE_PIC32_SFR,
        .class_init = cvr_class_init,
    }, {
        .name = "pic32-icd",
        .parent = TYPE_PIC32_SFR,
        .class_init = icd_class_init,
    },
};

DEFINE_TYPES(misc_info)
