# SPDX-License-Identifier: GPL-2.0
"""Images that the compiler must refuse, each with its own line."""

import struct
import unittest

import support
from support import bzimage, elf, multiboot

ONE, TWO = "/guests/one@10000000", "/guests/two@20000000"
FLAT_REAL = 'image = "one.bin";\n\t\t\timage-type = "flat-real";'
IMAGE = 'image = "one.bin"'


class Image(support.Case):
    """Guest one with an image that is refused."""

    def refuse(self, image_type, data, message, more="", place=IMAGE):
        """The compiler says this of guest one with this image."""
        self.edit(FLAT_REAL, f'image = "one.bin";\nimage-type = "{image_type}";\n{more}')
        self.image("one.bin", data)
        self.refused(place, f"{ONE}: {message}")


class Files(support.Case):
    """Files that are not there or can't be used."""

    def test_missing_file(self):
        self.edit('"one.bin"', '"none.bin"')
        self.refused("none.bin", f'{ONE}: image "none.bin" is in none of DIR, {support.BOARDS}')

    def test_missing_initrd(self):
        self.edit(FLAT_REAL, 'image = "one.bin"; image-type = "linux";\ninitrd = "none";')
        self.image("one.bin", bzimage())
        self.refused('"none"', f'{ONE}: initrd "none" is in none of DIR, {support.BOARDS}')

    def test_empty_file(self):
        self.image("one.bin", b"")
        self.refused(IMAGE, f"{ONE}: DIR/one.bin is empty")

    def test_name_with_a_space(self):
        self.edit('"one.bin"', '"one two"')
        self.refused("one two", f"{ONE}: image \"one two\" can't be a name on the boot medium")

    def test_name_of_the_hypervisor(self):
        self.edit('"one.bin"', '"levsha.elf"')
        self.refused("levsha.elf", f"{ONE}: image \"levsha.elf\" can't be a name on the "
                     "boot medium")

    def test_two_files_of_one_name(self):
        (self.folder / "more").mkdir()
        self.image("more/one.bin", b"x")
        self.edit('image = "two.elf"', 'image = "more/one.bin"')
        self.refused("more/one.bin", f"{TWO}: two images are named one.bin: DIR/one.bin and "
                     "DIR/more/one.bin")

    def test_bad_kind(self):
        self.edit('"flat-real"', '"exe"')
        self.refused('"exe"', f'{ONE}: image-type "exe" is unknown')

    def test_property_of_another_kind(self):
        self.edit('image-type = "elf";', 'image-type = "elf";\nbootargs = "-v";')
        self.refused("bootargs", f'{TWO}: bootargs means nothing to the image type "elf"')


class Flat(Image):
    """Flat binaries."""

    def test_larger_than_ram(self):
        self.refuse("flat-real", bytes(0x400001), "one.bin needs 0x7c00..0x407c00 for one.bin, "
                    "the RAM has 4 MiB")

    def test_no_load_address(self):
        self.refuse("flat", b"x", "one.bin is a flat binary, and load-address is missing")

    def test_real_mode_above_1_mib(self):
        self.refuse("flat-real", b"x", "one.bin is to start in real mode at 0x100000",
                    "load-address = <0x100000>;", "load-address")

    def test_real_mode_entry_of_one_cell(self):
        self.refuse("flat-real", b"x", "one.bin starts in real mode, but entry is not CS and IP",
                    "entry = <0x7c00>;", "entry = ")

    def test_protected_mode_entry_of_two_cells(self):
        self.refuse("flat", b"x", "one.bin has an entry of 2 cells",
                    "load-address = <0x100000>;\nentry = <0 1>;", "entry = ")

    def test_entry_where_nothing_is(self):
        self.refuse("flat", b"x", "one.bin starts at 0x100001, where nothing is loaded",
                    "load-address = <0x100000>; entry = <0x100001>;")


class Elf(Image):
    """ELF files."""

    def test_no_elf(self):
        self.refuse("elf", b"no ELF", "one.bin is no whole ELF file (Magic number does not match)")

    def test_truncated_header(self):
        done = self.image("two.elf", elf()[:40]) or self.compile()
        self.assertRegex(done.stderr, r"\Aboard\.dts:\d+: /guests/two@20000000: two\.elf is no "
                         r"whole ELF file \([^\n]*\); build it again\n\Z")

    def test_truncated_program_header(self):
        self.image("two.elf", elf()[:60])
        done = self.compile()
        self.assertRegex(done.stderr, r"\Aboard\.dts:\d+: /guests/two@20000000: two\.elf is no "
                         r"whole ELF file \([^\n]*\); build it again\n\Z")

    def test_truncated_segment(self):
        self.refuse("elf", elf()[:-1], "one.bin is cut short: a segment ends behind the file")

    def test_wrong_class(self):
        image = struct.pack("<4sBBB9xHHIQQQIHHHHHH", b"\x7fELF", 2, 1, 1, 2, 62, 1, 0, 0, 0, 0,
                            64, 56, 0, 64, 0, 0)
        self.refuse("elf", image, "one.bin is an ELF file of class 64, EM_X86_64, ET_EXEC")

    def test_wrong_machine(self):
        self.refuse("elf", elf(machine=8), "one.bin is an ELF file of class 32, EM_MIPS, ET_EXEC")

    def test_nothing_to_load(self):
        self.refuse("elf", elf(()), "one.bin has nothing to load")

    def test_more_bytes_than_memory(self):
        self.refuse("elf", elf(((0x100000, b"code", 2),)),
                    "one.bin has a segment with more bytes than memory")

    def test_bss_larger_than_ram(self):
        self.refuse("elf", elf(((0x100000, b"code", 0x300001),)),
                    "one.bin needs 0x100000..0x400000 for one.bin, the RAM has 4 MiB")

    def test_overlapping_segments(self):
        self.refuse("elf", elf(((0x100000, b"code", 0x1001), (0x101000, b"data", 4))),
                    "one.bin has overlapping segments: one.bin 0x100000..0x101000 and "
                    "one.bin 0x101000..0x101003")

    def test_entry_outside(self):
        self.refuse("elf", elf(entry=0x200000),
                    "one.bin starts at 0x200000, where nothing is loaded")


