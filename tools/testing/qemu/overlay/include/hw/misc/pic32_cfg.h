/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * PIC32MZ device configuration at 1F800000: CFGCON, DEVID, SYSKEY, PMD1-7,
 * CFGEBIx and CFGPG.  Every device of the SoC holds a link to it.
 */
#ifndef HW_MISC_PIC32_CFG_H
#define HW_MISC_PIC32_CFG_H

#include "hw/misc/pic32_sfr.h"
#include "qemu/notify.h"

#define TYPE_PIC32_CFG "pic32-cfg"
OBJECT_DECLARE_SIMPLE_TYPE(PIC32CfgState, PIC32_CFG)

#define PIC32_CFGCON_ECCCON(v)  extract32(v, 4, 2)
#define PIC32_CFGCON_PGLOCK     BIT(11)
#define PIC32_CFGCON_PMDLOCK    BIT(12)
#define PIC32_CFGCON_IOLOCK     BIT(13)

/* initiators with a permission group: the lowest bit of the field in CFGPG */
enum {
    PIC32_PG_CPU = 0, PIC32_PG_DMA = 4, PIC32_PG_USB = 8, PIC32_PG_ETH = 16,
    PIC32_PG_SQI = 20, PIC32_PG_FC = 22, PIC32_PG_ICD = 30,
};

/* SYSKEY has received its two keys back to back */
bool pic32_cfg_unlocked(PIC32CfgState *s);
uint32_t pic32_cfg_cfgcon(PIC32CfgState *s);
/* group 0-3 of an initiator */
unsigned pic32_cfg_group(PIC32CfgState *s, unsigned initiator);
/* be told of changes of the groups */
void pic32_cfg_observe_groups(PIC32CfgState *s, Notifier *n);
/* pmd is a PIC32_PMD() */
bool pic32_cfg_disabled(PIC32CfgState *s, unsigned pmd);

/* for the board: what the part takes from its configuration words at reset */
void pic32_cfg_preset(PIC32CfgState *s, uint32_t devcfg0, uint32_t devcfg3);
/* for the board: leave SYSKEY unlocked as a boot loader does */
void pic32_cfg_unlock(PIC32CfgState *s);

#endif
