# SPDX-License-Identifier: GPL-2.0
"""Flash that guests of the PIC32MZ write, or read by DMA: where it lies, who waits."""

import re
import unittest

import wifire
from wifire import FLASH, NOP

DEVICES, PINS = "devices = <&timer2>;", "pins = <&portb 0x0800>;"
ERASED = 0x4000


class Case(wifire.Case):
    """Guests one and two write flash."""

    def map(self, *lines):
        """The memory map, with these lines for guests one and two."""
        for old, new in zip((DEVICES, PINS), lines):
            self.edit(old, new)
        self.compiled()
        return self.made("memory-map.txt")

    def written(self, text, guest):
        """What a guest writes, by the map: [(base, size)]."""
        return [(int(first, 16), int(last, 16) + 1 - int(first, 16)) for first, last in
                re.findall(rf"^  (\w+)  (\w+) .* {guest}, written by it$", text, re.M)]


class Place(Case):
    """Where it lies."""

    def test_behind_all_else(self):
        text = self.map("writable-flash = <0x1d100000 0x8000>, <0x1fc00000 0x4000>;")
        self.assertEqual(self.written(text, "one"),
                         [(0x1d1f4000, 0x4000), (0x1d1f8000, 0x8000)])

    def test_each_guest_has_its_own(self):
        line = "writable-flash = <0x1d1fc000 0x4000>;"
        text = self.map(line, line)
        self.assertEqual((self.written(text, "one"), self.written(text, "two")),
                         ([(0x1d1fc000, ERASED)], [(0x1d1f8000, ERASED)]))

    def test_code_before_and_behind_it_lies_elsewhere(self):
        self.image("two.bin", NOP * 0x3400)
        text = self.map(DEVICES, "writable-flash = <0x1d004000 0x4000>; writable-image;")
        self.assertEqual(self.written(text, "two"), [(0x1d1fc000, ERASED)])
        self.assertRegex(text, r"0x1d004000  16 KiB +program flash, which it writes +at 0x1d1fc000")
        self.assertEqual((self.output / "flash-1d1fc000.bin").read_bytes(), NOP * 0x1000)
        self.assertEqual(len((self.output / "flash-1d034000.bin").read_bytes()), 0x5000)

    def test_where_it_is_seen_if_dma_reads_it(self):
        self.edit("shared-memory = <&mailbox>;", "")
        self.image("one.elf", wifire.elf((FLASH, FLASH, NOP * 4, 16)))
        text = self.map("devices = <&dma>; memory-base = <0x20000>; "
                        "writable-flash = <0x1d100000 0x4000>;")
        self.assertEqual(self.written(text, "one"), [(0x1d100000, ERASED)])

    def test_registers_and_interrupt(self):
        self.map("writable-flash = <0x1d100000 0x4000>;")
        self.assertEqual((self.value("flags"), self.value("flags", 2)), ("0x11", "0x0"))
        self.assertEqual((self.value("nr_flash"), self.value("flash", 2)), ("1", "NULL"))
        source = self.compiled()
        self.assertIn("static const struct part_flash guest_1_flash[] IN_FLASH = {\n"
                      "\t{ 0x1d100000, 0x4000 },\n};", source)
        self.assertEqual(source.count("vnvm_write_con"), 1)
        self.assertEqual(len(re.findall(r"_reset\[\][^}]*\(167\),", source)), 1)


class Dma(Case):
    """Flash that DMA finds elsewhere."""

    def setUp(self):
        super().setUp()
        self.edit("shared-memory = <&mailbox>;", "")
        self.image("one.elf", wifire.elf((FLASH, FLASH, NOP * 4, 16)))

    def moved(self, more):
        """The tables with these lines for guest one, which has the DMA controller."""
        self.edit(DEVICES, f"devices = <&dma>; memory-base = <0x20000>; {more}")
        return self.compiled()

    def test_sources_are_emulated(self):
        source = self.moved("dma-flash;")
        self.assertIn("static const struct part_range guest_1_memory[] IN_FLASH = {\n"
                      "\t{ 0x20000, 0x20000, 0x8000 },\n"
                      "\t{ 0x1d000000, 0x1d020000, 0x10000 },\n", source)
        rows = re.findall(r"\.base = (\w+), .*vdma_write_source", source)
        self.assertEqual(rows, [f"{0x1f811090 + 0xc0 * n:#x}" for n in range(8)])

    def test_its_flash_is_open_to_it(self):
        self.moved("dma-flash;")
        self.assertEqual(self.init(0x1f8f8480), [0x1d020038])
        self.assertEqual((self.init(0x1f8f8490), self.init(0x1f8f8498)), ([3], [1]))

    def test_nothing_without_being_told(self):
        source = self.moved("")
        self.assertNotIn("vdma_write_source", source)
        self.assertEqual(self.init(0x1f8f8480), [0])


class Waits(Case):
    """Who stands still meanwhile."""

    def test_nobody_else(self):
        text = self.map("writable-flash = <0x1d100000 0x8000>;")
        self.assertRegex(text, r"\nFlash that guests write\n"
                         r"  0x1d1f8000  0x1d1fffff  32 KiB  one  its guest alone waits\n")

    def test_who_reads_the_same_panel(self):
        self.image("two.bin", NOP * 0x3c000)
        text = self.map("writable-flash = <0x1d100000 0x4000>;")
        self.assertIn("one  all wait once two reads its flash\n", text)

    def test_the_hypervisor(self):
        text = self.map("writable-flash = <0x1d020000 0x1b8000>;")
        self.assertIn("one  all wait once the hypervisor or two reads its flash\n", text)

    def test_nothing_is_said_of_nothing(self):
        self.assertNotIn("guests write", self.map())


if __name__ == "__main__":
    unittest.main()
