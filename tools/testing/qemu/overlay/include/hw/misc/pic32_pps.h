/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * PIC32MZ peripheral pin select at 1F801400.
 *
 * Its 112 GPIO inputs are the pins of ports A to G (16 * port + pin), its 4
 * outputs the external interrupts INT1 to INT4, as INTxR selects them.
 */
#ifndef HW_MISC_PIC32_PPS_H
#define HW_MISC_PIC32_PPS_H

#define TYPE_PIC32_PPS  "pic32-pps"
#define PIC32_PPS_PINS  (7 * 16)
#define PIC32_PPS_INTS  4

#endif
