# SPDX-License-Identifier: GPL-2.0
"""Linux as an ELF file: taken out of a bzImage, and loaded by its PVH entry."""

import bz2
import gzip
import lzma
import struct
import unittest

import support
from decode import Module, fields
from support import bzimage, elf

FLAT_REAL = 'image = "one.bin";\n\t\t\timage-type = "flat-real";'
PLACE = 'image-type = "linux";'
PROTECTED = 1
TEXT, ENTRY = 0x100000, 0x100080
LOAD, NOTE = 1, 4
BLOCK = 0x10000


def note(owner=b"Xen\0", kind=18, value=struct.pack("<Q", ENTRY)):
    """A note of an ELF file."""
    return struct.pack("<III4s", len(owner), len(value), kind, owner) \
        + value.ljust((len(value) + 3) // 4 * 4, b"\0")


def vmlinux(segments=((TEXT, b"text" * 40, 0x200),), notes=note(b"GNU\0") + note()):
    """An ELF64 executable of segments (address, bytes, size in memory), and notes."""
    rows = [(LOAD, *segment) for segment in segments] + [(NOTE, 0, notes, len(notes))]
    headers, body = b"", b""
    start = 64 + 56 * len(rows)
    for kind, address, data, memory in rows:
        headers += struct.pack("<IIQQQQQQ", kind, 7, start + len(body), address + (3 << 30),
                               address, len(data), memory, 1)
        body += data
    return struct.pack("<4sBBB9xHHIQQQIHHHHHH", b"\x7fELF", 2, 1, 1, 2, 62, 1, TEXT, 64, 0, 0,
                       64, 56, len(rows), 64, 0, 0) + headers + body


def packed(payload):
    """A bzImage with this payload behind eight bytes of code."""
    return bzimage(b"unpacker" + payload, x248=("I", 8), x24c=("I", len(payload)))


class Vmlinux(support.Case):
    """Guest one is Linux."""

    def choose(self, data, more=""):
        """Give guest one this image."""
        self.edit(FLAT_REAL, f'image = "one.bin"; {PLACE} {more}')
        self.image("one.bin", data)

    def load(self, data, more=""):
        """Its row and RAM."""
        self.choose(data, more)
        module = Module(self.compiled())
        files = [(self.folder / row.name.decode()).read_bytes() for row in module.images]
        return module.guests[0], module.ram(module.guests[0], files)

    def refuse(self, data, reason, more="", place=PLACE):
        """The compiler says so."""
        self.choose(data, more)
        self.refused(place, f"/guests/one@10000000: one.bin {reason}")


class Loaded(Vmlinux):
    """What the guest finds."""

    def test_entry_is_the_notes(self):
        guest, ram = self.load(vmlinux())
        self.assertEqual(fields(guest.entry, "mode", "eip", "ebx", "esi"),
                         (PROTECTED, ENTRY, 0x90000, 0))
        self.assertEqual(ram[TEXT:TEXT + 0xa4], b"text" * 40 + bytes(4))

    def test_start_information(self):
        _, ram = self.load(vmlinux(), 'bootargs = "quiet";')
        magic, version, flags, modules, _, line, rsdp, areas_at, areas = struct.unpack_from(
            "<IIIIQQQQI", ram, 0x90000)
        self.assertEqual((magic, version, flags, modules, rsdp), (0x336ec578, 1, 0, 0, 0))
        self.assertEqual(ram[line:line + 6], b"quiet\0")
        self.assertEqual([struct.unpack_from("<QQII", ram, areas_at + 24 * n)
                          for n in range(areas)],
                         [(0, 0x9fc00, 1, 0), (0x9fc00, 0x60400, 2, 0),
                          (0x100000, 0x300000, 1, 0)])

    def test_initrd(self):
        self.image("initrd", b"i" * 0x1800)
        _, ram = self.load(vmlinux(), 'initrd = "initrd";')
        count, at = struct.unpack_from("<IQ", ram, 0x9000c)
        self.assertEqual((count, *struct.unpack_from("<QQQQ", ram, at)),
                         (1, 0x3fe000, 0x1800, 0, 0))
        self.assertEqual(ram[0x3fe000:0x3ff800], b"i" * 0x1800)


class Refused(Vmlinux):
    """What is no such kernel."""

    def test_without_entry(self):
        self.refuse(vmlinux(notes=note(b"GNU\0") + note(kind=17)), "has no PVH entry")

    def test_note_cut_short(self):
        self.refuse(vmlinux(notes=note()[:18]), "has no PVH entry")

    def test_32_bits(self):
        self.refuse(elf(), "is an ELF file of class 32, EM_386, ET_EXEC")

    def test_entry_where_nothing_is(self):
        self.refuse(vmlinux(notes=note(value=struct.pack("<I", 0x300000))),
                    "starts at 0x300000, where nothing is loaded")

    def test_long_command_line(self):
        self.refuse(vmlinux(), "has room for a command line of 60415 bytes, bootargs has 60416",
                    f'bootargs = "{"b" * 60416}";', "bootargs")


class Unpacked(support.Case):
    """scripts/unpack-linux."""

    def unpack(self, image):
        """The result, or what the tool says."""
        self.image("vmlinuz", image)
        done = self.run_tool("../unpack-linux", "vmlinuz", "vmlinux")
        if done.returncode:
            return done.stderr.encode()
        return (self.folder / "vmlinux").read_bytes()

    def test_each_method(self):
        for method in (gzip, bz2, lzma):
            with self.subTest(method.__name__):
                self.assertEqual(self.unpack(packed(method.compress(vmlinux()) + b"size")),
                                 vmlinux())

    def test_zeros_are_left_out(self):
        """They are memory, but no bytes of the file; what is loaded stays the same."""
        text = b"a" * BLOCK + bytes(8 * BLOCK) + b"b" * BLOCK + bytes(8 * BLOCK)
        original = vmlinux(((TEXT, text, len(text)), (0x300000, b"data", 0x100)))
        result = self.unpack(packed(lzma.compress(original)))
        self.assertLess(len(result), 3 * BLOCK)
        rams = []
        for number, image in enumerate((original, result)):
            self.image("one.bin", image)
            if not number:
                self.edit(FLAT_REAL, f'image = "one.bin"; {PLACE}')
            module = Module(self.compiled())
            files = [(self.folder / row.name.decode()).read_bytes() for row in module.images]
            rams.append(module.ram(module.guests[0], files))
        self.assertEqual(*rams)

    def test_a_segment_of_zeros(self):
        result = self.unpack(packed(lzma.compress(vmlinux(((TEXT, bytes(BLOCK), BLOCK),)))))
        self.assertEqual(struct.unpack_from("<Q", result, 64 + 32)[0], 0)
        self.assertEqual(struct.unpack_from("<Q", result, 64 + 40)[0], BLOCK)

    def test_other_files(self):
        for image, message in ((b"\x7fELF" + bytes(1024), "has no Linux boot header"),
                               (packed(b"zstd"), "is packed by a method that is not known here"),
                               (packed(lzma.compress(vmlinux())[:-40]), "has no whole"),
                               (packed(gzip.compress(vmlinux())[:-9]), "has no whole"),
                               (packed(gzip.compress(b"no ELF")), "has no whole 64-bit ELF")):
            with self.subTest(message):
                self.assertRegex(self.unpack(image), rf"\Avmlinuz: {message}[^\n]*\n\Z".encode())


if __name__ == "__main__":
    unittest.main()
