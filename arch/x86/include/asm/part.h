/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The partition module: what the partition compiler decided about a PC and its
 * guests, as a Multiboot module. kernel/partition.c checks every field once, at
 * boot.
 *
 * This header is the format's only definition; scripts/partition/layout.py
 * repeats it and a unit test compares the two. Included by levsha/partition.h.
 */
#ifndef _ASM_X86_PART_H
#define _ASM_X86_PART_H

#include <levsha/partition.h>
#include <linux/build_bug.h>
#include <linux/types.h>

/**
 * DOC: Format of the partition module
 *
 * All fields are little-endian and naturally aligned. The module starts with
 * &struct part_header, which names the tables by offset (in bytes from the
 * start of the module, a multiple of 8) and number of entries. A guest names
 * its entries of the segment, block and interrupt tables by the index of the
 * first and their number. Bytes behind the tables (boot parameters, command
 * lines, initial pages made by the compiler) are reached only through segments
 * whose image is %PART_IMAGE_SELF.
 *
 * Names are NUL-terminated ASCII, padded with NUL.
 */

#define PART_MAGIC		0x4148534c	/* "LSHA" */
#define PART_VERSION		3
#define PART_IMAGE_SELF		0xffffffff

#define PART_MAX_CPUS		8
#define PART_MAX_SIZE		0x100000	/* bytes of a module */
#define PART_MAX_FUNCTIONS	8		/* of a guest */
#define PART_NR_BARS		6

/**
 * struct part_table - where one table of the module is
 * @offset: bytes from the start of the module, a multiple of 8
 * @count: entries
 */
struct part_table {
	u32 offset;
	u32 count;
};

#define PART_BOARD_SCREEN	0x1		/* VGA text at 0xb8000 is ours */

/**
 * struct part_board - the board that the module was compiled for
 * @model: the device tree's /model
 * @hv_base: physical address of the memory that hypervisor and boot modules
 *	may fill
 * @hv_size: its bytes
 * @ioapic_base: physical address of the I/O APIC
 * @hpet_base: physical address of the HPET
 * @console_port: first I/O port of the console's 16550
 * @console_irq: its ISA interrupt
 * @keyboard_irq: ISA interrupt of the keyboard controller at ports 0x60 and 0x64,
 *	or 0: the hypervisor has none
 * @console_baud: bits per second
 * @nr_cpus: entries of @apic_id that count; the first is the boot CPU, which
 *	runs no guest
 * @flags: PART_BOARD_*
 * @printer_port: first I/O port of the parallel port that prints the log, or 0
 * @apic_id: local APIC id of each core
 * @iommu_base: physical address of the first IOMMU, or 0: it has none
 */
struct part_board {
	char model[48];
	u64 hv_base;
	u64 hv_size;
	u64 ioapic_base;
	u64 hpet_base;
	u16 console_port;
	u8 console_irq;
	u8 keyboard_irq;
	u32 console_baud;
	u8 nr_cpus;
	u8 flags;
	u16 printer_port;
	u8 apic_id[PART_MAX_CPUS];
	u32 iommu_base;
};

/**
 * struct part_image - a boot module that guests are loaded from
 * @name: for messages, the file's name cut to size
 * @size: bytes
 * @crc32: of those bytes
 *
 * Entry n is the Multiboot module n + 1; module 0 is the partition itself.
 */
struct part_image {
	char name[48];
	u32 size;
	u32 crc32;
};

/**
 * enum part_mode - the state in which a guest's CPU starts
 * @PART_MODE_REAL: real mode; CS is @cs (base 16 times that), other segments 0
 * @PART_MODE_PROT: 32-bit protected mode, flat segments of 4 GiB, paging off
 */
enum part_mode {
	PART_MODE_REAL = 0,
	PART_MODE_PROT = 1,
};

/**
 * struct part_entry - a guest's CPU when it starts
 * @mode: &enum part_mode
 * @cs: code segment; in protected mode its selector, behind which that of the data
 *	segments stands
 * @eip: instruction pointer
 * @eax: general register, as all that follow
 * @ebx: see @eax
 * @ecx: see @eax
 * @edx: see @eax
 * @esi: see @eax
 * @edi: see @eax
 * @ebp: see @eax
 * @esp: see @eax
 */
struct part_entry {
	u16 mode;
	u16 cs;
	u32 eip;
	u32 eax;
	u32 ebx;
	u32 ecx;
	u32 edx;
	u32 esi;
	u32 edi;
	u32 ebp;
	u32 esp;
};

/**
 * struct part_guest - one guest
 * @name: for the console and commands
 * @cpu: index in &part_board.apic_id; not 0
 * @flags: PART_GUEST_*
 * @policy: what follows an event, by &enum part_event
 * @gdt: guest physical address of the four descriptors that its GDTR names when it
 *	starts; 0 for none
 * @ram_base: host physical address of its RAM, a multiple of 2 MiB
 * @ram_size: bytes, a multiple of 2 MiB; guest physical address 0 is its start
 * @first_segment: index of its first &struct part_segment
 * @nr_segments: their number
 * @first_block: index of its first &struct part_block
 * @nr_blocks: their number
 * @first_irq: index of its first &struct part_irq
 * @nr_irqs: their number
 * @first_function: index of its first &struct part_function
 * @nr_functions: their number
 * @entry: initial state of its CPU
 */
