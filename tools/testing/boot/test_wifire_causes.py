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
REPORT = 20                     # lines
REPORT_END = r'\$28: .*[\r\n]'
LIMIT = 120                     # seconds of the host's CPU
CTRL_E = '\x05'
UNTIL = [r'^\[pair\] 1\.\.\d+[\r\n]', r'^\[subject\] last: ',
         r'guest subject failed: ', REPORT_END,
         *(rf'^\[{name}\] witness done' for name in WITNESSES)]


class Causes(unittest.TestCase):
    """A guest with an FPU, one with two register sets, and two witnesses."""

    @classmethod
    def setUpClass(cls):
        with board.start(board.build('causes'), limit=LIMIT) as machine:
            for pattern in UNTIL:
                machine.seen = 0
                machine.expect(pattern, LIMIT)
            cls.text = machine.text().replace('\r', '')
            machine.send(f'{CTRL_E}0reboot\r')
            machine.expect(r'before the reset:', LIMIT)
            start = machine.seen
            machine.expect(REPORT_END, LIMIT)
            cls.again = machine.text()[start:].replace('\r', '')

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

    def test_report_is_whole_and_comes_again_after_a_reset(self):
        report = re.findall(r'\] !(.*)', self.text)
        self.assertRegex('\n'.join(report), r'insn f4800000, cause [0-9a-f]{8}\n'
                                            r'  guestctl0 [0-9a-f]{8}\n')
        self.assertEqual(len(report), REPORT)
        self.assertEqual(re.findall(r'\] !(.*)', self.again), report)

    def test_witnesses(self):
        for guest in WITNESSES:
            beats = [line for line in board.output(self.text, guest)
                     if re.match(r'\d+: 0 ', line)]
            self.assertEqual(len(beats), BEATS, guest)
            self.assertEqual(len({line.split()[2] for line in beats}), 1, guest)
