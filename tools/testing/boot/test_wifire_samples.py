# SPDX-License-Identifier: GPL-2.0
"""The samples on the Wi-FIRE: seven at once, and the vault against the shell."""
import os
import sys
import unittest

sys.path[:0] = [os.path.dirname(os.path.dirname(os.path.abspath(__file__)))]

from qemu import board  # noqa: E402

LIMIT = 120                     # host seconds
SHELL = 2                       # its number, for the keys that choose a guest
ECHO = 4
HYPERVISOR = 0
CTRL_E = '\x05'


class Samples(unittest.TestCase):
    """One run for all of them."""

    @classmethod
    def setUpClass(cls):
        cls.machine = board.start(board.build('seven-samples'), limit=LIMIT)
        cls.addClassCleanup(cls.machine.close)

    def expect(self, pattern):
        """Wait for something that is still to come."""
        self.machine.seen = len(self.machine.output)
        return self.machine.expect(pattern, LIMIT)

    def say(self, guest, line):
        """Type a line for a guest, or for the hypervisor."""
        self.machine.send(f'{CTRL_E}{guest}{line}\r')

    def test_all_are_at_work(self):
        for pattern in (r'^\[vault\] second \d+ signed', r'^\[heartbeat\] beat \d+',
                        r'^\[fpu\] \d+ rounds, wrong results: 0, lost registers: 0\r?$',
                        r'^\[dsp\] \d+ rounds, wrong results: 0, lost registers: 0\r?$',
                        r'^\[dma\] \d+ blocks, spoilt words: 0\r?$'):
            with self.subTest(pattern):
                self.expect(pattern)

    def test_leds_walk(self):
        seen = set()
        while len(seen) < 4:
            self.expect(r'^\[heartbeat\] beat')
            for name in 'ld1', 'ld2', 'ld3', 'ld4':
                if self.machine.command('qom-get', path='/machine', property=name):
                    seen.add(name)
                    break
            self.machine.read(0.01)

    def test_the_vault_signs_for_the_shell(self):
        self.say(SHELL, 'sign hello')
        signature = self.expect(r'^\[vault\] signed a challenge: ([0-9a-f]{16})').group(1)
        self.machine.seen = 0
        self.machine.expect(rf'signature {signature.decode()}', LIMIT)

    def test_the_shell_does_not_get_the_key(self):
        self.say(SHELL, 'attack')
        self.expect(r'nothing was obtained')
        self.assertNotIn(b'KEY', self.machine.output)

    def test_echo(self):
        self.say(ECHO, 'what one types')
        self.expect(r'what one types')

    def test_one_is_stopped_and_started_while_others_go_on(self):
        self.say(HYPERVISOR, 'stop shell')
        self.expect(r'guest shell: stopped')
        self.expect(r'^\[vault\] second \d+ signed')
        self.expect(r'^\[heartbeat\] beat \d+')
        self.say(HYPERVISOR, 'start shell')
        self.expect(r'^\[shell\] shell: try help')
