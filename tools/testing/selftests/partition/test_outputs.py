# SPDX-License-Identifier: GPL-2.0
"""What a compiled partition consists of: the module, menus, maps."""

import re
import unittest
import xml.etree.ElementTree as ElementTree
import zlib
from itertools import combinations

import support
from decode import Module, fields

layout = support.tool("layout")
SVG = "{http://www.w3.org/2000/svg}"
MEMORY, PORTS = layout.PART_SPACE_MMIO, layout.PART_SPACE_PIO
OWN, READ, EMULATE = (layout.PART_ACCESS_OWN, layout.PART_ACCESS_READ,
                      layout.PART_ACCESS_EMULATE)
SELF = layout.PART_IMAGE_SELF
NONE, VUART, VPIC, VPIT = (layout.PART_DEVICE_NONE, layout.PART_DEVICE_VUART,
                           layout.PART_DEVICE_VPIC, layout.PART_DEVICE_VPIT)
THING = """
/ {
    soc {
        thing: thing@fd000000 {
            compatible = "levsha,registers";
            reg = <0x0 0xfd000000 0x0 0x30>;
            interrupts = <%s>;
        };
    };
};
"""


class ModuleFields(support.Case):
    """The module, field by field."""

    def setUp(self):
        super().setUp()
        self.module = Module(self.compiled())

    def test_header(self):
        header, data = self.module.header, self.module.data
        self.assertEqual(fields(header, "magic", "version", "header_size", "size"),
                         (0x4148534c, 3, 168, len(data)))
        self.assertEqual(header.crc32, zlib.crc32(data[:12] + bytes(4) + data[16:]))

    def test_board(self):
        board = self.module.header.board
        self.assertEqual(
            fields(board, "model", "hv_base", "hv_size", "ioapic_base", "hpet_base"),
            (b"Quad-core PC, Core i5-650", 0x100000, 0x3f00000, 0xfec00000, 0xfed00000))
        self.assertEqual(fields(board, "console_port", "console_irq", "console_baud", "nr_cpus"),
                         (0x3f8, 4, 115200, 4))
        self.assertEqual(list(board.apic_id), [0, 1, 2, 3, 0, 0, 0, 0])

    def test_images(self):
        files = [(self.folder / name).read_bytes() for name in ("one.bin", "two.elf")]
        self.assertEqual([fields(row, "name", "size", "crc32") for row in self.module.images],
                         [(b"one.bin", len(files[0]), zlib.crc32(files[0])),
                          (b"two.elf", len(files[1]), zlib.crc32(files[1]))])

    def test_guests(self):
        names = ("name", "cpu", "flags", "ram_base", "ram_size")
        self.assertEqual([fields(row, *names) for row in self.module.guests],
                         [(b"one", 1, 1, 0x10000000, 0x400000),
                          (b"two", 2, 0, 0x20000000, 0x800000)])

    def test_policies(self):
        names = ("action", "max", "seconds")
        self.assertEqual([[fields(row, *names) for row in guest.policy]
                          for guest in self.module.guests],
                         [[(2, 0, 0), (3, 0, 0), (1, 0, 0), (1, 0, 0), (0, 0, 0), (2, 0, 0),
                           (4, 0, 0)],
                          [(3, 3, 60), (3, 3, 60), (1, 0, 0), (1, 0, 0), (0, 0, 0), (2, 0, 0),
                           (4, 0, 0)]])

    def test_guests_share_no_row(self):
        names = ("first_segment", "nr_segments", "first_block", "nr_blocks", "first_irq", "nr_irqs")
        self.assertEqual([fields(row, *names) for row in self.module.guests],
                         [(0, 4, 0, 6, 0, 1), (4, 1, 6, 6, 1, 1)])

    def test_segments(self):
        end = len(self.module.data)
        self.assertEqual([fields(row, "image", "offset", "size", "reserved", "gpa")
                          for row in self.module.segments],
                         [(0, 0, 3, 0, 0x7c00), (SELF, end - 0x1500, 0x400, 0, 0),
                          (SELF, end - 0x1100, 0x100, 0, 0x400),
                          (SELF, end - 0x1000, 0x1000, 0, 0xf0000), (1, 84, 4, 0, 0x100000)])

    def test_blocks_are_sorted(self):
        rows = [fields(row, "space", "access", "device", "irq", "base", "size")
                for row in self.module.blocks]
        self.assertEqual(rows[:6], [
            (PORTS, EMULATE, VPIC, 0xff, 0x20, 2), (PORTS, EMULATE, VPIT, 0xff, 0x40, 4),
            (PORTS, EMULATE, VPIT, 0xff, 0x61, 1), (PORTS, EMULATE, VPIC, 0xff, 0xa0, 2),
            (PORTS, OWN, NONE, 0xff, 0x378, 8), (PORTS, EMULATE, VUART, 4, 0x3f8, 8)])
        self.assertEqual([row[4] for row in rows[6:]], [0x20, 0x40, 0x61, 0xa0, 0x2f8, 0x3f8])

    def test_interrupts(self):
        self.assertEqual([fields(row, "irq", "flags") for row in self.module.irqs],
                         [(7, 0), (3, 0)])


