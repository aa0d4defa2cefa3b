/* SPDX-License-Identifier: GPL-2.0 */
/* Instead of asm/io.h: functions that a test has, which is the device. */
#ifndef PORTS_H
#define PORTS_H

#include <linux/types.h>

u8 inb(u16 port);
void outb(u8 value, u16 port);

#endif /* PORTS_H */
