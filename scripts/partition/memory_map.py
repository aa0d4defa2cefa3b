# SPDX-License-Identifier: GPL-2.0
"""What was decided, area by area and line by line: memory-map.txt.

The picture (picture.py) draws the same areas.
"""

from dataclasses import dataclass
from typing import Any

import layout
import policy as policies
from board import LOCAL_APIC
from claims import FIRMWARE
from ranges import Range, human, roughly

ACCESS = {layout.PART_ACCESS_OWN: "owned", layout.PART_ACCESS_READ: "read only",
          layout.PART_ACCESS_EMULATE: "emulated"}
TRIGGER = {0: "rising edge", layout.PART_IRQ_LOW: "falling edge",
           layout.PART_IRQ_LEVEL: "high level",
           layout.PART_IRQ_LEVEL | layout.PART_IRQ_LOW: "low level"}


@dataclass
class Area:
    """A range of memory with a name; kind is what a reader tells it by."""

    range: Range
    name: str
    kind: str                   # hypervisor, guest, firmware, free, device, data
    guest: Any = None


def host(board, guests):
    """The host's physical memory, lowest address first, nothing left out."""
    given = [Area(FIRMWARE, "firmware", "firmware"),
             Area(board.region, "hypervisor and modules", "hypervisor")]
    given += [Area(guest.ram, guest.name, "guest", guest) for guest in guests]
    devices = [Area(board.ioapic, "I/O APIC", "device"), Area(board.hpet, "HPET", "device"),
               Area(LOCAL_APIC.range, "local APIC", "device")]
    devices += [Area(block.range, "IOMMU", "device") for block in board.iommu]
    free = [Area(gap, "free", "free") for memory in board.memory
            for gap in gaps(memory, [area.range for area in given])]
    return sorted(given + free + devices, key=lambda area: area.range)


def guest_memory(guest):
    """A guest's physical memory from 0 on."""
    segments = guest.load.segments
    loaded = [Area(segment.range, segment.what, "data") for segment in segments]
    unused = gaps(Range(0, guest.ram.size), [segment.range for segment in segments])
    return sorted(loaded + [Area(gap, "RAM", "free") for gap in unused],
                  key=lambda area: area.range)


def gaps(whole, taken):
    """What of the whole is in none of the taken ranges."""
    base = whole.base
    for area in sorted(taken):
        if area.base > base and base < whole.end:
            yield Range(base, min(area.base, whole.end) - base)
        base = max(base, area.end)
    if base < whole.end:
        yield Range(base, whole.end - base)


def registers(guest):
    """A guest's register blocks: [(where, how, device's node)]."""
    return [(str(given.block), _how(given), given.node.path) for given in guest.blocks]


def interrupts(board, guests):
    """Who has which interrupt: [(number, whose name, how, guest or None)]."""
    rows = [(irq, "console", TRIGGER[flags], None)
            for irq, flags in board.console.irqs.items()]
    rows += [(irq, guest.name, TRIGGER[flags], guest)
             for guest in guests for irq, flags in guest.irqs.items()]
    return sorted(rows, key=lambda row: row[0])


def cores(board, guests):
    """Who runs on which core: [(number, APIC id, name, guest or None)]."""
    runs = {guest.cpu: guest for guest in guests}
    rows = []
    for cpu, apic_id in enumerate(board.apic_ids):
        idle = "hypervisor" if cpu == 0 else "idle"
        guest = runs.get(cpu)
        rows.append((cpu, apic_id, guest.name if guest else idle, guest))
    return rows


def start(guest):
    """How a guest starts, in words."""
    entry = guest.load.entry
    if entry.mode == layout.PART_MODE_REAL:
        return f"real mode at {entry.cs:04x}:{entry.eip:04x}"
    return f"protected mode at {entry.eip:#x}"


def policy(guest):
    """Whether a guest starts at boot, and what becomes of it after a fault."""
    begun = "runs from boot" if guest.autostart else "waits for a start command"
    return begun, "after a fault: " + policies.describe(guest.policies[layout.PART_EVENT_FAULT])


def text(board, guests, images, config_size):
    """memory-map.txt"""
    modules = [("levsha.cfg", human(config_size), "")]
    modules += [(image.name, human(len(image.data)), f"CRC-32 {image.crc32:08x}")
                for image in images]
    parts = [
        f"{board.model}: {len(guests)} guests on {len(board.cpus)} cores\n",
        table("Host memory", _areas(host(board, guests))),
        table("Cores", [(f"core {cpu}", f"APIC id {apic_id}", name)
                        for cpu, apic_id, name, _ in cores(board, guests)]),
        table("Device interrupts", [(f"IRQ {irq}", name, how)
                                    for irq, name, how, _ in interrupts(board, guests)]),
        table("Boot modules", [(str(number), *row) for number, row in enumerate(modules)]),
    ]
    return "\n".join(parts + [_guest(guest) for guest in guests])


def _guest(guest):
    functions = [(str(device.function), device.node.path, "DMA " + (
        "to all memory: unsafe-dma" if guest.unsafe_dma else "to its RAM and registers alone"))
                 for device in guest.functions]
    return "\n".join((
        f"Guest {guest.name}: core {guest.cpu}, {human(guest.ram.size)} at host "
        f"{guest.ram.base:#x}\n  starts in {start(guest)}; {'; '.join(policy(guest))}\n",
        table("  Guest memory", _areas(guest_memory(guest)), 4),
        table("  Registers", registers(guest), 4),
        *([table("  PCI functions", functions, 4)] if functions else [])))


def _areas(areas):
    return [(f"{area.range.base:#010x}", f"{area.range.end - 1:#010x}",
             roughly(area.range.size), area.name) for area in areas]


def table(title, rows, indent=2):
    """Lines with columns as wide as their widest word."""
    widths = [max(map(len, column)) for column in zip(*rows)]
    lines = ["  ".join(word.ljust(width) for word, width in zip(row, widths)).rstrip()
             for row in rows] or ["none"]
    return "\n".join([title, *(" " * indent + line for line in lines)]) + "\n"


def _how(given):
    if given.irq == layout.PART_IRQ_NONE:
        return ACCESS[given.access]
    return f"{ACCESS[given.access]}, IRQ {given.irq}"