class Multiboot(Image):
    """Multiboot kernels."""

    def test_no_header(self):
        self.refuse("multiboot", bytes(8192) + multiboot(3),
                    "one.bin has no Multiboot header in its first 8192 bytes")

    def test_wrong_checksum(self):
        self.refuse("multiboot", multiboot(3)[:-1] + b"\0",
                    "one.bin has no Multiboot header in its first 8192 bytes")

    def test_video_mode(self):
        self.refuse("multiboot", multiboot(4),
                    "one.bin asks for what is not provided (Multiboot flags 0x4)")

    def test_header_cut_short(self):
        self.refuse("multiboot", multiboot(1 << 16, 0, 0),
                    "one.bin is cut short: its Multiboot header ends behind the file")

    def test_addresses_outside_the_file(self):
        self.refuse("multiboot", multiboot(1 << 16, 0x100000, 0x100000, 0x100100, 0, 0x100000),
                    "one.bin has Multiboot addresses that are not in the file")

    def test_no_room_for_the_information(self):
        self.refuse("multiboot", elf(((0x1000, multiboot(3), 0x9ec00),), entry=0x1000),
                    "one.bin leaves no room below 640 KiB for its Multiboot information")

    def test_initrd_too_big(self):
        self.image("initrd", bytes(0x300000))
        self.refuse("multiboot", elf(((0x100000, multiboot(3), 0x1000),)),
                    "one.bin leaves no room for initrd", 'initrd = "initrd";', 'initrd = "initrd"')

    def test_module_too_large(self):
        """Two command lines of 600 KiB are more than a module of 1 MiB."""
        self.image("one.bin", elf(((0x100000, multiboot(3), 0x1000),)))
        self.edit(FLAT_REAL, 'image = "one.bin"; image-type = "multiboot"; bootargs = "%s";'
                  % ("a" * 600000))
        self.edit('image = "two.elf";\n\t\t\timage-type = "elf";', 'image = "one.bin"; '
                  'image-type = "multiboot"; bootargs = "%s";' % ("b" * 600000))
        done = self.compile()
        self.assertRegex(done.stderr, r"\Aboard\.dts:\d+: /: the module has 120\d{4} bytes; "
                         r"[^\n]* to 1 MiB\n\Z")


class Linux(Image):
    """Linux kernels."""

    def test_no_kernel(self):
        self.refuse("linux", bytes(2048), "one.bin has no Linux boot header")

    def test_bad_magic(self):
        self.refuse("linux", bzimage(x202=("4s", b"HdrX")), "one.bin has no Linux boot header")

    def test_old_protocol(self):
        self.refuse("linux", bzimage(version=0x205), "one.bin speaks boot protocol 2.05")

    def test_zimage(self):
        self.refuse("linux", bzimage(x211=("B", 0)), "one.bin is a zImage, which loads low")

    def test_no_code(self):
        self.refuse("linux", bzimage(code=b""),
                    "one.bin is cut short: there is no code behind its set-up sectors")

    def test_kernel_behind_the_ram(self):
        self.refuse("linux", bzimage(x258=("Q", 1 << 32)),
                    "one.bin wants to be at 0x100000000, behind the RAM")

    def test_kernel_needs_more_than_ram(self):
        self.refuse("linux", bzimage(x260=("I", 0x400000)),
                    "one.bin needs 0x100000..0x4fffff for one.bin, the RAM has 4 MiB")

    def test_bootargs_too_long(self):
        self.refuse("linux", bzimage(), "one.bin takes a command line of 255 bytes, "
                    "bootargs has 256", f'bootargs = "{"a" * 256}";', "bootargs")

    def test_initrd_too_big(self):
        self.image("initrd", bytes(0x2fc001))
        self.refuse("linux", bzimage(), "one.bin leaves 0x2fc000 bytes for an initrd, initrd has "
                    "0x2fc001", 'initrd = "initrd";', 'initrd = "initrd"')

    def test_two_initrds(self):
        self.image("initrd", b"x")
        self.refuse("linux", bzimage(), "one.bin takes one initrd, not 2",
                    'initrd = "initrd", "two.elf";', 'initrd = "initrd"')


if __name__ == "__main__":
    unittest.main()
