# SPDX-License-Identifier: GPL-2.0
"""What debuggers see: GDB, the monitor, the log, traces."""
import os
import re
import subprocess
import tempfile
import unittest

from program import elf
from qemu.machine import Machine

PROGRAM = elf('seven')          # guests in all register sets; their code is in RAM
GUEST_CODE = '0xa0001004'       # executed once by each
GUEST_MODE = '(unsigned)$vz_guestctl0 >> 31'
GDB = '/usr/bin/gdb-multiarch'


class Debugger(unittest.TestCase):
    """GDB on a machine that waits for it."""

    def gdb(self, *commands):
        """What GDB prints when it executes the commands."""
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, 'gdb')
            with Machine(PROGRAM, arguments=['-S', '-gdb', f'unix:{path},server=on,wait=off']):
                commands = ('set architecture mips:isa32r5', f'target remote {path}',
                            *commands)
                return subprocess.run(
                    [GDB, '-batch', '-nx', PROGRAM,
                     *(word for command in commands for word in ('-ex', command))],
                    stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                    stderr=subprocess.STDOUT, text=True, timeout=60, check=True).stdout

    def values(self, *expressions, before=()):
        """The values of expressions when GDB has executed what comes before."""
        text = self.gdb(*before, *(f'printf "= %x\\n", {e}' for e in expressions))
        return [int(value, 16) for value in re.findall('^= (.*)', text, re.MULTILINE)]

    def in_guest(self, *expressions):
        """The same, in the second guest."""
        return self.values(*expressions, before=[f'hbreak *{GUEST_CODE}', 'continue', 'continue'])

    def test_at_the_start(self):
        self.assertEqual(self.values('$pc', '$root_status & 0x400006', GUEST_MODE),
                         [0x9d001000, 0, 0])

    def test_symbols_of_root(self):
        text = self.gdb('break run_one', 'continue', 'backtrace 2')
        self.assertRegex(text, r'#0 .*run_one \(.*\n#1 .*run_tests')

    def test_both_contexts_in_a_guest(self):
        self.assertEqual(self.in_guest('$pc', '$root_status', '$guest_status', '$root_ebase'),
                         [int(GUEST_CODE, 16), 0x10000001, 0, 0x9d000000])

    def test_registers_of_vz_in_a_guest(self):
        self.assertEqual(self.in_guest(GUEST_MODE, '$vz_guestctl1', '$vz_gtoffset'),
                         [1, 1, 0x12345678])

    def test_register_sets_in_a_guest(self):
        """The live registers are those of set 2, where the count of loops is."""
        loops, live, root = self.in_guest('$srs2_t0', '$t0', '$srs0_sp')
        self.assertEqual((loops, live), (200, 200))
        self.assertEqual(root >> 16, 0)

    def test_memory_through_the_guests_tables(self):
        """Mapped by both of them: the page where it counts, and its code."""
        self.assertEqual(self.in_guest('*(unsigned *)0x800080 == *(unsigned *)0x80050080',
                                       f'*(unsigned *){GUEST_CODE}'), [1, 0x3c050080])

    def test_steps_in_a_guest(self):
        self.assertEqual(self.values('$pc', before=[f'hbreak *{GUEST_CODE}', 'continue',
                                                    'stepi', 'stepi']), [int(GUEST_CODE, 16) + 8])

    def test_a_register_of_the_guest_is_written(self):
        """The live register, which is one of the set, too."""
        self.assertEqual(self.in_guest('$t0 = 5', '$srs2_t0'), [5, 5])


class Monitor(unittest.TestCase):
    """info registers, -d int, traces."""

    @classmethod
    def setUpClass(cls):
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, 'log')
            arguments = ['-d', 'int', '-trace', 'mips_vz_*', '-D', path]
            with Machine(PROGRAM, arguments=arguments) as machine:
                machine.expect('round 3')
                machine.command('stop')
                cls.registers = machine.monitor('info registers')
            with open(path, encoding='utf-8') as file:
                cls.log = file.read()

    def test_info_registers_shows_both_contexts(self):
        root, guest = self.registers.split('\nGuest CP0')
        self.assertRegex(root, r'EBase +9d000000')
        self.assertNotRegex(guest.split('\nVZ')[0], r'EBase +9d000000')
        for name in 'Status', 'Cause', 'EPC', 'EntryHi', 'Compare':
            self.assertRegex(root, rf'\b{name} ')
            self.assertRegex(guest, rf'\b{name} ')

    def test_info_registers_shows_vz(self):
        self.assertRegex(self.registers, r'GuestCtl0 +[0-9a-f]{8}')
        self.assertRegex(self.registers, r'GuestCtl1 +00000001')
        self.assertRegex(self.registers, r'GTOffset +12345678')

    def test_info_registers_shows_register_sets(self):
        for number in range(8):
            self.assertRegex(self.registers, rf'(?i)(SRS{number}\.00|set {number} is the current)')

    def test_log_of_entries_and_exits(self):
        self.assertRegex(self.log, r'VZ: enter guest 1 at a0001000')
        self.assertRegex(self.log, r'VZ: exit guest 1 at a00010\w\w, .*GExcCode HC')
        self.assertRegex(self.log, r'VZ: exit guest 1 at a00010\w\w, interrupt')
        entries = self.log.count('VZ: enter')
        self.assertIn(entries - self.log.count('VZ: exit'), (0, 1))
        self.assertGreater(entries, 28)

    def test_traces_of_entries_and_exits(self):
        self.assertEqual(self.log.count('mips_vz_enter '), self.log.count('VZ: enter'))
        self.assertEqual(self.log.count('mips_vz_exit '), self.log.count('VZ: exit'))
