# SPDX-License-Identifier: GPL-2.0
"""Cores are paused, let go on and reset from the console, and interrupted by vectors."""
import re
import unittest

from bochs.board import LiveTest, output

RESETS = 20


class Cores(LiveTest):
    """One run with two guests to play with, and a third that watches."""

    board = 'cores'
    pc = 'i7'
    begun = (r'^\[bell\] waiting\r', r'^\[heart\] beat 1\r')

    def type(self, line, *patterns):
        """Give a command, and see what follows."""
        self.machine.send(line + '\r')
        for pattern in patterns:
            self.machine.expect(pattern, 100)

    def test_1_cores_are_listed(self):
        self.type('cores', "core 0, APIC id 0: the hypervisor's tasks", 'core 1.*: bell',
                  'core 6, APIC id 6: no guest, asleep', 'core 7, APIC id 7: spare')

    def test_2_interrupts_with_vectors_reach_the_guest(self):
        for vector in ('20', '41', 'fe'):
            self.type(f'ipi bell {vector}', rf'^\[bell\] vector {vector}\r')

    def test_3_other_vectors_are_refused(self):
        for vector in ('', '0f', '100', '4x', 'FF', '-1', '41 42'):
            self.type(f'ipi bell {vector}', 'which vector. 10 to ff')

    def test_4_a_paused_core_takes_the_interrupt_later(self):
        self.type('stop bell', 'guest bell: stopped')
        self.type('ipi bell 77', 'levsha> ')
        self.type('continue bell', 'guest bell: running', r'^\[bell\] vector 77\r')

    def test_5_a_core_is_reset(self):
        for number in range(RESETS):
            self.type(f'ipi bell {0x30 + number:x}', rf'^\[bell\] vector {0x30 + number:x}\r')
            self.type('reset bell', 'guest bell: stopped', 'guest bell: running',
                      r'^\[bell\] waiting\r')
        self.type('guests', rf'bell +running +core 1, {RESETS + 1} starts')

    def test_6_a_reset_core_forgets_what_waited(self):
        self.type('stop bell', 'guest bell: stopped')
        self.type('ipi bell 66', 'levsha> ')
        self.type('reset bell', r'^\[bell\] waiting\r')
        self.type('ipi bell 42', r'^\[bell\] vector 42\r')
        self.assertNotIn('vector 66', output(self.machine.text(), 'bell'))

    def test_7_a_core_whose_guest_was_not_started(self):
        self.type('reset spare', 'levsha> ')
        self.type('start spare', 'guest spare: running', r'^\[spare\] waiting\r')
        self.type('reset spare', 'guest spare: stopped')
        self.type('guests', r'spare +stopped +core 7, 1 starts')
        self.type('start spare', 'guest spare: running', r'^\[spare\] waiting\r')

    def test_8_the_third_guest_did_not_notice(self):
        beats = [int(line.split()[1]) for line in output(self.machine.text(), 'heart')
                 if re.fullmatch(r'beat \d+', line)]
        self.assertGreater(len(beats), 3)
        self.assertEqual(beats, list(range(1, len(beats) + 1)))


if __name__ == '__main__':
    unittest.main()
