/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The image: text, constants and data, each from a page boundary, so that each
 * gets its own rights. The boot loader follows the addresses in the Multiboot
 * header, so file offsets and addresses must grow alike up to _edata.
 */
#include <asm/page.h>
#include <asm/sections.h>

OUTPUT_FORMAT("elf64-x86-64")
ENTRY(boot_entry)

PHDRS
{
	text PT_LOAD FLAGS(5);
	rodata PT_LOAD FLAGS(4);
	data PT_LOAD FLAGS(6);
}

SECTIONS
{
	. = LOAD_ADDRESS;
	_text = .;
	.text : {
		KEEP(*(.multiboot))
		KEEP(*(.head.text))
		*(.text .text.*)
	} :text
	_etext = .;

	. = ALIGN(PAGE_SIZE);
	_rodata = .;
	.rodata : {
		*(.rodata .rodata.*)
		. = ALIGN(8);
		__start_command_table = .;
		KEEP(*(command_table))
		__stop_command_table = .;
	} :rodata
	_erodata = .;

	. = ALIGN(PAGE_SIZE);
	_data = .;
	.data : {
		*(.data .data.*)
		. = ALIGN(8);
	} :data
	_edata = .;

	.bss (NOLOAD) : ALIGN(PAGE_SIZE) {
		*(.bss.stacks)
		*(.bss.page)
		*(.bss .bss.* COMMON)
		. = ALIGN(PAGE_SIZE);
	} :data
	_end = .;

	/DISCARD/ : {
		*(.comment .note.* .eh_frame .eh_frame_hdr)
	}
}

ASSERT(_end - _text < 0x400000, "the image is larger than its page tables allow")
