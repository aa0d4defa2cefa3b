# SPDX-License-Identifier: GPL-2.0
"""Interrupts, time and delay slots of guests on the Wi-FIRE."""
import os
import re
import sys
import unittest

sys.path[:0] = [os.path.dirname(os.path.dirname(os.path.abspath(__file__)))]

from qemu import board  # noqa: E402

SEVEN = ('one', 'two', 'three', 'four', 'five', 'six', 'seven')
LIMIT = 300                     # host seconds
MINUTES = 2
LATEST = 700_000                # Counts: seven slices of a millisecond
COUNTS_PER_TICK = 100_000


class Interrupts(unittest.TestCase):
    """Guests that count."""

    def test_storms_in_seven_guests(self):
        text = board.run(board.build('seven-storm'),
                         [rf'^\[{name}\] 1\.\.\d+' for name in SEVEN], LIMIT)
        for name in SEVEN:
            with self.subTest(name):
                self.assertEqual(board.tap_faults(board.output(text, name)), [])

    def test_seven_timers_do_not_drift(self):
        seconds = 60 * MINUTES
        text = board.run(board.build('seven-timer'),
                         [rf'^\[{name}\] second {seconds}:.*\n' for name in SEVEN], LIMIT)
        for name in SEVEN:
            with self.subTest(name):
                ticks = [[int(n) for n in re.findall(r'\d+', line)]
                         for line in board.output(text, name) if line.startswith('second')]
                self.assertEqual([tick[0] for tick in ticks[:seconds]],
                                 list(range(1, seconds + 1)))
                for second, behind, latest in ticks[:seconds]:
                    self.assertLess(behind, LATEST + COUNTS_PER_TICK, second)
                    self.assertLess(latest, LATEST, second)

    def test_delay_slots(self):
        text = board.run(board.build('delay'), [r'^\[subject\] 1\.\.\d+'], LIMIT)
        self.assertEqual(board.tap_faults(board.output(text, 'subject')), [])
