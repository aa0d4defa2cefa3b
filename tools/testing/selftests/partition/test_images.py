# SPDX-License-Identifier: GPL-2.0
"""Each image type: what is in the guest's RAM, and how its CPU starts."""

import struct
import unittest

import support
from decode import Module, fields
from support import bzimage, elf, multiboot

REAL, PROTECTED = 0, 1
FLAT_REAL = 'image = "one.bin";\n\t\t\timage-type = "flat-real";'


class Image(support.Case):
    """Guest one with an image; guest two goes away."""

    def load(self, image_type, data, more="", **others):
        """Compile guest one with this image; returns its row and RAM."""
        self.edit(FLAT_REAL, f'image = "one.bin"; image-type = "{image_type}"; {more}')
        self.image("one.bin", data)
        for name, content in others.items():
            self.image(name, content)
        module = Module(self.compiled())
        files = [(self.folder / row.name.decode()).read_bytes() for row in module.images]
        return module.guests[0], module.ram(module.guests[0], files)


class Flat(Image):
    """Flat binaries."""

    def test_boot_sector(self):
        guest, ram = self.load("flat-real", b"boot")
        self.assertEqual(fields(guest.entry, "mode", "cs", "eip", "edx", "esp"),
                         (REAL, 0, 0x7c00, 0x80, 0x7c00))
        self.assertEqual(ram[0x500:0xf0000].strip(b"\0"), b"boot")
        self.assertEqual(ram[0x7c00:0x7c00 + 4], b"boot")
        self.assertEqual(ram[0xf1000:].count(0), len(ram) - 0xf1000)

    def test_a_vector_leads_to_an_end_that_tells_its_number(self):
        _, ram = self.load("flat-real", b"boot")
        self.assertEqual(struct.unpack_from("<HH", ram, 4 * 0x13), (0x130, 0xf000))
        self.assertEqual(ram[0xf0130:0xf0140].hex(" "),
                         "2e 0f 01 1e 08 00 cc 00 00 00 00 00 00 00 00 00")

    def test_what_a_bios_would_have_noted(self):
        """COM1, the end of conventional memory in two ways, and the screen's ports."""
        _, ram = self.load("flat-real", b"boot")
        self.assertEqual([struct.unpack_from("<H", ram, at)[0]
                          for at in (0x400, 0x40e, 0x413, 0x463)], [0x3f8, 0x9fc0, 639, 0x3d4])

    def test_an_image_may_bring_its_vectors(self):
        _, ram = self.load("flat-real", b"boot", "load-address = <0x0>;")
        self.assertEqual(ram.rstrip(b"\0"), b"boot")

    def test_an_image_may_cover_the_bios(self):
        _, ram = self.load("flat-real", bytes(0xf0000))
        self.assertEqual(ram.count(0), len(ram))

    def test_real_mode_above_64_kib(self):
        guest, ram = self.load("flat-real", b"boot", "load-address = <0x20010>;")
        self.assertEqual(fields(guest.entry, "mode", "cs", "eip"), (REAL, 0x2001, 0))
        self.assertEqual(ram[0x20010:0x20014], b"boot")

    def test_real_mode_entry(self):
        guest, _ = self.load("flat-real", b"boot", "entry = <0x7c0 2>;")
        self.assertEqual(fields(guest.entry, "mode", "cs", "eip"), (REAL, 0x7c0, 2))

    def test_protected_mode(self):
        guest, ram = self.load("flat", b"kernel", "load-address = <0x200000>;")
        self.assertEqual(fields(guest.entry, "mode", "cs", "eip"), (PROTECTED, 8, 0x200000))
        self.assertEqual(ram[0x200000:0x200006], b"kernel")

    def test_protected_mode_entry(self):
        guest, _ = self.load("flat", b"kernel", "load-address = <0x200000>; entry = <0x200004>;")
        self.assertEqual(guest.entry.eip, 0x200004)


