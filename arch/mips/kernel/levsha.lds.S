/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The image: vectors, code and constants at the start of program flash, guests
 * behind them, and what a board without boot loader needs in boot flash. It is
 * linked for KSEG0, and loaded at physical addresses.
 */
#include <asm/page.h>
#include <asm/sections.h>

OUTPUT_FORMAT("elf32-tradlittlemips")
OUTPUT_ARCH(mips)
ENTRY(loader_entry)

MEMORY
{
	flash (rx) : ORIGIN = KSEG0 + FLASH_BASE, LENGTH = HV_FLASH_SIZE
	guests (rx) : ORIGIN = KSEG0 + FLASH_BASE + HV_FLASH_SIZE,
		      LENGTH = FLASH_SIZE - HV_FLASH_SIZE
	boot (rx) : ORIGIN = KSEG1 + BOOT_BASE, LENGTH = BOOT_SIZE
	noinit (rw) : ORIGIN = KSEG1 + HV_RAM_BASE, LENGTH = NOINIT_SIZE
	ram (rw) : ORIGIN = KSEG0 + HV_RAM_BASE + NOINIT_SIZE,
		   LENGTH = HV_RAM_SIZE - NOINIT_SIZE
}

SECTIONS
{
	_text = ORIGIN(flash);

	/*
	 * By offset from EBase; between them what the boot loader reads: where
	 * the image starts, and that it has no header.
	 */
	.vectors : AT(ADDR(.vectors) - KSEG0) {
		KEEP(*(.vectors.refill))
		. = 0xf8;
		LONG(KSEG0 + FLASH_BASE)
		LONG(0xffffffff)
		. = 0x100;
		KEEP(*(.vectors.cache_error))
		. = 0x180;
		KEEP(*(.vectors.general))
		. = 0x200;
		KEEP(*(.vectors.interrupt))
		ASSERT(. <= 0x1000, "the vectors reach into the boot loader's entry");
	} > flash =0xffffffff

	.text KSEG0 + FLASH_BASE + 0x1000 : AT(ADDR(.text) - KSEG0) {
		KEEP(*(.loader_entry))
		*(.text .text.*)
	} > flash =0xffffffff
	_etext = .;

	.rodata : AT(ADDR(.rodata) - KSEG0) {
		__start_command_table = .;
		KEEP(*(command_table))
		__stop_command_table = .;
		*(.rodata .rodata.*)
		. = ALIGN(4);
	} > flash =0xffffffff

	/*
	 * A reset keeps this, and a boot loader's stack lies above it. It is never
	 * in the cache, which a reset does not write back.
	 */
	.noinit (NOLOAD) : AT(ADDR(.noinit) - KSEG1) {
		*(.noinit .noinit.*)
	} > noinit

	.data : {
		*(.data .data.* .sdata .sdata.*)
	} > ram
	ASSERT(SIZEOF(.data) == 0,
	       "nobody copies initialized data: make it constant, or set it in code")

	.bss (NOLOAD) : AT(ADDR(.bss) - KSEG0) {
		bss_start = .;
		_gp = . + 0x7ff0;
		*(.sbss .sbss.* .scommon)
		*(.bss .bss.* COMMON)
		. = ALIGN(8);
		bss_size = ABSOLUTE(. - bss_start);
	} > ram

	/* The stack is last: what overflows it goes to RAM that nobody uses. */
	.stack KSEG0 + HV_RAM_BASE + HV_RAM_SIZE - STACK_SIZE - 4 (NOLOAD) :
			AT(ADDR(.stack) - KSEG0) {
		stack_guard = .;
		. += 4 + STACK_SIZE;
		stack_top = .;
	} > ram
	_end = .;

	/* The guests' bytes, each where the partition compiler put it. */
#include "guests.lds"

	.boot : AT(ADDR(.boot) - KSEG1) {
		KEEP(*(.boot.reset))
		. = 0x480;
		KEEP(*(.boot.debug))
	} > boot =0xffffffff
	.devcfg.alternate ORIGIN(boot) + DEVCFG_ALTERNATE :
			AT(ADDR(.devcfg.alternate) - KSEG1) {
		KEEP(*(.devcfg.alternate))
	} > boot
	.devcfg ORIGIN(boot) + DEVCFG_PRIMARY : AT(ADDR(.devcfg) - KSEG1) {
		KEEP(*(.devcfg.primary))
	} > boot

	/DISCARD/ : {
		*(.reginfo .MIPS.abiflags .pdr .gnu.attributes .mdebug.abi32)
		*(.comment .note.* .eh_frame)
	}
}
