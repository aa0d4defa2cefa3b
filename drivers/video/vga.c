// SPDX-License-Identifier: GPL-2.0
/* The text mode of a VGA (IBM VGA Technical Reference, 1992: CRT controller). */
#include <asm/io.h>
#include <levsha/vga.h>

#define CRTC_INDEX		0x3d4
#define CRTC_DATA		0x3d5

#define START_HIGH		0x0c
#define START_LOW		0x0d
#define CURSOR_HIGH		0x0e
#define CURSOR_LOW		0x0f

static void set(u8 index, u32 value)
{
	outb(index, CRTC_INDEX);
	outb((u8)value, CRTC_DATA);
}

void vga_init(void)
{
	set(START_HIGH, 0);
	set(START_LOW, 0);
}

void vga_write_row(u32 row, const u16 *cells)
{
	const phys_addr_t start = VGA_MEMORY + row * VGA_COLUMNS * sizeof(*cells);
	u32 i;

	for (i = 0; i < VGA_COLUMNS; i += 2)
		writel(cells[i] | (u32)cells[i + 1] << 16,
		       start + i * sizeof(*cells));
}

void vga_set_cursor(u32 row, u32 column)
{
	const u32 at = row * VGA_COLUMNS + column;

	set(CURSOR_HIGH, at >> 8);
	set(CURSOR_LOW, at);
}
