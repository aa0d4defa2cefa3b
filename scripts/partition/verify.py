#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0
"""Proves from a finished levsha.cfg that its guests are apart.

It shares no code with the compiler and knows the format only from
include/levsha/partition.h: what one of the two gets wrong, the other sees.
"""

import struct
import sys
import zlib
from collections import namedtuple
from itertools import combinations
from pathlib import Path

HEADER = struct.Struct("<IHHII 48sQQQQHBBIBBH8sI 12I")
IMAGE = struct.Struct("<48sII")
GUEST = struct.Struct("<16sII28sIQQIIIIIIIIHH9I")
SEGMENT = struct.Struct("<IIIIQ")
BLOCK = struct.Struct("<BBBBIQQ")
IRQ = struct.Struct("<II")
FUNCTION = struct.Struct("<HBBI6I6I")

MAGIC, VERSION = 0x4148534c, 3
SELF = 0xffffffff
MEMORY, PORTS = 0, 1
OWN, READ, EMULATE = 0, 1, 2
NO_IRQ = 0xff
PRINTER_PORTS = 3
DEVICES = 6                     # that can be emulated
UNSAFE_DMA = 2                  # flag of a guest
MAX_FUNCTIONS = 8
LARGE_PAGE = 1 << 21
FIRMWARE_END = 1 << 20
PAGE = 0x1000
LOCAL_APIC = 0xfee00000
# What follows an event: nothing, a message, stop, restart, stop of all; by event
POLICY = struct.Struct("<BBH")
STOP, RESTART, STOP_ALL = 2, 3, 4
FINAL_EVENTS = (0, 5, 6)        # fault, assertion, machine check: a guest can't go on

# Ports with which a guest could reset, reprogram or copy over the machine.
GUARDED_PORTS = ((0x00, 0x10), (0x20, 0x22), (0x60, 0x61), (0x64, 0x65), (0x80, 0x90),
                 (0x92, 0x93), (0xa0, 0xa2), (0xb2, 0xb4), (0xc0, 0xe0), (0x3b0, 0x3e0),
                 (0xcf8, 0xd00))

Board = namedtuple("Board", "hv_base hv_size ioapic hpet port irq keyboard baud cpus "
                            "flags printer apic_ids iommu")
Guest = namedtuple("Guest", "name cpu flags policies gdt base size "
                            "segments blocks irqs functions mode cs registers")
Segment = namedtuple("Segment", "image offset size reserved gpa")
Block = namedtuple("Block", "space access device irq reserved base size")


Function = namedtuple("Function", "id irq reserved device bars masks")
ROWS = (IMAGE, GUEST, SEGMENT, BLOCK, IRQ, FUNCTION)


class Damaged(Exception):
    """The module can't be read."""


class Module:
    """A decoded module; raises Damaged where its structure does not hold."""

    def __init__(self, data):
        if len(data) < HEADER.size:
            raise Damaged(f"{len(data)} bytes are no module")
        fields = HEADER.unpack_from(data)
        magic, version, header_size, size, crc32 = fields[:5]
        if (magic, version, header_size) != (MAGIC, VERSION, HEADER.size):
            raise Damaged("magic, version or header size is wrong")
        if size != len(data):
            raise Damaged(f"says it has {size} bytes, the file has {len(data)}")
        if zlib.crc32(data[:12] + bytes(4) + data[16:]) != crc32:
            raise Damaged("the CRC-32 is wrong")
        self.data = data
        self.board = Board(*fields[6:19])
        self.end_of_tables = HEADER.size
        self.tables = [self._rows(layout, *fields[19 + 2 * n:21 + 2 * n])
                       for n, layout in enumerate(ROWS)]
        self.guests = [self._guest(row) for row in self.tables[1]]

    def _rows(self, layout, offset, count):
        end = offset + count * layout.size
        if offset % 8 or offset < self.end_of_tables or end > len(self.data):
            raise Damaged(f"the table at {offset:#x} with {count} rows is not in its place")
        self.end_of_tables = end
        return [layout.unpack_from(self.data, offset + n * layout.size) for n in range(count)]

    def _guest(self, row):
        _, _, segments, blocks, irqs, functions = self.tables
        parts = [self._part(table, *row[n:n + 2])
                 for table, n in ((segments, 7), (blocks, 9), (irqs, 11), (functions, 13))]
        return Guest(row[0].rstrip(b"\0").decode("ascii", "replace"), *row[1:7],
                     [Segment(*part) for part in parts[0]],
                     [Block(*part) for part in parts[1]], parts[2],
                     [Function(*part[:4], part[4:10], part[10:]) for part in parts[3]],
                     row[15], row[16], row[17:])

    @staticmethod
    def _part(table, first, count):
        if first + count > len(table):
            raise Damaged(f"rows {first} to {first + count} are not in their table")
        return table[first:first + count]


