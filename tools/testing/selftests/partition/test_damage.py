# SPDX-License-Identifier: GPL-2.0
"""Damaged files of any kind end in a refusal, never in a traceback."""

import random
import unittest
import zlib
from pathlib import Path

import support
from support import bzimage, elf, multiboot

fault = support.tool("fault")
images = support.tool("images")
loaders = support.tool("loaders")
loading = support.tool("loading")
verify = support.tool("verify")
ROUNDS = 1500
MIB = 1 << 20


class Node:
    """As much of a node as a fault needs."""

    @staticmethod
    def where(prop):
        """Where a property stands."""
        return f"a node's {prop}"


class Item:
    """A guest with no property but its image."""

    node = Node

    @staticmethod
    def get(_prop, default=None):
        """No property is there."""
        return default


def damaged(data, chance):
    """The same with some bytes changed, and perhaps cut short."""
    data = bytearray(data)
    for _ in range(chance.randint(1, 6)):
        data[chance.randrange(min(len(data), 0x280))] = chance.choice((0, 1, 0x7f, 0xff))
    return bytes(data[:chance.choice((len(data), chance.randint(1, len(data))))])


class Images(unittest.TestCase):
    """Images with bytes changed at random, the same at every run."""

    def refusals(self, image_type, good):
        """Load damaged images; returns how many were refused."""
        loader, _ = loaders.LOADERS[image_type]
        chance = random.Random(1)
        refused = 0
        for _ in range(ROUNDS):
            image = images.Image(Path("image"), "image", damaged(good, chance), 0)
            request = loading.Request(Item, image, [], 4 * MIB)
            try:
                loading.check(request, loader(request))
            except fault.Fault:
                refused += 1
        return refused

    def test_elf(self):
        self.assertGreater(self.refusals("elf", elf()), ROUNDS // 2)

    def test_multiboot(self):
        image = elf(((0x100000, multiboot(3) + b"code", 0x100),))
        self.assertGreater(self.refusals("multiboot", image), ROUNDS // 2)

    def test_multiboot_addresses(self):
        image = multiboot(1 << 16, 0x100000, 0x100000, 0x100020, 0x100100, 0x100000)
        self.assertGreater(self.refusals("multiboot", image), ROUNDS // 2)

    def test_linux(self):
        self.assertGreater(self.refusals("linux", bzimage()), ROUNDS // 4)


class Modules(support.Case):
    """Modules with bytes of their tables changed at random and a right CRC."""

    def test_verifier(self):
        good = self.compiled()
        tables = verify.Module(good).end_of_tables
        files = [(self.folder / name).read_bytes() for name in ("one.bin", "two.elf")]
        chance = random.Random(1)
        refuted = 0
        for _ in range(ROUNDS):
            data = bytearray(good)
            for _ in range(chance.randint(1, 4)):
                data[chance.randrange(16, tables)] = chance.choice((0, 1, 0x7f, 0xff))
            data[12:16] = zlib.crc32(data[:12] + bytes(4) + data[16:]).to_bytes(4, "little")
            try:
                refuted += bool(list(verify.violations(verify.Module(bytes(data)), files)))
            except verify.Damaged:
                refuted += 1
        self.assertGreater(refuted, ROUNDS // 4)


if __name__ == "__main__":
    unittest.main()
