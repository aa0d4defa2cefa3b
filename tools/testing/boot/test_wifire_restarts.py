# SPDX-License-Identifier: GPL-2.0
"""Restarts on the Wi-FIRE: nothing of a guest's last life goes on in the next."""
import os
import re
import sys
import tempfile
import unittest

sys.path[:0] = [os.path.dirname(os.path.dirname(os.path.abspath(__file__)))]

from qemu import board  # noqa: E402

LIMIT = 120                     # seconds of the host's CPU
T1CON, TRISB, DMACON, DCH0CON = 0x1f840000, 0x1f860110, 0x1f811000, 0x1f811060
ON, PIN, CHEN = 0x8000, 0x0800, 0x80


def word(machine, address):
    """A word of the part's memory or registers."""
    with tempfile.TemporaryDirectory() as place:
        return int.from_bytes(board.dump(machine, address, 4, os.path.join(place, 'word')),
                              'little')


class Restarts(unittest.TestCase):
    """A guest that leaves a timer, DMA channels, a UART and a pin at work."""

    @classmethod
    def setUpClass(cls):
        with board.start(board.build('restless'), limit=LIMIT) as machine:
            for pattern in (r'guest subject: failed', r'^\[subject\] last life',
                            r'^\[heart\] witness done', r'^\[fuse\] witness done'):
                machine.seen = 0
                machine.expect(pattern, LIMIT)
            cls.registers = {address: word(machine, address)
                             for address in (T1CON, TRISB, DMACON, DCH0CON)}
            cls.text = machine.text().replace('\r', '')

    def test_the_next_life_finds_all_at_rest(self):
        said = board.output(self.text, 'subject')
        self.assertEqual([line for line in said if not line.startswith('ok ')], ['last life'])
        self.assertEqual(len(said), 3 * 3 + 2 * 5 + 1)

    def test_nothing_goes_on_behind_a_failed_guest(self):
        self.assertEqual(self.registers[T1CON] & ON, 0)
        self.assertEqual(self.registers[TRISB] & PIN, PIN)
        self.assertEqual(self.registers[DMACON], 0)
        self.assertEqual(self.registers[DCH0CON] & CHEN, 0)

    def test_witnesses(self):
        for guest in 'heart', 'fuse':
            beats = [line for line in board.output(self.text, guest)
                     if re.match(r'\d+: 0 ', line)]
            self.assertEqual(len({line.split()[2] for line in beats}), 1, guest)
