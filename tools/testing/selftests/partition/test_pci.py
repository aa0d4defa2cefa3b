# SPDX-License-Identifier: GPL-2.0
"""PCI functions: what the compiler makes of them, what it and the verifier refuse."""

import struct
import unittest
import zlib

import support
from decode import Module, fields

layout = support.tool("layout")
ONE = "/guests/one@10000000"
NIC = "/pci@cf8/nic@3,0"
BUS = """
/ {
    pci@cf8 {
        compatible = "levsha,pci";
        device_type = "pci";
        #address-cells = <3>;
        #size-cells = <2>;
        bus-range = <0 0xff>;
        ranges = <0x02000000 0x0 0xc0000000 0x0 0xc0000000 0x0 0x3ec00000>,
                 <0x01000000 0x0 0xc000 0x0 0xc000 0x0 0x4000>;

        nic: nic@3,0 {
            compatible = "pci8086,100e", "levsha,pci-function";
            reg = <0x1800 0 0 0 0>;
            assigned-addresses = <0x43001810 0x0 0xf0000000 0x0 0x20000>,
                                 <0x01001818 0x0 0xc040 0x0 0x40>,
                                 <0x0200181c 0x0 0xf0040000 0x0 0x100>;
            interrupts = <11 IRQ_TYPE_LEVEL_LOW>;
        };

        disk: disk@4,1 {
            compatible = "pci8086,7010", "levsha,pci-function";
            reg = <0x2100 0 0 0 0>;
            assigned-addresses = <0x02002110 0x0 0xf1000000 0x0 0x1000>;
        };
    };
};
"""
IOMMU = """
/ {
    soc {
        iommu@fed90000 {
            compatible = "intel,vt-d";
            reg = <0x0 0xfed90000 0x0 0x1000>;
        };
    };
};
"""
VPCI = 'pci@icf8 { compatible = "levsha,vpci"; reg = <1 0xcf8 8>; };'
GUEST_PC = '#include "guest-pc.dtsi"\n'


class Case(support.Case):
    """Guest one owns the network function of a board with an IOMMU."""

    iommu = IOMMU

    def setUp(self):
        super().setUp()
        self.text += BUS + self.iommu
        self.edit("devices = <&lpt1>;", "devices = <&lpt1 &nic>;")
        first, rest = self.text.split(GUEST_PC, 1)
        self.text = first + GUEST_PC + VPCI + "\n" + rest


class Given(Case):
    """What is made of it."""

    def test_the_function(self):
        module = Module(self.compiled())
        function, = module.functions
        self.assertEqual(fields(function, "id", "irq", "device"), (0x18, 11, 0x100e8086))
        self.assertEqual(list(function.bar), [0xf000000c, 0, 0xc041, 0xf0040000, 0, 0])
        self.assertEqual(list(function.bar_mask),
                         [0xfffe0000, 0xffffffff, 0xffffffc0, 0xffffff00, 0, 0])
        self.assertEqual([fields(guest, "first_function", "nr_functions", "flags")
                          for guest in module.guests], [(0, 1, 1), (1, 0, 0)])
        self.assertEqual(module.header.board.iommu_base, 0xfed90000)

    def test_its_registers_are_blocks_in_whole_pages(self):
        module = Module(self.compiled())
        blocks = [fields(row, "space", "access", "base", "size") for row in module.blocks]
        self.assertEqual(blocks[:2], [(0, 0, 0xf0000000, 0x20000), (0, 0, 0xf0040000, 0x1000)])
        self.assertIn((1, 0, 0xc040, 0x40), blocks)

    def test_its_interrupt_is_the_guests(self):
        module = Module(self.compiled())
        self.assertIn((11, 3), [fields(row, "irq", "flags") for row in module.irqs])

    def test_the_memory_map_tells(self):
        self.compiled()
        said = (self.output / "memory-map.txt").read_text()
        self.assertRegex(said, r"00:03\.0 +/pci@cf8/nic@3,0 +DMA to its RAM and registers alone")
        self.assertRegex(said, r"0xfed90000 +0xfed90fff +4 KiB +IOMMU")