class Variants(support.Case):
    """Choices of the source that show in the module."""

    def test_boot_core_comes_first(self):
        self.edit("cpus = <&cpu0>;", "cpus = <&cpu3>;")
        module = Module(self.compiled())
        self.assertEqual(list(module.header.board.apic_id)[:4], [3, 0, 1, 2])
        self.assertEqual([guest.cpu for guest in module.guests], [2, 3])

    def test_same_image_is_one_boot_module(self):
        self.edit('image = "two.elf";\n\t\t\timage-type = "elf";',
                  'image = "one.bin";\n\t\t\timage-type = "flat-real";')
        module = Module(self.compiled())
        self.assertEqual([row.image for row in module.segments], [0, SELF, SELF, SELF] * 2)
        self.assertEqual(len(module.images), 1)

    def test_memory_mapped_device(self):
        self.text += THING % "9 IRQ_TYPE_LEVEL_LOW"
        self.edit("devices = <&lpt1>;", "devices = <&lpt1 &thing>;")
        module = Module(self.compiled())
        self.assertEqual(fields(module.blocks[0], "space", "access", "base", "size"),
                         (MEMORY, OWN, 0xfd000000, 0x30))
        self.assertEqual([fields(row, "irq", "flags") for row in module.irqs],
                         [(7, 0), (9, 3), (3, 0)])

    def test_triggers(self):
        for trigger, flags in (("EDGE_RISING", 0), ("EDGE_FALLING", 2), ("LEVEL_HIGH", 1)):
            with self.subTest(trigger):
                self.text = self.text.replace("interrupts = <7 IRQ_TYPE_EDGE_RISING>",
                                              f"interrupts = <7 IRQ_TYPE_{trigger}>")
                self.assertEqual(Module(self.compiled()).irqs[0].flags, flags)
                self.text = self.text.replace(trigger + ">", "EDGE_RISING>")

    def test_two_guests_may_read_one_device(self):
        """Reading gives no interrupt."""
        self.text += THING % "9 1"
        self.edit("devices = <&lpt1>;", "read-only-devices = <&thing>;")
        self.edit("devices = <&com2>;", "read-only-devices = <&thing>;")
        module = Module(self.compiled())
        self.assertEqual([row.access for row in module.blocks if row.space == MEMORY],
                         [READ, READ])
        self.assertEqual(module.irqs, [])

    def test_no_guests(self):
        self.text = self.text[:self.text.index("one@")] + "};\n};\n"
        self.text = self.text.replace("guests {\n\t\t#address-cells = <2>;\n"
                                      "\t\t#size-cells = <2>;", "guests {")
        self.assertEqual(Module(self.compiled()).guests, [])


class BootFiles(support.Case):
    """Menus of boot loaders, the list of files, dependencies."""

    def setUp(self):
        super().setUp()
        self.compiled()

    def lines(self, name):
        """A file's lines without tabs and comments."""
        return [line.strip() for line in (self.output / name).read_text().splitlines()
                if not line.startswith("#")]

    def test_grub_loads_the_modules_in_order(self):
        self.assertEqual(self.lines("grub.cfg"), [
            "set timeout=0", "", 'menuentry "Levsha" {', "multiboot /boot/levsha.elf",
            "module /boot/levsha.cfg", "module /boot/one.bin", "module /boot/two.elf", "}"])

    def test_pxelinux(self):
        self.assertIn("APPEND boot/levsha.elf --- boot/levsha.cfg --- boot/one.bin --- "
                      "boot/two.elf", self.lines("pxelinux.cfg"))

    def test_ipxe(self):
        self.assertTrue((self.output / "levsha.ipxe").read_text().startswith("#!ipxe\n"))
        self.assertEqual(self.lines("levsha.ipxe"), [
            "kernel boot/levsha.elf", "module boot/levsha.cfg", "module boot/one.bin",
            "module boot/two.elf", "boot"])

    def test_modules_name_the_files(self):
        folder = self.folder.resolve()
        self.assertEqual(self.lines("modules"),
                         [f"{folder}/one.bin one.bin", f"{folder}/two.elf two.elf"])

    def test_dependencies(self):
        """Make rebuilds when the source, an include or an image changes."""
        lines = self.lines("levsha.cfg.d")
        target, files = lines[0].split(": ")
        self.assertEqual(target, f"{self.output}/levsha.cfg")
        for name in ("board.dts", f"{support.BOARDS}/guest-pc.dtsi",
                     f"{self.folder.resolve()}/two.elf"):
            self.assertIn(name, files.split())
            self.assertIn(f"{name}:", lines)

    def test_a_refused_source_leaves_the_outputs_alone(self):
        before = {path.name: path.read_bytes() for path in self.output.iterdir()}
        self.edit('"one.bin"', '"none.bin"')
        self.assertEqual(self.compile().returncode, 1)
        self.assertEqual({path.name: path.read_bytes() for path in self.output.iterdir()}, before)

    def test_the_same_source_gives_the_same_bytes(self):
        before = {path.name: path.read_bytes() for path in self.output.iterdir()}
        self.compiled()
        self.assertEqual({path.name: path.read_bytes() for path in self.output.iterdir()}, before)

    def test_output_that_can_not_be_written(self):
        self.output = self.folder / "one.bin"
        done = self.compile()
        self.assertEqual(done.returncode, 1)
        self.assertRegex(done.stderr, r"\A[^\n]*one\.bin[^\n]*\n\Z")


