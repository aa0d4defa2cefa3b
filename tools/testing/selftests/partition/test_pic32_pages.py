# SPDX-License-Identifier: GPL-2.0
"""Root TLB entries: as few as pages allow, and the tree of them says the same."""

import unittest

import support

pages = support.tool("pic32.pages")
Range = support.tool("ranges").Range
KIB, MIB = 1 << 10, 1 << 20


def entries(*mappings):
    """Base and page size of each entry for (gpa, rpa, size)."""
    return [(pair.base, pair.page) for pair in pages.pairs(
        [pages.Mapping(Range(gpa, size), rpa, pages.RAM) for gpa, rpa, size in mappings])]


def looked_up(tree, address):
    """The leaf of an address, as the refill handler finds it."""
    node = tree[address >> 22]
    return node.leaves[address >> node.shift & len(node.leaves) - 1]


def walked(tree, address):
    """The physical address that a tree gives, or None."""
    mask, *lo = looked_up(tree, address)
    page = (mask | 0x1fff) + 1 >> 1
    half = lo[address // page & 1]
    return (half >> 6 << 12) + address % page if half & pages.LO_VALID else None


class Entries(unittest.TestCase):
    """How many, and how large."""

    def test_a_page(self):
        self.assertEqual(entries((0x1000, 0x5000, 4 * KIB)), [(0, 4 * KIB)])

    def test_a_pair(self):
        self.assertEqual(entries((0, 0x20000, 128 * KIB)), [(0, 64 * KIB)])

    def test_two_halves_from_different_places(self):
        self.assertEqual(entries((0, 0x30000, 64 * KIB), (0x10000, 0x10000, 64 * KIB)),
                         [(0, 64 * KIB)])

    def test_neighbours_are_one_area(self):
        self.assertEqual(entries((0, 0x10000, 32 * KIB), (0x8000, 0x18000, 32 * KIB)),
                         [(0, 64 * KIB)])

    def test_large_and_small(self):
        self.assertEqual(entries((0, 0x10000, 72 * KIB)),
                         [(base, 16 * KIB) for base in (0, 0x8000)] + [(0x10000, 4 * KIB)])

    def test_unaligned_places_need_small_pages(self):
        self.assertEqual(len(entries((0, 0x1000, 64 * KIB))), 8)

    def test_the_largest(self):
        self.assertEqual(entries((0, 0, 512 * MIB)), [(0, 256 * MIB)])


class Tree(unittest.TestCase):
    """The tree gives each address what was mapped, and nothing else."""

    def check(self, *mappings):
        """Every 4 KiB of the guest's memory."""
        tree = pages.tree([pages.Mapping(Range(gpa, size), rpa, pages.RAM)
                           for gpa, rpa, size in mappings])
        self.assertEqual(len(tree), 128)
        expected = {gpa + at: rpa + at for gpa, rpa, size in mappings
                    for at in range(0, size, 4 * KIB)}
        for address in range(0, 512 * MIB, 4 * KIB):
            if walked(tree, address) != expected.get(address):
                self.assertEqual(walked(tree, address), expected.get(address), hex(address))

    def test_nothing(self):
        self.check()

    def test_small_pages(self):
        self.check((0x3000, 0x7000, 20 * KIB), (0x1d000000, 0x1d021000, 44 * KIB))

    def test_mixed(self):
        self.check((0, 0x40000, 200 * KIB), (0x1fc0c000, 0x1fc0c000, 16 * KIB))

    def test_pages_of_several_nodes(self):
        self.check((0x2000000, 0x4000000, 32 * MIB), (0x4000000, 0x5000, 4 * KIB))

    def test_same_leaf_throughout_an_entry(self):
        tree = pages.tree([pages.Mapping(Range(0, 0x20000), 0x20000, pages.RAM),
                           pages.Mapping(Range(0x20000, 0x1000), 0x5000, pages.RAM)])
        self.assertEqual({looked_up(tree, address) for address in range(0, 0x20000, 0x1000)},
                         {(0x1e000, 0x81f, 0xc1f)})

    def test_erets(self):
        tree = pages.add_eret(pages.tree([]), 0x1d01f000)
        low = 0x8000001b | 0x1d01f << 6
        self.assertEqual({looked_up(tree, address)
                          for address in range(0x1c000000, 0x1c400000, 0x1000)}, {(0, low, low)})
        self.assertEqual((walked(tree, 0x1bfff000), walked(tree, 0x1c400000)), (None, None))


if __name__ == "__main__":
    unittest.main()
