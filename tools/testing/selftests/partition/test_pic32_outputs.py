# SPDX-License-Identifier: GPL-2.0
"""What the compiler makes for the PIC32MZ: tables, files for the linker, the map."""

import re
import subprocess
import tempfile
import unittest
from pathlib import Path

from elftools.elf.elffile import ELFFile

import support
import test_layout
import wifire
from wifire import FLASH, NOP

part = support.tool("pic32.part")
tables = support.tool("pic32.tables")
PINS, DEVICES = "pins = <&portb 0x0800>;", "devices = <&timer2>;"
SYSKEY, CFGCON, CFGPG = 0x1f800030, 0x1f800000, 0x1f8000e0
UART4, EIC = 0x1f822600, 0x1f810000


class Tables(wifire.Case):
    """The C source."""

    def test_it_compiles(self):
        self.edit("no-autostart;", "no-autostart; fpu; dsp; tlb;")
        self.compiled()
        program = ["mipsel-linux-gnu-gcc", "-EL", "-mips32r5", "-mno-abicalls", "-fno-pic", "-G64",
                   "-membedded-data", "-std=gnu11", "-ffreestanding", "-Wall", "-Wextra",
                   "-Werror", "-Wno-unused",
                   "-I", support.TREE / "arch/mips/include", "-I", support.TREE / "include",
                   "-D__LEVSHA__", "-DCONFIG_SCHED", *self.settings(),
                   "-include", support.TREE / "include/linux/compiler_types.h",
                   "-c", "-o", self.folder / "partition.o", self.output / "partition.c"]
        subprocess.run(program, check=True)
        with open(self.folder / "partition.o", "rb") as made:
            sections = {section.name: section["sh_size"] for section in
                        ELFFile(made).iter_sections()}
        self.assertEqual((sections[".data"], sections.get(".sdata", 0)), (0, 0))
        self.assertGreater(sections[".rodata.part"], 0)

    def settings(self):
        """Sizes that the structures ask Kconfig for."""
        headers = "".join(header.read_text() for header in
                          (support.TREE / "include/levsha").glob("*.h"))
        return [f"-D{name}=64" for name in set(re.findall(r"\bCONFIG_\w+_(?:SIZE|LEN)\b", headers))]

    def test_flags(self):
        self.assertEqual((self.value("flags"), self.value("flags", 2)), ("0x1", "0x0"))

    def test_numbers_of_all_guests(self):
        self.edit(PINS, "fpu; interrupt-limit = <7>;")
        source = self.compiled()
        always = "2000000000 1000000000 2000000000 0"
        for name, values in (("least", "0x0 0 1 0"), ("most", "0x3 0 1 7")):
            rows = zip(("flags", *tables.NUMBERS), f"{values} {always}".split(), strict=True)
            self.assertIn(f"const struct part_numbers part_{name} IN_FLASH __used = {{\n"
                          + "".join(f"\t.{number} = {value},\n" for number, value in rows)
                          + "};\n", source)

    @staticmethod
    def slots(source, guest):
        """The interrupts of a guest's slots."""
        table = re.search(rf"guest_{guest}_reset\[\] IN_FLASH = \{{([^}}]*)\}}", source)[1]
        return [int(irq) for irq in re.findall(r"SRC_RESET\((\d+)\),", table)]

    def test_slots_of_sources(self):
        source = self.compiled()
        self.assertEqual(self.slots(source, 1), [0, 1, 2, 9, 170, 171, 172])
        self.assertEqual(self.slots(source, 2), [0, 1, 2, 107, 119, 170, 171, 172])
        self.assertEqual(self.value("vuart_irq", 2), "170")
        for words in ("guest_2_sources_3 ALIGNED(256) = {\n"
                      "\t{\n\t\t[20] = { 0x800, &guest_2_src[3] },\n"
                      "\t\t[8] = { 0x0, &guest_2_src[4] },\n\t},\n"
                      "\t0x800000, 0x0, EIC_IFS(0, 3), &guest_2_words[1],\n};",
                      "\t0x0, 0x1, EIC_IFS(0, 0), &guest_2_words[0],\n};",
                      "\t0x0, 0x1c00, EIC_IFS(0, 5), &guest_2_words[2],\n};",
                      "guest_2_sources[PART_IRQ_WORDS] = {\n\t[0] = &guest_2_sources_0,\n"
                      "\t[3] = &guest_2_sources_3,\n\t[5] = &guest_2_sources_5,\n};"):
            self.assertIn(words, source)

    def test_short_ways_to_emulated_registers(self):
        source = self.compiled()
        for words in ("{ .base = 0x1f822610, .size = 0x10, .access = PART_ACCESS_EMULATE, "
                      ".shadow = &guests[1].vuart.regs.sta, .mask = 0xffffffff, "
                      ".write = vuart_write_sta, "
                      ".load = load_shadow, .store = store_emulated }",
                      ".sources = &guest_2_sources_0, .shadow = &guest_2_words[0].flags, "
                      ".mask = 0x7, .write = veic_write_ifs, .load = load_shadow, "
                      ".store = store_ifs }",
                      ".sources = &guest_2_sources_3, .mask = 0x800800, .read = veic_read_ifs, "
                      ".write = veic_write_ifs, .load = exit_guest, .store = store_ifs }",
                      ".source = &guest_2_sources_3.source[8], .mask = 0x1f000000, "
                      ".read = veic_read_ipc, "):
            self.assertIn(words, source)

    def off(self, guest):
        """What switches a guest's devices off."""
        table = re.search(rf"guest_{guest}_off\[\] IN_FLASH = \{{\n(.*?)^\}}", self.compiled(),
                          re.M | re.S)
        return re.findall(r"\{ (\w+), (\w+) \}", table[1]) if table else []

    def test_devices_are_switched_off(self):
        self.assertEqual(self.off(1), [("0x1f840204", "0x8000")])

    def test_only_its_own_pins_are_let_go(self):
        self.edit(DEVICES, "pins = <&portb 0x0001>;")
        mine = [(0x18, 0x800), (0x04, 0x800), (0x44, 0x800), (0x54, 0x800), (0x64, 0x800),
                (0x84, 0x800), (0xa4, 0x800)]
        self.assertEqual(self.off(2), [(f"{0x1f860100 + offset:#x}", f"{pins:#x}")
                                       for offset, pins in mine])

    def test_what_it_only_reads_goes_on(self):
        self.edit(DEVICES, "read-only-devices = <&timer2>;")
        self.assertEqual((self.off(1), self.value("off"), self.value("nr_off")),
                         ([], "NULL", "0"))

    def test_dma_is_suspended_first(self):
        self.edit(DEVICES, "devices = <&dma>; memory-base = <0x40000>;")
        self.image("one.elf", wifire.elf((FLASH, FLASH, NOP * 4, 16)))
        rows = self.off(1)
        self.assertEqual((rows[0], rows[-1], len(rows)),
                         (("0x1f811008", "0x1000"), ("0x1f811000", "0x0"), 26))

    def test_another_uart_as_its_console(self):
        self.edit(PINS, "console = <&uart6>; devices = <&uart1>;")
        self.assertEqual(self.slots(self.compiled(), 2),
                         [0, 1, 2, 107, 112, 113, 114, 188, 189, 190])

    def test_chosen_sources(self):
        self.edit(PINS, "devices = <&adc>; interrupts = <45 59>;")
        self.assertEqual(self.slots(self.compiled(), 2),
                         [0, 1, 2, 45, 59, 107, 170, 171, 172])

    def test_watchdog(self):
        self.assertEqual((self.value("watchdog"), self.value("watchdog", 2)),
                         ("2000000000", "2000000000"))

    def test_policy(self):
        self.assertRegex(self.value("policy", 2), r"^\{ \{ 3, 3, 60 \}, \{ 3, 3, 60 \}, ")

    def test_pins_are_a_mask(self):
        source = self.compiled()
        masked = ".plain = 1, .read = sfr_real_read, .write = sfr_real_write, "
        for base, size, mask, real, store in (
                (0x1f860100, 0x70, "0x800", masked, "store_masked"),
                (0x1f860170, 0x10, "0xffffffff", "", "store_own"),
                (0x1f860180, 0x60, "0x800", masked, "store_masked")):
            self.assertIn(f"{{ .base = {base:#x}, .size = {size:#x}, .access = PART_ACCESS_OWN, "
                          f".mask = {mask}, {real}.load = load_own, "
                          f".store = {store} }}", source)

    def test_pins_of_a_shared_port_have_no_common_control(self):
        self.edit(DEVICES, "pins = <&portb 0x0400>;")
        source = self.compiled()
        self.assertEqual(source.count("{ .base = 0x1f860170, .size = 0x10, "
                                      ".access = PART_ACCESS_READ, .mask = 0xffffffff"), 2)
        self.assertNotIn(119, self.slots(source, 1))

    def test_reported_writes(self):
        self.edit(PINS, "read-only-devices = <&rtcc>; report-writes;")
        self.assertIn("{ .base = 0x1f800c00, .size = 0x60, .access = PART_ACCESS_READ, "
                      ".mask = 0xffffffff, .plain = 1, .read = sfr_real_read, "
                      ".write = sfr_refuse, .load = load_own, "
                      ".store = exit_guest }", self.compiled())

    def test_a_page_of_its_own_needs_no_exit(self):
        self.edit(PINS, "devices = <&adc>; interrupts = <45>;")
        source = self.compiled()
        self.assertNotIn("{ .base = 0x1f84b000, ", source)
        self.assertIn(f"{{ 0x0, 0x0, {0x1f84b000 >> 6 | 0x17:#x}, 0 }}", source)

    def test_the_end_of_ram_is_seen_again(self):
        self.edit(PINS, "memory-top;")
        self.compiled()
        self.assertRegex(self.made("memory-map.txt"),
                         r"0x00070000  64 KiB  RAM +at 0x00000000")

    def test_shared_memory_is_declared(self):
        self.edit(PINS, "shared-memory = <&mailbox>;")
        self.assertIn("{ 0x18000, 0x1000, 0x6, 0x6 },", self.compiled())

    def test_windows(self):
        self.edit("priority = <2>;", "")
        self.edit("slice-us = <5000>;", "windows = <&two 500>, <&one 1500>;")
        self.assertIn("windows[] IN_FLASH = {\n\t{ 2, 50000 },\n\t{ 1, 150000 },\n};",
                      self.compiled())

    def test_slice_without_equals(self):
        self.assertIn(".slice = 0,", self.compiled())

    def test_slice_of_equals(self):
        self.edit("priority = <2>;", "")
        self.assertIn(".slice = 500000,", self.compiled())

    def test_numbers_are_those_of_the_headers(self):
        names = [name for name in vars(part) if name.startswith("PART_")]
        source = '#include "levsha/partition.h"\nenum probe {' + ",".join(
            f"probe_{name} = {name}" for name in names) + "} probe;"
        with tempfile.NamedTemporaryFile(suffix=".o") as made:
            subprocess.run(["mipsel-linux-gnu-gcc", "-x", "c", "-g", "-DCONFIG_SCHED", "-I",
                            support.TREE / "include", "-I", support.TREE / "arch/mips/include",
                            "-c", "-o", made.name, "-"], input=source.encode(), check=True)
            dies = list(next(ELFFile(made).get_dwarf_info().iter_CUs()).iter_DIEs())
        found = test_layout.constants(dies)
        self.assertEqual({name: getattr(part, name) for name in names},
                         {name: found[name] for name in names})


