# SPDX-License-Identifier: GPL-2.0
"""The root TLB's entries for a guest, as few as possible, and the tree of them."""

from dataclasses import dataclass
from typing import NamedTuple

from pic32.part import PART_ERET, PART_TREE_SIZE
from ranges import Range

PAGE_SIZES = [0x1000 << 2 * step for step in range(9)]      # 4 KiB to 256 MiB
NODE_SHIFT = 22
NODE_SIZE = 1 << NODE_SHIFT
TOP = PART_TREE_SIZE * NODE_SIZE

# CP0 EntryLo
LO_GLOBAL, LO_VALID, LO_DIRTY, LO_NO_READ = 0x1, 0x2, 0x4, 1 << 31
LO_UNCACHED, LO_CACHED = 2 << 3, 3 << 3
RAM = LO_CACHED | LO_DIRTY | LO_VALID | LO_GLOBAL
ROM = LO_CACHED | LO_VALID | LO_GLOBAL
REGISTERS = LO_UNCACHED | LO_DIRTY | LO_VALID | LO_GLOBAL


class Mapping(NamedTuple):
    """Guest physical addresses that stand for physical ones."""

    gpa: Range
    rpa: int
    bits: int                   # of EntryLo


class Pair(NamedTuple):
    """An entry of the TLB: two pages."""

    base: int
    page: int
    lo: tuple

    def maps(self, address):
        """True if a page of it is at that physical address."""
        return any(lo and (lo >> 6 << 12) <= address < (lo >> 6 << 12) + self.page
                   for lo in self.lo)

    @property
    def pagemask(self):
        """CP0 PageMask"""
        return 2 * self.page - 1 & ~0x1fff


@dataclass(frozen=True)
class Node:
    """struct part_node"""

    shift: int
    leaves: tuple               # of (pagemask, lo0, lo1)


NOTHING = Node(NODE_SHIFT, ((0, 0, 0),))


def pairs(mappings):
    """The entries that map all of it, ascending."""
    joined = _join(mappings)
    page = PAGE_SIZES[-1]
    return [pair for base in range(0, TOP, 2 * page) for pair in _cover(joined, base, page)]


def count(gpa, alignment):
    """How many entries a range needs if it lies at an address of that alignment."""
    return len(pairs([Mapping(gpa, gpa.base + alignment, RAM)]))


def memory(mappings):
    """All of it but registers, ascending."""
    return _join(mapping for mapping in mappings if mapping.bits != REGISTERS)


def tree(mappings):
    """The nodes of all 4 MiB of a guest."""
    nodes = [[] for _ in range(PART_TREE_SIZE)]
    for pair in pairs(mappings):
        first = pair.base >> NODE_SHIFT
        for node in nodes[first:max(first + 1, pair.base + 2 * pair.page >> NODE_SHIFT)]:
            node.append(pair)
    return [_node(number, node) for number, node in enumerate(nodes)]


def add_eret(nodes, base):
    """Make each page of the 4 MiB for that the page of ERET."""
    low = base >> 6 | ROM | LO_NO_READ
    nodes[PART_ERET >> NODE_SHIFT] = Node(NODE_SHIFT, ((0, low, low),))
    return nodes


def _node(number, inside):
    if not inside:
        return NOTHING
    span = min(NODE_SIZE, *(2 * pair.page for pair in inside), NODE_SIZE)
    leaves = [NOTHING.leaves[0]] * (NODE_SIZE // span)
    for pair in inside:
        first = max(pair.base - number * NODE_SIZE, 0) // span
        for leaf in range(first, first + max(min(2 * pair.page, NODE_SIZE) // span, 1)):
            leaves[leaf] = (pair.pagemask, *pair.lo)
    return Node(span.bit_length() - 1, tuple(leaves))


def _join(mappings):
    """Neighbours that continue each other become one."""
    joined = []
    for mapping in sorted(mappings):
        last = joined[-1] if joined else None
        if last and last.gpa.end == mapping.gpa.base and last.bits == mapping.bits \
                and last.rpa + last.gpa.size == mapping.rpa:
            joined[-1] = last._replace(gpa=Range(last.gpa.base, last.gpa.size + mapping.gpa.size))
        else:
            joined.append(mapping)
    return joined


def _cover(mappings, base, page):
    """The entries for the pair of pages of that size at base."""
    span = Range(base, 2 * page)
    inside = [mapping for mapping in mappings if mapping.gpa.overlaps(span)]
    if not inside:
        return
    lo = [_entry_lo(inside, Range(half, page)) for half in (base, base + page)]
    if None not in lo:
        yield Pair(base, page, tuple(lo))
        return
    for part in range(base, base + 2 * page, page // 2):
        yield from _cover(inside, part, page // 4)


def _entry_lo(mappings, page):
    """EntryLo of a page, 0 if nothing is there, None if it can't be one page."""
    inside = [mapping for mapping in mappings if mapping.gpa.overlaps(page)]
    if not inside:
        return 0
    rpa = inside[0].rpa + page.base - inside[0].gpa.base
    if not inside[0].gpa.contains(page) or rpa % page.size:
        return None
    return rpa >> 12 << 6 | inside[0].bits
