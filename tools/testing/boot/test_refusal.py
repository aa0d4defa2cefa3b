# SPDX-License-Identifier: GPL-2.0
"""What cannot be started: one line says why, and no guest runs."""
import os
import re
import shutil
import struct
import sys
import unittest
import zlib

from bochs.board import BOARDS, BUILD, SOURCE, compile_board, make_iso
from bochs.machine import Machine

sys.path.append(os.path.join(SOURCE, 'scripts/partition'))

import layout  # noqa: E402

CRC = 12                        # offset in struct part_header
VERSION = 4


class Refusal(unittest.TestCase):
    """Boots something that must not start."""

    def refused(self, folder, reason, prepare=lambda machine: None, **options):
        """Boot what is in `folder`; the console ends with the reason."""
        with Machine(make_iso(folder), f'{folder}/run', limit=200, **options) as machine:
            prepare(machine)
            machine.resume()
            machine.expect(r'core 0:!cannot start: .*\r\n', 100)
            machine.interrupt_later()
            machine.wait_prompt()
            text = machine.text()
        self.assertRegex(text, reason)
        self.assertNotIn('loading', text)
        self.assertNotIn('levsha>', text)
        errors = re.findall(r'core 0:!(.*)', text)
        self.assertLessEqual(len(errors), 2, 'one line, and its consequence')
        self.assertTrue(text.rstrip().endswith(errors[-1]), 'nothing behind it')


class Damage(Refusal):
    """Damaged configurations and images."""

    @classmethod
    def setUpClass(cls):
        cls.good = compile_board('idle')

    def setUp(self):
        self.folder = os.path.join(BOARDS, 'damage')
        shutil.rmtree(self.folder, ignore_errors=True)
        shutil.copytree(self.good, self.folder, ignore=shutil.ignore_patterns('run', '*.iso'))

    def change(self, change, seal=True):
        """Apply change(bytes) to the configuration, and put its CRC right."""
        path = os.path.join(self.folder, 'levsha.cfg')
        with open(path, 'rb') as file:
            data = bytearray(file.read())
        data = change(data) or data
        if seal:
            struct.pack_into('<I', data, CRC, 0)
            struct.pack_into('<I', data, CRC, zlib.crc32(data))
        with open(path, 'wb') as file:
            file.write(data)

    def test_a_flipped_bit(self):
        def flip(data):
            data[len(data) // 2] ^= 0x10
        self.change(flip, seal=False)
        self.refused(self.folder, r'partition: CRC \w{8}, expected \w{8}: damaged')

    def test_a_short_module(self):
        self.change(lambda data: data[:-8], seal=False)
        self.refused(self.folder, r'partition: module of \d+ bytes says \d+: cut or padded')

    def test_a_few_bytes(self):
        self.change(lambda data: data[:40], seal=False)
        self.refused(self.folder, r'partition: module of 40 bytes')

    def test_another_version(self):
        self.change(lambda data: struct.pack_into('<H', data, VERSION, 99))
        self.refused(self.folder, r'partition: version 99, this hypervisor reads \d+')

    def test_another_file(self):
        self.change(lambda data: struct.pack_into('<I', data, 0, 0x464c457f))
        self.refused(self.folder, r'partition: magic 464c457f, expected \w+: not a partition')

    def test_a_table_outside(self):
        images = 16 + 104
        self.change(lambda data: struct.pack_into('<I', data, images, 0xfffff8))
        self.refused(self.folder, r'partition: table of images is outside the module')

    def test_memory_of_the_hypervisor(self):
        def move_guest(data):
            guests, = struct.unpack_from('<I', data, 16 + 104 + 8)
            struct.pack_into('<Q', data, guests + layout.Guest.ram_base.offset, 0x200000)
        self.change(move_guest)
        self.refused(self.folder, r'partition: guest \w+: RAM reaches into')

    def test_another_image(self):
        other = os.path.join(self.folder, 'witness.elf')
        shutil.copy(os.path.join(BUILD, 'tools/testing/guests/witness.elf'), other)
        with open(other, 'r+b') as file:
            file.seek(5000)
            file.write(b'damage')
        modules = os.path.join(self.folder, 'modules')
        with open(modules, encoding='utf-8') as file:
            lines = [f'{other} witness.elf\n' if line.endswith(' witness.elf\n') else line
                     for line in file]
        with open(modules, 'w', encoding='utf-8') as file:
            file.writelines(lines)
        self.refused(self.folder, r'partition: image witness.elf: CRC \w{8}, expected \w{8}')

    def test_no_module(self):
        menu = os.path.join(self.folder, 'grub.cfg')
        with open(menu, encoding='utf-8') as file:
            lines = [line for line in file if 'module' not in line.split('#')[0]]
        with open(menu, 'w', encoding='utf-8') as file:
            file.writelines(lines)
        self.refused(self.folder, r'partition: no module')

    def test_a_missing_image(self):
        menu = os.path.join(self.folder, 'grub.cfg')
        with open(menu, encoding='utf-8') as file:
            lines = [line for line in file if 'witness' not in line]
        with open(menu, 'w', encoding='utf-8') as file:
            file.writelines(lines)
        self.refused(self.folder, r'partition: 1 images loaded, expected 2')


class Board(Refusal):
    """Machines that lack something."""

    @classmethod
    def setUpClass(cls):
        cls.folder = compile_board('idle')

    def test_too_few_cores(self):
        self.refused(self.folder, r'cannot start: too few cores: none has APIC id 2', cpus=2)

    def test_too_little_memory_for_a_guest(self):
        self.refused(self.folder, r'cannot start: too little memory: no RAM at .* for guest heart',
                     memory=256)

    def test_too_little_memory_for_the_hypervisor(self):
        self.refused(self.folder, r'cannot start: too little memory: .* for the hypervisor',
                     memory=32)

    def test_a_processor_without_64_bits(self):
        with Machine(make_iso(self.folder), f'{self.folder}/run', limit=200,
                     model='p3_katmai') as machine:
            machine.resume()
            machine.expect(r'cannot start: .*64-bit mode.*\n', 100)
            self.assertEqual(machine.text().count('\n'), 1)

    def test_a_processor_of_amd(self):
        self.refused(self.folder, r'cannot start: the CPU has no VT-x',
                     model='phenom_8650_toliman')

    def test_a_processor_without_ept(self):
        self.refused(self.folder, r"cannot start: the CPU's VT-x lacks .*EPT",
                     model='core2_penryn_t9600')

    def test_a_processor_without_unrestricted_guest(self):
        self.refused(self.folder, r"cannot start: the CPU's VT-x lacks .*unrestricted guest",
                     model='corei5_lynnfield_750')

    def test_a_newer_processor_is_welcome(self):
        with Machine(make_iso(self.folder), f'{self.folder}/run', limit=200,
                     model='corei7_haswell_4770') as machine:
            machine.resume()
            machine.expect(r'^\[heart\] beat 2, 0 words', 100)


if __name__ == '__main__':
    unittest.main()
