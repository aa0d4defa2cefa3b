# SPDX-License-Identifier: GPL-2.0
"""What a user asks of the machine itself, on the default board."""
import re
import unittest

from bochs.board import DefaultBoardTest

SPOT = re.compile(r'^ +(\d+) +(\d+) %  ([0-9a-f]{16})  (guest|hypervisor)$', re.M)


class Platform(DefaultBoardTest):
    """The profiler, the memory map, the tasks."""

    def profile(self, guest, beats=3):
        """Sample a guest for some seconds: samples, percent in the guest, and where."""
        self.command(f'profile {guest}', rf'sampling {guest}')
        for _ in range(beats):
            self.machine.expect(r'^\[heartbeat\] beat', 100)
        text = self.command('samples', rf'^{guest}: (.*\n)+levsha> ')
        samples, share = re.search(r'(\d+) samples, (\d+) % in the guest', text).groups()
        return int(samples), int(share), SPOT.findall(text)

    def test_a_guest_that_waits_is_seen_to_wait(self):
        _, share, spots = self.profile('echo')
        self.assertGreater(share, 90)
        self.assertGreater(int(spots[0][1]), 90)

    def test_a_guest_that_works_is_seen_where_it_works(self):
        _, share, spots = self.profile('memtest')
        self.assertGreater(share, 90)
        self.assertEqual(spots[0][3], 'guest')
        counts = [int(spot[0]) for spot in spots]
        self.assertEqual(counts, sorted(counts, reverse=True))

    def test_a_stopped_guest_is_with_the_hypervisor(self):
        self.command('stop echo', 'guest echo: stopped')
        _, share, spots = self.profile('echo', beats=1)
        self.command('continue echo', 'guest echo: running')
        self.assertEqual(share, 0)
        self.assertEqual(spots[0][3], 'hypervisor')

    def test_the_profilers_clock_is_periodic(self):
        few, _, _ = self.profile('echo', beats=2)
        many, _, _ = self.profile('echo', beats=6)
        self.assertAlmostEqual((many - few) / 4, 1000, delta=300, msg='a beat is a second')

    def test_samples_end_with_their_command(self):
        self.profile('echo', beats=1)
        self.command('samples', 'there are no samples')

    def test_mem_shows_the_whole_map(self):
        text = self.command('mem', r'ports 02f8-02ff +echo\r\n(.*\r\n)*?levsha>')
        for line in (r'000100000-003ffffff +64512 KiB hypervisor and images',
                     r'000100000-\w+ +\d+ KiB   its code and data', r'ports 03f8-03ff +console',
                     r'\w+-\w+ +\d+ KiB partition', r'\w+-\w+ +\d+ KiB heartbeat.elf',
                     r'024000000-033ffffff +262144 KiB memtest',
                     r'0fec00000-0fec00fff +4 KiB I/O APIC', r'0fed00000-0fed00fff +4 KiB HPET',
                     r'0fee00000-0fee00fff +4 KiB local APICs',
                     r'0000b8000-0000b8fff +4 KiB screen',
                     r'ports 0060-0064 +keyboard', r'ports 0378-037f +heartbeat'):
            self.assertRegex(text, line)

    def test_tasks_shows_what_each_takes(self):
        text = self.command('tasks', r'^  health +.*\n')
        times = re.findall(r'^  ([a-z\' ]+?) +(\d+) ms in all, longest +(\d+) us$', text, re.M)
        self.assertLessEqual({'input', 'log', 'command', "guests' output", 'console', 'health'},
                             {name for name, _, _ in times})
        self.assertGreater(sum(int(spent) for _, spent, _ in times), 0)


if __name__ == '__main__':
    unittest.main()