def meet(base, end, other_base, other_end):
    """True if two ranges share an address."""
    return base < other_end and other_base < end


def check_images(module, files):
    """The files are those that the module was compiled for."""
    rows = module.tables[0]
    if len(rows) != len(files):
        yield f"names {len(rows)} images, {len(files)} files were given"
    for (name, size, crc32), data in zip(rows, files):
        if (size, crc32) != (len(data), zlib.crc32(data)):
            yield f"image {name.rstrip(bytes(1)).decode('ascii', 'replace')} is another file"


def check_board(module):
    """Cores are named once, and the hypervisor's region is a region."""
    board = module.board
    if not 1 <= board.cpus <= 8 or len(set(board.apic_ids[:board.cpus])) != board.cpus:
        yield "its cores are not 1 to 8 with an APIC id each"
    if board.hv_base < FIRMWARE_END or board.hv_size == 0 \
            or board.hv_base + board.hv_size > 1 << 64:
        yield "the hypervisor's region is empty or in the firmware's memory"
    if not 0 <= board.irq <= 15 or board.keyboard > 15 or board.keyboard == board.irq:
        yield f"the console has interrupt {board.irq}, the keyboard {board.keyboard}"
    if board.flags > 1 or board.printer > 0x10000 - PRINTER_PORTS:
        yield "its flags or the printer's ports are unknown"


def check_guest(module, guest):
    """What one guest is given is well formed and not the hypervisor's."""
    board = module.board
    if not guest.name or not guest.name.isprintable() or len(guest.name) > 15:
        yield "its name is not printable or has no end"
    if not 1 <= guest.cpu < board.cpus:
        yield f"core {guest.cpu} is not for guests"
    if guest.flags > 3 or guest.mode > 1:
        yield "its flags or mode are unknown"
    yield from check_policies(guest)
    end = guest.base + guest.size
    if guest.base % LARGE_PAGE or guest.size % LARGE_PAGE or not guest.size \
            or guest.base < FIRMWARE_END or end > 1 << 64 or guest.size > LOCAL_APIC:
        yield f"its RAM {guest.base:#x}..{end:#x} is not whole large pages above 1 MiB"
    if meet(guest.base, end, board.hv_base, board.hv_base + board.hv_size):
        yield "its RAM reaches the hypervisor"
    yield from check_segments(module, guest)
    yield from check_blocks(module, guest)
    yield from check_irqs(module, guest)
    yield from check_functions(module, guest)


def check_policies(guest):
    """What follows each event is known, and ends a guest that can't go on."""
    for event, (action, most, seconds) in enumerate(POLICY.iter_unpack(guest.policies)):
        if action > STOP_ALL or (event in FINAL_EVENTS and action < STOP) \
                or (action != RESTART and (most or seconds)):
            yield f"what follows event {event} is unknown or no end"


