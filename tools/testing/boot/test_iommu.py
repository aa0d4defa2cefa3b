# SPDX-License-Identifier: GPL-2.0
"""The IOMMU at work: real DMA of a device of QEMU, inside and outside.

The hypervisor's image with a test in it (tools/testing/iommu/) runs on QEMU's Q35 PC,
which has an IOMMU but no VT-x; the production image on the same, and without IOMMU.
"""
import os
import re
import subprocess
import unittest

from bochs.board import BUILD, SOURCE, compile_board
from q35.machine import command

TEST_IMAGE = os.path.join(BUILD, 'tools/testing/iommu/levsha.elf')
END = re.compile(r'^1\.\.\d+\r?$|!.*(cannot start|panic)', re.MULTILINE)


def run(folder, change=lambda line: line):
    """What came over the serial line, until a plan or the end."""
    iso = os.path.join(folder, 'iommu.iso')
    subprocess.run([os.path.join(SOURCE, 'scripts/mkiso'), iso, TEST_IMAGE, folder], check=True)
    line = change(command(iso, '-serial', 'stdio', '-monitor', 'none',
                          '-device', 'isa-debug-exit,iobase=0xf4,iosize=4'))
    text = ''
    with open(os.path.join(folder, 'qemu.err'), 'wb') as errors, \
            subprocess.Popen(['timeout', '-s', 'KILL', '300', *line], stdin=subprocess.DEVNULL,
                             stdout=subprocess.PIPE, stderr=errors, text=True) as process:
        for part in process.stdout:
            text += part
            if END.search(part):
                process.terminate()
    return text


class Dma(unittest.TestCase):
    """A guest owns a device; another device is nobody's."""

    @classmethod
    def setUpClass(cls):
        cls.text = run(compile_board('iommu'))

    def test_all_cases_passed(self):
        cases = re.findall(r'^((?:not )?ok .*)$', self.text, re.MULTILINE)
        self.assertEqual([case for case in cases if case.startswith('not')], [])
        self.assertIn(f'\n1..{len(cases)}\n', self.text)

    def test_everything_is_blocked_before_guests_are_made(self):
        self.assertRegex(self.text, r'IOMMU: 1 units, all devices blocked, interrupts remapped')

    def test_what_was_blocked_is_told(self):
        for words in (r'guest owner: DMA to 4400000 by 00:03\.0 blocked, reason 5',
                      r'guest owner: DMA from 4400000 by 00:03\.0 blocked, reason 6',
                      r'guest owner: illegal access, time 2',
                      r'guest none: DMA to 4000 by 00:02\.0 blocked, reason 2'):
            self.assertRegex(self.text, words)


class Refusal(unittest.TestCase):
    """Machines on which DMA would not be bounded."""

    @classmethod
    def setUpClass(cls):
        cls.folder = compile_board('iommu')

    @staticmethod
    def without(*options):
        """A change of a command line: leave out -device and these options."""
        def change(line):
            pairs = list(zip(line, line[1:]))
            gone = {n for n, pair in enumerate(pairs) if pair[0] == '-device'
                    and pair[1] in options}
            return [word for n, word in enumerate(line) if n not in gone and n - 1 not in gone]
        return change

    def test_no_iommu(self):
        text = run(self.folder, self.without('intel-iommu,intremap=on'))
        self.assertIn('cannot start: no IOMMU at fed90000: is VT-d on in the firmware?', text)
        self.assertNotIn('ok 1', text)

    def test_another_device(self):
        text = run(self.folder, self.without('edu,addr=3'))
        self.assertRegex(text, 'cannot start: guest owner: PCI function 00:03.0 is ffffffff')

    def test_registers_elsewhere(self):
        text = run(self.folder, lambda line: [*line, '-device', 'edu,addr=4'])
        self.assertRegex(text, 'cannot start: guest owner: PCI function 00:03.0: '
                         'BAR 0 is fe.00000, not fea00000')


if __name__ == '__main__':
    unittest.main()
