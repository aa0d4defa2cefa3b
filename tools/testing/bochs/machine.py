# SPDX-License-Identifier: GPL-2.0
"""The test PC: Bochs with its first serial line and its debugger at hand.

A Machine is one run. Its folder holds all that the run reads and writes: bochsrc,
bochs.log (what Bochs reports), debugger.txt (the talk with its debugger), console.txt
(what came over COM1) and lpt1.out. Why the settings are as they are is told in
Documentation/tools/bochs.rst.
"""
import os
import re
import selectors
import signal
import socket
import subprocess
import threading
import time

BOCHS = '/usr/bin/bochs-bin'
ROM = '/usr/share/bochs/BIOS-bochs-latest'
# The machine of each board; 2048 MiB is all that Bochs can have.
PCS = {
    'i5_650': {'model': 'corei5_arrandale_m520', 'cpus': 4, 'memory': 1024},
    'i7': {'model': 'corei7_ivy_bridge_3770k', 'cpus': 8, 'memory': 2048},
}
CDROM = 'type=cdrom, status=inserted\nboot: cdrom'
DISK = 'type=disk, mode=flat\nboot: disk'
PROMPT = re.compile(rb'<bochs:\d+> *$')
SETTINGS = """\
config_interface: textconfig
display_library: term
romimage: file="{rom}"
vgaromimage: file=/usr/share/vgabios/vgabios.bin
cpu: model={model}, count={cpus}, ips={ips}, reset_on_triple_fault=0, ignore_bad_msrs=0
memory: guest={memory}, host={memory}
clock: sync=none, time0=1000000000
vga: extension=vbe, update_freq=1, realtime=0
sound: driver=dummy
speaker: enabled=0
mouse: enabled=0
ata0-master: path="{iso}", {medium}
com1: enabled=1, mode=socket-client, dev=localhost:{port}
com2: enabled=1, mode=file, dev="{folder}/com2.out"
parport1: enabled=1, file="{folder}/lpt1.out"
log: "{folder}/bochs.log"
panic: action=fatal
error: action=report
info: action=ignore
debug: action=ignore
"""


class Timeout(AssertionError):
    """What a test waited for did not come."""