class Maps(support.Case):
    """memory-map.txt and memory-map.svg."""

    def test_text(self):
        done = self.compile("--print")
        self.assertEqual(done.stdout, (self.output / "memory-map.txt").read_text())
        words = [" ".join(line.split()) for line in done.stdout.splitlines()]
        for line in ("0x00100000 0x03ffffff 63 MiB hypervisor and modules",
                     "0x10000000 0x103fffff 4 MiB one",
                     "0x10400000 0x1fffffff 252 MiB free",
                     "0x20800000 0x3ffeffff 503.9 MiB free",
                     "core 2 APIC id 2 two", "core 3 APIC id 3 idle",
                     "IRQ 4 console rising edge", "IRQ 7 one rising edge",
                     "Guest one: core 1, 4 MiB at host 0x10000000",
                     "starts in real mode at 0000:7c00; runs from boot; after a fault: stop",
                     "0x00007c00 0x00007c02 3 bytes one.bin",
                     "0x00100000 0x00101fff 8 KiB two.elf",
                     "ports 0x378..0x37f owned /isa/parallel@i378",
                     "starts in protected mode at 0x100000; waits for a start command; "
                     "after a fault: restart, at most 3 times in 60 s"):
            self.assertIn(line, words)

    def test_host_memory_has_no_hole_and_no_overlap(self):
        self.compiled()
        text = (self.output / "memory-map.txt").read_text()
        rows = re.findall(r"^  (0x\w+)  (0x\w+)", text.split("Cores")[0], re.M)
        ends = [(int(first, 16), int(last, 16)) for first, last in rows]
        board = [end for end in ends if end[0] < 0x40000000]
        self.assertEqual((board[0][0], board[-1][1]), (0, 0x3ffeffff))
        for one, other in zip(board, board[1:]):
            self.assertEqual(one[1] + 1, other[0])

    def test_picture_names_everything(self):
        self.compiled()
        words = {element.text for element in
                 ElementTree.parse(self.output / "memory-map.svg").iter(SVG + "text")}
        for word in ("one", "two", "hypervisor and modules", "one.bin", "two.elf",
                     "ports 0x378..0x37f: parallel@i378, owned", "core 1, APIC 1", "idle"):
            self.assertIn(word, words)

    def test_no_words_overlap_in_the_picture(self):
        """Even with long names on all cores."""
        self.edit("one@10000000", "fifteen-letters@10000000")
        self.edit("two@20000000", "other-long-name@20000000")
        self.compiled()
        boxes = [box(element) for element in
                 ElementTree.parse(self.output / "memory-map.svg").iter(SVG + "text")]
        for one, other in combinations(boxes, 2):
            apart = (one[2] <= other[0] or other[2] <= one[0]
                     or one[3] <= other[1] or other[3] <= one[1])
            self.assertTrue(apart, f"{one[4]} and {other[4]} overlap")


def box(element):
    """(left, top, right, bottom, words) of a text, by a letter's usual width."""
    words, style = element.text or "", element.get("class").split()
    size = 24 if "title" in style else 16 if "head" in style else 13
    width = len(words) * size * 0.56
    x, y = float(element.get("x")), float(element.get("y"))
    left = x - width if "end" in style else x - width / 2 if "middle" in style else x
    return left, y - size * 0.75, left + width, y + size * 0.25, words


if __name__ == "__main__":
    unittest.main()
