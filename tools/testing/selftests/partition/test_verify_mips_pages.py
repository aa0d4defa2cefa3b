# SPDX-License-Identifier: GPL-2.0
"""verify_mips.py sees what is wrong with the pages of the root TLB."""

import unittest

import apart
from apart import IMAGE


class Memory(apart.Case):
    """Pages of the root TLB."""

    def test_ram_of_the_other(self):
        self.damage(("LO(0x14000, DATA)", "LO(0xc000, DATA)"), said=[
            *(f"guest two: its page {0x14000 + n:#x} leads to {0xc000 + n:#x}, which is not its RAM"
              for n in range(0, 0x4000, 0x1000)),
            "guests one and two share 4 pages of memory, the first at 0xc000"])

    def test_ram_of_nobody(self):
        self.damage(("{ KIB_4, LO(0x70000, DATA), 0, 0 }",
                     "{ KIB_4, LO(0x70000, DATA), LO(0x6f000, DATA), 0 }"),
                    said="guest one: its page 0x11000 leads to 0x6f000, which is not its RAM")

    def test_ram_of_the_hypervisor(self):
        self.damage(("{ KIB_4, LO(0x70000, DATA), 0, 0 }",
                     "{ KIB_4, LO(0x70000, DATA), LO(0x7f000, DATA), 0 }"),
                    said="guest one: its page 0x11000 leads to 0x7f000, which is the hypervisor's")

    def test_flash_of_the_hypervisor(self):
        self.damage(("LO(FLASH_BASE + 0x1000, CODE)", "LO(0x1d001000, CODE)"),
                    said="guest one: its page 0x1d001000 leads to 0x1d001000, which is "
                    "the hypervisor's")

    def test_flash_of_the_other(self):
        self.damage(("LO(0x1d021000, CODE)", "LO(0x1d010000, CODE)"),
                    said="guests one and two share 1 pages of memory, the first at 0x1d010000")

    def test_boot_flash_under_two_addresses(self):
        self.damage(("LO(FLASH_BASE + 0x1000, CODE)", "LO(0x1fc00000, CODE)"),
                    ("LO(0x1d021000, CODE)", "LO(0x1fc40000, CODE)"),
                    said="guests one and two share 1 pages of memory, the first at 0x1fc00000")

    def test_segment_that_the_other_reads(self):
        self.damage(("LO(FLASH_BASE + 0x1000, CODE)", "0"),
                    ("LO(0x1d021000, CODE)", "LO(0x1d011000, CODE)"),
                    said="guests one and two share 0x1d011000, the segment of one for 0x8000")

    def test_segment_of_the_other(self):
        self.damage(("{ 0x8000, FLASH_BASE + 0x1000, 0x100 }", "{ 0x8000, 0x1d021000, 0x100 }"),
                    said="guests one and two share 0x1d021000, the segment of one for 0x8000")

    def test_segment_of_the_hypervisor(self):
        self.damage(("{ 0x8000, FLASH_BASE + 0x1000, 0x100 }", "{ 0x8000, 0x1d000000, 0x100 }"),
                    said="guest one: the segment for 0x8000 comes from the hypervisor")

    def test_segment_of_nothing(self):
        self.damage(("{ 0x8000, FLASH_BASE + 0x1000, 0x100 }", "{ 0x8000, 0x1d040000, 0x100 }"),
                    said="guest one: the segment for 0x8000 comes from no bytes of the image")

    def test_segment_over_the_end_of_ram(self):
        self.damage(("{ 0x8000, FLASH_BASE + 0x1000, 0x100 }",
                     "{ 0xff80, FLASH_BASE + 0x1000, 0x100 }"),
                    said="guest one: the segment for 0xff80 is not in its RAM")

    def test_memory_that_is_elsewhere(self):
        for row in ("0x1d000000, 0x1d021000, 0x1000", "0x1d000000, 0x1d020000, 0x3000",
                    "0x10000, 0x8000, 0x1000", "0x1f811000, 0x1f811000, 0x1000"):
            with self.subTest(row):
                self.again()
                gpa = row.split(",", maxsplit=1)[0]
                self.damage(("0x1d000000, 0x1d020000, 0x1000", row),
                            said=f"guest two: its memory {gpa} is elsewhere than its pages")

    def test_flash_that_is_written(self):
        self.damage(("LO(0x1d020000, CODE)", "LO(0x1d020000, DATA)"),
                    said="guest two: its page 0x1d000000 leads to 0x1d020000 in flash, and writes")

    def test_shared_page_that_only_one_may_write(self):
        self.damage(("LO(0x70000, CONSTANT)", "LO(0x70000, DATA)"), said=[
            f"guest two: its page {page:#x} leads to 0x70000, which is not its RAM"
            for page in (0x18000, 0x1a000, 0x1c000, 0x1e000)])

    def test_page_that_is_shared_no_more(self):
        said = ["guests one and two share 1 pages of memory, the first at 0x70000",
                "guest one: its page 0x10000 leads to 0x70000, which is not its RAM"]
        said += [f"guest two: its page {page:#x} leads to 0x70000, which is not its RAM"
                 for page in (0x18000, 0x1a000, 0x1c000, 0x1e000)]
        self.damage((".nr_shared = 2", ".nr_shared = 1"), said=said[1:] + said[:1])

    def test_shared_range_that_is_not_sound(self):
        for row in ("0x70000, 0x800, 0x6, 0x2", "0x70800, 0x1000, 0x6, 0x2",
                    "0x70000, 0x1000, 0x6, 0x8", "0x70000, 0x1000, 0xe, 0x2",
                    "0x70000, 0x1000, 0x7, 0x2", "0x70000, 0xd000, 0x6, 0x2",
                    "0x8000, 0x1000, 0x6, 0x2", "0x1f800000, 0x1000, 0x6, 0x2",
                    "0x1d000000, 0x1000, 0x6, 0"):
            with self.subTest(row):
                self.again()
                self.edit("0x70000, 0x1000, 0x6, 0x2", row)
                self.assertIn(f"the shared range {row.split(',', maxsplit=1)[0]} is not whole "
                              "pages of memory, not guests', or somebody's own", self.found())

    def test_nothing_there(self):
        self.damage(("LO(0x1d021000, CODE)", "LO(0x1e000000, CODE)"),
                    said="guest two: its page 0x1d001000 leads to 0x1e000000, where nothing is")

    def test_high_bits_of_the_frame(self):
        self.damage(("LO(0x1d021000, CODE)", "LO(0x1d021000, CODE) | 1 << 29"),
                    said="guest two: its page 0x1d001000 leads to 0x81d021000, where nothing is")

    def test_not_global(self):
        self.damage(("#define CODE		0x1b", "#define CODE		0x1a"), said=[
            f"guest {guest}: its pages of 4 KiB at {place} are not global"
            for guest, places in (("one", ["0x1d000000"]),
                                  ("two", ["0x1d000000", "0x1d004000", "0x1d006000"]))
            for place in places for _ in (0, 1)])

    def test_cache_attribute(self):
        self.damage(("LO(FLASH_BASE, CODE)", "LO(FLASH_BASE, CODE ^ 0x20)"),
                    said="guest one: its pages of 4 KiB at 0x1d000000 have cache attribute 7")

    def test_cached_registers(self):
        self.damage(("#define REGS		0x17", "#define REGS		0x1f"),
                    said="guest two: its page 0x1f811000 has the registers 0x1f811000 elsewhere "
                    "or cached")

    def test_registers_elsewhere(self):
        self.damage(("[8] = { KIB_4, 0, LO(0x1f811000, REGS), 0 }",
                     "[8] = { KIB_4, LO(0x1f811000, REGS), 0, 0 }"),
                    said="guest two: its page 0x1f810000 has the registers 0x1f811000 elsewhere "
                    "or cached")

    def test_no_page_size(self):
        self.damage(("{ KIB_4, LO(FLASH_BASE, CODE)", "{ 0x2000, LO(FLASH_BASE, CODE)"), said=[
            "guest one: its entry 0x9d000000 is in none of its pages with code",
            "guest one: its leaf for 0x1d000000 has PageMask 0x2000, which is no page size"])

    def test_frame_that_is_not_aligned(self):
        self.damage(("LO(0xc000, DATA)", "LO(0xd000, DATA)"),
                    said="guest one: its pages of 16 KiB at 0x8000 lead to 0xd000, "
                    "which is not aligned")

    def test_half_that_is_neither_valid_nor_empty(self):
        self.damage(("{ KIB_4, LO(0x70000, DATA), 0, 0 }", "{ KIB_4, LO(0x70000, DATA), 4, 0 }"),
                    said="guest one: its pages of 4 KiB at 0x10000 have EntryLo 0x4, "
                    "which is not valid")

    def test_word_too_many(self):
        self.damage(("{ KIB_4, LO(0x70000, DATA), 0, 0 }", "{ KIB_4, LO(0x70000, DATA), 0, 1 }"),
                    said="guest one: its pages of 4 KiB at 0x10000 have a word 0x1 too many")

    def test_two_leaves_for_one_address(self):
        """What the TLB would answer with a machine check."""
        self.damage(("[4 ... 7] =", "[4 ... 6] ="),
                    said="guest one: its pages of 16 KiB at 0x8000 meet others: "
                    "the TLB would find two")

    def test_node_that_can_not_be(self):
        """Neither in its number of leaves nor in where they are."""
        for fields in (".mask = 510 * 16", ".mask = 511 * 8", ".mask = 2047 * 16"):
            with self.subTest(fields):
                self.again()
                self.edit("flash_two = {\n\t.shift = 13 - 4,\n\t.mask = 511 * 16",
                          "flash_two = {\n\t.shift = 13 - 4,\n\t" + fields)
                with self.assertRaisesRegex(IMAGE.Damaged, "guest two: the node at .* has shift"):
                    self.found()

    def test_tree_that_is_not_aligned(self):
        self.edit(".tree = tree_two", ".tree = tree_two + 1")
        with self.assertRaisesRegex(IMAGE.Damaged, "tree at .* is not aligned to 512 bytes"):
            self.found()

    def test_smaller_page_in_a_larger(self):
        self.damage(("[8] = { KIB_4, LO(0x70000, DATA), 0, 0 }",
                     "[7] = { KIB_4, LO(0x70000, DATA), 0, 0 }"), said=[
            "guest one: its pages of 16 KiB at 0x8000 meet others: the TLB would find two"])

    def test_pages_over_the_end_of_the_tree(self):
        self.damage(("[0x7e] = &registers_two,", "[0x7f] = &far,"),
                    ("static const struct part_node *const tree_two[",
                     "static const struct part_node far = { 0, 0, {\n"
                     "{ 0x1fffe000, LO(0x10000000, DATA), 0, 0 } } };\n"
                     "static const struct part_node *const tree_two["),
                    ("[134] = 2", "[134] = 0"),
                    ("{ 0, src_two + 4 } },\n\t1 << 6,",
                     "{ 1 << 6, src_two + 4 } },\n\t0,"),
                    said=["guest two: its pages of 262144 KiB at 0x0 meet others: "
                          "the TLB would find two",
                          "guest two: what switches its devices off stores to 0x1f811000, "
                          "not its own"])