def check_segments(module, guest):
    """Segments come out of their image and go into the guest's RAM, each alone."""
    images = module.tables[0]
    for segment in guest.segments:
        if segment.image != SELF and segment.image >= len(images):
            yield f"a segment is of image {segment.image}, which is not there"
            continue
        start, size = ((module.end_of_tables, len(module.data)) if segment.image == SELF
                       else (0, images[segment.image][1]))
        if segment.offset < start or segment.offset + segment.size > size:
            yield f"the segment for {segment.gpa:#x} is not in its image"
        if segment.gpa + segment.size > guest.size:
            yield f"the segment for {segment.gpa:#x} is not in its RAM"
    for one, other in combinations(guest.segments, 2):
        if meet(one.gpa, one.gpa + one.size, other.gpa, other.gpa + other.size):
            yield f"the segments for {one.gpa:#x} and {other.gpa:#x} overlap"


def check_blocks(module, guest):
    """Register blocks are well formed, sorted, apart, and not the hypervisor's."""
    for block in guest.blocks:
        name = f"the block {block.space}:{block.base:#x}"
        end = block.base + block.size
        if block.space > PORTS or block.access > EMULATE or block.reserved or not block.size \
                or (block.access == EMULATE) != (1 <= block.device <= DEVICES):
            yield f"{name} has an unknown space, access or device"
        if block.irq != NO_IRQ and (block.access != EMULATE or block.irq > 15):
            yield f"{name} has interrupt {block.irq}"
        if end > (0x10000 if block.space == PORTS else 1 << 64):
            yield f"{name} runs over the end of its space"
        if block.space == MEMORY and (block.base % 16 or block.size % 16):
            yield f"{name} is not a multiple of 16"
        if block.space == MEMORY and block.base < guest.size:
            yield f"{name} is within its RAM"
        if meet(block.base, end, LOCAL_APIC, LOCAL_APIC + PAGE) and block.space == MEMORY \
                or block.access != EMULATE and reaches_hypervisor(module, block):
            yield f"{name} reaches the hypervisor's own"
    for one, other in zip(guest.blocks, guest.blocks[1:]):
        if (one.space, one.base + one.size) > (other.space, other.base):
            yield f"the blocks at {one.base:#x} and {other.base:#x} overlap or are not sorted"


def reaches_hypervisor(module, block):
    """True if a block of hardware is the hypervisor's or anybody's RAM."""
    board = module.board
    if block.space == PORTS:
        kept = [*GUARDED_PORTS, (board.port, board.port + 8)]
        if board.printer:
            kept.append((board.printer, board.printer + PRINTER_PORTS))
    else:
        kept = [(page, page + PAGE) for page in (board.ioapic, board.hpet, board.iommu)]
        kept += [(0, FIRMWARE_END), (board.hv_base, board.hv_base + board.hv_size)]
        kept += [(guest.base, guest.base + guest.size) for guest in module.guests]
    return any(meet(block.base, block.base + block.size, *area) for area in kept)


def check_irqs(module, guest):
    """Interrupts are ISA's, not the console's, and each is given once."""
    numbers = [irq for irq, _ in guest.irqs]
    numbers += [irq for irq, _ in {(block.irq, block.device) for block in guest.blocks}
                if irq != NO_IRQ]
    for irq, flags in guest.irqs:
        if irq > 15 or irq == 2 or flags > 3:
            yield f"interrupt {irq} with flags {flags:#x} is no ISA interrupt"
        if irq in (module.board.irq, module.board.keyboard or module.board.irq):
            yield f"interrupt {irq} is the hypervisor's"
    if len(set(numbers)) != len(numbers):
        yield "it has an interrupt twice"


def check_functions(module, guest):
    """What does DMA is bound to what its guest reaches, or is said not to be.

    An IOMMU leads a function through the guest's own tables, so that what was proved
    of RAM and register blocks holds for DMA too.
    """
    if guest.functions and not module.board.iommu and not guest.flags & UNSAFE_DMA:
        yield "its PCI functions reach all memory, and nothing says unsafe-dma"
    if len(guest.functions) > MAX_FUNCTIONS:
        yield f"it has {len(guest.functions)} PCI functions"
    for function in guest.functions:
        name = f"the PCI function {function.id:#06x}"
        if function.reserved or function.irq not in (NO_IRQ, *(irq for irq, _ in guest.irqs)):
            yield f"{name} has interrupt {function.irq}, which is not the guest's"
        for space, base, end in registers(function):
            if not any(block.access == OWN and block.space == space and block.base <= base
                       and end <= block.base + block.size for block in guest.blocks):
                yield f"{name} has registers at {space}:{base:#x}, which are not the guest's"


