# SPDX-License-Identifier: GPL-2.0
"""verify.py, which shares no code with the compiler, sees what was tampered with."""

import ctypes
import struct
import unittest
import zlib

import support
from decode import Module

layout = support.tool("layout")
OFFSET = {name: getattr(layout.Guest, name).offset for name, _ in layout.Guest._fields_}
BLOCK = {name: getattr(layout.Block, name).offset for name, _ in layout.Block._fields_}


class Verify(support.Case):
    """A good module, changed in one place and given a right CRC again."""

    def setUp(self):
        super().setUp()
        self.data = bytearray(self.compiled())
        self.module = Module(self.data)
        self.header = self.module.header
        self.files = [self.folder / "one.bin", self.folder / "two.elf"]

    def put(self, code, offset, value):
        """Change one field of the module."""
        struct.pack_into("<" + code, self.data, offset, value)

    def guest(self, number, field, code, value):
        """Change a guest's field."""
        row = self.header.guests.offset + ctypes.sizeof(layout.Guest) * number
        self.put(code, row + OFFSET[field], value)

    def block(self, guest, place, **values):
        """Change fields of a guest's block that stands at this place."""
        first = self.module.guests[guest].first_block
        number = next(n for n, row in enumerate(self.module.blocks)
                      if n >= first and row.base == place)
        for field, value in values.items():
            self.put("Q" if field in ("base", "size") else "B",
                     self.header.blocks.offset + 24 * number + BLOCK[field], value)

    def verify(self, seal=True):
        """Run verify.py over the module."""
        if seal and len(self.data) >= 16:
            self.put("I", 12, 0)
            self.put("I", 12, zlib.crc32(self.data))
        (self.folder / "levsha.cfg").write_bytes(self.data)
        return self.run_tool("verify.py", "levsha.cfg", *self.files)

    def refuted(self, *reasons, seal=True):
        """It finds just these violations."""
        done = self.verify(seal)
        self.assertEqual((done.returncode, done.stdout), (1, ""))
        self.assertEqual(done.stderr.splitlines(), [f"levsha.cfg: {why}" for why in reasons])

    def test_proof(self):
        done = self.verify(seal=False)
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        self.assertEqual(done.stdout, "levsha.cfg: proved: 2 guests reach 12 MiB of RAM, "
                         "2 register blocks and 2 interrupts, each its own, and nothing of the "
                         "hypervisor's (0x100000..0x3ffffff)\n")

    def test_every_flipped_byte(self):
        """The CRC catches one changed bit wherever it is."""
        good = bytes(self.data)
        for at in range(0, len(good), 97):
            self.data = bytearray(good)
            self.data[at] ^= 1
            with self.subTest(at):
                self.assertEqual(self.verify(seal=False).returncode, 1)

    def test_short_module(self):
        del self.data[100:]
        self.refuted("100 bytes are no module; compile it again")

    def test_truncated_module(self):
        size = len(self.data)
        del self.data[-8:]
        self.refuted(f"says it has {size} bytes, the file has {size - 8}; compile it again")

    def test_wrong_version(self):
        self.put("H", 4, 4)
        self.refuted("magic, version or header size is wrong; compile it again")

    def test_wrong_crc(self):
        self.data[20] ^= 1
        self.refuted("the CRC-32 is wrong; compile it again", seal=False)

    def test_table_outside(self):
        self.put("I", 120 + 4, 10000)
        self.refuted("the table at 0xa8 with 10000 rows is not in its place; compile it again")

    def test_guests_rows_outside(self):
        self.guest(1, "nr_blocks", "I", 7)
        self.refuted("rows 6 to 13 are not in their table; compile it again")

    def test_another_image(self):
        self.image("two.elf", support.elf(entry=0x100001))
        self.refuted("image two.elf is another file")

    def test_missing_image(self):
        self.files.pop()
        self.refuted("names 2 images, 1 files were given")

    def test_shared_core(self):
        self.guest(1, "cpu", "I", 1)
        self.refuted("guests one and two share core 1")

    def test_hypervisors_core(self):
        self.guest(1, "cpu", "I", 0)
        self.refuted("guest two: core 0 is not for guests")

    def test_core_that_is_not_there(self):
        self.guest(1, "cpu", "I", 4)
        self.refuted("guest two: core 4 is not for guests")

    def test_shared_ram(self):
        self.guest(1, "ram_base", "Q", 0x10200000)
        self.refuted("guests one and two share RAM")

    def test_ram_of_the_hypervisor(self):
        self.guest(0, "ram_base", "Q", 0x3e00000)
        self.refuted("guest one: its RAM reaches the hypervisor")

    def test_ram_of_the_firmware(self):
        self.guest(0, "ram_base", "Q", 0)
        self.refuted("guest one: its RAM 0x0..0x400000 is not whole large pages above 1 MiB",
                     "guest one: its RAM reaches the hypervisor")

    def test_ram_that_wraps(self):
        self.guest(0, "ram_base", "Q", (1 << 64) - 0x200000)
        self.refuted("guest one: its RAM 0xffffffffffe00000..0x10000000000200000 is not whole "
                     "large pages above 1 MiB")

    def test_segment_outside_ram(self):
        self.put("Q", self.header.segments.offset + 16, 0x3fffff)
        self.refuted("guest one: the segment for 0x3fffff is not in its RAM")

    def test_segment_outside_its_image(self):
        self.put("I", self.header.segments.offset + 4, 1)
        self.refuted("guest one: the segment for 0x7c00 is not in its image")

    def test_segment_of_the_tables(self):
        """PART_IMAGE_SELF is for what stands behind the tables."""
        self.put("I", self.header.segments.offset, layout.PART_IMAGE_SELF)
        self.refuted("guest one: the segment for 0x7c00 is not in its image")

    def test_segment_of_no_image(self):
        self.put("I", self.header.segments.offset, 2)
        self.refuted("guest one: a segment is of image 2, which is not there")

    def test_owned_twice(self):
        """Guest one's LPT1 becomes guest two's COM2."""
        self.block(0, 0x378, base=0x2f8)
        self.refuted("guests one and two share the block 1:0x2f8")

    def test_emulated_8259_made_real(self):
        self.block(1, 0x20, access=0, device=0)
        self.refuted("guest two: the block 1:0x20 reaches the hypervisor's own")

    def test_emulated_console_made_real(self):
        self.block(0, 0x3f8, access=0, device=0, irq=0xff)
        self.refuted("guest one: the block 1:0x3f8 reaches the hypervisor's own")

    def memory_block(self, base):
        """Turn guest one's first block into memory that it owns."""
        self.block(0, 0x20, space=0, access=0, device=0, base=base, size=16)

    def test_memory_that_is_others_ram(self):
        self.memory_block(0x20000000)
        self.refuted("guest one: the block 0:0x20000000 reaches the hypervisor's own")

    def test_memory_of_the_hypervisor(self):
        self.memory_block(0x3fff000)
        self.guest(0, "ram_size", "Q", 0x200000)
        self.refuted("guest one: the block 0:0x3fff000 reaches the hypervisor's own")

    def test_local_apic(self):
        self.memory_block(0xfee00300)
        self.refuted("guest one: the block 0:0xfee00300 reaches the hypervisor's own")

    def test_ioapic(self):
        self.memory_block(0xfec00010)
        self.refuted("guest one: the block 0:0xfec00010 reaches the hypervisor's own")

    def test_unaligned_memory(self):
        self.memory_block(0xfd000008)
        self.refuted("guest one: the block 0:0xfd000008 is not a multiple of 16")

    def test_memory_within_ram(self):
        self.memory_block(0x3ffff0)
        self.refuted("guest one: the block 0:0x3ffff0 is within its RAM",
                     "guest one: the block 0:0x3ffff0 reaches the hypervisor's own")

    def test_unsorted_blocks(self):
        self.block(0, 0x378, base=0x400)
        self.refuted("guest one: the blocks at 0x400 and 0x3f8 overlap or are not sorted")

    def test_shared_interrupt(self):
        self.put("I", self.header.irqs.offset, 3)
        self.refuted("guests one and two share interrupt 3")

    def test_consoles_interrupt(self):
        self.put("I", self.header.irqs.offset, 4)
        self.refuted("guest one: interrupt 4 is the hypervisor's",
                     "guest one: it has an interrupt twice")

    def test_keyboards_interrupt(self):
        self.put("I", self.header.irqs.offset, 1)
        self.refuted("guest one: interrupt 1 is the hypervisor's")

    def test_ports_of_the_screen_and_the_keyboard(self):
        for port in (0x60, 0x64, 0x3d4, 0x3d5):
            with self.subTest(port):
                good = bytes(self.data)
                self.block(0, 0x378, base=port, size=1)
                self.assertIn(f"guest one: the block 1:{port:#x} reaches the hypervisor's own",
                              self.verify().stderr)
                self.data = bytearray(good)

    def test_printer_of_the_hypervisor(self):
        self.put("H", 16 + layout.Board.printer_port.offset, 0x378)
        self.refuted("guest one: the block 1:0x378 reaches the hypervisor's own")

    def test_one_apic_id_for_two_cores(self):
        self.put("B", 16 + layout.Board.apic_id.offset + 1, 0)
        self.refuted("its cores are not 1 to 8 with an APIC id each")

    def test_unreadable_file(self):
        done = self.run_tool("verify.py", "none.cfg")
        self.assertEqual((done.returncode, done.stderr), (
            1, "none.cfg: No such file or directory; name files that can be read\n"))


if __name__ == "__main__":
    unittest.main()