class Startup(wifire.Case):
    """Registers that are written at boot, whatever the partition."""

    def test_clocks_and_flash(self):
        self.assertEqual([self.init(0x1f801300 + 16 * n) for n in range(8)],
                         [[1], [0x8001], [0x8001], [0x8001], [0x8001], [], [0x8000], [0x8001]])
        self.assertEqual(self.init(0x1f8e0000), [0x32])

    def test_watchdog_is_off(self):
        self.assertEqual(self.init(0x1f800804), [0x8000])

    def test_pins_are_digital(self):
        self.assertEqual([self.init(0x1f860000 + 0x100 * n) for n in range(7)], [[0]] * 7)

    def test_console(self):
        self.assertEqual(self.init(UART4), [0, 0x8000])
        self.assertEqual(self.init(UART4 + 0x10), [0x9400])
        self.assertEqual(self.init(UART4 + 0x40), [53])

    def test_timer_and_console_are_enabled_alone(self):
        self.assertEqual((self.init(EIC), self.init(EIC + 0x10)), ([0], [0]))
        self.assertEqual([self.init(EIC + 0xc0 + 16 * n) for n in range(7)],
                         [[1], [0], [0], [0], [0], [1 << 171 % 32], [0]])
        self.assertEqual([self.init(EIC + 0x40 + 16 * n) for n in range(7)], [[0]] * 7)

    def test_timer_comes_before_the_console_before_guests(self):
        self.assertEqual([self.init(EIC + 0x140 + 16 * n)[0] for n in range(54)],
                         [0x0404041c, *[0x04040404] * 41, 0x08080404, 0x04040408,
                          *[0x04040404] * 10])


