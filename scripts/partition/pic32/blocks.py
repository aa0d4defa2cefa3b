# SPDX-License-Identifier: GPL-2.0
"""A guest's register blocks, the pages it owns whole, and the maps to find blocks by."""

from dataclasses import dataclass, replace
from typing import Any

from fault import at
from pic32 import emulated, kinds
from pic32.part import PART_ACCESS_EMULATE, PART_ACCESS_OWN, PART_ACCESS_READ
from ranges import PAGE, Range

GRANULE = 16
ALL_BITS = 0xffffffff
PORT_CONTROL = 0x70             # CNCON, whose bits are not one for each pin
MAX_BLOCKS = 255


@dataclass
class Given:
    """A register block that a guest may touch."""

    device: Any
    range: Range
    access: int
    prop: Any = None            # of the guest, that names the device
    mask: int = ALL_BITS
    emulated: Any = None        # its registers, of emulated.py
    report: bool = False

    @property
    def whole(self):
        """True if the guest may do all that hardware allows."""
        return self.access == PART_ACCESS_OWN and self.mask == ALL_BITS


def of_guest(item, board, items):
    """What every guest has, its console's UART, its devices and pins, by address."""
    given = [Given(device, area, PART_ACCESS_EMULATE, emulated=_emulated(device, item))
             for device in board.devices.values() if device.emulated is not None
             for area in device.blocks]
    given += [Given(device, area, PART_ACCESS_READ) for device in board.kind(kinds.READABLE)
              for area in device.blocks]
    given += [Given(console(item, board), area, PART_ACCESS_EMULATE, "console",
                    emulated=emulated.VUART) for area in console(item, board).blocks]
    for prop, access in (("devices", PART_ACCESS_OWN), ("read-only-devices", PART_ACCESS_READ)):
        given += [part for device in _named(item, board, prop) for area in device.blocks
                  for part in _translated(item, Given(
                      device, area, access, prop,
                      report=access == PART_ACCESS_READ and bool(item.get("report-writes"))))]
    given += _pins(item, board, items)
    given.sort(key=lambda block: block.range)
    _check(item, given)
    return given


def _emulated(device, item):
    """Its registers, of emulated.py: a guest that writes flash has more of them."""
    if device.emulated is emulated.VNVM and item.get("writable-flash"):
        return emulated.VNVM_WRITABLE
    return device.emulated


def _translated(item, given):
    """A block in parts: with dma-flash, registers that say where a device reads are emulated."""
    base = given.range.base
    if item.get("dma-flash") and given.access == PART_ACCESS_OWN:
        for address in given.device.sources:
            if given.range.contains(Range(address, GRANULE)):
                if base < address:
                    yield replace(given, range=Range(base, address - base))
                yield replace(given, range=Range(address, GRANULE), access=PART_ACCESS_EMULATE,
                              emulated=emulated.VDMA_SOURCE)
                base = address + GRANULE
    if base < given.range.end:
        yield replace(given, range=Range(base, given.range.end - base))


def console(item, board):
    """The UART that the guest sees on the console."""
    node = item.get("console", board.console.node)
    device = board.devices.get(node.path)
    if device is None or device.kind is not kinds.UART or len(device.irqs) != 3:
        raise at(item.node, f"console names {node.path}, which is no UART",
                 "name a UART of the part", "console")
    return device


def _named(item, board, prop):
    for node in item.get(prop, []):
        device = board.devices.get(node.path)
        if device is None or device.kind not in kinds.GIVEN:
            raise at(item.node, f"{prop} names {node.path}, which can't be given away",
                     "name a device of the part", prop)
        yield device


def alone(node, items):
    """True if a single guest has pins of a port."""
    return sum(node in [port for port, _ in item.get("pins", [])] for item in items) == 1


def _pins(item, board, items):
    """Ports of which the guest has some pins, and their CNCON if no other guest has any."""
    for node, mask in item.get("pins", []):
        port = board.devices.get(node.path)
        if port is None or port.kind is not kinds.PORT:
            raise at(item.node, f"pins names {node.path}, which is no port",
                     "name a port by its label", "pins")
        if mask == 0 or mask & ~port.pins:
            raise at(item.node, f"{node.path} has no pins {mask & ~port.pins:#06x}",
                     f"keep to {port.pins:#06x}", "pins")
        base, control = port.blocks[0].base, port.blocks[0].base + PORT_CONTROL
        behind = Range(control + GRANULE, port.blocks[0].end - control - GRANULE)
        yield Given(port, Range(base, PORT_CONTROL), PART_ACCESS_OWN, "pins", mask)
        yield Given(port, Range(control, GRANULE),
                    PART_ACCESS_OWN if alone(node, items) else PART_ACCESS_READ, "pins")
        yield Given(port, behind, PART_ACCESS_OWN, "pins", mask)


def _check(item, given):
    for one, other in zip(given, given[1:]):
        if one.device is other.device and one.range.overlaps(other.range):
            raise at(item.node, f"it is given {one.device.node.path} twice: by "
                     f"{one.prop} and {other.prop}",
                     "name it once, or let console be another UART",
                     other.prop if one.prop == "console" else one.prop)
        if one.range.overlaps(other.range):
            raise at(item.node, f"{one.device.node.path} ({one.range}) overlaps "
                     f"{other.device.node.path} ({other.range})", "give the guest one of them",
                     other.prop or one.prop)


def off(guest):
    """(address, value) of the stores that switch its devices off and let go of its pins."""
    return [(address, value & given.mask) for given in guest.blocks
            if given.access == PART_ACCESS_OWN for address, value in given.device.off
            if given.range.contains(Range(address, 4))]


def straight(guest, board):
    """Pages whose every register is the guest's: it reaches them without an exit."""
    whole = [given.range for given in guest.blocks if given.whole]
    pages = {area.base for block in whole for area in _pages(block)}
    all_blocks = [block for device in board.devices.values() for block in device.blocks]
    return sorted(page for page in pages
                  if all(any(mine.contains(block) for mine in whole)
                         for block in all_blocks if block.overlaps(Range(page, PAGE))))


def trapped(guest, board):
    """(Given, range, emulated register) of what is reached by an exit, each in one page."""
    direct = set(straight(guest, board))
    rows = []
    for given in guest.blocks:
        if given.emulated is not None:
            rows += [(given, area, register)
                     for register, area in emulated.split(given.emulated, given.range, guest)]
        else:
            rows += [(given, area, None) for area in _pages(given.range)
                     if area.base // PAGE * PAGE not in direct]
    return rows


def _pages(block):
    """A block's parts by page."""
    base = block.base
    while base < block.end:
        end = min(block.end, (base // PAGE + 1) * PAGE)
        yield Range(base, end - base)
        base = end


class Maps:
    """Maps of pages, shared by all guests: number of the block of each 16 bytes."""

    def __init__(self):
        self.maps = [bytes(PAGE // GRANULE)]

    def of_guest(self, rows):
        """Number of the map of each page, for blocks of trapped() numbered from 1."""
        pages = {}
        for number, (_, area, _) in enumerate(rows, 1):
            cells = pages.setdefault(area.base >> 12 & 0xff, bytearray(PAGE // GRANULE))
            first = area.base % PAGE // GRANULE
            cells[first:first + area.size // GRANULE] = bytes([number]) * (area.size // GRANULE)
        return bytes(self._number(bytes(pages[page])) if page in pages else 0
                     for page in range(256))

    def _number(self, cells):
        if cells not in self.maps:
            self.maps.append(cells)
        return self.maps.index(cells)
