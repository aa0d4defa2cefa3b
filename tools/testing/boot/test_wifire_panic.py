# SPDX-License-Identifier: GPL-2.0
"""The end of the hypervisor on the Wi-FIRE, brought about by GDB: what is reported."""
import os
import re
import subprocess
import sys
import tempfile
import unittest

sys.path[:0] = [os.path.dirname(os.path.dirname(os.path.abspath(__file__)))]

from qemu import board  # noqa: E402

LIMIT = 20                      # seconds of the host's CPU
NOWHERE = 0x124                 # the root TLB has no entry for it
CACHE_ERROR, RESET = 0x9d000100, 0xbfc00000
STATUS_NMI = 0x80000
IN_C = 'vz_exit'                # which entry.S calls
LAST = r'\$28: .*[\r\n]'        # line of a report


class Panic(unittest.TestCase):
    """Each way to it, from C code in an exit of a guest."""

    def panic(self, reason, *commands, image='levsha.srec'):
        """What is reported, now and after a reset, when these changed the machine."""
        with tempfile.TemporaryDirectory() as folder:
            gdb = os.path.join(folder, 'gdb')
            with board.start(board.BUILD, image, limit=LIMIT, arguments=(
                    '-S', '-gdb', f'unix:{gdb},server=on,wait=off')) as machine:
                words = [f'target remote {gdb}', f'tbreak {IN_C}', 'continue',
                         *commands, 'detach']
                subprocess.run(['gdb-multiarch', '-q', '-nx', '-batch',
                                os.path.join(board.BUILD, 'levsha.elf'),
                                *(word for one in words for word in ('-ex', one))],
                               stdin=subprocess.DEVNULL, capture_output=True, check=True,
                               timeout=LIMIT)
                machine.expect(rf'!panic: {reason}\s', LIMIT)
                machine.expect(LAST, LIMIT)
                report = machine.text().replace('\r', '')
                machine.command('system_reset')
                machine.expect(r'!before the reset:\s', LIMIT)
                start = machine.seen
                machine.expect(LAST, LIMIT)
                again = machine.text()[start:].replace('\r', '')
                machine.expect(r'^\[heartbeat\] beat 1\s', LIMIT)
        report = re.findall(r'\] !(.*)', report)
        self.assertEqual(re.findall(r'\] !(.*)', again), report)
        return '\n'.join(report)

    def test_exception(self):
        report = self.panic('exception in the hypervisor', 'set $s0 = 0xfeedbeef',
                            f'set $pc = {NOWHERE}')
        self.assertIn(f'TLBL at {NOWHERE:08x}, address {NOWHERE:08x}', report)
        self.assertIn('$16: feedbeef ', report)

    def test_stack_overflow(self):
        self.panic('the stack overflowed', 'set *(int *)&stack_guard = 0')

    def test_cache_error(self):
        report = self.panic('cache error', 'set $s1 = 0xfeedbeef', f'set $pc = {CACHE_ERROR}')
        self.assertRegex(report, r'\$16: \w+ feedbeef ')

    def test_nmi(self):
        report = self.panic('non-maskable interrupt', 'set $s2 = 0xfeedbeef',
                            f'set $status = $status | {STATUS_NMI}', f'set $pc = {RESET}',
                            image='levsha.hex')
        self.assertRegex(report, r'\$16: \w+ \w+ feedbeef ')


if __name__ == '__main__':
    unittest.main()
