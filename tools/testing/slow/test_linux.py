# SPDX-License-Identifier: GPL-2.0
"""Debian's Linux as the third guest: a shell, its own reset and power-off, restarts.

The two others work all the time: a heartbeat on timer interrupts, and an echo that
sleeps until somebody types. In the end neither has noticed anything.
"""
import random
import re
import unittest

from bochs.board import output, start

IPS = 20000000                  # instructions a second of virtual time
PROMPT = r'^\[linux\] (.*\n\[linux\] )*/ # '
RESTARTS = 100
PHASES = random.Random(1)       # the same at each run
ECHO = 0x4200000                # its RAM, as the board says
RAM = 0x200000
LIMIT = 600                     # host seconds of what takes some 60


class Linux(unittest.TestCase):
    """One run of the board i5-650-linux; the tests build on each other."""

    @classmethod
    def setUpClass(cls):
        cls.machine = start('i5-650-linux', limit=2300, ips=IPS)
        cls.addClassCleanup(cls.machine.close)
        cls.machine.resume()
        cls.machine.expect('ready; ', LIMIT)

    def type(self, keys, answer, limit=LIMIT):
        """Type on the console, and wait for what must come of it."""
        self.machine.send(keys)
        return self.machine.expect(answer, limit)

    def command(self, line):
        """The lines that a command of the shell writes."""
        said = self.type(f'{line}; echo $((6*7))\r', r'((?s:.*?))^\[linux\] 42\r')
        return [text for text in output(said[1].decode().replace('\r', ''), 'linux')
                if line not in text]

    def starts(self, guest):
        """How often a guest was started."""
        self.machine.send('guests\r')
        found = self.machine.expect(rf'{guest} +(\w+) +core \d, (\d+) starts')
        return found[1].decode(), int(found[2])

    def memory_of_echo(self):
        """The whole RAM of a guest that does nothing meanwhile."""
        path = f'{self.machine.folder}/echo.ram'
        self.machine.interrupt()
        self.machine.command(f'writemem "{path}" {ECHO:#x} {RAM:#x}')
        self.machine.resume()
        with open(path, 'rb') as file:
            return file.read()

    def test_1_it_boots_to_a_shell(self):
        self.machine.expect(PROMPT, LIMIT)
        self.machine.interrupt()
        print(f'# prompt after {self.machine.ticks() // 1000000} million ticks')
        self.machine.resume()
        self.type('\x053', 'keys go to linux')
        self.assertRegex(self.command('uname -a')[0], r'^Linux \(none\) 6\.1\..* Debian 6\.1')
        self.assertEqual(self.command('echo hello,"" levsha'), ['hello, levsha'])
        self.assertRegex(self.command('ls /')[0], r'bin +dev +etc +init +proc')

    def test_2_its_devices_interrupt_it(self):
        counts = dict(re.findall(r'^ *(\w+): +(\d+)', '\n'.join(
            self.command('cat /proc/interrupts')), re.MULTILINE))
        for source in ('0', '4', 'LOC'):    # 8254, UART, local APIC's timer
            self.assertGreater(int(counts[source]), 10, source)
        for source in ('SPU', 'ERR', 'MIS'):
            self.assertEqual(counts[source], '0', source)

    def test_3_reboot_restarts_it_alone(self):
        self.type('reboot\r', 'guest linux: resets itself')
        self.machine.expect('guest linux: running', LIMIT)
        self.machine.expect(PROMPT, LIMIT)
        self.type('\x050', 'keys go to the command prompt')
        self.assertEqual(self.starts('linux'), ('running', 2))

    def test_4_restarts_at_any_time_leave_no_trace(self):
        self.type('\x052before\r', r'^\[echo\] you typed: before\r')
        self.type('\x050', 'keys go to the command prompt')
        before = self.memory_of_echo()
        for number in range(RESTARTS):
            self.type('restart linux\r', 'guest linux: running')
            for _ in range(PHASES.choice((0, 0, 1, 2, 4, 8, 16))):
                self.machine.expect(r'^\[heartbeat\] beat \d+\r', LIMIT)
            if number % 50 == 49:           # the first user program is there
                self.machine.expect('Run /init', LIMIT)
        self.assertEqual(self.starts('linux'), ('running', RESTARTS + 2))
        self.assertEqual(self.memory_of_echo(), before)
        self.type('\x052after\r', r'^\[echo\] you typed: after\r')
        self.type('\x050', 'keys go to the command prompt')

    def test_5_poweroff_stops_it_alone(self):
        self.machine.expect(PROMPT, LIMIT)
        self.type('\x053poweroff\r', 'guest linux: switches itself off')
        self.machine.expect('guest linux: stopped')
        self.type('\x050', 'keys go to the command prompt')
        self.assertEqual(self.starts('linux'), ('stopped', RESTARTS + 2))

    def test_6_the_others_did_not_notice(self):
        for guest in ('heartbeat', 'echo'):
            self.assertEqual(self.starts(guest), ('running', 1))
        whole_lines = self.machine.text().rpartition('\n')[0]
        beats = [int(line.split()[1]) for line in output(whole_lines, 'heartbeat')
                 if re.fullmatch(r'beat \d+', line)]
        self.assertGreater(len(beats), 100)
        self.assertEqual(beats, list(range(1, len(beats) + 1)))
        self.assertNotRegex(self.machine.text(), r'guest (heartbeat|echo): (?!loading|running)')