class Elf(Image):
    """ELF executables."""

    def test_segments_and_zeros(self):
        guest, ram = self.load("elf", elf(
            ((0x100000, b"text", 4), (0x101000, b"data", 0x1000), (0x200000, b"", 0x1000)),
            entry=0x100002))
        self.assertEqual(fields(guest.entry, "mode", "eip", "eax", "esp"),
                         (PROTECTED, 0x100002, 0, 0))
        self.assertEqual(ram[0x100000:0x100004], b"text")
        self.assertEqual(ram[0x101000:0x101008], b"data\0\0\0\0")
        self.assertEqual(guest.nr_segments, 2)

    def test_physical_addresses_count(self):
        """A kernel linked for high virtual addresses."""
        image = bytearray(elf(entry=0xc0100001))
        struct.pack_into("<I", image, 52 + 8, 0xc0100000)
        guest, ram = self.load("elf", bytes(image))
        self.assertEqual(guest.entry.eip, 0x100001)
        self.assertEqual(ram[0x100000:0x100004], b"code")


class Multiboot(Image):
    """Multiboot 1 kernels."""

    MODULES = 'bootargs = "-v"; initrd = "first", "second";'

    def information(self, guest, ram):
        """The information structure's words."""
        self.assertEqual(fields(guest.entry, "mode", "eax"), (PROTECTED, 0x2badb002))
        return struct.unpack_from("<29I", ram, guest.entry.ebx)

    def string(self, ram, address):
        """The string at an address."""
        return ram[address:ram.index(b"\0", address)]

    def test_elf(self):
        guest, ram = self.load("multiboot", elf(((0x100000, multiboot(3) + b"code", 0x100),),
                                                entry=0x10000c))
        self.assertEqual(guest.entry.eip, 0x10000c)
        self.assertEqual(ram[0x10000c:0x100010], b"code")
        info = self.information(guest, ram)
        self.assertEqual(info[0], 1 << 0 | 1 << 2 | 1 << 3 | 1 << 6 | 1 << 9)
        self.assertEqual(info[1:3], (639, 3 * 1024))
        self.assertEqual(self.string(ram, info[4]), b"one.bin")
        self.assertEqual(info[5], 0)
        self.assertEqual(self.string(ram, info[16]), b"Levsha")
        self.assertEqual(struct.unpack_from("<H", ram, 0x413)[0], 639)

    def test_memory_map(self):
        guest, ram = self.load("multiboot", elf(((0x100000, multiboot(3), 0x100),)))
        info = self.information(guest, ram)
        rows = [struct.unpack_from("<IQQI", ram, info[12] + 24 * n) for n in range(info[11] // 24)]
        self.assertEqual(rows, [(20, 0, 0x9fc00, 1), (20, 0x9fc00, 0x60400, 2),
                                (20, 0x100000, 0x300000, 1)])

    def test_modules(self):
        guest, ram = self.load("multiboot", elf(((0x100000, multiboot(3), 0x1800),)),
                               self.MODULES, first=b"1" * 0x1001, second=b"22")
        info = self.information(guest, ram)
        self.assertEqual(self.string(ram, info[4]), b"one.bin -v")
        rows = [struct.unpack_from("<4I", ram, info[6] + 16 * n) for n in range(info[5])]
        self.assertEqual([row[:2] for row in rows],
                         [(0x102000, 0x103001), (0x104000, 0x104002)])
        self.assertEqual([self.string(ram, row[2]) for row in rows], [b"first", b"second"])
        self.assertEqual(ram[0x102000:0x103001], b"1" * 0x1001)
        self.assertEqual(ram[0x104000:0x104002], b"22")

    def test_addresses_in_the_header(self):
        """The file from 4 bytes before its header on, with zeros behind."""
        header = multiboot(1 << 16, 0x200004, 0x200000, 0x200028, 0x201000, 0x200024)
        guest, ram = self.load("multiboot", b"skipped!" + b"head" + header + b"code" + b"junk")
        self.assertEqual(guest.entry.eip, 0x200024)
        self.assertEqual(ram[0x200000:0x200028], b"head" + header + b"code")
        self.assertEqual(ram[0x200028:0x20002c], bytes(4))

    def test_information_keeps_clear_of_a_low_kernel(self):
        guest, _ = self.load("multiboot", elf(((0x1000, multiboot(3), 0x2100),), entry=0x1000))
        self.assertEqual(guest.entry.ebx, 0x4000)


class Linux(Image):
    """bzImages."""

    INITRD = 'bootargs = "quiet"; initrd = "initrd";'

    def test_registers_and_code(self):
        guest, ram = self.load("linux", bzimage())
        self.assertEqual(fields(guest.entry, "mode", "eip", "esi", "ebx", "ebp", "edi"),
                         (PROTECTED, 0x100000, 0x90000, 0, 0, 0))
        self.assertEqual(ram[0x100000:0x100006], b"kernel")

    def test_descriptors(self):
        """Flat code and data at 0x10 and 0x18, as the protocol says."""
        guest, ram = self.load("linux", bzimage())
        self.assertEqual(guest.entry.cs, 0x10)
        self.assertEqual(struct.unpack_from("<4Q", ram, guest.gdt),
                         (0, 0, 0x00cf9b000000ffff, 0x00cf93000000ffff))

    def test_preferred_address(self):
        guest, ram = self.load("linux", bzimage(x258=("Q", 0x200000)))
        self.assertEqual(guest.entry.eip, 0x200000)
        self.assertEqual(ram[0x200000:0x200006], b"kernel")
        self.assertEqual(struct.unpack_from("<I", ram, 0x90214)[0], 0x200000)

    def test_old_protocol_has_no_preferred_address(self):
        guest, _ = self.load("linux", bzimage(version=0x209, x258=("Q", 0x200000)))
        self.assertEqual(guest.entry.eip, 0x100000)

    def test_zero_page(self):
        _, ram = self.load("linux", bzimage(), 'bootargs = "quiet";')
        page = ram[0x90000:0x91000]
        self.assertEqual(page[0x202:0x206], b"HdrS")
        self.assertEqual((page[0x210], page[0x211]), (0xff, 0x81))
        self.assertEqual(struct.unpack_from("<H", page, 0x224)[0], 0xde00)
        line = struct.unpack_from("<I", page, 0x228)[0]
        self.assertEqual(ram[line:line + 6], b"quiet\0")
        self.assertEqual(struct.unpack_from("<I", page, 0x1e0)[0], 3 * 1024)
        self.assertEqual(page[:0x1e0].count(0), 0x1e0)

    def test_only_the_header_is_copied(self):
        """The header ends where its jump goes: 0x202 + 0x5e."""
        _, ram = self.load("linux", bzimage(x200=("H", 0x5eeb)))
        self.assertEqual(ram[0x90258:0x90268], struct.pack("<QQ", 0x100000, 0))

    def test_memory_map(self):
        _, ram = self.load("linux", bzimage())
        self.assertEqual(ram[0x901e8], 3)
        rows = [struct.unpack_from("<QQI", ram, 0x902d0 + 20 * n) for n in range(3)]
        self.assertEqual(rows, [(0, 0x9fc00, 1), (0x9fc00, 0x60400, 2), (0x100000, 0x300000, 1)])

    def test_initrd_is_at_the_top(self):
        _, ram = self.load("linux", bzimage(), self.INITRD, initrd=b"i" * 0x1800)
        self.assertEqual(struct.unpack_from("<II", ram, 0x90218), (0x3fe000, 0x1800))
        self.assertEqual(ram[0x3fe000:0x3ff800], b"i" * 0x1800)

    def test_initrd_below_the_kernels_limit(self):
        _, ram = self.load("linux", bzimage(x22c=("I", 0x1fffff)), self.INITRD, initrd=b"i")
        self.assertEqual(struct.unpack_from("<II", ram, 0x90218), (0x1ff000, 1))

    def test_no_set_up_sectors_means_four(self):
        _, ram = self.load("linux", bzimage(b"\0" * (3 * 512) + b"kernel", x1f1=("B", 0)))
        self.assertEqual(ram[0x100000:0x100006], b"kernel")


if __name__ == "__main__":
    unittest.main()