class Fence(wifire.Case):
    """Registers that are written at boot, for this partition."""

    def test_unlocked_first_and_locked_last(self):
        self.assertEqual(self.init(SYSKEY), [0, 0xaa996655, 0x556699aa, 0x33333333])
        self.assertEqual(self.init(CFGCON), [0x31, 0x3831])

    def test_clocks_of_what_is_used(self):
        self.assertEqual([self.init(0x1f800040 + 16 * n) for n in range(7)],
                         [[value] for value in (0xffffffff, 0xffffffff, 0xffffffff, 0xfffffffd,
                                                0xfffffff7, 0xffffffff, 0xffffffff)])

    def test_bus_masters_that_nobody_has_reach_nothing(self):
        self.assertEqual(self.init(CFGPG), [0x330330])
        for target in range(14):
            base = 0x1f8f8000 + 0x400 * target
            self.assertEqual((self.init(base + 0x50), self.init(base + 0x58)), ([1], [1]))

    def test_dma_reaches_the_guests_ram(self):
        self.image("one.elf", wifire.elf((FLASH, FLASH, NOP, 4)))
        self.edit(DEVICES, "devices = <&dma>; memory-base = <0x48000>;")
        self.assertEqual(self.init(CFGPG), [0x330310])
        third = 0x1f8f8000 + 0x400 * 3
        self.assertEqual([self.init(third + offset) for offset in (0x60, 0x70, 0x78, 0x80)],
                         [[0x48000 | 6 << 3], [3], [3], [0]])
        self.assertEqual(self.value("ram_base"), "0x48000")

    def test_dma_reads_flash_where_it_is_seen(self):
        place = FLASH + 0x100000
        self.image("one.elf", wifire.elf((place, place, NOP, 4), entry=place))
        self.edit(DEVICES, "devices = <&usb>; memory-base = <0x8000>;")
        self.assertEqual(self.init(CFGPG), [0x330130])
        flash = 0x1f8f8000 + 0x400
        self.assertEqual([self.init(flash + offset) for offset in (0x80, 0x90, 0x98)],
                         [[0x1d100000 | 7 << 3], [3], [1]])

    def test_flash_of_a_guest_with_dma_is_placed_first(self):
        place = FLASH + 0x30000
        self.image("two.bin", bytes(0x4000))
        self.edit("load-address = <0x9d000000>", f"load-address = <{place:#x}>")
        self.edit(PINS, "devices = <&usb>; memory-base = <0x20000>;")
        self.compiled()
        self.assertRegex(self.made("memory-map.txt"),
                         r"0x1d030000 +64 KiB +program flash +at 0x1d030000")

    def test_dma_reaches_devices_alone_in_their_window(self):
        self.image("one.elf", wifire.elf((FLASH, FLASH, NOP, 4)))
        self.edit(DEVICES, "devices = <&dma &spi1 &spi2>; dma-targets = <&spi1 &spi2>; "
                  "memory-base = <0x8000>;")
        sixth = 0x1f8f8000 + 0x400 * 6
        self.assertEqual([self.init(sixth + offset) for offset in (0x60, 0x70, 0x78)],
                         [[0x1f821000 | 1 << 3], [3], [3]])

    def test_pins_of_modules(self):
        self.edit(PINS, PINS + " pps = <0x1f80156c 5>;")
        self.assertEqual(self.init(0x1f80156c), [5])