struct part_guest {
	char name[PART_NAME_LEN];
	u32 cpu;
	u32 flags;
	struct part_policy policy[PART_NR_EVENTS];
	u32 gdt;
	u64 ram_base;
	u64 ram_size;
	u32 first_segment;
	u32 nr_segments;
	u32 first_block;
	u32 nr_blocks;
	u32 first_irq;
	u32 nr_irqs;
	u32 first_function;
	u32 nr_functions;
	struct part_entry entry;
};

/**
 * struct part_segment - bytes copied to a guest's RAM before each of its starts
 * @image: index of a &struct part_image, or %PART_IMAGE_SELF
 * @offset: of the first byte in that image
 * @size: bytes; RAM that no segment covers is zero
 * @reserved: 0
 * @gpa: guest physical address
 */
struct part_segment {
	u32 image;
	u32 offset;
	u32 size;
	u32 reserved;
	u64 gpa;
};

/**
 * enum part_device - emulated devices
 * @PART_DEVICE_NONE: no emulated device
 * @PART_DEVICE_VUART: a 16550, behind the console multiplexer
 * @PART_DEVICE_VPIC: a pair of 8259, ports 0x20, 0x21, 0xa0 and 0xa1
 * @PART_DEVICE_VPIT: an 8254, ports 0x40 to 0x43 and 0x61
 * @PART_DEVICE_VPM: power management, ports 0x64, 0x600 to 0x60f and 0xcf9
 * @PART_DEVICE_VPCI: a PCI bus with the guest's functions, ports 0xcf8 to 0xcff
 * @PART_DEVICE_VCRTC: a screen controller, ports 0x3d4 and 0x3d5
 */
enum part_device {
	PART_DEVICE_NONE = 0,
	PART_DEVICE_VUART = 1,
	PART_DEVICE_VPIC = 2,
	PART_DEVICE_VPIT = 3,
	PART_DEVICE_VPM = 4,
	PART_DEVICE_VPCI = 5,
	PART_DEVICE_VCRTC = 6,
};

/**
 * struct part_block - a register block that a guest may touch
 * @space: &enum part_space
 * @access: &enum part_access
 * @device: &enum part_device, for %PART_ACCESS_EMULATE
 * @irq: interrupt of the emulated device, as its 8259 input; 0xff for none
 * @reserved: 0
 * @base: first address or port; MMIO: a multiple of 16
 * @size: bytes or ports; MMIO: a multiple of 16
 *
 * A guest's blocks are sorted by space, then base, and do not overlap.
 */
struct part_block {
	u8 space;
	u8 access;
	u8 device;
	u8 irq;
	u32 reserved;
	u64 base;
	u64 size;
};

#define PART_IRQ_LEVEL		0x1		/* level, not edge */
#define PART_IRQ_LOW		0x2		/* active low */

/**
 * struct part_irq - a device interrupt that goes straight to a guest
 * @irq: ISA interrupt, 0 to 15, as the guest's 8259 shows it
 * @flags: PART_IRQ_*
 */
struct part_irq {
	u32 irq;
	u32 flags;
};

#define PART_GUEST_UNSAFE_DMA	0x2		/* may do DMA without an IOMMU */

/**
 * struct part_function - a PCI function that a guest owns
 * @id: requester id: bus << 8 | device << 3 | function
 * @irq: ISA interrupt of its pin, or 0xff
 * @reserved: 0
 * @device: as its configuration space starts: vendor id | device id << 16
 * @bar: base address registers, as the firmware set them
 * @bar_mask: bits of each that give an address; 0 where there is none
 *
 * Its registers are &struct part_block entries of the guest.
 */
struct part_function {
	u16 id;
	u8 irq;
	u8 reserved;
	u32 device;
	u32 bar[PART_NR_BARS];
	u32 bar_mask[PART_NR_BARS];
};

/**
 * struct part_header - start of the module
 * @magic: %PART_MAGIC
 * @version: %PART_VERSION
 * @header_size: bytes of this structure
 * @size: bytes of the module
 * @crc32: CRC-32 (IEEE 802.3, as zlib's) of the module with this field 0
 * @board: the board
 * @images: table of &struct part_image
 * @guests: table of &struct part_guest
 * @segments: table of &struct part_segment
 * @blocks: table of &struct part_block
 * @irqs: table of &struct part_irq
 * @functions: table of &struct part_function
 */
struct part_header {
	u32 magic;
	u16 version;
	u16 header_size;
	u32 size;
	u32 crc32;
	struct part_board board;
	struct part_table images;
	struct part_table guests;
	struct part_table segments;
	struct part_table blocks;
	struct part_table irqs;
	struct part_table functions;
};

static_assert(sizeof(struct part_board) == 104);
static_assert(sizeof(struct part_image) == 56);
static_assert(sizeof(struct part_entry) == 40);
static_assert(sizeof(struct part_guest) == 144);
static_assert(sizeof(struct part_segment) == 24);
static_assert(sizeof(struct part_block) == 24);
static_assert(sizeof(struct part_irq) == 8);
static_assert(sizeof(struct part_function) == 56);
static_assert(sizeof(struct part_header) == 168);

#endif /* _ASM_X86_PART_H */
