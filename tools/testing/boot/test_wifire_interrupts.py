# SPDX-License-Identifier: GPL-2.0
"""Interrupts, time and delay slots of guests on the Wi-FIRE."""
import os
import re
import sys
import unittest

sys.path[:0] = [os.path.dirname(os.path.dirname(os.path.abspath(__file__)))]

from qemu import board  # noqa: E402

SEVEN = ('one', 'two', 'three', 'four', 'five', 'six', 'seven')
LIMIT = 120                     # seconds of the host's CPU
TICKS_PER_LINE = 1000           # of ten milliseconds
TICKS = 12_000                  # two minutes
LATEST = 700_000                # Counts: seven slices of a millisecond
COUNTS_PER_TICK = 1_000_000


class Interrupts(unittest.TestCase):
    """Guests that count."""

    def test_storms_in_seven_guests(self):
        text = board.run(board.build('seven-storm'),
                         [rf'^\[{name}\] 1\.\.\d+[\r\n]' for name in SEVEN], LIMIT)
        for name in SEVEN:
            with self.subTest(name):
                self.assertEqual(board.tap_faults(board.output(text, name)), [])

    def test_seven_timers_do_not_drift(self):
        text = board.run(board.build('seven-timer'),
                         [rf'^\[{name}\] {TICKS}: .*\n' for name in SEVEN], LIMIT)
        for name in SEVEN:
            with self.subTest(name):
                lines = [[int(n) for n in re.findall(r'\d+', line)]
                         for line in board.output(text, name) if re.match(r'\d+: ', line)]
                wanted = range(TICKS_PER_LINE, TICKS + 1, TICKS_PER_LINE)
                self.assertEqual([line[0] for line in lines[:len(wanted)]], list(wanted))
                for ticks, behind, latest in lines[:len(wanted)]:
                    self.assertLess(behind, LATEST + COUNTS_PER_TICK, ticks)
                    self.assertLess(latest, LATEST, ticks)

    def test_software_interrupts(self):
        text = board.run(board.build('yield'), [r'^\[subject\] 1\.\.\d+[\r\n]'], LIMIT)
        self.assertEqual(board.tap_faults(board.output(text, 'subject')), [])

    def test_devices_and_resets(self):
        text = board.run(board.build('devices'),
                         [r' failed: illegal access\s+.*, address 1f840200'], LIMIT)
        self.assertEqual(board.output(text, 'subject'), [
            'ok 1 - RCON of power-on', 'ok 2 - T1 ticks', 'ok 3 - loop-back',
            'ok 4 - flash refuses', 'ok 5 - no operation',
            'ok 1 - RCON.SWR', 'ok 2 - RAM is kept', 'ok 3 - watchdog is served',
            'ok 1 - RCON.WDTO', 'ok 2 - RAM is cleared'])

    def test_widths(self):
        text = board.run(board.build('widths'), [r'^\[subject\] 1\.\.\d+[\r\n]'], LIMIT)
        self.assertEqual(board.tap_faults(board.output(text, 'subject')), [])

    def test_delay_slots(self):
        text = board.run(board.build('delay'), [r'^\[subject\] 1\.\.\d+[\r\n]'], LIMIT)
        self.assertEqual(board.tap_faults(board.output(text, 'subject')), [])
