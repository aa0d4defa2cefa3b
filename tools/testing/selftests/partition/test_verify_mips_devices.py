# SPDX-License-Identifier: GPL-2.0
"""verify_mips.py sees what is wrong with registers, interrupts, the bus and time."""

import unittest

import apart


class Registers(apart.Case):
    """Blocks and maps."""

    def test_hidden_and_guarded_registers(self):
        for base, name in ((0x1f800000, "CFGCON"), (0x1f800030, "SYSKEY"), (0x1f800040, "PMD"),
                           (0x1f8000e0, "CFGPG"), (0x1f800600, "the flash controller"),
                           (0x1f801200, "the oscillator"), (0x1f801240, "RCON"),
                           (0x1f801250, "RSWRST"), (0x1f801300, "PBxDIV"),
                           (0x1f810040, "the interrupt controller"),
                           (0x1f822600, "the console's UART"), (0x1f8e0000, "PRECON"),
                           (0x1f8f8860, "the bus arbiter")):
            with self.subTest(name):
                self.again()
                self.edit("{ 0x1f860000, 0x40, 0x0000ff00", f"{{ {base:#x}, 0x10, 1")
                self.edit("[0x00] = maps_two[1], [0x60] =", f"[{base >> 12 & 255}] =")
                self.edit("{ [0 ... 3] = 1 *", f"{{ [{base >> 4 & 255}] = 1 *")
                self.damage(said=f"guest two: it reaches {name} at {base:#x}")

    def test_read_of_a_hidden_register(self):
        block = ("{{ 0x1f800000, {}, 0, PART_ACCESS_READ, BY_FUNCTIONS,\n"
                 "\t  .load = load_own, .store = exit_guest }},\n\t{{ 0x1f810000")
        self.damage((block.format("0x30"), block.format("0x40")),
                    ("{ [0 ... 2] = 3 *", "{ [0 ... 3] = 3 *"),
                    said="guest one: it reaches SYSKEY at 0x1f800030")

    def test_straight_page_of_the_hypervisors(self):
        self.damage(("[8] = { KIB_4, 0, LO(0x1f811000, REGS), 0 }",
                     "[8] = { KIB_4, LO(0x1f810000, REGS), LO(0x1f811000, REGS), 0 }"),
                    said="guest two: it reaches the interrupt controller at 0x1f810000")

    def test_straight_page_with_the_others_registers(self):
        self.damage(("[8] = { KIB_4, 0,", "[0x20] = { KIB_4, LO(0x1f840000, REGS), 0, 0 },\n"
                     "\t[8] = { KIB_4, 0,"),
                    said="guests one and two share the registers at 0x1f840000")

    def test_bits_of_both(self):
        self.damage(("0x0000ff00,", "0x0000ff80,"),
                    said="guests one and two share the registers at 0x1f860000")

    def test_whole_register_beside_a_reader(self):
        self.damage(("0x0000ff00, PART_ACCESS_OWN, BY_FUNCTIONS,\n"
                     "\t  .load = load_own, .store = store_masked",
                     "0, PART_ACCESS_READ, BY_FUNCTIONS,\n"
                     "\t  .load = load_own, .store = exit_guest"),
                    ("0x000000ff, PART_ACCESS_OWN, BY_FUNCTIONS,\n"
                     "\t  .load = load_own, .store = store_masked",
                     "0xffffffff, PART_ACCESS_OWN,\n\t  .load = load_own, "
                     ".store = store_own"),
                    said="guests one and two share the registers at 0x1f860000")

    def test_map_to_another_block(self):
        self.damage(("{ [0x60 ... 0x64] = 5 *", "{ [0x60 ... 0x65] = 5 *"),
                    said="guest one: its map leads 0x1f822650 to the block 0x1f822600, "
                    "which ends elsewhere")

    def test_map_of_nothing(self):
        self.edit("maps_two[][256] ALIGNED(512) = {\n\t{ 0 }",
                  "maps_two[][256] ALIGNED(512) = {\n\t{ BLOCK }")
        self.assertIn("guest two: its map leads 0x1f801000 to the block 0x1f860000, which ends "
                      "elsewhere", self.found())

    def test_block_of_nothing(self):
        self.edit("blocks_two[] = {\n\t{ TO_C, BY_FUNCTIONS }",
                  "blocks_two[] = {\n\t{ .mask = 1, TO_C, BY_FUNCTIONS }")
        self.assertIn("guest two: its block 0 is not nothing", self.found())

    def test_block_that_is_not_aligned(self):
        self.damage(("{ 0x1f840000, 0x30,", "{ 0x1f840000, 0x38,"),
                    said="guest one: its block 0x1f840000 is not a multiple of 16 "
                    "among the registers")

    def test_emulation_of_registers_that_are_not_emulated(self):
        said = "guest one: its block {} has an unknown access or device"
        for base, old, new in (("0x1f840000", "0xffffffff, PART_ACCESS_OWN",
                                "0xffffffff, PART_ACCESS_OWN, .shadow = words[1]"),
                               ("0x1f810000", "EMULATE, .read = READ, ", "EMULATE, "),
                               ("0x1f860000", "0x000000ff, PART_ACCESS_OWN, BY_FUNCTIONS",
                                "0x000000ff, PART_ACCESS_OWN")):
            with self.subTest(base):
                self.again()
                self.damage((old, new), said=said.format(base))

    def test_short_ways_of_others(self):
        said = "guest one: its block {} has a short way that is another's"
        for base, old, new in (("0x0", "blocks_one[] = {\n\t{ TO_C, BY_FUNCTIONS }",
                                "blocks_one[] = {\n\t{ BY_FUNCTIONS, .load = load_own, "
                                ".store = exit_guest }"),
                               ("0x1f840000", ".store = store_own", ".store = store_emulated"),
                               ("0x1f822600", "load_shadow, .store = store_emulated",
                                "load_own, .store = store_emulated"),
                               ("0x1f822600", "words[1],\n\t  .write",
                                "words[1], .plain = 1,\n\t  .write"),
                               ("0x1f810000", ".write = WRITE,\n\t  TO_C",
                                ".write = WRITE,\n\t  .load = load_shadow, .store = exit_guest")):
            with self.subTest(old):
                self.again()
                self.damage((old, new), said=said.format(base))

    def test_register_that_is_elsewhere(self):
        self.damage(("EMULATE, .read = READ", "EMULATE, .read = (part_read)0x9d010000"),
                    said="guest one: its block 0x1f810000 leads to 0x9d010000, which is no part "
                    "of the hypervisor")

    def test_register_in_another_variable(self):
        self.edit("static u32 words[5][2];", "static u32 words[5][2], other[9];")
        self.edit(".shadow = words[1]", ".shadow = other + 8")
        self.assertRegex("\n".join(self.found()), r"\Aguest one: its a register is kept at "
                         r"0x8007c[0-9a-f]+, in no variable for that\Z")

    def test_register_of_another_guest(self):
        self.edit(".shadow = words[1]", ".shadow = words[2]")
        self.assertRegex("\n".join(self.found()), r"guests one and two are kept in one place at "
                         r"0x8007c[0-9a-f]+ \(a register and words\)\Z")


