# SPDX-License-Identifier: GPL-2.0
"""Writes the partition module, levsha.cfg."""

import ctypes
import zlib

import layout
from fault import at
from ranges import align_up, human

ALIGN = 8


def build(board, guests, images):
    """The module's bytes."""
    tables = _tables(guests, images)
    header = layout.Header(
        magic=layout.PART_MAGIC, version=layout.PART_VERSION,
        header_size=ctypes.sizeof(layout.Header), board=_board(board))
    offset = header.header_size
    for name, rows in tables.items():
        setattr(header, name, layout.Table(offset, len(rows)))
        offset += sum(map(ctypes.sizeof, rows))
    blobs = _place_data(guests, tables["segments"], offset)
    body = b"".join(bytes(row) for rows in tables.values() for row in rows) + blobs
    header.size = header.header_size + len(body)
    if header.size > layout.PART_MAX_SIZE:
        raise at(board.node, f"the module has {header.size} bytes",
                 f"shorten command lines and images' segments to {human(layout.PART_MAX_SIZE)}")
    header.crc32 = zlib.crc32(bytes(header) + body)
    return bytes(header) + body


def _board(board):
    return layout.Board(
        model=_name(board.node, board.model, 48), hv_base=board.region.base,
        hv_size=board.region.size, ioapic_base=board.ioapic.base,
        hpet_base=board.hpet.base, console_port=board.console.blocks[0].range.base,
        console_irq=min(board.console.irqs), console_baud=board.console_baud,
        keyboard_irq=board.driven.keyboard_irq, printer_port=board.driven.printer_port,
        flags=layout.PART_BOARD_SCREEN if board.driven.screen else 0,
        nr_cpus=len(board.cpus),
        iommu_base=board.iommu[0].range.base if board.iommu else 0,
        apic_id=(ctypes.c_uint8 * layout.PART_MAX_CPUS)(*board.apic_ids))


def _name(node, name, size):
    """A name that leaves room for its NUL."""
    if len(name) >= size:
        raise at(node, f'"{name}" has {len(name)} characters', f"keep to {size - 1}", "model")
    return name.encode()


def _tables(guests, images):
    """All rows, in the order in which the module has them."""
    tables = {"images": [layout.Image(image.name.encode()[:47], len(image.data), image.crc32)
                         for image in images],
              "guests": [], "segments": [], "blocks": [], "irqs": [],
              "functions": []}
    for guest in guests:
        first = {name: len(tables[name])
                 for name in ("segments", "blocks", "irqs", "functions")}
        tables["segments"] += [_segment(segment) for segment in _copied(guest)]
        tables["blocks"] += [_block(given) for given in guest.blocks]
        tables["irqs"] += [layout.Irq(*row) for row in guest.irqs.items()]
        tables["functions"] += [_function(device) for device in guest.functions]
        tables["guests"].append(_guest(guest, first, tables))
    return tables


def _copied(guest):
    """Segments that have bytes; what only needs zeros is there anyway."""
    return [segment for segment in guest.load.segments if segment.size]


def _guest(guest, first, tables):
    count = {name: len(tables[name]) - start for name, start in first.items()}
    return layout.Guest(
        name=guest.name.encode(), cpu=guest.cpu,
        flags=(layout.PART_GUEST_AUTOSTART * guest.autostart
               | layout.PART_GUEST_UNSAFE_DMA * guest.unsafe_dma),
        policy=(layout.Policy * layout.PART_NR_EVENTS)(*guest.policies),
        gdt=guest.load.gdt, ram_base=guest.ram.base, ram_size=guest.ram.size,
        first_segment=first["segments"], nr_segments=count["segments"],
        first_block=first["blocks"], nr_blocks=count["blocks"],
        first_irq=first["irqs"], nr_irqs=count["irqs"],
        first_function=first["functions"], nr_functions=count["functions"],
        entry=guest.load.entry)


def _segment(segment):
    return layout.Segment(
        image=segment.image.index if segment.image else layout.PART_IMAGE_SELF,
        offset=segment.offset, size=segment.size, gpa=segment.gpa)


def _block(given):
    return layout.Block(
        space=given.block.space, access=given.access, device=given.device,
        irq=given.irq, base=given.block.range.base, size=given.block.range.size)


def _function(device):
    function, bars = device.function, ctypes.c_uint32 * layout.PART_NR_BARS
    return layout.Function(
        id=function.id, irq=min(device.irqs, default=layout.PART_IRQ_NONE),
        device=function.device, bar=bars(*function.bars), bar_mask=bars(*function.masks))


def _place_data(guests, rows, start):
    """The bytes made by the compiler, and their offsets into their rows."""
    blobs = b""
    for segment, row in zip((s for guest in guests for s in _copied(guest)), rows):
        if segment.image is None:
            row.offset = start + len(blobs)
            blobs += segment.data.ljust(align_up(segment.size, ALIGN), b"\0")
    return blobs
