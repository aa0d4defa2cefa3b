# SPDX-License-Identifier: GPL-2.0
"""Requests that hit a guest's core at any moment: none is lost, nobody else notices."""
import re
import string

from bochs.board import LiveTest, output

LINES = 20
LENGTH = 30
RESTARTS = 40


class Races(LiveTest):
    """One run: keys for one guest, restarts of another, a third that watches."""

    board = 'races'
    begun = (r'^\[heart\] beat 1\r',)

    def test_each_key_wakes_the_guest(self):
        """Each key is a request of its own: one that were lost would stop the echo."""
        self.machine.send('\x051')
        self.machine.expect('keys go to shell')
        for number in range(LINES):
            line = (string.ascii_lowercase * 2)[number:number + LENGTH] + str(number)
            for key in line:
                self.machine.send(key)
            self.machine.send('\r')
            self.machine.expect(rf'^\[shell\] you typed: {line}\r', 60)
        self.machine.send('\x050')

    def test_restarts_in_the_middle_of_exits(self):
        """Most of them hit the guest's core inside the hypervisor."""
        for number in range(RESTARTS):
            self.machine.send('restart storm\r')
            self.machine.expect(r'guest storm: stopped(.*\n)+.*guest storm: running', 60)
        self.machine.send('guests\r')
        self.machine.expect(rf'storm +running +core 2, {RESTARTS + 1} starts', 60)

    def test_the_third_guest_did_not_notice(self):
        """Its beats are numbered."""
        beats = [int(line.split()[1]) for line in output(self.machine.text(), 'heart')
                 if re.fullmatch(r'beat \d+', line)]
        self.assertGreater(len(beats), 3)
        self.assertEqual(beats, list(range(1, len(beats) + 1)))
