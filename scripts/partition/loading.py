# SPDX-License-Identifier: GPL-2.0
"""What the loaders of all image types share: segments, requests, placement."""

import struct
from dataclasses import dataclass
from typing import Any

from fault import at
from layout import PART_MODE_PROT, PART_MODE_REAL, Entry
from ranges import MIB, PAGE, Range, align_up, human

FLAT_CODE = 0x08            # selector where no protocol asks for another; data follow
LOW_END = 0x9fc00           # of conventional memory, as a PC's BIOS reports it
BIOS_DATA, BIOS_DATA_END = 0x400, 0x500
# What a BIOS notes there: (offset, struct format, value)
BIOS_NOTES = (
    (0x00, "H", 0x3f8),             # the first serial port
    (0x0e, "H", LOW_END >> 4),      # segment behind conventional memory
    (0x10, "H", 0x0220),            # one serial port, text screen of 80 columns
    (0x13, "H", LOW_END // 1024),
    (0x49, "B", 3),                 # the screen's mode, columns and ports
    (0x4a, "H", 80),
    (0x63, "H", 0x3d4),
)
E820_RAM, E820_RESERVED = 1, 2


@dataclass
class Segment:
    """Bytes to copy to the guest's RAM: of an image, or data made here."""

    what: str
    gpa: int
    size: int
    image: Any = None
    offset: int = 0
    data: bytes = b""
    extent: int = 0             # bytes of RAM it needs, zeros behind included

    @property
    def range(self):
        """The RAM that it needs."""
        return Range(self.gpa, max(self.size, self.extent))


def made(what, gpa, data):
    """A segment of bytes made by the compiler."""
    return Segment(what, gpa, len(data), data=bytes(data))


def of_image(image, gpa, offset=0, size=None, extent=0):
    """A segment of an image's bytes from offset on."""
    size = len(image.data) - offset if size is None else size
    return Segment(image.name, gpa, size, image, offset, extent=extent)


@dataclass
class Load:
    """A loaded guest: its segments and its CPU's first state."""

    segments: list
    entry: Any                  # layout.Entry
    gdt: int = 0                # where the descriptors are that it starts with


@dataclass
class Request:
    """What a loader is asked: the guest's item, its files and RAM size."""

    item: Any
    image: Any
    initrds: list
    ram_size: int

    def fault(self, reason, remedy, prop="image"):
        """A fault at a property of the guest, about its image."""
        return at(self.item.node, f"{self.image.path.name} {reason}", remedy, prop)


def bios_data():
    """The segment of what a BIOS leaves behind for programs to read."""
    data = bytearray(BIOS_DATA_END - BIOS_DATA)
    for offset, code, value in BIOS_NOTES:
        struct.pack_into("<" + code, data, offset, value)
    return made("BIOS data", BIOS_DATA, data)


def first_gap(segments, size, start, end):
    """The first page-aligned address in start..end-1 where size bytes are free."""
    wanted = Range(align_up(start, PAGE), size)
    for taken in sorted(segment.range for segment in segments):
        if wanted.overlaps(taken):
            wanted = Range(align_up(taken.end, PAGE), size)
    return wanted.base if wanted.end <= end else None


def place_initrds(request, kernel_end, top):
    """The initrd of a Linux, if it has one, as high below top as it goes."""
    if len(request.initrds) > 1:
        raise request.fault(f"takes one initrd, not {len(request.initrds)}",
                            "join them with cat", "initrd")
    placed = []
    for initrd in request.initrds:
        base = (top - len(initrd.data)) // PAGE * PAGE
        if base < kernel_end:
            raise request.fault(
                f"leaves {max(top - kernel_end, 0):#x} bytes for an initrd, "
                f"{initrd.path.name} has {len(initrd.data):#x}",
                "give the guest more RAM or a smaller initrd", "initrd")
        placed.append(of_image(initrd, base))
    return placed


def flat(eip, selector=FLAT_CODE, **registers):
    """The start in 32-bit protected mode at an address."""
    return Entry(mode=PART_MODE_PROT, cs=selector, eip=eip, **registers)


def check(request, load):
    """Refuse segments that leave the RAM or meet each other."""
    ram = Range(0, request.ram_size)
    placed = sorted(load.segments, key=lambda segment: segment.range)
    for segment in placed:
        if not ram.contains(segment.range):
            raise request.fault(
                f"needs {segment.range} for {segment.what}, the RAM has {human(ram.size)}",
                "give the guest more RAM or link the image lower")
    for one, other in zip(placed, placed[1:]):
        if one.range.overlaps(other.range):
            raise request.fault(
                f"has overlapping segments: {one.what} {one.range} and "
                f"{other.what} {other.range}", "link or load them apart")
    segment = load.entry.cs * 16 if load.entry.mode == PART_MODE_REAL else 0
    start = Range(segment + load.entry.eip, 1)
    if not any(segment.range.contains(start) for segment in placed):
        raise request.fault(f"starts at {start.base:#x}, where nothing is loaded",
                            "correct its entry")


def usable_memory(ram_size):
    """The guest's memory as a PC's BIOS reports it: [(Range, type)]."""
    return [(Range(0, LOW_END), E820_RAM), (Range(LOW_END, MIB - LOW_END), E820_RESERVED),
            (Range(MIB, ram_size - MIB), E820_RAM)]
