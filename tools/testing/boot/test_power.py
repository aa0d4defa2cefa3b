# SPDX-License-Identifier: GPL-2.0
"""A guest that is interrupted by the 8254, resets itself and switches itself off."""
import re

from bochs.board import LiveTest, output

RESET = r'guest power: resets itself\r(.*\n)+?.*guest power: running'
OFF = r'guest power: switches itself off\r(.*\n)+?.*guest power: stopped'


class Power(LiveTest):
    """One run: the guest is typed how it shall go, and comes back as new."""

    board = 'power'

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.machine.send('\x051')

    def life(self, key, end):
        """What the guest says from its start to its end."""
        since = self.machine.seen
        self.machine.expect(r'^\[power\] 1\.\.3\r', 100)
        said = output(self.machine.console[since:].decode().replace('\r', ''), 'power')
        self.assertEqual([line for line in said if line.startswith('not ok')], [])
        self.assertEqual(len([line for line in said if line.startswith('ok')]), 3)
        self.machine.send(key)
        self.machine.expect(end, 100)

    def test_it_comes_back_from_resets_alone(self):
        self.life('c', RESET)
        self.life('k', RESET)
        self.life('o', OFF)
        self.machine.send('\x050start power\r')
        self.machine.expect('guest power: running', 60)
        self.machine.send('\x051')
        self.life('c', RESET)
        self.machine.send('\x050guests\r')
        self.machine.expect(r'power +running +core 1, 5 starts(.*\n)+.*heart +running +'
                            r'core 2, 1 starts', 60)
        self.assertNotIn('not gone', self.machine.text())
        beats = [int(line.split()[1]) for line in output(self.machine.text(), 'heart')
                 if re.fullmatch(r'beat \d+', line)]
        self.assertEqual(beats, list(range(1, len(beats) + 1)))
