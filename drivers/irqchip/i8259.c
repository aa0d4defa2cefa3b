// SPDX-License-Identifier: GPL-2.0
/* The board's own 8259 interrupt controllers. */
#include <asm/io.h>
#include <levsha/i8259.h>

#define MASTER_DATA		0x21
#define SLAVE_DATA		0xa1

void i8259_disable(void)
{
	outb(0xff, MASTER_DATA);
	outb(0xff, SLAVE_DATA);
}
