# SPDX-License-Identifier: GPL-2.0
"""ACPI tables of a guest with power management, found and read as software does."""

import struct
import unittest

import support
from decode import Module

POWER = """#include "guest-pc.dtsi"
			power@i64 {
				compatible = "levsha,vpm";
				reg = <1 0x64 1>, <1 0x600 16>, <1 0xcf9 1>;
			};
		};

		two"""
PLAIN = '#include "guest-pc.dtsi"\n\t\t};\n\n\t\ttwo'


class Tables(support.Case):
    """Guest one has the device, guest two does not."""

    def setUp(self):
        super().setUp()
        self.edit(PLAIN, POWER)
        self.rams = self.read()

    def read(self):
        """The RAM of both guests."""
        module = Module(self.compiled())
        files = [(self.folder / row.name.decode()).read_bytes() for row in module.images]
        return [module.ram(guest, files) for guest in module.guests]

    def pointer(self, ram):
        """Where the RSDP is, as software looks for it."""
        for at in range(0xe0000, 0x100000, 16):
            if ram[at:at + 8] == b"RSD PTR ":
                return at
        return None

    def tables(self):
        """{signature: bytes} of all but FACS, each with its sum checked."""
        ram = self.rams[0]
        at = self.pointer(ram)
        self.assertEqual(sum(ram[at:at + 20]) % 256, 0)
        found, places = {}, [struct.unpack_from("<I", ram, at + 16)[0]]
        while places:
            place = places.pop()
            name, size = struct.unpack_from("<4sI", ram, place)
            table = bytes(ram[place:place + size])
            self.assertEqual(sum(table) % 256, 0, name)
            found[name.decode()] = table
            if name == b"RSDT":
                places += struct.unpack_from(f"<{(size - 36) // 4}I", table, 36)
            elif name == b"FACP":
                places.append(struct.unpack_from("<I", table, 40)[0])
        return found

    def test_all_are_there(self):
        self.assertEqual(sorted(self.tables()), ["APIC", "DSDT", "FACP", "RSDT"])

    def test_only_with_the_device(self):
        self.assertIsNone(self.pointer(self.rams[1]))

    def test_processor(self):
        """The one local APIC has the id of the guest's core."""
        self.assertEqual(struct.unpack_from("<IIBBBBI", self.tables()["APIC"], 36),
                         (0xfee00000, 1, 0, 8, 0, 1, 1))

    def test_fixed_hardware(self):
        fadt = self.tables()["FACP"]
        self.assertEqual(len(fadt), 244)
        self.assertEqual(struct.unpack_from("<H", fadt, 46), (9,))
        self.assertEqual(struct.unpack_from("<8I", fadt, 56),
                         (0x600, 0, 0x604, 0, 0, 0x608, 0, 0))
        self.assertEqual(fadt[88:92], bytes((4, 2, 0, 4)))
        self.assertEqual(struct.unpack_from("<H", fadt, 109), (0x2d,))
        self.assertTrue(struct.unpack_from("<I", fadt, 112)[0] & 1 << 10)
        self.assertEqual(struct.unpack_from("<BBBBQB", fadt, 116), (1, 8, 0, 1, 0xcf9, 6))
        facs = struct.unpack_from("<I", fadt, 36)[0]
        self.assertEqual(facs % 64, 0)
        self.assertEqual(self.rams[0][facs:facs + 8], b"FACS\x40\0\0\0")

    def test_an_image_in_their_place_is_refused(self):
        self.edit('image-type = "flat-real"', 'image-type = "flat"; load-address = <0xe0000>')
        self.assertIn("has overlapping segments: ", self.compile().stderr)

    def test_other_ports_are_refused(self):
        self.edit("<1 0x600 16>", "<1 0x700 16>")
        self.assertIn("power@i64: power management is not at these ports; give reg = "
                      "<1 0x64 1>, <1 0x600 16>, <1 0xcf9 1>", self.compile().stderr)


if __name__ == "__main__":
    unittest.main()
