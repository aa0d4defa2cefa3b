# SPDX-License-Identifier: GPL-2.0
"""Rare causes of exits on the Wi-FIRE: guests get what a part without them gives."""
import os
import re
import sys
import unittest

sys.path[:0] = [os.path.dirname(os.path.dirname(os.path.abspath(__file__)))]

from qemu import board  # noqa: E402

BEATS = 20
WITNESSES = ('heart', 'fuse')
LIMIT = 120                     # host seconds
UNTIL = [r'^\[pair\] 1\.\.\d+[\r\n]', r'^\[subject\] last: ',
         r'guest subject failed: ', r'exit -3: ',
         *(rf'^\[{name}\] witness done' for name in WITNESSES)]


class Causes(unittest.TestCase):
    """A guest with an FPU, one with two register sets, and two witnesses."""

    @classmethod
    def setUpClass(cls):
        cls.text = board.run(board.build('causes'), UNTIL, LIMIT)

    def test_one_register_set(self):
        lines = board.output(self.text, 'subject')
        cases = [line for line in lines if line.startswith('ok ')]
        self.assertIn('has 1 sets', lines)
        self.assertEqual(board.tap_faults([*lines, f'1..{len(cases)}']), [])

    def test_two_register_sets(self):
        lines = board.output(self.text, 'pair')
        self.assertIn('has 2 sets', lines)
        self.assertEqual(board.tap_faults(lines), [])

    def test_store_of_the_fpu_to_a_register(self):
        self.assertIn('guest subject failed: no load or store', self.text)
        self.assertEqual(self.text.count(' failed: '), 1)

    def test_witnesses(self):
        for guest in WITNESSES:
            beats = [line for line in board.output(self.text, guest)
                     if re.match(r'\d+: 0 ', line)]
            self.assertEqual(len(beats), BEATS, guest)
            self.assertEqual(len({line.split()[2] for line in beats}), 1, guest)