class Eret(apart.Case):
    """The page by which a guest forgets the LL of another."""

    SAID = "it has no page of ERET at 0x1c000000"

    def test_other_instructions(self):
        for edit in (("[0 ... 1023] = 0x42000018", "[0 ... 1022] = 0x42000018"),
                     ("[0 ... 1023] = 0x42000018", "[1 ... 1023] = 0x42000018")):
            with self.subTest(edit):
                self.again()
                self.damage(edit, said=[f"guest {name}: {self.SAID}" for name in ("one", "two")])

    def test_not_executed(self):
        self.damage(("LO(0x1d00f000, ERET)", "LO(0x1d00f000, CONSTANT)"),
                    said=[f"guest {name}: {self.SAID}" for name in ("one", "two")])

    def test_not_there(self):
        self.damage(("[0] = &ram_two, [0x70] = &eret,", "[0] = &ram_two,"),
                    said=f"guest two: {self.SAID}")

    def test_elsewhere(self):
        self.edit("LO(0x1d00f000, ERET)", "LO(0x1d000000, ERET)")
        self.assertIn(f"guest one: {self.SAID}", self.found())


class Flash(apart.Case):
    """Flash that a guest writes."""

    ROW = "{ 0x1d004000, 0x4000 }"
    NAME = "guest two: the flash that it writes at"

    def test_no_whole_pages(self):
        for row in ("0x1d005000, 0x4000", "0x1d004000, 0x2000", "0x1d004000, 0"):
            with self.subTest(row):
                self.again()
                self.damage((self.ROW, f"{{ {row} }}"),
                            said=f"{self.NAME} {row[:10]} is not made of whole pages")

    def test_more_than_it_sees(self):
        self.damage((self.ROW, "{ 0x1d004000, 0x8000 }"),
                    said=f"{self.NAME} 0x1d004000 is not where it sees it from 0x1d008000 on")

    def test_part_of_a_page_that_is_erased(self):
        self.damage(*((f"LO(0x1d03{n}000, CODE)", f"LO(0x1d03{n + 1}000, CODE)")
                      for n in (7, 6, 5, 4)),
                    said=f"{self.NAME} 0x1d004000 is not where it sees it from 0x1d004000 on")

    def test_page_of_the_other(self):
        self.damage(("LO(0x1d036000, CODE)", "LO(0x1d010000, CODE)"), said=[
            f"{self.NAME} 0x1d004000 is not where it sees it from 0x1d006000 on",
            "guests one and two share 1 pages of memory, the first at 0x1d010000"])

    def test_all_of_the_other(self):
        self.damage(("[2] = { KIB_4, LO(0x1d034000, CODE), LO(0x1d035000, CODE), 0 },",
                     "[2] = { KIB_4, LO(0x1d010000, CODE), LO(0x1d011000, CODE), 0 },"),
                    ("[3] = { KIB_4, LO(0x1d036000, CODE), LO(0x1d037000, CODE), 0 },",
                     "[3] = { KIB_4, LO(0x1d012000, CODE), LO(0x1d013000, CODE), 0 },"), said=[
                         f"{self.NAME} 0x1d004000 is not its own at 0x1d005000, or comes back "
                         "at a start",
                         "guests one and two share 2 pages of memory, the first at 0x1d010000",
                         "guests one and two share 0x1d011000, the segment of one for 0x8000"])

    def test_what_is_no_program_flash(self):
        self.damage((self.ROW, "{ 0x10000, 0x4000 }"),
                    said=f"{self.NAME} 0x10000 is not where it sees it from 0x10000 on")

    def test_the_hypervisors(self):
        self.damage(*((f"LO(0x1d03{n}000, CODE)", f"LO(0x1d00{n - 4}000, CODE)")
                      for n in (4, 5, 6, 7)), said=[
            *(f"guest two: its page 0x1d00{n + 4}000 leads to 0x1d00{n}000, which is the "
              "hypervisor's" for n in range(4)),
            f"{self.NAME} 0x1d004000 is not its own at 0x1d004000, or comes back at a start"])

    def test_flag_without_flash(self):
        self.damage((".nr_flash = 1", ".nr_flash = 0"),
                    said="guest two: its flags and the flash that it writes differ")

    def test_controller_kept_elsewhere(self):
        self.damage(("(struct guest_nvm *)nvm_two", "(struct guest_nvm *)0x80010000"),
                    said="guest two: its nvm is kept at 0x80010000, which is not the "
                    "hypervisor's RAM")


if __name__ == "__main__":
    unittest.main()
