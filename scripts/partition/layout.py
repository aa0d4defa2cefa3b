# SPDX-License-Identifier: GPL-2.0
"""The module's format, as arch/x86/include/asm/part.h defines it.

A unit test compares the two: change both.
"""

from ctypes import LittleEndianStructure, c_char, c_uint8, c_uint16, c_uint32, c_uint64

PART_MAGIC = 0x4148534c
PART_VERSION = 3
PART_IMAGE_SELF = 0xffffffff
PART_MAX_CPUS = 8
PART_MAX_SIZE = 0x100000
PART_MAX_FUNCTIONS = 8
PART_NR_BARS = 6
PART_NAME_LEN = 16

PART_MODE_REAL, PART_MODE_PROT = 0, 1
(PART_ACTION_IGNORE, PART_ACTION_LOG, PART_ACTION_STOP, PART_ACTION_RESTART,
 PART_ACTION_STOP_ALL, PART_NR_ACTIONS) = range(6)
(PART_EVENT_FAULT, PART_EVENT_WATCHDOG, PART_EVENT_ILLEGAL_ACCESS, PART_EVENT_IRQ_STORM,
 PART_EVENT_BUDGET, PART_EVENT_ASSERTION, PART_EVENT_MACHINE_CHECK, PART_NR_EVENTS) = range(8)
PART_GUEST_AUTOSTART, PART_GUEST_UNSAFE_DMA = 0x1, 0x2
PART_BOARD_SCREEN = 0x1
PART_SPACE_MMIO, PART_SPACE_PIO = 0, 1
PART_ACCESS_OWN, PART_ACCESS_READ, PART_ACCESS_EMULATE = 0, 1, 2
(PART_DEVICE_NONE, PART_DEVICE_VUART, PART_DEVICE_VPIC, PART_DEVICE_VPIT,
 PART_DEVICE_VPM, PART_DEVICE_VPCI, PART_DEVICE_VCRTC) = range(7)
PART_IRQ_LEVEL, PART_IRQ_LOW = 0x1, 0x2
PART_IRQ_NONE = 0xff


class Table(LittleEndianStructure):
    """struct part_table"""

    _fields_ = [("offset", c_uint32), ("count", c_uint32)]


class Board(LittleEndianStructure):
    """struct part_board"""

    _fields_ = [
        ("model", c_char * 48),
        ("hv_base", c_uint64),
        ("hv_size", c_uint64),
        ("ioapic_base", c_uint64),
        ("hpet_base", c_uint64),
        ("console_port", c_uint16),
        ("console_irq", c_uint8),
        ("keyboard_irq", c_uint8),
        ("console_baud", c_uint32),
        ("nr_cpus", c_uint8),
        ("flags", c_uint8),
        ("printer_port", c_uint16),
        ("apic_id", c_uint8 * PART_MAX_CPUS),
        ("iommu_base", c_uint32),
    ]


class Image(LittleEndianStructure):
    """struct part_image"""

    _fields_ = [("name", c_char * 48), ("size", c_uint32), ("crc32", c_uint32)]


class Entry(LittleEndianStructure):
    """struct part_entry"""

    _fields_ = [("mode", c_uint16), ("cs", c_uint16)] + [
        (register, c_uint32) for register in
        ("eip", "eax", "ebx", "ecx", "edx", "esi", "edi", "ebp", "esp")]


class Policy(LittleEndianStructure):
    """struct part_policy"""

    _fields_ = [("action", c_uint8), ("max", c_uint8), ("seconds", c_uint16)]


class Guest(LittleEndianStructure):
    """struct part_guest"""

    _fields_ = [
        ("name", c_char * PART_NAME_LEN),
        ("cpu", c_uint32),
        ("flags", c_uint32),
        ("policy", Policy * PART_NR_EVENTS),
        ("gdt", c_uint32),
        ("ram_base", c_uint64),
        ("ram_size", c_uint64),
        ("first_segment", c_uint32),
        ("nr_segments", c_uint32),
        ("first_block", c_uint32),
        ("nr_blocks", c_uint32),
        ("first_irq", c_uint32),
        ("nr_irqs", c_uint32),
        ("first_function", c_uint32),
        ("nr_functions", c_uint32),
        ("entry", Entry),
    ]


class Segment(LittleEndianStructure):
    """struct part_segment"""

    _fields_ = [
        ("image", c_uint32),
        ("offset", c_uint32),
        ("size", c_uint32),
        ("reserved", c_uint32),
        ("gpa", c_uint64),
    ]


class Block(LittleEndianStructure):
    """struct part_block"""

    _fields_ = [
        ("space", c_uint8),
        ("access", c_uint8),
        ("device", c_uint8),
        ("irq", c_uint8),
        ("reserved", c_uint32),
        ("base", c_uint64),
        ("size", c_uint64),
    ]


class Irq(LittleEndianStructure):
    """struct part_irq"""

    _fields_ = [("irq", c_uint32), ("flags", c_uint32)]


class Function(LittleEndianStructure):
    """struct part_function"""

    _fields_ = [
        ("id", c_uint16),
        ("irq", c_uint8),
        ("reserved", c_uint8),
        ("device", c_uint32),
        ("bar", c_uint32 * PART_NR_BARS),
        ("bar_mask", c_uint32 * PART_NR_BARS),
    ]


class Header(LittleEndianStructure):
    """struct part_header"""

    _fields_ = [
        ("magic", c_uint32),
        ("version", c_uint16),
        ("header_size", c_uint16),
        ("size", c_uint32),
        ("crc32", c_uint32),
        ("board", Board),
        ("images", Table),
        ("guests", Table),
        ("segments", Table),
        ("blocks", Table),
        ("irqs", Table),
        ("functions", Table),
    ]
