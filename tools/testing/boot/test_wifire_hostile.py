# SPDX-License-Identifier: GPL-2.0
"""Hostile guests on the Wi-FIRE: the others are as in a run without them."""
import os
import re
import sys
import tempfile
import unittest

sys.path[:0] = [os.path.dirname(os.path.dirname(os.path.abspath(__file__)))]

from qemu import board  # noqa: E402

BEATS = 20
WITNESSES = ('heart', 'fuse')
LIMIT = 120                     # seconds of the host's CPU
DONE = [rf'^\[{name}\] witness done' for name in WITNESSES]


def witnessed(name, *until):
    """What the witnesses of a board said, what was in their memory, and the text."""
    folder = board.build(name)
    memories = {}
    with tempfile.TemporaryDirectory() as place, \
            board.start(folder, limit=LIMIT) as machine:
        for pattern in (*until, *DONE):
            machine.seen = 0
            machine.expect(pattern, LIMIT)
        offset, size = board.variable(folder, 'witness.elf', 'memory')
        for guest in WITNESSES:
            memories[guest] = board.dump(machine, board.ram(folder, guest) + offset, size,
                                         os.path.join(place, guest))
        text = machine.text().replace('\r', '')
    return {guest: board.output(text, guest) for guest in WITNESSES}, memories, text


class Hostile(unittest.TestCase):
    """A subject and two witnesses."""

    @classmethod
    def setUpClass(cls):
        cls.lines, cls.memories, _ = witnessed('quiet')

    def check(self, name, end=r'^\[subject\] ok 1 - came to the end'):
        """The attacker comes to its end, and nobody notices.

        Text of others may come between two parts of a line.
        """
        lines, memories, text = witnessed(name, end)
        for guest in WITNESSES:
            self.assertEqual(''.join(lines[guest]), ''.join(self.lines[guest]), guest)
            self.assertEqual(memories[guest], self.memories[guest], f'memory of {guest}')
        return text

    def test_without_an_attacker_all_is_well(self):
        for guest in WITNESSES:
            beats = [line for line in self.lines[guest] if re.match(r'\d+: 0 ', line)]
            self.assertEqual(len(beats), BEATS)

    def test_all_of_cp0(self):
        self.check('hostile-cp0')

    def test_all_instructions(self):
        self.check('hostile-insn')

    def test_all_addresses(self):
        self.check('hostile-memory')

    def test_tricks(self):
        self.check('hostile-tricks', r'^\[subject\] last trick')

    def test_starts_without_end(self):
        self.check('hostile-reset', r'^\[subject\] ok 2 - came to the end')

    def test_wild_dma(self):
        text = self.check('hostile-dma')
        said = ''.join(board.output(text, 'subject'))
        self.assertIn('own memory: 1 copied, 0 refused, 0 leaked', said)
        for what in 'RAM read', 'flash read':
            self.assertRegex(said, what + r': \d+ copied, \d+ refused, 0 leaked')