def registers(function):
    """(space, base, end) of each base address register."""
    bars, masks = function.bars, function.masks
    for number, (bar, mask) in enumerate(zip(bars, masks)):
        upper = number and masks[number - 1] and not bars[number - 1] & 1 \
            and bars[number - 1] & 4
        if mask and not upper:
            base = bar & mask | (bars[number + 1] << 32 if bar & 5 == 4 else 0)
            yield (PORTS if bar & 1 else MEMORY), base, base + (mask & -mask)


def check_pair(one, other):
    """Nothing that one guest reaches, the other reaches; but both may read."""
    if one.name == other.name:
        yield "have one name"
    if one.cpu == other.cpu:
        yield f"share core {one.cpu}"
    if meet(one.base, one.base + one.size, other.base, other.base + other.size):
        yield "share RAM"
    for irq in sorted({irq for irq, _ in one.irqs} & {irq for irq, _ in other.irqs}):
        yield f"share interrupt {irq}"
    for number in sorted({function.id for function in one.functions}
                         & {function.id for function in other.functions}):
        yield f"share the PCI function {number:#06x}"
    for mine in one.blocks:
        for theirs in other.blocks:
            accesses = {mine.access, theirs.access}
            if EMULATE not in accesses and OWN in accesses and mine.space == theirs.space \
                    and meet(mine.base, mine.base + mine.size,
                             theirs.base, theirs.base + theirs.size):
                yield f"share the block {mine.space}:{max(mine.base, theirs.base):#x}"


def violations(module, files):
    """Everything that is wrong, in words."""
    yield from check_images(module, files)
    yield from check_board(module)
    for guest in module.guests:
        for reason in check_guest(module, guest):
            yield f"guest {guest.name}: {reason}"
    for one, other in combinations(module.guests, 2):
        for reason in check_pair(one, other):
            yield f"guests {one.name} and {other.name} {reason}"


def summary(module):
    """What was proved, in one line."""
    guests, board = module.guests, module.board
    functions = sum(len(guest.functions) for guest in guests)
    dma = f"; {functions} PCI functions" if functions else ""
    if functions:
        dma += ", bound to that too by the IOMMU" if board.iommu else ", with UNSAFE DMA"
    owned = [block for guest in guests for block in guest.blocks if block.access == OWN]
    return (f"proved: {len(guests)} guests reach {sum(g.size for g in guests) >> 20} MiB of RAM, "
            f"{len(owned)} register blocks and {sum(len(g.irqs) for g in guests)} interrupts, "
            f"each its own, and nothing of the hypervisor's "
            f"({board.hv_base:#x}..{board.hv_base + board.hv_size - 1:#x}){dma}")


def main():
    """verify.py levsha.cfg IMAGE...: one line of proof, or the violations."""
    if len(sys.argv) < 2:
        sys.exit(f"usage: {sys.argv[0]} levsha.cfg IMAGE... (in the order of the boot modules)")
    path = Path(sys.argv[1])
    try:
        module = Module(path.read_bytes())
        found = list(violations(module, [Path(name).read_bytes() for name in sys.argv[2:]]))
    except Damaged as damage:
        sys.exit(f"{path}: {damage}; compile it again")
    except OSError as error:
        sys.exit(f"{error.filename}: {error.strerror}; name files that can be read")
    if found:
        sys.exit("\n".join(f"{path}: {reason}" for reason in found))
    print(f"{path}: {summary(module)}")


if __name__ == "__main__":
    main()
