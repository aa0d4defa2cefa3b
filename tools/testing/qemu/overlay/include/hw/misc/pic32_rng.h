/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Random number generator of Microchip's PIC32MZ.  What the true one gives is
 * made from the property "seed", the same in every run.
 */
#ifndef HW_MISC_PIC32_RNG_H
#define HW_MISC_PIC32_RNG_H

#include "hw/misc/pic32_sfr.h"

#define TYPE_PIC32_RNG "pic32-rng"
OBJECT_DECLARE_SIMPLE_TYPE(PIC32RngState, PIC32_RNG)

struct PIC32RngState {
    PIC32SfrState parent_obj;

    uint64_t seed;
    uint64_t noise;         /* of the true generator */
    int64_t collecting;     /* since when RNGCNT counts */
};

#endif
