# SPDX-License-Identifier: GPL-2.0
"""A small board with two guests, images for them, and runs of the tools."""

import importlib
import struct
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

TREE = Path(__file__).resolve().parents[4]
TOOLS = TREE / "scripts/partition"
BOARDS = TREE / "arch/x86/boards"


def tool(name):
    """A module of the tools."""
    if str(TOOLS) not in sys.path:
        sys.path.insert(0, str(TOOLS))
    return importlib.import_module(name)


def elf(segments=((0x100000, b"code", 0x2000),), entry=0x100000, elf_class=1, machine=3):
    """An ELF32 executable of segments (address, bytes, size in memory)."""
    headers, body = b"", b""
    start = 52 + 32 * len(segments)
    for address, data, memory in segments:
        headers += struct.pack("<8I", 1, start + len(body), address, address,
                               len(data), memory, 7, 1)
        body += data
    return struct.pack("<4sBBB9xHHIIIIIHHHHHH", b"\x7fELF", elf_class, 1, 1, 2, machine, 1,
                       entry, 52, 0, 0, 52, 32, len(segments), 40, 0, 0) + headers + body


def bzimage(code=b"kernel", version=0x20c, **fields):
    """A bzImage whose header has these fields {offset: (format, value)}."""
    image = bytearray(1024)
    values = {
        0x1f1: ("B", 1), 0x1fe: ("H", 0xaa55), 0x200: ("H", 0x66eb), 0x202: ("4s", b"HdrS"),
        0x206: ("H", version), 0x211: ("B", 1), 0x214: ("I", 0x100000),
        0x22c: ("I", 0x37ffffff), 0x238: ("I", 255), 0x258: ("Q", 0x100000),
        0x260: ("I", 0x4000), **{int(name[1:], 16): value for name, value in fields.items()}}
    for offset, (code_format, value) in values.items():
        struct.pack_into("<" + code_format, image, offset, value)
    return bytes(image) + code


def multiboot(flags, *addresses):
    """A Multiboot 1 header."""
    magic = 0x1badb002
    return struct.pack(f"<3I{len(addresses)}I", magic, flags, -(magic + flags) % (1 << 32),
                       *addresses)


class Case(unittest.TestCase):
    """A test with a folder of its own that holds a source and its images."""

    boards = BOARDS

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        self.output = self.folder / "out"
        self.source = self.folder / "board.dts"
        self.text = (BOARDS / "i5-650.dtsi").read_text() \
            + (Path(__file__).parent / "guests.dtsi").read_text()
        self.image("one.bin", b"\xf4\xeb\xfd")
        self.image("two.elf", elf())

    def image(self, name, data):
        """Write an image file."""
        (self.folder / name).write_bytes(data)

    def edit(self, old, new):
        """Change the source in its one place with these words."""
        self.assertEqual(self.text.count(old), 1, f"the source has no one '{old}'")
        self.text = self.text.replace(old, new)

    def run_tool(self, name, *words):
        """Run one of the tools."""
        return subprocess.run(["/usr/bin/python3", TOOLS / name, *words], check=False,
                              capture_output=True, text=True, cwd=self.folder)

    def compile(self, *words):
        """Run the compiler over the source."""
        self.source.write_text(self.text)
        return self.run_tool("compile.py", "-I", self.boards, "-o", self.output, *words,
                             "board.dts")

    def compiled(self):
        """The module's bytes, of a source that must compile."""
        done = self.compile()
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        return (self.output / "levsha.cfg").read_bytes()

    def refused(self, place, message):
        """The compiler says just this, of the line with these words, and writes nothing.

        The message has node and reason; what to do follows it.
        """
        done = self.compile()
        lines = [number for number, line in enumerate(self.text.splitlines(), 1)
                 if place in line]
        self.assertEqual(len(lines), 1, f"'{place}' is in lines {lines}")
        self.assertEqual(done.returncode, 1)
        self.assertRegex(done.stderr, r"\A[^\n]*; [^\n]+\n\Z")
        said = done.stderr.rsplit("; ", 1)[0]
        self.assertEqual(said.replace(str(self.folder), "DIR"),
                         f"board.dts:{lines[0]}: {message}")
        self.assertEqual(list(self.folder.glob("out/*")), [])
