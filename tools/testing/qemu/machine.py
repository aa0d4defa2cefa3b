# SPDX-License-Identifier: GPL-2.0
"""The test board: QEMU's pic32mz-wifire with its console and its monitor at hand."""
import json
import os
import re
import selectors
import socket
import subprocess
import threading
import time

from qemu import program

# Each run is like the others, and nobody waits for real time.
ICOUNT = ('-icount', 'shift=0,sleep=off')


PATIENCE = 4


class Timeout(AssertionError):
    """What a test waited for did not come."""


class Machine:
    """One run of QEMU, ended with KILL after `limit` seconds.

    The images go into flash in their order; `arguments` are QEMU's own. Without
    `exact` time is the host's, which is faster. Limits are seconds that QEMU had the
    host's CPU, so that a busy host needs no larger ones; PATIENCE times as long by
    the clock, if it only waits.
    """

    def __init__(self, *images, arguments=(), exact=True, limit=60):
        self.output = b''
        self.seen = 0
        names = dict(zip(('-bios', '-kernel', '-initrd'), images))
        self._monitor, theirs = socket.socketpair()
        with theirs:
            # Whoever is killed takes QEMU along, which would run for ever.
            self.process = subprocess.Popen(
                ['setpriv', '--pdeathsig', 'KILL', program(), '-M', 'pic32mz-wifire',
                 '-display', 'none', '-nodefaults', '-serial', 'stdio',
                 '-chardev', f'socket,id=monitor,fd={theirs.fileno()}',
                 '-mon', 'chardev=monitor,mode=control', *(ICOUNT if exact else ()),
                 *(word for name in names.items() for word in name), *arguments],
                stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                pass_fds=[theirs.fileno()])
        self._begun = time.monotonic()
        self._closed = threading.Event()
        threading.Thread(target=self._end, args=(limit,), daemon=True).start()
        self._answers = self._monitor.makefile('rb')
        self._selector = selectors.DefaultSelector()
        self._selector.register(self.process.stdout, selectors.EVENT_READ)
        self._answer('QMP')
        self.command('qmp_capabilities')

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def spent(self):
        """What limits limit: seconds so far."""
        waited = (time.monotonic() - self._begun) / PATIENCE
        try:
            with open(f'/proc/{self.process.pid}/stat', encoding='ascii') as file:
                fields = file.read().rpartition(')')[2].split()
        except OSError:
            return waited
        return max(waited, sum(map(int, fields[11:13])) / os.sysconf('SC_CLK_TCK'))

    def _end(self, limit):
        while not self._closed.wait(1):
            if self.spent() > limit:
                self.process.kill()
                return

    def close(self):
        """End the run, whatever state it is in."""
        self._closed.set()
        self.process.kill()
        self.process.wait()
        self._selector.close()
        for file in self.process.stdin, self.process.stdout, self._answers, self._monitor:
            file.close()

    # -- console -----------------------------------------------------------

    def read(self, timeout=0.2):
        """Take in what comes within `timeout` seconds; None: nothing did, b'': the end."""
        if not self._selector.select(timeout):
            return None
        data = self.process.stdout.read1()
        self.output += data
        return data

    def expect(self, pattern, timeout=30):
        """Wait for a regular expression behind what earlier calls matched."""
        end = self.spent() + timeout
        regex = re.compile(pattern.encode(), re.MULTILINE)
        while not (match := regex.search(self.output, self.seen)):
            if self.spent() > end or self.read() == b'':
                raise Timeout(f'no "{pattern}" came:\n{self.text()[-2000:]}')
        self.seen = match.end()
        return match

    def send(self, text):
        """Type on the console."""
        self.process.stdin.write(text.encode())
        self.process.stdin.flush()

    def text(self):
        """All that came over the console so far."""
        return self.output.decode(errors='replace')

    def wait(self):
        """Read until QEMU ended by itself; its exit status."""
        while self.read(60):
            pass
        return self.process.wait(10)

    # -- monitor -----------------------------------------------------------

    def _answer(self, *keys):
        while line := self._answers.readline():
            answer = json.loads(line)
            for key in keys:
                if key in answer:
                    return answer
        raise Timeout('QEMU ended')

    def command(self, name, **arguments):
        """A command of QMP; what it returned."""
        request = {'execute': name, 'arguments': arguments}
        self._monitor.sendall(json.dumps(request).encode())
        answer = self._answer('return', 'error')
        if 'error' in answer:
            raise AssertionError(f'{name}: {answer["error"]["desc"]}')
        return answer['return']

    def monitor(self, line):
        """A line for QEMU's human monitor; what it printed."""
        return self.command('human-monitor-command', **{'command-line': line})
