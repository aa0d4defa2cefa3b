# SPDX-License-Identifier: GPL-2.0
"""A small PIC32MZ board with two guests, and images for them."""

import re
import struct
from pathlib import Path

import support

BOARDS = support.TREE / "arch/mips/boards"
ONE, TWO = "/guests/one", "/guests/two"
MIPS = 8
FLASH, RAM = 0x9d000000, 0x80000000
NOP, TLBWI = bytes(4), b"\x02\0\0\x42"


def elf(*segments, entry=FLASH, machine=MIPS, flags=7):
    """An ELF32 executable of segments (virtual, physical address, bytes, size in memory)."""
    headers, body = b"", b""
    start = 52 + 32 * len(segments)
    for virtual, physical, data, memory in segments:
        headers += struct.pack("<8I", 1, start + len(body), virtual, physical,
                               len(data), memory, flags, 1)
        body += data
    return struct.pack("<4sBBB9xHHIIIIIHHHHHH", b"\x7fELF", 1, 1, 1, 2, machine, 1, entry, 52,
                       0, 0, 52, 32, len(segments), 40, 0, 0) + headers + body


def program(code=NOP * 4):
    """An executable of code in flash and zeroes in RAM."""
    return elf((FLASH, FLASH, code, len(code)), (RAM, RAM, b"", 0x100))


class Case(support.Case):
    """A test with a folder of its own that holds a source and its images."""

    boards = BOARDS

    def setUp(self):
        super().setUp()
        part = (BOARDS / "pic32mz2048efg100.dtsi").read_text()
        self.text = re.sub('^#include "(.*)"$', lambda name: (BOARDS / name[1]).read_text(),
                           part, flags=re.M) + (Path(__file__).parent / "wifire.dtsi").read_text()
        self.image("one.elf", program())
        self.image("two.bin", NOP * 8)

    def compiled(self):
        """The C tables, of a source that must compile."""
        done = self.compile()
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        return (self.output / "partition.c").read_text()

    def made(self, name):
        """A file that was made."""
        return (self.output / name).read_text()

    def value(self, field, guest=1):
        """A field of a guest's row in the tables."""
        return re.findall(rf"^\t\t\.{field} = (.*),$", self.compiled(), re.M)[guest - 1]

    def init(self, address):
        """What is written to a register at boot, in order."""
        table = re.search(r"part_register init\[\] = \{(.*?)^\}", self.compiled(), re.M | re.S)
        rows = re.findall(r"\{ (\w+), (\w+) \}", table[1])
        return [int(value, 16) for at, value in rows if int(at, 16) == address]
