/* SPDX-License-Identifier: GPL-2.0 */
/* A VGA in its text mode of 80 columns and 25 lines. Core 0 only. */
#ifndef _LEVSHA_VGA_H
#define _LEVSHA_VGA_H

#include <linux/types.h>

#define VGA_MEMORY		0xb8000
#define VGA_COLUMNS		80
#define VGA_ROWS		25

/** vga_init() - show the memory from its start */
void vga_init(void);

/** vga_write_row() - fill a line with %VGA_COLUMNS cells */
void vga_write_row(u32 row, const u16 *cells);

/** vga_set_cursor() - place the cursor; outside the screen it is hidden */
void vga_set_cursor(u32 row, u32 column);

#endif /* _LEVSHA_VGA_H */