class Off(apart.Case):
    """What is stored when a guest fails or starts."""

    def test_registers_that_are_not_its_own(self):
        for old, new in (("0x1f840004, 0x8000", "0x1f811000, 0x8000"),
                         ("0x1f840004, 0x8000", "0x1f800004, 0x8000"),
                         ("0x1f840004, 0x8000", "0x1f810040, 0"),
                         ("0x1f840004, 0x8000", "0x70000, 0"),
                         ("0x1f860018, 0xff", "0x1f860018, 0x1ff"),
                         ("0x1f860018, 0xff", "0x1f860010, 0xff"),
                         ("0x1f860018, 0xff", "0x1f86001c, 0xff")):
            with self.subTest(new):
                self.again()
                self.damage((old, new), said="guest one: what switches its devices off stores to "
                            f"{new.split(',')[0]}, not its own")


class Interrupts(apart.Case):
    """Owners and slots."""

    def test_hypervisors_interrupt(self):
        self.edit("[134] = 2 }", "[134] = 2, [106] = 2 }")
        self.assertIn("interrupt 106 is the hypervisor's, not guest 2's", self.found())

    def test_consoles_interrupt(self):
        self.edit("[134] = 2 }", "[134] = 2, [171] = 2 }")
        self.assertIn("interrupt 171 is the hypervisor's, not guest 2's", self.found())

    def test_owner_that_is_not_there(self):
        self.damage(("[134] = 2 }", "[134] = 2, [99] = 3 }"),
                    said="interrupt 99 is of guest 3, which is not there")

    def test_interrupt_of_another(self):
        self.damage(("[134] = 2 }", "[134] = 1 }"), said=[
            "guest one: its own interrupts 0x0 of word 4 have another owner",
            "guest one: its interrupt 134 has no slot",
            "guest two: interrupt 134 has the bit 0x0",
            "guest two: its own interrupts 0x40 of word 4 have another owner"])

    def test_slot_of_an_interrupt(self):
        self.damage(("{ 0, src_two + 4 }", "{ 0, src_two + 3 }"),
                    said="guest two: interrupt 134 has slot 3, not 4")

    def test_slot_of_nothing(self):
        self.damage(("[25] = { 0, src_two + 4 }",
                     "[25] = { 0, src_two + 4 }, [9] = { 0, src_two }"),
                    said="guest two: interrupt 150 has slot 0, not none")

    def test_bits_of_interrupts(self):
        for old, new, irq, bit in (("{ 0, src_two + 4 }", "{ 1 << 6, src_two + 4 }", 134, "0x40"),
                                   ("{ 1 << 11, src_two", "{ 1 << 10, src_two", 107, "0x400"),
                                   ("{ 1 << 2, src_two", "{ 0, src_two", 2, "0x0")):
            with self.subTest(irq):
                self.again()
                self.damage((old, new), said=f"guest two: interrupt {irq} has the bit {bit}")

    def test_sources_that_are_not_aligned(self):
        self.edit("[5] = &sources_one_5", "[5] = (void *)&sources_one_5.source[1]")
        with self.assertRaisesRegex(apart.IMAGE.Damaged, "sources at .* not aligned to 256 bytes"):
            self.found()

    def test_slots_that_are_not_sorted(self):
        self.damage(("AT(107), AT(134) }", "AT(134), AT(107) }"),
                    said="guest two: its slots are of the interrupts [0, 1, 2, 134, 107]")

    def test_slots_that_are_enabled(self):
        self.damage(("AT(107), AT(134) }", "AT(107), AT(134) | 1u << 31 }"),
                    said="guest two: its slots are of the interrupts [0, 1, 2, 107, -1]")

    def test_sources_by_word(self):
        said = "guest two: its sources of word 3 are not those of its slots"
        for old, new in (("IFS(3)", "IFS(2)"), ("0, 0, IFS(3)", "0, 1, IFS(3)"),
                         ("STATE(3)", "0")):
            with self.subTest(new):
                self.again()
                self.edit(old, new)
                self.assertIn(said, self.found())

    def test_sources_of_a_block(self):
        for base, sources in ((0x1f8100d0, "&sources_two_0"), (0x1f8100c0, "&sources_one_5"),
                              (0x1f810040, "&sources_two_0"), (0x1f810000, "&sources_one_0"),
                              (0x1f810140, "&sources_one_0"), (0x1f810544, "&sources_two_0")):
            with self.subTest(sources):
                self.again()
                self.edit("{ 0x1f810000, 0x1000, 0, PART_ACCESS_EMULATE, .read",
                          f"{{ {base:#x}, 0x10, 0, PART_ACCESS_EMULATE, "
                          f".sources = {sources}, .read")
                self.assertRegex("\n".join(self.found()), f"guest one: its block {base:#x} has "
                                 "sources at 0x[0-9a-f]+, not its own")

    def test_bits_of_others_sources(self):
        self.edit("{ 0x1f810000, 0x1000, 0, PART_ACCESS_EMULATE, .read",
                  "{ 0x1f8100c0, 0x10, 0x1f, PART_ACCESS_EMULATE, "
                  ".sources = &sources_one_0, .read")
        self.assertIn("guest one: its block 0x1f8100c0 changes 0x1f, not its sources alone",
                      self.found())

    def test_change_of_what_is_not_shown(self):
        self.damage((".shadow = words[1],", ".shadow = words[1], .state = words[2],"),
                    said="guest one: its block 0x1f822600 changes what it does not show")

    def test_slots_of_the_console(self):
        self.damage((".vuart_irq = 170", ".vuart_irq = 169"),
                    said="guest one: its console's interrupts from 169 on are not its UART's")


