# SPDX-License-Identifier: GPL-2.0
"""PCI functions of the board, by the PCI bus binding to Open Firmware.

Firmware has placed a function's registers; assigned-addresses tells where, and the
hypervisor refuses to start a board on which that is not so.
"""

import re
from dataclasses import dataclass
from typing import Any

import layout
import schema
from fault import at
from ranges import MMIO, PAGE, PIO, Block, Range, align_up

IO, MEMORY32, MEMORY64 = 1, 2, 3        # kinds of space in the first cell of an address
FIRST_BAR, LAST_BAR = 0x10, 0x24
PREFETCHABLE = 1 << 30
BAR_IO, BAR_64, BAR_PREFETCH = 1, 4, 8
IDS = re.compile(r"pci([0-9a-f]{1,4}),([0-9a-f]{1,4})")
SPACES = {IO: PIO, MEMORY32: MMIO, MEMORY64: MMIO}
LIMIT = 1 << 32


@dataclass
class Function:
    """What its configuration space says of a function."""

    node: Any
    id: int                     # bus << 8 | device << 3 | function
    device: int                 # vendor and device id
    bars: list                  # as their registers read
    masks: list                 # bits of them that are an address
    blocks: list                # what they give, memory in whole pages

    def __str__(self):
        return f"{self.id >> 8:02x}:{self.id >> 3 & 31:02x}.{self.id & 7}"


def functions(root):
    """{path: Function} of all buses; none has what is another's."""
    found = [_function(item, _windows(bus))
             for bus in root.all(schema.PCI) for item in bus.children]
    for number, function in enumerate(found):
        for other in found[:number]:
            _check_apart(function, other)
    return {function.node.path: function for function in found}


def _windows(bus):
    """What the host bridge passes on, one to one."""
    windows = []
    for high, middle, low, parent_high, parent_low, size_high, size in bus.get("ranges"):
        space = SPACES.get(high >> 24 & 3)
        if space is None or (middle, low) != (parent_high, parent_low):
            raise at(bus.node, f"the window {high:#x} {low:#x} is not passed on one to one",
                     "give I/O ports or memory with the same address on both sides", "ranges")
        windows.append(Block(space, Range(middle << 32 | low, size_high << 32 | size)))
    return windows


def _function(item, windows):
    (high, *rest), *more = item.get("reg")
    if more or any(rest) or high & 0xff0000ff:
        raise at(item.node, "reg is not the configuration space of one function",
                 "give <(bus << 16 | device << 11 | function << 8) 0 0 0 0>", "reg")
    ids = [found for found in map(IDS.fullmatch, item.get("compatible")) if found]
    if not ids:
        raise at(item.node, "compatible does not name vendor and device",
                 'write "pciVVVV,DDDD" with both ids in hexadecimal', "compatible")
    function = Function(item.node, high >> 8, int(ids[0][2], 16) << 16 | int(ids[0][1], 16),
                        [0] * layout.PART_NR_BARS, [0] * layout.PART_NR_BARS, [])
    for cells in item.get("assigned-addresses", []):
        _add_bar(function, cells, windows)
    return function


def _add_bar(function, cells, windows):
    """Check one base address register, and what it gives."""
    high, middle, low, size_high, size = cells
    node, prop = function.node, "assigned-addresses"
    register, kind = high & 0xff, high >> 24 & 3
    number = (register - FIRST_BAR) // 4
    last = LAST_BAR - 4 * (kind == MEMORY64)
    if high >> 8 & 0xffff != function.id or kind not in SPACES or register % 4 \
            or not FIRST_BAR <= register <= last:
        raise at(node, f"{high:#x} is no base address register of {function}",
                 "name space, function and register as lspci -vx shows them", prop)
    base, size = middle << 32 | low, size_high << 32 | size
    block = Block(SPACES[kind], Range(base, size))
    if size < 4 or size & size - 1 or base % size or base + size > LIMIT:
        raise at(node, f"{block} is not a power of two at a multiple of itself below 4 GiB",
                 "correct base and size", prop)
    if function.masks[number] or kind == MEMORY64 and function.masks[number + 1]:
        raise at(node, f"the register {register:#x} is given twice", "keep one", prop)
    if kind != IO and base % PAGE:
        raise at(node, f"{block} does not start a page",
                 "let the firmware align it, or leave the function out", prop)
    if not any(block.space == window.space and window.range.contains(block.range)
               for window in windows):
        raise at(node, f"{block} is in no window of the bus",
                 "correct it, or the ranges of the bus", prop)
    mask = LIMIT - size
    function.masks[number] = mask & ~3 if kind == IO else mask & ~0xf
    function.bars[number] = low | (BAR_IO if kind == IO else
                                   BAR_64 * (kind == MEMORY64)
                                   | BAR_PREFETCH * bool(high & PREFETCHABLE))
    if kind == MEMORY64:
        function.masks[number + 1] = LIMIT - 1
    if kind != IO:
        block = Block(MMIO, Range(base, align_up(size, PAGE)))
    function.blocks.append(block)


def _check_apart(function, other):
    if function.id == other.id:
        raise at(function.node, f"the function {function} is {other.node.path} too",
                 "keep one", "reg")
    for mine in function.blocks:
        for theirs in other.blocks:
            if mine.overlaps(theirs):
                raise at(function.node, f"{mine} shares a page or port with {other.node.path}, "
                         f"{theirs}", "let the firmware place them apart", "assigned-addresses")
