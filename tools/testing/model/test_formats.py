# SPDX-License-Identifier: GPL-2.0
"""What the board's flash is loaded from: S-records, Intel HEX, ELF, more than one."""
import os
import re
import subprocess
import tempfile
import unittest

from program import elf, run
from qemu import program as qemu

PROGRAM = elf('test_cpu_id')
SOMEWHERE = 0x9d180000          # flash that no program uses


def record(address, data):
    """A line of S-records with 32-bit addresses."""
    body = bytes([len(data) + 5]) + address.to_bytes(4, 'big') + data
    return f'S3{body.hex()}{~sum(body) & 0xff:02x}\n'.upper()


class Formats(unittest.TestCase):
    """Each of them starts the same program."""

    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.folder = folder.name
        cls.ktap, _ = run(PROGRAM)

    def path(self, name):
        return os.path.join(self.folder, name)

    def convert(self, kind, name, *options):
        """The program in another format."""
        subprocess.run(['mipsel-linux-gnu-objcopy', '-O', kind, *options, PROGRAM,
                        self.path(name)], check=True)
        return self.path(name)

    def write(self, name, text):
        with open(self.path(name), 'w', encoding='ascii') as file:
            file.write(text)
        return self.path(name)

    def assert_runs(self, *images):
        text, complete = run(*images)
        self.assertTrue(complete)
        self.assertEqual(text, self.ktap)

    def assert_refused(self, image, message):
        result = subprocess.run([qemu(), '-M', 'pic32mz-wifire', '-display', 'none',
                                 '-serial', 'none', '-monitor', 'none', '-kernel', image],
                                stdin=subprocess.DEVNULL, capture_output=True, text=True,
                                timeout=20, check=False)
        self.assertNotEqual(result.returncode, 0)
        self.assertRegex(result.stderr, message)

    def test_elf(self):
        self.assertRegex(self.ktap, r'\n1\.\.\d+\n')

    def test_s_records_in_kseg0(self):
        self.assert_runs(self.convert('srec', 'kseg0.srec'))

    def test_intel_hex_in_kseg0(self):
        self.assert_runs(self.convert('ihex', 'kseg0.hex'))

    def test_s_records_at_physical_addresses(self):
        self.assert_runs(self.convert('srec', 'physical.srec', '--change-addresses=0x80000000'))

    def test_intel_hex_at_physical_addresses(self):
        self.assert_runs(self.convert('ihex', 'physical.hex', '--change-addresses=0x80000000'))

    def test_s_records_in_kseg1(self):
        self.assert_runs(self.convert('srec', 'kseg1.srec', '--change-addresses=0x20000000'))

    def test_long_lines(self):
        self.assert_runs(self.convert('srec', 'long.srec', '--srec-len=200'))

    def test_a_later_image_wins(self):
        """An entry of the first that would end in nothing is replaced by the second."""
        broken = self.write('broken.srec', record(0x9d001000, bytes(64)))
        self.assert_runs(broken, self.convert('srec', 'good.srec'))

    def test_unaligned_data(self):
        """The bytes of a word come one by one, of two images."""
        odd = self.write('odd.srec', ''.join(record(SOMEWHERE + i, bytes([i + 1]))
                                             for i in (3, 1)))
        self.assert_runs(odd, PROGRAM)

    def test_wrong_checksum(self):
        with open(self.convert('ihex', 'good.hex'), encoding='ascii') as file:
            lines = file.read().splitlines()
        lines[3] = lines[3][:-2] + ('00' if lines[3][-2:] != '00' else '11')
        self.assert_refused(self.write('bad.hex', '\n'.join(lines)), r'bad\.hex:4: .*checksum')

    def test_not_a_record(self):
        self.assert_refused(self.write('bad.srec', record(SOMEWHERE, b'abcd') + 'nonsense\n'),
                            r'bad\.srec:2: ')

    def test_missing_file(self):
        self.assert_refused(self.path('missing.hex'), 'missing.hex')

    def test_data_outside_of_memory(self):
        """They are left out with a warning."""
        far = self.write('far.srec', record(0x9d400000, b'abcd'))
        result = subprocess.run(
            [qemu(), '-M', 'pic32mz-wifire', '-display', 'none', '-serial', 'none',
             '-monitor', 'stdio', '-S', '-kernel', far], input='quit\n',
            capture_output=True, text=True, timeout=20, check=True)
        self.assertRegex(result.stderr, re.compile('warning.*far.srec.*4 bytes', re.DOTALL))
