# SPDX-License-Identifier: GPL-2.0
"""Property values: each parser takes (tree, node, property name)."""

import struct

from fault import at
from ranges import MMIO, PIO, Block, Range

MAX_U32 = (1 << 32) - 1
MAX_U64 = (1 << 64) - 1


def texts(_tree, node, prop):
    """A list of strings of printable ASCII."""
    raw = node.props[prop]
    if not raw.endswith(b"\0"):
        raise at(node, f"{prop} is not a string", "write it in quotes", prop)
    strings = raw[:-1].decode("latin-1").split("\0")
    if not all(string.isascii() and string.isprintable() for string in strings):
        raise at(node, f"{prop} has characters other than printable ASCII",
                 "write it with letters, digits and signs of ASCII", prop)
    if not all(strings):
        raise at(node, f"{prop} is an empty string", "give a word or leave it out", prop)
    return strings


def text(tree, node, prop):
    """One string of printable ASCII."""
    return _only(node, prop, texts(tree, node, prop), "strings")


def choice(*words):
    """A parser of a string that is one of these words."""
    def parse(tree, node, prop):
        word = text(tree, node, prop)
        if word not in words:
            raise at(node, f'{prop} "{word}" is unknown',
                     f"use one of {', '.join(words)}", prop)
        return word
    return parse


def flag(_tree, node, prop):
    """True, for a property without a value."""
    if node.props[prop]:
        raise at(node, f"{prop} has a value", f'write just "{prop};"', prop)
    return True


def cells(_tree, node, prop):
    """A list of 32-bit numbers."""
    raw = node.props[prop]
    if len(raw) % 4 or not raw:
        raise at(node, f"{prop} is {len(raw)} bytes long, which is not a row of cells",
                 "write 32-bit cells, as in <1 2>", prop)
    return list(struct.unpack(f">{len(raw) // 4}I", raw))


def number(tree, node, prop):
    """One 32-bit number."""
    return _only(node, prop, cells(tree, node, prop), "cells")


def constant(value):
    """A parser of one number that can only be this one."""
    def parse(tree, node, prop):
        found = number(tree, node, prop)
        if found != value:
            raise at(node, f"{prop} is {found}", f"it must be <{value}> here", prop)
        return found
    return parse


def groups(width, of_what):
    """A parser of cells in groups of that many."""
    def parse(tree, node, prop):
        found = cells(tree, node, prop)
        if len(found) % width:
            raise at(node, f"{prop} has {len(found)} cells, which is no multiple of {width}",
                     f"give {of_what}", prop)
        return [tuple(found[i:i + width]) for i in range(0, len(found), width)]
    return parse


def node_list(tree, node, prop):
    """A list of the nodes that the phandles name."""
    found = [tree.by_phandle.get(struct.pack(">I", phandle))
             for phandle in cells(tree, node, prop)]
    if None in found:
        raise at(node, f"{prop} has a number that is no node",
                 "name nodes by their labels, as in <&com1>", prop)
    return found


def one_node(tree, node, prop):
    """The one node that the phandle names."""
    return _only(node, prop, node_list(tree, node, prop), "nodes")


def wide_ranges(tree, node, prop):
    """Ranges of memory: two cells of address and two of size each."""
    parse = groups(4, "two cells of address and two of size for each range")
    return [_range(node, prop, high << 32 | low, size_high << 32 | size_low)
            for high, low, size_high, size_low in parse(tree, node, prop)]


def wide_range(tree, node, prop):
    """One range of memory."""
    return _only(node, prop, wide_ranges(tree, node, prop), "ranges")


def ranges(tree, node, prop):
    """Ranges of memory: a cell of address and one of size each."""
    parse = groups(2, "address and size of each range")
    return [_range(node, prop, base, size, MAX_U32) for base, size in parse(tree, node, prop)]


def references(width, of_what):
    """A parser of groups of a node and that many cells: [(node, cell ...)]."""
    def parse(tree, node, prop):
        found = []
        for phandle, *numbers in groups(width + 1, of_what)(tree, node, prop):
            named = tree.by_phandle.get(struct.pack(">I", phandle))
            if named is None:
                raise at(node, f"{prop} has the number {phandle:#x} where a node belongs",
                         f"give {of_what}", prop)
            found.append((named, *numbers))
        return found
    return parse


def bus_blocks(tree, node, prop):
    """Blocks of memory-mapped registers on a simple-bus."""
    return [Block(MMIO, found) for found in wide_ranges(tree, node, prop)]


def isa_blocks(tree, node, prop):
    """Blocks on an ISA bus: a cell of space (1 for ports), address and size."""
    blocks = []
    for space, base, size in groups(3, "space, address and size for each block")(
            tree, node, prop):
        if space not in (MMIO, PIO):
            raise at(node, f"{prop} has the space {space}",
                     "use 0 for memory or 1 for I/O ports", prop)
        blocks.append(Block(space, _range(node, prop, base, size)))
        if space == PIO and blocks[-1].range.end > 0x10000:
            raise at(node, f"{prop} reaches port {blocks[-1].range.end - 1:#x}",
                     "the last I/O port is 0xffff", prop)
    return blocks


def _range(node, prop, base, size, last=MAX_U64):
    if size == 0:
        raise at(node, f"{prop} has a size of 0", "give the bytes or ports there are", prop)
    if base + size - 1 > last:
        raise at(node, f"{prop} runs over the end of {last.bit_length()} bits "
                 f"({base:#x} + {size:#x})",
                 "correct base or size", prop)
    return Range(base, size)


def _only(node, prop, found, what):
    if len(found) != 1:
        raise at(node, f"{prop} has {len(found)} {what}", "give one", prop)
    return found[0]