class Files(wifire.Case):
    """What is beside the tables."""

    def test_linker_script(self):
        self.compiled()
        self.assertIn(".guest.1d020000 0x9d020000 : AT(0x1d020000) "
                      "{ KEEP(*(.guest.1d020000)) } > guests\n", self.made("guests.lds"))

    def test_assembly_changes_with_the_bytes(self):
        self.compiled()
        before = self.made("images.S")
        self.image("two.bin", b"\1" * 32)
        self.compiled()
        self.assertNotEqual(self.made("images.S"), before)
        self.assertIn(f'.incbin "{self.output}/flash-1d030000.bin"', before)

    def test_dependencies(self):
        self.compiled()
        self.assertIn(f"{self.folder.resolve()}/two.bin", self.made("partition.c.d"))

    def test_the_map(self):
        self.compiled()
        text = self.made("memory-map.txt")
        for words in ("0x0007c000  0x0007ffff  16 KiB   hypervisor", "priority 2  one",
                      "IRQ 9    one      timer@1f840200", "Guest two: number 2, 64 KiB",
                      "waits for a start command", "0x1f860100..0x1f86016f",
                      "owned, pins 0x0800"):
            self.assertIn(words, text)

    def test_the_boards_of_the_tree(self):
        images = {name: wifire.program() for name in ("vault.elf", "shell.elf", "heartbeat.elf")}
        for name, data in images.items():
            self.image(name, data)
        for board in Path(wifire.BOARDS).glob("*.dts"):
            done = self.run_tool("compile.py", "-I", self.folder, "-o", self.output, board)
            self.assertEqual((done.returncode, done.stderr), (0, ""), board)


if __name__ == "__main__":
    unittest.main()