class Refused(Case):
    """Sources that are refused."""

    def test_two_owners(self):
        self.edit("devices = <&com2>;", "devices = <&com2  &nic>;")
        self.text = self.text.rpartition(GUEST_PC)
        self.text = self.text[0] + GUEST_PC + VPCI + "\n" + self.text[2]
        self.refused("<&com2  &nic>", f"/guests/two@20000000: {NIC} (memory 0xf0000000..0xf001ffff)"
                     f" is given to one too, as {NIC} (memory 0xf0000000..0xf001ffff)")

    def test_no_bus(self):
        self.edit(VPCI, "")
        self.refused("one@10000000", f"{ONE}: {NIC} has no PCI bus to be on")

    def test_read_only(self):
        self.edit("<&lpt1 &nic>;", "<&lpt1>; read-only-devices = <&nic>;")
        self.refused("read-only-devices",
                     f"{ONE}: {NIC} is a PCI function, which can't be read only")

    def test_needless_trust(self):
        self.edit("<&lpt1 &nic>;", "<&lpt1 &nic>; unsafe-dma;")
        self.refused("unsafe-dma", f"{ONE}: unsafe-dma has no use here: the guest has no PCI "
                     "function, or an IOMMU bounds it")

    def test_the_iommus_registers(self):
        self.text += """
/ { soc { thing: thing@fed90000 { compatible = "levsha,registers";
                                  reg = <0x0 0xfed90800 0x0 0x10>; }; }; };"""
        self.edit("<&lpt1 &nic>", "<&lpt1 &thing &nic>")
        self.edit("thing@fed90000", "thing@fed90800")
        self.refused("&thing", f"{ONE}: /soc/thing@fed90800 (memory 0xfed90800..0xfed9080f) "
                     "reaches the IOMMU (memory 0xfed90000..0xfed90fff)")


class RefusedFunction(Case):
    """Functions whose description can't be."""

    def changed(self, old, new, message, place=None):
        """Edit, and see it refused at the new words or another place."""
        self.edit(old, new)
        self.refused(place or new, f"{NIC}: {message}")

    def test_no_configuration_space(self):
        self.changed("<0x1800 0 0 0 0>", "<0x1800 0 0 0 4>",
                     "reg is not the configuration space of one function")

    def test_no_ids(self):
        self.changed('"pci8086,100e"', '"intel,e1000"',
                     "compatible does not name vendor and device")

    def test_register_of_another(self):
        self.changed("0x43001810", "0x43002010",
                     "0x43002010 is no base address register of 00:03.0")

    def test_no_register(self):
        self.changed("0x0200181c", "0x02001830", "0x2001830 is no base address register of "
                     "00:03.0", "0x43001810")

    def test_wide_register_at_the_end(self):
        self.changed("0x43001810", "0x43001824",
                     "0x43001824 is no base address register of 00:03.0")

    def test_register_twice(self):
        self.changed("0x01001818", "0x01001814", "the register 0x14 is given twice", "0x43001810")

    def test_odd_size(self):
        self.changed("0xf0000000 0x0 0x20000", "0xf0000000 0x0 0x30000",
                     "memory 0xf0000000..0xf002ffff is not a power of two at a multiple of "
                     "itself below 4 GiB")

    def test_unaligned(self):
        self.changed("0xf0000000 0x0 0x20000", "0xf0010000 0x0 0x20000",
                     "memory 0xf0010000..0xf002ffff is not a power of two at a multiple of "
                     "itself below 4 GiB")

    def test_within_a_page(self):
        self.changed("0xf0040000", "0xf0040100",
                     "memory 0xf0040100..0xf00401ff does not start a page", "0x43001810")

    def test_outside_the_windows(self):
        self.changed("0xc040 0x0", "0xb040 0x0",
                     "ports 0xb040..0xb07f is in no window of the bus", "0x43001810")

    def test_shared_page(self):
        self.edit("0xf1000000", "0xf0040000")
        self.refused("0x02002110", "/pci@cf8/disk@4,1: memory 0xf0040000..0xf0040fff shares a "
                     f"page or port with {NIC}, memory 0xf0040000..0xf0040fff")

    def test_same_function(self):
        self.text += BUS.replace("pci@cf8", "pci@cfc").replace("nic: ", "").replace("disk: ", "")
        done = self.compile()
        self.assertIn("/pci@cfc/nic@3,0: the function 00:03.0 is /pci@cf8/nic@3,0 too",
                      done.stderr)

    def test_window_that_is_moved(self):
        self.edit("<0x02000000 0x0 0xc0000000 0x0 0xc0000000", "<0x02000000 0x0 0xc0000000 0x0 0x0")
        self.refused("0xc0000000 0x0 0x0", "/pci@cf8: the window 0x2000000 0xc0000000 is not "
                     "passed on one to one")