class Machine:
    """One run of Bochs, ended with KILL after `limit` host seconds; None: never.

    `changes` are to the machine that PCS has under the name `pc`; `medium` is what
    `iso` is, CDROM or DISK; `rom` the firmware's file.
    """

    def __init__(self, iso, folder, *, pc='i5_650', limit=120, ips=4000000, **changes):
        self.folder = os.path.abspath(folder)
        os.makedirs(self.folder, exist_ok=True)
        self.console = b''
        self.seen = 0
        self.dialog = b''
        self._on_console = lambda data: None
        self._pictures = None
        self._selector = selectors.DefaultSelector()
        self._files = {name: open(os.path.join(self.folder, name), 'wb')
                       for name in ('console.txt', 'debugger.txt', 'bochs.err')}
        pc = {'medium': CDROM, 'rom': ROM, **PCS[pc], **changes}
        self.cpus = pc['cpus']
        with socket.create_server(('localhost', 0)) as server:
            settings = SETTINGS.format(
                iso=os.path.abspath(iso), folder=self.folder, ips=ips,
                port=server.getsockname()[1], **pc)
            self._start(settings)
            self._timer = threading.Timer(limit, self.process.kill)
            self._timer.daemon = True
            if limit:
                self._timer.start()
            self._accept(server)
        self.wait_prompt()
        self._forget_pictures()

    def _start(self, settings):
        rc = os.path.join(self.folder, 'bochsrc')
        with open(rc, 'w', encoding='utf-8') as file:
            file.write(settings)
        if not os.path.exists(BOCHS):
            raise SystemExit(f'{BOCHS} is missing: install Debian\'s package bochs '
                             '("make setup" does)')
        # Whoever is killed takes Bochs along, which would run for ever.
        self.process = subprocess.Popen(
            ['setpriv', '--pdeathsig', 'KILL', BOCHS, '-q', '-f', rc],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            stderr=self._files['bochs.err'], start_new_session=True, cwd=self.folder)
        os.set_blocking(self.process.stdout.fileno(), False)
        self.attach(self.process.stdout, self._read_dialog)

    def _accept(self, server):
        server.settimeout(0.2)
        while True:
            try:
                self.com1, _ = server.accept()
                break
            except socket.timeout:
                if self.process.poll() is not None:
                    raise SystemExit(f'Bochs did not start: see {self.folder}/bochs.log '
                                     'and bochs.err') from None
        self.com1.setblocking(True)
        self.attach(self.com1, self._read_console)

    def _forget_pictures(self):
        """Read what Bochs draws on its pseudo-terminal, lest it wait for a reader."""
        with open(os.path.join(self.folder, 'bochs.err'), encoding='utf-8') as file:
            name = re.search(r'connected to screen "(.+)"', file.read())
        if name:
            self._pictures = os.open(name[1], os.O_RDONLY | os.O_NOCTTY)
            self.attach(self._pictures, self._read_picture)

    def _read_picture(self):
        try:
            return os.read(self._pictures, 65536)
        except OSError:                             # Bochs has ended
            return b''

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def close(self):
        """End the run, whatever state it is in."""
        self._timer.cancel()
        self.process.kill()
        self.process.wait()
        while self.pump(0):
            pass
        self._selector.close()
        if self._pictures is not None:
            os.close(self._pictures)
        self.com1.close()
        self.process.stdout.close()
        self.process.stdin.close()
        for file in self._files.values():
            file.close()

    # -- what arrives ------------------------------------------------------

    def _read_console(self):
        try:
            data = self.com1.recv(65536)
        except ConnectionError:
            data = b''
        self.console += data
        self._files['console.txt'].write(data)
        self._files['console.txt'].flush()
        self._on_console(data)
        return data

    def _read_dialog(self):
        data = self.process.stdout.read() or b''
        self.dialog += data
        self._files['debugger.txt'].write(data)
        self._files['debugger.txt'].flush()
        return data

    def attach(self, file, read):
        """Let pump() call read() when `file` has data, until that returns nothing."""
        self._selector.register(file, selectors.EVENT_READ, read)

    def pump(self, timeout):
        """Take in what arrives within `timeout` seconds; False if nothing did."""
        ready = self._selector.select(timeout)
        for key, _ in ready:
            if not key.data():
                self._selector.unregister(key.fileobj)
        return bool(ready)

    def watch_console(self, function):
        """Call function(bytes) for whatever comes over COM1."""
        self._on_console = function

    def ended(self):
        """Whether Bochs has ended by itself and all its output was read."""
        return not {self.process.stdout, self.com1} & {
            key.fileobj for key in self._selector.get_map().values()}

    def _pump_until(self, condition, timeout, what):
        end = time.monotonic() + timeout
        while not (result := condition()):
            if self.ended() or time.monotonic() > end:
                why = 'Bochs ended' if self.ended() else f'{timeout} s passed'
                raise Timeout(f'{why} without {what}\n{self.tail()}')
            self.pump(0.2)
        return result

    def wait_end(self, timeout=60):
        """Wait until Bochs has ended by itself; its exit status."""
        end = time.monotonic() + timeout
        while not self.ended():
            if time.monotonic() > end:
                raise Timeout(f'{timeout} s passed without the end of Bochs\n{self.tail()}')
            self.pump(0.2)
        return self.process.wait()

    def tail(self, lines=25):
        """The end of the console, for messages."""
        text = self.console.decode(errors='replace').replace('\r', '')
        return f'-- end of {self.folder}/console.txt:\n' + '\n'.join(text.split('\n')[-lines:])

    # -- COM1 --------------------------------------------------------------

    def expect(self, pattern, timeout=60):
        """Wait for a regular expression behind what earlier calls matched."""
        match = self.expect_ever(pattern, timeout, self.seen)
        self.seen = match.end()
        return match

    def expect_ever(self, pattern, timeout=60, since=0):
        """Wait for a regular expression that may have come already."""
        regex = re.compile(pattern.encode(), re.MULTILINE)
        return self._pump_until(lambda: regex.search(self.console, since), timeout,
                                f'"{pattern}"')

    def text(self):
        """All that came over COM1 so far."""
        return self.console.decode(errors='replace').replace('\r', '')

    def send(self, data):
        """Type on the console."""
        self.com1.sendall(data.encode())

    # -- debugger ----------------------------------------------------------

    def stopped(self):
        """Whether Bochs waits in its debugger."""
        return PROMPT.search(self.dialog)

    def wait_prompt(self, timeout=60):
        """Wait until Bochs has stopped in its debugger; what it printed."""
        self._pump_until(self.stopped, timeout, 'a stop in its debugger')
        text, self.dialog = PROMPT.sub(b'', self.dialog), b''
        return text.decode(errors='replace')

    def resume(self, command='c'):
        """Let the machine run; wait_prompt() waits for its next stop.

        The space behind the command stays in the pipe until then: with nothing to
        read there, Bochs sleeps for a millisecond at each HLT.
        """
        self.process.stdin.write(command.encode() + b'\n ')
        self.process.stdin.flush()

    def command(self, text, timeout=60):
        """Give the debugger a command; the lines that it answered."""
        self.resume(text)
        answer = self.wait_prompt(timeout).split('\n')
        return answer[1:] if answer[0].strip() == text.strip() else answer

    def interrupt_later(self):
        """Ask the running machine to stop."""
        self.process.send_signal(signal.SIGINT)

    def interrupt(self):
        """Stop the running machine.

        A signal is lost on a debugger that still reads the command to run, and has no
        effect on one that has just read it.
        """
        self._pump_until(lambda: b'\n' in self.dialog, 60, 'the echo of its last command')
        for _ in range(10):
            self.interrupt_later()
            try:
                return self.wait_prompt(5)
            except Timeout as reason:
                missed = reason
        raise missed

    def ticks(self):
        """Virtual time, while stopped: one tick an instruction of each running CPU."""
        return int(re.search(r'ptime: (\d+)', '\n'.join(self.command('ptime'))).group(1))

    def read(self, address, size):
        """Physical memory, while stopped."""
        lines = self.command(f'xp /{size}bx {address:#x}')
        return bytes(int(byte, 16) for line in lines if '>:' in line
                     for byte in line.split('>:')[1].split())