class Board(apart.Case):
    """The hypervisor's region, windows, the bus arbiter."""

    def test_data_out_of_the_region(self):
        self.edit(".hv_base = 0x7c000", ".hv_base = 0x7d000")
        self.edit(".hv_size = 0x4000", ".hv_size = 0x3000")
        self.assertIn("the hypervisor's data at 0x7c000 is not in its region", self.found())

    def test_region_that_is_not_ram(self):
        self.edit(".hv_size = 0x4000", ".hv_size = 0x5000")
        self.assertIn("the hypervisor's region 0x7c000..0x81000 is not whole pages of RAM",
                      self.found())

    def test_window(self):
        self.damage(("{ 2, 400 }", "{ 3, 400 }"), said="window 1 is empty or nobody's")

    def test_order(self):
        for old, new in (("(struct guest *)&guests[1]", "NULL"),
                         ("&guests[1]", "&guests[0]"), ("&guests[1]", "&guests[2]"),
                         ("&guests[1]", "&guests[0].flags"), ("(struct guest *)guests", "NULL"),
                         ("(struct guest *)guests", "(struct guest *)&guests[1]"),
                         (".name = \"two\"", ".name = \"two\",\n\t\t.priority = 6")):
            with self.subTest(new):
                self.again()
                self.damage((old, new), said="the guests are not in the order of their priorities")

    def test_register_at_boot_that_is_none(self):
        for address in ("0x8007c000", "0x7c000", "0x1f800042", "0x1f801250", "0x1f800600",
                        "0x1f810020", "0x1f860010"):
            with self.subTest(address):
                self.again()
                self.damage(("{ 0x1f8000e0, 0x10 }", f"{{ {address}, 1 }}, {{ 0x1f8000e0, 0x10 }}"),
                            said=f"what is written at boot to {address} is to no register for that")

    def test_dma_into_the_others_ram(self):
        self.damage(("0x10000 | 6 << 3", "0x8000 | 7 << 3"), said=[
            "guest two: its DMA reads 0x8000, which is not its own (region 1 of target 2)",
            "guest two: its DMA writes 0x8000, which is not its own (region 1 of target 2)"])

    def test_dma_in_the_group_of_the_cpu(self):
        self.damage(("{ 0x1f8000e0, 0x10 }", "{ 0x1f8000e0, 0x11 }"),
                    said="guest two: its DMA is in the group of the CPU")

    def test_group_is_set_and_cleared(self):
        self.damage(("{ 0x1f8000e0, 0x10 }", "{ 0x1f8000e8, 0x10 }, { 0x1f8000e4, 0x10 }"),
                    said="guest two: its DMA is in the group of the CPU")

    def test_target_that_is_not_closed(self):
        self.damage(("{ READERS(6), 1 }, { WRITERS(6), 1 },", ""), said=[
            "guest two: its DMA reads 0x1f822600, which is not its own (region 0 of target 6)",
            "guest two: its DMA writes 0x1f822600, which is not its own (region 0 of target 6)"])

    def test_region_that_is_not_off(self):
        self.damage(("{ REGION(3, 1), 0 },", ""), said=[
            "guest two: its DMA reads 0x40000, which is not its own (region 1 of target 3)",
            "guest two: its DMA writes 0x40000, which is not its own (region 1 of target 3)"])

    def test_dma_to_the_shared_page(self):
        """It may read what its guest may read."""
        self.edit("{ REGION(3, 1), 0 },", "{ 0x1f8f8c60, 0x70000 | 3 << 3 }, { 0x1f8f8c70, 2 },")
        self.assertEqual(self.found(), [
            "guest two: its DMA writes 0x70000, which is not its own (region 1 of target 3)"])


if __name__ == "__main__":
    unittest.main()