class WithoutIommu(Case):
    """A board on which nothing bounds DMA."""

    iommu = ""

    def trust(self):
        """Say so of the guest."""
        self.edit("<&lpt1 &nic>;", "<&lpt1 &nic>; unsafe-dma;")

    def test_it_is_refused(self):
        self.refused("<&lpt1 &nic>", f"{ONE}: {NIC} can do DMA to all memory: the board has no "
                     "IOMMU")

    def test_trust_is_written_down(self):
        self.trust()
        module = Module(self.compiled())
        self.assertEqual(module.header.board.iommu_base, 0)
        self.assertEqual(module.guests[0].flags, 3)
        self.assertIn("DMA to all memory: unsafe-dma",
                      (self.output / "memory-map.txt").read_text())


class Verify(Case):
    """verify.py over modules with functions, changed in one place."""

    def verify(self, changes):
        """Put values {offset: (code, value)} into the module; what verify.py says."""
        data = bytearray(self.compiled())
        for offset, (code, value) in changes(Module(data)).items():
            struct.pack_into("<" + code, data, offset, value)
        struct.pack_into("<I", data, 12, 0)
        struct.pack_into("<I", data, 12, zlib.crc32(data))
        (self.folder / "levsha.cfg").write_bytes(data)
        done = self.run_tool("verify.py", "levsha.cfg", "one.bin", "two.elf")
        return (done.stdout + done.stderr).splitlines()

    def test_proof(self):
        line, = self.verify(lambda module: {})
        self.assertRegex(line, "proved: .*; 1 PCI functions, bound to that too by the IOMMU")

    def test_no_iommu(self):
        self.assertEqual(
            self.verify(lambda module: {16 + layout.Board.iommu_base.offset: ("I", 0)}),
            ["levsha.cfg: guest one: its PCI functions reach all memory, and nothing says "
             "unsafe-dma"])

    def test_two_owners(self):
        def share(module):
            row = module.header.guests.offset + 144
            return {row + layout.Guest.first_function.offset: ("I", 0),
                    row + layout.Guest.nr_functions.offset: ("I", 1)}
        self.assertIn("levsha.cfg: guests one and two share the PCI function 0x0018",
                      self.verify(share))

    def test_registers_of_others(self):
        self.assertEqual(
            self.verify(lambda module: {
                module.header.functions.offset + layout.Function.bar.offset: ("I", 0xe0000004)}),
            ["levsha.cfg: guest one: the PCI function 0x0018 has registers at 0:0xe0000000, which "
             "are not the guest's"])

    def test_interrupt_of_others(self):
        self.assertEqual(
            self.verify(lambda module: {module.header.functions.offset + 2: ("B", 3)}),
            ["levsha.cfg: guest one: the PCI function 0x0018 has interrupt 3, which is not the "
             "guest's"])


if __name__ == "__main__":
    unittest.main()
