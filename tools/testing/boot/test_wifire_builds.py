# SPDX-License-Identifier: GPL-2.0
"""Other ways to build and start the Wi-FIRE's image: microMIPS, without boot loader."""
import os
import sys
import unittest

sys.path[:0] = [os.path.dirname(os.path.dirname(os.path.abspath(__file__)))]

from qemu import board  # noqa: E402

LIMIT = 120                     # host seconds
SEVEN = ('one', 'two', 'three', 'four', 'five', 'six', 'seven')


class Builds(unittest.TestCase):
    """The same tests as for the default image."""

    def test_micromips(self):
        folder = board.build('seven-storm', 'MICROMIPS')
        with open(os.path.join(folder, 'include/config/auto.conf'), encoding='utf-8') as file:
            self.assertIn('CONFIG_MICROMIPS=y', file.read())
        text = board.run(folder, [rf'^\[{name}\] 1\.\.\d+[\r\n]' for name in SEVEN], LIMIT)
        for name in SEVEN:
            with self.subTest(name):
                self.assertEqual(board.tap_faults(board.output(text, name)), [])

    def test_micromips_and_delay_slots(self):
        folder = board.build('delay', 'MICROMIPS')
        text = board.run(folder, [r'^\[subject\] 1\.\.\d+[\r\n]'], LIMIT)
        self.assertEqual(board.tap_faults(board.output(text, 'subject')), [])

    def debug(self, *options):
        folder = board.build('sdbbp', *options)
        text = board.run(folder, [r'^\[subject\] 1\.\.\d+[\r\n]'], LIMIT, 'levsha.hex')
        self.assertEqual(board.tap_faults(board.output(text, 'subject')), [])

    def test_debug_vector(self):
        self.debug()

    def test_debug_vector_in_micromips(self):
        self.debug('MICROMIPS')

    def test_without_a_boot_loader(self):
        with board.start(board.BUILD, 'levsha.hex', limit=LIMIT) as machine:
            for pattern in r'^\[vault\] 2 s: ', r'^\[heartbeat\] beat 2', r'^\[shell\] ':
                machine.seen = 0
                machine.expect(pattern, LIMIT)
