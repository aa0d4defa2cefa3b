# SPDX-License-Identifier: GPL-2.0
"""GDB, as "make debug" runs it, sees the hypervisor and its guests."""
import os
import re
import struct
import subprocess
import tempfile
import unittest

from bochs.board import BUILD, SOURCE, compile_board, make_iso

LGDT_SIZE = 7                   # of the samples' first instruction
SESSION = '''
tbreak levsha_main
continue
info threads
python
try:
    gdb.execute('print *(int *)0x7fff00000000')
except gdb.error as error:
    print(error)
end
next
lv-guests
hbreak *{entry:#x}
continue
stepi
info registers rip
delete
monitor page 0x100000
break mux_poll
continue
backtrace 2
delete
print nr_guests
set var nr_guests = 2
print nr_guests
lv-vmcs heart
lv-log
lv-guests
detach
'''


class Debugger(unittest.TestCase):
    """One session, run from a script."""

    @classmethod
    def setUpClass(cls):
        folder = compile_board('idle')
        with open(os.path.join(BUILD, 'tools/testing/guests/witness.elf'), 'rb') as file:
            cls.entry, = struct.unpack_from('<I', file.read(), 24)
        with tempfile.NamedTemporaryFile('w', suffix='.gdb') as script:
            script.write(SESSION.format(entry=cls.entry))
            script.flush()
            cls.text = subprocess.run(
                ['timeout', '-s', 'KILL', '100',
                 os.path.join(SOURCE, 'tools/testing/bochs/debug.py'), 'i5_650', make_iso(folder),
                 os.path.join(folder, 'debug'), os.path.join(BUILD, 'levsha.elf'), '-batch',
                 '-x', os.path.join(SOURCE, 'scripts/gdb/levsha-gdb.py'), '-x', script.name],
                stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                check=False).stdout

    def assert_seen(self, pattern):
        """GDB printed it."""
        if not re.search(pattern, self.text):
            self.fail(f'"{pattern}" is not in\n{self.text}')

    def test_a_breakpoint_stops_in_c(self):
        self.assert_seen(r'levsha_main \(\) at .*kernel/main.c:\d+')

    def test_a_line_is_executed(self):
        self.assert_seen(r'\n\d+\t.*(console_flush|tasks_run)\(')

    def test_memory_that_is_not_there_is_told(self):
        self.assert_seen('Cannot access memory at address 0x7fff00000000')

    def test_the_console_is_shown_meanwhile(self):
        self.assert_seen(r'core 0: Levsha \d')

    def test_cores_are_threads(self):
        self.assert_seen(r'\n  4    Thread 4 ')

    def test_a_guest_stops_at_its_own_address(self):
        self.assert_seen(rf'Thread [34] hit Breakpoint \d+, 0x0*{self.entry:x} in')

    def test_a_step_is_one_instruction(self):
        after = int(re.search(r'rip +(0x\w+)', self.text).group(1), 16)
        self.assertEqual(after - self.entry, LGDT_SIZE)

    def test_bochs_own_commands_are_at_hand(self):
        self.assert_seen('linear page 0x0*100000 maps to physical page 0x000014[15]00000')

    def test_memory_is_written(self):
        self.assert_seen(r'\$1 = 3\n\$2 = 2\n')

    def test_lv_guests(self):
        self.assert_seen(r'2 heart +running +core 2 +1 starts +RAM 0x14000000\+0x400000 +\d+ exits')

    def test_lv_vmcs(self):
        self.assert_seen(r'guest heart, VMCS at 0x\w+:\n +0000 VPID +0x2\n')
        self.assert_seen(r'GUEST_CS_AR +0xc09b')

    def test_lv_log(self):
        self.assert_seen(r'\[ +\d+\.\d+\] core 2: guest heart: running')


if __name__ == '__main__':
    unittest.main()
