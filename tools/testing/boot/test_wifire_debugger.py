# SPDX-License-Identifier: GPL-2.0
"""GDB, as "make debug" runs it, sees the hypervisor and its guests on the Wi-FIRE."""
import os
import re
import signal
import subprocess
import sys
import unittest

sys.path[:0] = [os.path.dirname(os.path.dirname(os.path.abspath(__file__)))]

from qemu import board  # noqa: E402

LIMIT = 120                     # host seconds
# GDB is killed: QEMU, which has the console, must end with it, or nothing ends the text.
SESSION = 'tbreak schedule\ncontinue\nlv-guests\nlv-log\nshell kill -KILL $PPID\n'


class Debugger(unittest.TestCase):
    """One session, typed blindly."""

    @classmethod
    def setUpClass(cls):
        with subprocess.Popen(
                ['make', '-s', '-f', os.path.join(board.SOURCE, 'Makefile'), f'O={board.BUILD}',
                 'debug'], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT, text=True, start_new_session=True) as process:
            try:
                cls.text = process.communicate(SESSION, timeout=LIMIT)[0]
            finally:
                if process.poll() is None:
                    os.killpg(process.pid, signal.SIGKILL)

    def assert_seen(self, pattern):
        """GDB printed it."""
        if not re.search(pattern, self.text):
            self.fail(f'"{pattern}" is not in\n{self.text}')

    def test_it_stops_in_c(self):
        self.assert_seen(r'Temporary breakpoint 1, mips_main')
        self.assert_seen(r'Temporary breakpoint 2, schedule \(\)')

    def test_lv_guests(self):
        self.assert_seen(r'1 vault +\w+ +priority 2 +\d+ starts +RAM 0x\w+\+0x8000 +0 exits')
        self.assert_seen(r'3 heartbeat +\w+ +priority 3 ')

    def test_lv_log(self):
        self.assert_seen(r'\[ +\d+\.\d+\] .*Levsha \d')


if __name__ == '__main__':
    unittest.main()
