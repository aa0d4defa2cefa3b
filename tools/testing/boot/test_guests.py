# SPDX-License-Identifier: GPL-2.0
"""Kinds of guests: how each is loaded and started, and how close to hardware it is."""
import os
import unittest

from bochs.board import BUILD, SOURCE, TapTest, output, start


def board_file(name):
    """A file of arch/x86/boards, as bytes."""
    with open(os.path.join(SOURCE, 'arch/x86/boards', name), 'rb') as file:
        return file.read()


class Kinds(unittest.TestCase):
    """A Multiboot kernel and a boot sector, the samples; and one that wants a BIOS."""

    @classmethod
    def setUpClass(cls):
        with start('kinds', limit=300) as machine:
            machine.resume()
            for pattern in (r'^\[multiboot\] end', r'^\[sector\] .*protected',
                            r'guest bios: failed'):
                machine.expect_ever(pattern, 250)
            cls.text = machine.text()

    def test_multiboot(self):
        modules = [(name, board_file(name)) for name in ('guest-pc.dtsi', 'i5-650.dtsi')]
        self.assertEqual(output(self.text, 'multiboot'), [
            'multiboot: loaded', 'loader: Levsha', 'command line: multiboot.elf -v quiet',
            'memory: 639 KiB and 3072 KiB',
            'area: 0x00000000 0x0009fc00 RAM', 'area: 0x0009fc00 0x00060400 reserved',
            'area: 0x00100000 0x00300000 RAM',
            *(f'module: {name}, {len(data)} bytes: {data.decode().splitlines()[0]}'
              for name, data in modules), 'end'])

    def test_boot_sector(self):
        self.assertEqual(output(self.text, 'sector'), [
            'boot sector: disk 0x80, real mode', 'boot sector: protected mode'])

    def test_the_boot_sector_is_one(self):
        with open(os.path.join(BUILD, 'samples/x86/bootsector.bin'), 'rb') as file:
            data = file.read()
        self.assertEqual((len(data), data[510:]), (512, b'\x55\xaa'))

    def test_a_call_of_the_bios_is_told(self):
        self.assertIn('guest bios failed: INT 0x13 in real mode without a handler; '
                      'there is no BIOS', self.text)
        self.assertRegex(self.text, r'rax 0{12}0201 rbx 0+ rcx 0{15}1 rdx 0{14}80')


class Faults(TapTest):
    """What must be as on a processor alone."""

    @classmethod
    def setUpClass(cls):
        with start('faults', limit=300) as machine:
            machine.resume()
            for guest in ('events', 'linux', 'emulated'):
                machine.expect_ever(rf'^\[{guest}\] 1\.\.\d+\r', 250)
            cls.text = machine.text()

    def test_events_that_meet(self):
        self.assert_tap(output(self.text, 'events'))

    def test_emulated_instructions(self):
        self.assert_tap(output(self.text, 'emulated'))

    def test_descriptors_of_the_linux_boot_protocol(self):
        self.assert_tap(output(self.text, 'linux'))


if __name__ == '__main__':
    unittest.main()
