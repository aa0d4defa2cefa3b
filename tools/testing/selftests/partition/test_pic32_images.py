# SPDX-License-Identifier: GPL-2.0
"""Images of the PIC32MZ's guests: what is loaded where, and what is refused."""

import struct
import unittest

import wifire
from wifire import FLASH, NOP, ONE, RAM, TLBWI, TWO, elf

FLAT = 'image-type = "flat";\n\t\t\tload-address = <0x9d000000>;'
IMAGE = 'image = "two.bin"'


def ihex(*records):
    """Intel HEX of (type, offset, bytes)."""
    lines = []
    for kind, offset, data in [*records, (1, 0, b"")]:
        body = struct.pack(">BHB", len(data), offset, kind) + data
        lines.append(":" + (body + bytes([-sum(body) & 0xff])).hex().upper())
    return "\r\n".join(lines).encode()


def srec(*records):
    """S3 records of (address, bytes)."""
    lines = ["S0030000FC"]
    for address, data in records:
        body = struct.pack(">BI", len(data) + 5, address) + data
        lines.append("S3" + (body + bytes([~sum(body) & 0xff])).hex().upper())
    return "\n".join(lines + ["S70500000000FA"]).encode()


class Case(wifire.Case):
    """Guest two with an image of some type."""

    def two(self, image_type, data, more=""):
        """Guest two has this image."""
        self.edit(FLAT, f'image-type = "{image_type}";{more}')
        self.image("two.bin", data)

    def refuse(self, image_type, data, message, more="", place=IMAGE):
        """The compiler says this of guest two with this image."""
        self.two(image_type, data, more)
        self.refused(place, f"{TWO}: {message}")


class Loaded(Case):
    """Bytes, and the first instruction."""

    def entry(self):
        """Where guest two starts."""
        return int(self.value("entry", 2), 16)

    def flash(self, base):
        """The bytes that are linked for an address of the real flash."""
        return (self.output / f"flash-{base:08x}.bin").read_bytes()

    def test_elf_starts_at_its_entry(self):
        self.two("elf", elf((FLASH, FLASH, NOP, 4), entry=FLASH + 1))
        self.assertEqual(self.entry(), FLASH + 1)

    def test_hex_of_physical_addresses(self):
        self.two("hex", ihex((4, 0, b"\x1d\0"), (0, 0, b"\1" * 16), (0, 16, b"\2" * 16)))
        self.assertEqual(self.entry(), FLASH)
        self.assertEqual(self.flash(0x1d030000), b"\1" * 16 + b"\2" * 16)

    def test_hex_with_the_entry_of_the_boot_loader(self):
        self.two("hex", ihex((4, 0, b"\x9d\0"), (0, 0x1000, NOP)))
        self.assertEqual(self.entry(), FLASH + 0x1000)
        self.assertEqual(self.flash(0x1d031000), NOP)

    def test_srec_with_boot_flash_starts_there(self):
        self.two("srec", srec((0xbfc00000, NOP), (FLASH, NOP)))
        self.assertEqual(self.entry(), 0xbfc00000)

    def test_boot_flash_in_micromips(self):
        words = struct.pack("<4I", 0xffffffff, 0xffffffff, 0xffffffff, 0xffffffbf)
        self.two("srec", srec((0xbfc00000, NOP), (0x9fc0ffc0, words)))
        self.assertEqual(self.entry(), 0xbfc00001)

    def test_words_that_choose_the_boot_panel(self):
        self.two("hex", ihex((4, 0, b"\x1d\0"), (0, 0, NOP), (4, 0, b"\x1f\xc4"),
                             (0, 0xfffc, b"\0\0\xff\xff")))
        self.compiled()
        self.assertRegex(self.made("memory-map.txt"),
                         r"0x1fc4c000  16 KiB  boot flash +at 0x1d04c000")
        self.assertEqual(self.flash(0x1d04fffc), b"\0\0\xff\xff")

    def test_flat_in_ram_starts_with_its_first_byte(self):
        self.edit("load-address = <0x9d000000>", "load-address = <0x100>")
        self.assertEqual(self.entry(), RAM + 0x100)

    def test_far_pieces_of_flash_have_places_of_their_own(self):
        self.two("srec", srec((FLASH, NOP), (FLASH + 0x30000, NOP), (FLASH + 0x1fc000, NOP)))
        self.compiled()
        self.assertEqual([self.flash(base) for base in (0x1d030000, 0x1d040000, 0x1d05c000)],
                         [NOP] * 3)

    def test_pages_of_a_piece_do_not_meet_the_next(self):
        self.two("srec", srec((FLASH, bytes(0x90)), *[(FLASH + 0x80 * n, bytes(0x80))
                                                      for n in range(2, 0x500)],
                              (FLASH + 0x3c000, NOP)))
        self.compiled()
        self.assertRegex(self.made("memory-map.txt"), r"0x1d030000 +64 KiB +program flash")

    def test_small_pages_where_flash_is_short(self):
        self.edit("reg = <0x1d000000 0x200000>", "reg = <0x1d000000 0x2c000>")
        self.image("two.bin", bytes(0x4001))
        self.compiled()
        self.assertEqual(len(self.flash(0x1d024000)), 0x4001)

    def test_flat_with_an_entry(self):
        self.edit("load-address = <0x9d000000>",
                  "load-address = <0x1d000000>; entry = <0x9d000005>")
        self.assertEqual(self.entry(), 0x9d000005)

    def test_bytes_for_ram_are_copied_at_each_start(self):
        self.two("elf", elf((FLASH, FLASH, NOP, 4), (RAM + 0x100, RAM + 0x100, b"data!", 5)))
        self.compiled()
        self.assertEqual(self.value("nr_segments", 2), "1")
        self.assertIn("part_segment guest_2_segments[] = {\n\t{ 0x100, 0x1d040000, 0x8 },",
                      self.made("partition.c"))
        self.assertEqual(self.flash(0x1d040000), b"data!\0\0\0")

    def test_bytes_for_ram_with_a_place_in_flash_stay_there(self):
        self.two("elf", elf((FLASH, FLASH, NOP, 4), (RAM, FLASH + 4, b"data", 4)))
        self.assertEqual(self.value("nr_segments", 2), "0")
        self.assertEqual(self.flash(0x1d030000), NOP + b"data")


