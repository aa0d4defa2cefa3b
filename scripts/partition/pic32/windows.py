# SPDX-License-Identifier: GPL-2.0
"""What the DMA of guests reaches: windows of powers of two in the targets of the bus."""

from fault import at
from pic32 import fence
from pic32.fence import FLASH_TARGET, MAX_MASTERS, RAM_TARGETS, TARGETS
from ranges import Range, align_up

LEAST = 0x400
PERIPHERALS = Range(0x1f820000, 0x60000)        # targets 6 to 8, of 128 KiB each
PERIPHERAL_SIZE, FIRST_PERIPHERAL = 0x20000, 6


def of_board(board, guests, places):
    """{target: [(range, read groups, write groups)]}"""
    masters = [guest for guest in guests if guest.masters]
    if len(masters) > MAX_MASTERS:
        raise at(masters[MAX_MASTERS].node, "its "
                 f"{masters[MAX_MASTERS].masters[0].node.path} does DMA, as devices of "
                 f"{MAX_MASTERS} other guests do", "give bus masters to two guests", "devices")
    windows = {}
    for guest in masters:
        bit = 1 << fence.group(guest, guests)
        for area in _split(places[guest.number - 1].ram):
            target = RAM_TARGETS[area.base >= board.memory[0].end]
            _add(windows, guest, target, area, bit, bit)
        for mapping in places[guest.number - 1].flash:
            if mapping.rpa == mapping.gpa.base or guest.get("dma-flash"):
                for area in _split(Range(mapping.rpa, mapping.gpa.size)):
                    _add(windows, guest, FLASH_TARGET, area, bit, 0)
        for area in _devices(board, guest, guests):
            target = FIRST_PERIPHERAL + (area.base - PERIPHERALS.base) // PERIPHERAL_SIZE
            _add(windows, guest, target, area, bit, bit)
    return windows


def _add(windows, guest, target, area, read, write):
    rows = windows.setdefault(target, [])
    if (area, read, write) not in rows:
        rows.append((area, read, write))
    if len(rows) > len(TARGETS[target]) - 1:
        raise at(guest.node, f"its DMA needs {area}, but the bus arbiter's target {target} has "
                 f"only {len(TARGETS[target]) - 1} windows",
                 "make sizes powers of two and bases multiples of the size",
                 "devices" if target in RAM_TARGETS or target == FLASH_TARGET else "dma-targets")


def _split(area):
    """A range as few powers of two, each a multiple of itself, within a bank of RAM."""
    base, parts = area.base, []
    while base < area.end:
        size = 0x40000
        while base % size or base + size > area.end:
            size //= 2
        parts.append(Range(base, size))
        base += size
    return parts


def _devices(board, guest, guests):
    """Registers that its DMA reaches, grown to what a window can be."""
    for node in guest.get("dma-targets", []):
        device = board.devices.get(node.path)
        mine = [given.range for given in guest.blocks if given.whole]
        if device is None or not all(block in mine for block in device.blocks):
            raise at(guest.node, f"dma-targets names {node.path}, which is not its own",
                     "name devices that the guest owns", "dma-targets")
        for block in device.blocks:
            yield _window(board, guest, mine, block)


def _window(board, guest, mine, block):
    base = block.base // LEAST * LEAST
    area = Range(base, align_up(block.end - base, LEAST))
    if not PERIPHERALS.contains(area) or area.size & (area.size - 1):
        raise at(guest.node, f"the registers {block} can't be a window of the bus arbiter",
                 "leave them to the guest's instructions", "dma-targets")
    for device in board.devices.values():
        for other in device.blocks:
            if other.overlaps(area) and other not in mine:
                raise at(guest.node, f"DMA to {block} needs a window on {area}, in which "
                         f"{device.node.path} is not its own",
                         "give it that device too", "dma-targets")
    return area
