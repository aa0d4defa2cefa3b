# SPDX-License-Identifier: GPL-2.0
"""Guests of the Wi-FIRE that write their flash, and one that tries others'."""
import os
import re
import sys
import tempfile
import unittest

sys.path[:0] = [os.path.dirname(os.path.dirname(os.path.abspath(__file__)))]

from qemu import board  # noqa: E402

BEATS = 20
CASES = 41
WRITERS = ('one', 'two', 'three')
WITNESSES = ('heart', 'fuse')
STARTED_AT = (1, 8, 12, 14, 14, 15, 16, 17, 18, 19)     # numbers of cases
CTRL_E = '\x05'
LIMIT = 120                     # host seconds
FLASH, FLASH_SIZE = 0x1d000000, 0x200000
BOOT, BOOT_SIZE = 0x1fc00000, 0x80000
PATTERN = 0xbadc0de5.to_bytes(4, 'little')


def programmed(folder):
    """Program flash as the image has it."""
    flash = bytearray(b'\xff' * FLASH_SIZE)
    with open(os.path.join(folder, 'levsha.srec'), encoding='ascii') as file:
        for line in file:
            if line.startswith('S3'):
                record = bytes.fromhex(line[4:])
                at = (int.from_bytes(record[:4], 'big') & 0x1fffffff) - FLASH
                flash[at:at + len(record) - 5] = record[4:-1]
    return bytes(flash)


def written(folder, guest):
    """Where the flash that a guest writes really is: [(offset, size)]."""
    with open(os.path.join(folder, 'board/memory-map.txt'), encoding='utf-8') as file:
        rows = re.findall(rf'^  (0x1d\w+)  (0x1d\w+) .* {guest}, written by it$', file.read(),
                          re.MULTILINE)
    return [(int(first, 16) - FLASH, int(last, 16) + 1 - int(first, 16)) for first, last in rows]


class Flash(unittest.TestCase):
    """Programs and erases, of several guests and of one that goes too far; DMA from it."""

    def check_witness(self, text, guest):
        """It saw nothing of it."""
        beats = [line for line in board.output(text, guest) if re.match(r'\d+: 0 ', line)]
        self.assertEqual(len(beats), BEATS)

    def test_three_writers_at_once(self):
        folder = board.build('flash')
        text = board.run(folder, [
            *(rf'(?s)^\[{name}\] 1\.\.\d+[\r\n]' for name in WRITERS),
            r'^\[heart\] witness done'], LIMIT)
        for name in WRITERS:
            with self.subTest(name):
                lines = board.output(text, name)
                self.assertEqual(board.tap_faults(lines[-5:]), [])
                self.assertNotIn('not ok', text)
                self.assertEqual(len([line for line in lines if line.startswith('ok')]), CASES)
                self.assertEqual(sum(size for _, size in written(folder, name)), 0xc000)
        self.check_witness(text, 'heart')

    def test_starts_in_the_middle(self):
        done = [rf'^\[{name}\] 1\.\.4[\r\n]' for name in WRITERS]
        with board.start(board.build('flash'), limit=LIMIT) as machine:
            for case in STARTED_AT:
                machine.expect(rf'^\[one\] ok {case} ', LIMIT)
                machine.send(f'{CTRL_E}0restart one\r')
                machine.expect(r'guest one: running', LIMIT)
            for pattern in (*done, r'^\[heart\] witness done'):
                machine.seen = 0
                machine.expect(pattern, LIMIT)
            text = machine.text().replace('\r', '')
        self.assertNotIn('not ok', text)
        for name in 'two', 'three':
            cases = [line for line in board.output(text, name) if line.startswith('ok')]
            self.assertEqual(len(cases), CASES)
        self.check_witness(text, 'heart')

    def test_constants_by_dma(self):
        text = board.run(board.build('dma-flash'),
                         [r'^\[subject\] 1\.\.\d+[\r\n]', r'^\[heart\] witness done'], LIMIT)
        self.assertEqual(board.tap_faults(board.output(text, 'subject')), [])
        self.check_witness(text, 'heart')

    def test_others_flash(self):
        folder = board.build('hostile-flash')
        with tempfile.TemporaryDirectory() as place, \
                board.start(folder, limit=LIMIT) as machine:
            for guest in WITNESSES:
                machine.seen = 0
                machine.expect(rf'^\[{guest}\] witness done', LIMIT)
            machine.seen = 0
            machine.expect(r'^\[subject\] 1\.\.\d+[\r\n]', LIMIT)
            dump = os.path.join(place, 'flash')
            flash = board.dump(machine, FLASH, FLASH_SIZE, dump)
            boot = board.dump(machine, BOOT, BOOT_SIZE, dump)
            ram = {guest: board.dump(machine, board.ram(folder, guest), 0x8000, dump)
                   for guest in WITNESSES}
            text = machine.text().replace('\r', '')
        self.assertEqual(board.tap_faults(board.output(text, 'subject')), [])
        (at, size), = written(folder, 'subject')
        expected = bytearray(programmed(folder))
        expected[at:at + size] = flash[at:at + size]
        self.assertTrue(flash == expected, 'others\' flash changed')
        self.assertEqual(flash[at:at + size].count(PATTERN), 64)
        self.assertNotIn(PATTERN, boot)
        for guest in WITNESSES:
            self.assertNotIn(PATTERN, ram[guest])
            self.check_witness(text, guest)
