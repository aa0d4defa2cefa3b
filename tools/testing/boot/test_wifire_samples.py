# SPDX-License-Identifier: GPL-2.0
"""The samples on the Wi-FIRE: the default board with its vault, and seven at once."""
import os
import re
import sys
import tempfile
import unittest

sys.path[:0] = [os.path.dirname(os.path.dirname(os.path.abspath(__file__)))]

from qemu import board  # noqa: E402

LIMIT = 90                      # seconds of the host's CPU
HYPERVISOR = 0                  # numbers for the keys that choose who hears the next
SHELL = 2
ECHO = 4
CTRL_E = '\x05'


class Console(unittest.TestCase):
    """One run for all the tests of a class, at the pace of one who types."""

    machine = None

    @classmethod
    def boot(cls, folder, *arguments):
        """Start the run."""
        cls.machine = board.start(folder, arguments=arguments, exact=False, limit=LIMIT)
        cls.addClassCleanup(cls.machine.close)

    def expect(self, pattern):
        """Wait for something that is still to come."""
        return self.machine.expect(pattern, 30)

    def say(self, guest, line):
        """Type a line for a guest, or for the hypervisor; forget what came before."""
        self.machine.read()
        self.machine.seen = len(self.machine.output)
        self.machine.send(f'{CTRL_E}{guest}')
        self.expect(r'keys go to')
        self.machine.send(f'{line}\r')

    def others_go_on(self):
        """Vault and heartbeat say something new."""
        self.machine.seen = len(self.machine.output)
        self.expect(r'^\[heartbeat\] beat \d+')
        self.expect(r'^\[vault\] \d+ s: ')


class DefaultBoard(Console):
    """Vault, shell and heartbeat."""

    @classmethod
    def setUpClass(cls):
        cls.boot(board.BUILD)
        cls.machine.expect(r'shell: try help', LIMIT)

    def test_the_vault_signs_for_the_shell(self):
        self.say(SHELL, 'sign hello')
        signature = self.expect(r'^\[vault\] signed ([0-9a-f]{16})').group(1)
        self.expect(rf'vault: {signature.decode()}')

    def test_the_shell_does_not_get_the_key(self):
        self.say(SHELL, 'attack')
        self.expect(r'nothing was obtained')
        self.assertNotIn(b'KEY', self.machine.output)
        self.others_go_on()

    def test_the_shell_is_stopped_and_started_while_others_go_on(self):
        self.say(HYPERVISOR, 'stop shell')
        self.expect(r'guest shell: stopped')
        self.others_go_on()
        self.say(HYPERVISOR, 'guests')
        self.expect(r'^2 shell +stopped')
        self.say(HYPERVISOR, 'start shell')
        self.expect(r'shell: try help')
        self.say(HYPERVISOR, 'restart shell')
        self.expect(r'shell: try help')
        self.say(HYPERVISOR, 'guests')
        self.expect(r'^2 shell +running .* (\d+) starts')
        self.others_go_on()

    def test_the_vault_restarts_from_its_image(self):
        self.say(HYPERVISOR, 'restart vault')
        self.expect(r'^\[vault\] vault: SipHash-2-4 is right')
        self.expect(r'^\[vault\] 1 s: ')

    def test_commands(self):
        for command, answer in (('help', r'guests +state'), ('mem', r'vault'),
                                ('log', r'guest heartbeat: running'),
                                ('stop nobody', r'nobody'), ('nonsense', r'help')):
            with self.subTest(command):
                self.say(HYPERVISOR, command)
                self.expect(rf'levsha> {command}\r?\n(.*\n)*?.*{answer}')


class Seven(Console):
    """As many guests as there are register sets."""

    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.leds = os.path.join(folder.name, 'leds')
        cls.boot(board.build('seven-samples'), '-trace', 'wifire_led', '-D', cls.leds)

    def test_all_are_at_work(self):
        for pattern in (r'^\[vault\] 2 s: ', r'^\[heartbeat\] beat 2',
                        r'^\[fpu\] 2000: wrong 0, lost 0\r?$',
                        r'^\[dsp\] 2000: wrong 0, lost 0\r?$',
                        r'^\[dma\] 200 blocks, spoilt 0\r?$'):
            with self.subTest(pattern):
                self.machine.seen = 0
                self.expect(pattern)

    def test_echo(self):
        self.say(ECHO, 'what one types')
        self.expect(r'what one types')

    def test_leds_walk(self):
        self.machine.seen = 0
        self.expect(r'^\[heartbeat\] beat 2')
        with open(self.leds, encoding='utf-8') as file:
            lit = re.findall(r'wifire_led ld(\d) 1', file.read())
        self.assertGreaterEqual(len(lit), 10)
        for before, after in zip(lit, lit[1:]):
            self.assertEqual(int(after), int(before) % 4 + 1)
