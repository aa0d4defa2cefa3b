/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * PIC32MZ clocks and resets at 1F801200: oscillator, PLL, reference clocks,
 * peripheral bus clocks, RCON, RSWRST, RNMICON, PWRCON.
 *
 * Clock outputs of the device: "pb1".."pb5", "pb7" (the CPU), "pb8",
 * "lprc", "sosc", "refo1".."refo4"; GPIO output "nmi".  Devices that reset
 * the part or interrupt the CPU have a link property "cru" and call what is
 * below.
 */
#ifndef HW_MISC_PIC32_CRU_H
#define HW_MISC_PIC32_CRU_H

#include "hw/misc/pic32_sfr.h"

#define TYPE_PIC32_CRU "pic32-cru"
OBJECT_DECLARE_SIMPLE_TYPE(PIC32CruState, PIC32_CRU)

enum {
    PIC32_RCON_POR  = 1 << 0,
    PIC32_RCON_BOR  = 1 << 1,
    PIC32_RCON_WDTO = 1 << 4,
    PIC32_RCON_DMTO = 1 << 5,
    PIC32_RCON_SWR  = 1 << 6,
    PIC32_RCON_EXTR = 1 << 7,
    PIC32_RCON_CMR  = 1 << 9,
};

enum {
    PIC32_RNMI_CF    = 1 << 17,
    PIC32_RNMI_GNMI  = 1 << 19,
    PIC32_RNMI_SWNMI = 1 << 23,
    PIC32_RNMI_WDTO  = 1 << 24,
    PIC32_RNMI_DMTO  = 1 << 25,
};

/* reset the part now; "rcon" is what RCON shows then */
void pic32_cru_reset(PIC32CruState *s, uint32_t rcon);

/*
 * Set bits of RNMICON and interrupt the CPU by its NMI.  If "rcon" is not 0,
 * the part is reset RNMICON.NMICNT clocks later unless the bits are cleared
 * by then.
 */
void pic32_cru_nmi(PIC32CruState *s, uint32_t rnmicon, uint32_t rcon);

/* for the board: the state after reset that DEVCFG1 and DEVCFG2 ask for */
void pic32_cru_preset(PIC32CruState *s, uint32_t devcfg1, uint32_t devcfg2);
uint32_t pic32_cru_rcon(PIC32CruState *s);

#endif
