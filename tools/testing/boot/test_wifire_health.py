# SPDX-License-Identifier: GPL-2.0
"""What follows when something goes wrong with a guest of the Wi-FIRE."""
import os
import sys
import unittest

sys.path[:0] = [os.path.dirname(os.path.dirname(os.path.abspath(__file__)))]

from qemu import board  # noqa: E402

LIMIT = 120                     # seconds of the host's CPU


class Health(unittest.TestCase):
    """One run, in the order in which things happen, up to the boot after a reset."""

    def wait(self, machine, *patterns):
        """All these came; text of guests waits for its turn, so in any order."""
        for pattern in patterns:
            machine.seen = self.start
            machine.expect(pattern, LIMIT)

    def test_actions(self):
        self.start = 0
        with board.start(board.build('health'), limit=LIMIT) as machine:
            self.wait(machine, r'subject: illegal access, time 1\b',
                      r'subject: illegal access, time 2\b', r'^\[subject\] ok 3 - nor by SET',
                      r'guest subject: interrupt storm, restart 1\b',
                      r'^\[subject\] ok 1 - the timer is off',
                      r'guest subject failed: no load or store',
                      r'guest subject: fault, stays stopped', r'guest subject: failed',
                      r'guest heart: stopped', r'guest fuse: stopped')
            self.assertNotIn('not ok', machine.text())
            machine.send('continue heart\r')
            self.wait(machine, r'^\[heart\] witness done')
            self.assertNotIn('[fuse] witness done', machine.text())
            self.start = len(machine.output)
            machine.send('reboot\r')
            self.wait(machine, r'^rebooting\r\n', r'before the reset:',
                      r'guest subject failed: no load or store',
                      r'TLBS at [0-9a-f]{8}, address 1f840200', r'\$0: 00000000 ',
                      r'exit -3: ', r'guest heart: running')


if __name__ == '__main__':
    unittest.main()