class Tlb(Case):
    """Guests that may write their TLB have it kept; others need not pay for it."""

    def kept(self, data, image_type="flat"):
        """True if guest two has its TLB kept."""
        self.image("two.bin", data)
        return bool(int(self.value("flags", 2), 16) & 8)

    def test_no_such_instruction(self):
        self.assertFalse(self.kept(NOP * 4))

    def test_mips32(self):
        self.assertTrue(self.kept(NOP + TLBWI))

    def test_not_at_the_address_of_an_instruction(self):
        self.assertFalse(self.kept(NOP + b"\1" + TLBWI))

    def test_micromips(self):
        self.assertTrue(self.kept(b"\1\1\0\0\x7c\x33\1\1"))

    def test_data_of_an_elf_file_is_no_code(self):
        self.edit(FLAT, 'image-type = "elf";')
        self.assertFalse(self.kept(elf((FLASH, FLASH, TLBWI, 4), flags=6)))

    def test_the_property(self):
        self.edit("no-autostart;", "tlb;")
        self.assertTrue(self.kept(NOP))


class Refused(Case):
    """Files that can't be a guest's."""

    def test_another_cpu(self):
        self.refuse("elf", elf((FLASH, FLASH, NOP, 4), machine=3),
                    "two.bin is an ELF file of class 32, little-endian, EM_386, ET_EXEC")

    def test_no_elf(self):
        self.refuse("elf", b"junk", "two.bin is no whole ELF file (Magic number does not match)")

    def test_cut_short(self):
        self.refuse("elf", elf((FLASH, FLASH, NOP * 4, 16))[:-1],
                    "two.bin is cut short: a segment ends behind the file")

    def test_nothing_to_load(self):
        self.refuse("elf", elf((RAM, RAM, b"", 16)), "two.bin has nothing to load")

    def test_the_same_byte_twice(self):
        self.refuse("elf", elf((FLASH, FLASH, NOP, 4), (FLASH, FLASH, NOP, 4)),
                    "two.bin has bytes for 0x1d000000 twice")

    def test_where_no_memory_is(self):
        self.refuse("elf", elf((0x400000, 0x400000, NOP, 4), entry=0x400000),
                    "two.bin has bytes for 0x400000..0x400003, the guest's RAM is 0x0..0xffff, "
                    "flash 0x1d000000..0x1d1fffff, 0x1fc00000..0x1fc13fff, "
                    "0x1fc20000..0x1fc33fff")

    def test_zeroes_outside_its_ram(self):
        self.refuse("elf", elf((FLASH, FLASH, NOP, 4), (RAM, RAM, b"", 0x10004)),
                    "two.bin needs 0x0..0x10003 for zeroes, the guest's RAM is 0x0..0xffff",
                    place="<0x10000>;")

    def test_code_over_the_configuration_words(self):
        base = 0xbfc0ff80
        self.refuse("elf", elf((base, base, bytes(0x50), 0x50)),
                    "two.bin has other bytes (0x1fc0ff80..0x1fc0ffcf) over its configuration "
                    "words (0x1fc0ffc0..0x1fc0ffff)")

    def test_start_where_nothing_is(self):
        self.refuse("elf", elf((FLASH, FLASH, NOP, 4), entry=FLASH + 5),
                    "it would start at 0x9d000005, where two.bin has nothing")

    def test_start_where_nothing_is_by_the_source(self):
        self.refuse("hex", ihex((4, 0, b"\x9d\0"), (0, 0, NOP)),
                    "it would start at 0x0, where two.bin has nothing", "\nentry = <0>;",
                    "entry = <0>")

    def test_flat_without_an_address(self):
        self.refuse("flat", NOP, "two.bin is a flat binary, and load-address is missing")

    def test_address_of_what_has_its_own(self):
        self.refuse("hex", ihex((0, 0, NOP)),
                    'load-address means nothing to the image type "hex"',
                    "\nload-address = <0>;", "load-address")

    def test_hex_with_a_wrong_sum(self):
        self.refuse("hex", ihex((0, 0, NOP)).replace(b"FC", b"FD", 1),
                    "two.bin is damaged in line 1")

    def test_hex_that_is_none(self):
        self.refuse("hex", b":00000001FF\nhello", "two.bin has nothing to load")

    def test_srec_that_is_none(self):
        self.refuse("srec", b"hello", "two.bin has no record in line 1")

    def test_srec_with_a_wrong_sum(self):
        self.refuse("srec", srec((FLASH, NOP)).replace(b"S0030000FC", b"S0030000FD"),
                    "two.bin is damaged in line 1")

    def test_no_room_in_flash(self):
        self.edit("reg = <0x1d000000 0x200000>", "reg = <0x1d000000 0x24000>")
        self.image("two.bin", bytes(0x4000))
        self.refused(IMAGE, f"{TWO}: there is no room for 16 KiB of flash")

    def test_missing_file(self):
        self.edit('"one.elf"', '"none.elf"')
        self.refused("none.elf", f'{ONE}: image "none.elf" is in none of DIR, {wifire.BOARDS}')


if __name__ == "__main__":
    unittest.main()
