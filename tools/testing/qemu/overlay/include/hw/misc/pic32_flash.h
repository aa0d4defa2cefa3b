/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Flash of the PIC32MZ: program flash in two panels, boot flash 1 and 2 with
 * their lower and upper aliases, and the factory words DEVADCx and DEVSNx.
 *
 * For the flash controller (program, erase, swap), the image loader, and what
 * reads configuration words.  Addresses are physical, through the aliases as
 * they are now.
 */
#ifndef HW_MISC_PIC32_FLASH_H
#define HW_MISC_PIC32_FLASH_H

#include "hw/sysbus.h"
#include "qom/object.h"

#define TYPE_PIC32_FLASH "pic32-flash"
OBJECT_DECLARE_SIMPLE_TYPE(PIC32FlashState, PIC32_FLASH)

#define PIC32_PFM_BASE      0x1D000000
#define PIC32_PFM_SIZE      0x00200000
#define PIC32_BOOT_BASE     0x1FC00000
#define PIC32_BOOT_SIZE     0x00014000  /* 64 KiB and the last page */
#define PIC32_BOOT_UPPER    0x1FC20000
#define PIC32_BOOT_FLASH1   0x1FC40000
#define PIC32_BOOT_FLASH2   0x1FC60000

/* configuration words, from the start of a boot flash panel or alias */
enum {
    PIC32_DEVCFG3 = 0xFFC0, PIC32_DEVCFG2 = 0xFFC4, PIC32_DEVCFG1 = 0xFFC8,
    PIC32_DEVCFG0 = 0xFFCC, PIC32_DEVCP0 = 0xFFDC, PIC32_DEVSIGN0 = 0xFFEC,
    PIC32_SEQ3 = 0xFFF0,
    PIC32_ALTERNATE = 0x80, /* the other block is so much lower */
};

/* the bytes at an address; NULL if they are not all in one piece of flash */
uint8_t *pic32_flash_at(PIC32FlashState *s, hwaddr addr, unsigned len);
/* to be called after a change of such bytes */
void pic32_flash_changed(PIC32FlashState *s, hwaddr addr, unsigned len);
/* the word at an address, all ones if it is not in flash */
uint32_t pic32_flash_word(PIC32FlashState *s, hwaddr addr);
/* exchange the two panels of program flash; which boot flash is at 1FC00000 */
void pic32_flash_swap(PIC32FlashState *s, bool pfswap, bool bfswap);
/* as reset does it: the boot flash with the higher sequence is the lower one */
void pic32_flash_reset_swap(PIC32FlashState *s);
bool pic32_flash_pfswap(PIC32FlashState *s);
bool pic32_flash_bfswap(PIC32FlashState *s);

#endif
