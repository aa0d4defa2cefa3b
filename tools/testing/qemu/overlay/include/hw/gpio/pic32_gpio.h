/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * PIC32MZ port A to G ("num" 0 to 6).
 *
 * GPIO lines of the device: 16 inputs, what is connected drives the pins (-1
 * lets a pin float), and 16 outputs "pin", the levels of the pins.
 */
#ifndef HW_GPIO_PIC32_GPIO_H
#define HW_GPIO_PIC32_GPIO_H

#include "hw/misc/pic32_sfr.h"

#define TYPE_PIC32_GPIO "pic32-gpio"
OBJECT_DECLARE_SIMPLE_TYPE(PIC32GpioState, PIC32_GPIO)

#define PIC32_GPIO_PINS 16
#define PIC32_GPIO_OUT  "pin"

/* the level at a pin: what drives it, a pull-up, or 0 */
bool pic32_gpio_level(PIC32GpioState *s, unsigned pin);
/* what the outside drives the pin to */
bool pic32_gpio_input(PIC32GpioState *s, unsigned pin);

#endif
