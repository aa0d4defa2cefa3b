# SPDX-License-Identifier: GPL-2.0
"""Who has the CPU on the Wi-FIRE, and how long the others wait for it."""
import os
import sys
import unittest

sys.path[:0] = [os.path.dirname(os.path.dirname(os.path.abspath(__file__)))]

from qemu import board  # noqa: E402

LIMIT = 120                     # seconds of the host's CPU
SECONDS = 3
COST = 15                       # thousandths that switches and emulation may take
LATE = 60                       # microseconds


class Turns(unittest.TestCase):
    """Two guests that always compute."""

    def measure(self, name, first, second):
        """Each has so many thousandths, and is never away for longer."""
        wanted = {'first': first, 'second': second}
        text = board.run(board.build(name),
                         [rf'(?:\[{guest}\] \d+ \d+\s+(?s:.*)){{{SECONDS}}}' for guest in wanted],
                         LIMIT)
        for guest, (share, away) in wanted.items():
            with self.subTest(guest):
                lines = [tuple(map(int, line.split())) for line in board.output(text, guest)]
                for had, longest in lines[1:SECONDS]:
                    self.assertAlmostEqual(had, share, delta=COST)
                    self.assertAlmostEqual(longest, away, delta=LATE)
        return text

    def test_windows(self):
        self.measure('windows', (750, 1000), (250, 3000))

    def test_slices(self):
        self.measure('slices', (500, 5000), (500, 5000))

    def test_budget(self):
        text = self.measure('budget', (200, 8000), (800, 2000))
        self.assertIn('guest first: budget overrun, time 64', text)
        self.assertNotIn('guest first: budget overrun, time 65', text)

    def test_links(self):
        text = board.run(board.build('link'),
                         [rf'^\[{name}\] 1\.\.\d+[\r\n]' for name in ('first', 'second')], LIMIT)
        for name in ('first', 'second'):
            with self.subTest(name):
                self.assertEqual(board.tap_faults(board.output(text, name)), [])


if __name__ == '__main__':
    unittest.main()
