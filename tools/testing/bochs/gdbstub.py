# SPDX-License-Identifier: GPL-2.0
"""A GDB server for a Machine, over Bochs's own debugger.

Debian's Bochs has its debugger built in, and so cannot have its GDB stub. Threads
are CPUs, numbered from 1. A "break" is at a physical address, so that a breakpoint
of the hypervisor (which is identity-mapped) is never hit by a guest that has code
at the same address; an "hbreak" is at a linear address of any CPU, guests included.
"monitor X" gives X to Bochs's debugger, "monitor type X" types X on COM1.
"""
import re
import select

from cpu import CONTROL, GENERAL, SEGMENTS, Cpu
from points import STOP, Points

# The order of GDB's amd64 register numbers: x87 state is not shown.
REGISTERS = [(name, 64) for name in GENERAL] + [('eflags', 32)] + [
    (name, 32) for name in SEGMENTS] + [(f'st{i}', 80) for i in range(8)] + [
    (name, 32) for name in ('fctrl', 'fstat', 'ftag', 'fiseg', 'fioff', 'foseg',
                            'fooff', 'fop')] + [
    (name, 64) for name in ('fs_base', 'gs_base') + CONTROL]
FEATURES = (('org.gnu.gdb.i386.core', 0, 40), ('org.gnu.gdb.i386.segments', 40, 42),
            ('org.levsha.control', 42, 47))
TYPES = {'rip': 'code_ptr', 'rsp': 'data_ptr', 'rbp': 'data_ptr', 'eflags': 'int32'}
BREAKPOINT, INTERRUPT = 5, 2


def target_xml():
    """The registers, described to GDB."""
    text = '<?xml version="1.0"?><!DOCTYPE target SYSTEM "gdb-target.dtd">' \
           '<target><architecture>i386:x86-64</architecture>'
    for feature, first, last in FEATURES:
        text += f'<feature name="{feature}">'
        for name, bits in REGISTERS[first:last]:
            kind = TYPES.get(name, 'i387_ext' if bits == 80 else f'int{bits}')
            text += f'<reg name="{name}" bitsize="{bits}" type="{kind}"/>'
        text += '</feature>'
    return text + '</target>'


class Link:
    """Packets to and from GDB."""

    def __init__(self, socket):
        self.socket = socket
        self.data = b''
        self.acknowledge = True

    def _more(self):
        data = self.socket.recv(65536)
        if not data:
            raise EOFError
        self.data += data

    def receive(self):
        """The next packet."""
        while not (match := re.search(rb'\$([^#]*)#..', self.data, re.DOTALL)):
            self._more()
        self.data = self.data[match.end():]
        if self.acknowledge:
            self.socket.sendall(b'+')
        return match.group(1).decode('latin-1')

    def send(self, text):
        """Send a packet."""
        body = re.sub(rb'[#$}*]', lambda m: bytes((0x7d, m.group()[0] ^ 0x20)),
                      text.encode('latin-1'))
        self.socket.sendall(b'$%s#%02x' % (body, sum(body) % 256))

    def interrupted(self):
        """Whether GDB asks to stop the running machine."""
        if select.select([self.socket], [], [], 0)[0]:
            self._more()
        stop = b'\x03' in self.data
        self.data = self.data.replace(b'\x03', b'')
        return stop


class Stub:
    """Serves one GDB until it goes."""

    def __init__(self, machine, socket):
        self.machine = machine
        self.link = Link(socket)
        self.cpus = [Cpu(machine, number) for number in range(machine.cpus)]
        self.current = self.cpus[0]
        self.points = Points(machine)
        self.last_stop = ''
        self.handlers = {
            '?': lambda _: self._stop(BREAKPOINT, self.current.number),
            'g': self._registers, 'P': self._set_register, 'p': self._register,
            'm': self._read, 'M': self._write, 'Z': self._insert, 'z': self._remove,
            'H': self._choose, 'T': lambda text: 'OK', 'q': self._query,
            'v': self._resume, 'Q': self._set}

    def serve(self):
        """Answer packets until GDB detaches, kills or goes."""
        try:
            while (packet := self.link.receive()) not in ('k', 'D'):
                handler = self.handlers.get(packet[:1], lambda text: '')
                answer = handler(packet[1:])
                if answer is not None:
                    self.link.send(answer)
            self.link.send('OK')
        except (EOFError, ConnectionError):
            pass

    # -- registers and memory of the chosen CPU ---------------------------

    @staticmethod
    def _hex(values, name, bits):
        if name not in values:
            return 'x' * (bits // 4)
        return values[name].to_bytes(bits // 8, 'little').hex()

    def _registers(self, _):
        values = self.current.registers()
        return ''.join(self._hex(values, name, bits) for name, bits in REGISTERS)

    def _register(self, text):
        return self._hex(self.current.registers(), *REGISTERS[int(text, 16)])

    def _set_register(self, text):
        number, value = text.split('=')
        name, _ = REGISTERS[int(number, 16)]
        value = int.from_bytes(bytes.fromhex(value), 'little')
        return 'OK' if name in GENERAL and self.current.set_register(name, value) else 'E01'

    def _read(self, text):
        address, size = (int(part, 16) for part in text.split(','))
        return self.current.read(address, size).hex() or 'E14'

    def _write(self, text):
        where, data = text.split(':')
        address = int(where.split(',')[0], 16)
        return 'OK' if self.current.write(address, bytes.fromhex(data)) else 'E14'

    # -- breakpoints and watchpoints ---------------------------------------

    def _insert(self, text):
        kind, address, size = text.split(',')[:3]
        if kind not in '0123':
            return ''
        cpu = self.cpus[0] if kind == '0' else self.current
        good = self.points.insert(kind, int(address, 16), int(size, 16), cpu)
        return 'OK' if good else 'E14'

    def _remove(self, text):
        kind, address = text.split(',')[:2]
        self.points.remove(kind, int(address, 16))
        return 'OK'

    # -- running -----------------------------------------------------------

    def _stop(self, signal, number, extra=''):
        self.current = self.cpus[number]
        return f'T{signal:02x}thread:{number + 1};{extra}'

    def _resume(self, text):
        if text == 'Cont?':
            return 'vCont;c;C;s;S'
        if not text.startswith('Cont;'):
            return ''
        step = re.match(r'[sS]\w*(?::p?(\d+))?', text[len('Cont;'):])
        if step:
            number = int(step.group(1) or self.current.number + 1) - 1
            return self._why(self._run('s all 1'), BREAKPOINT, number)
        return self._why(self._run('c'), INTERRUPT, self.current.number)

    def _run(self, command):
        """Let the machine run till it stops; its console goes to GDB meanwhile."""
        self.machine.watch_console(
            lambda data: self.link.send('O' + data.replace(b'\r', b'').hex()))
        self.points.leave(self.last_stop)
        while True:
            self.last_stop = self._run_once(command)
            if command != 'c' or not self.points.is_passing(self.last_stop):
                break
        self.machine.watch_console(lambda data: None)
        return self.last_stop

    def _run_once(self, command):
        self.machine.resume(command)
        while not self.machine.stopped() and not self.machine.ended():
            self.machine.pump(0.1)
            if self.link.interrupted():
                self.machine.interrupt_later()
        return '' if self.machine.ended() else self.machine.wait_prompt()

    def _why(self, text, signal, number):
        """Bochs's own words on a stop, as a stop reply."""
        if not text:
            return 'W00'
        match = STOP.search(text)
        if not match:
            return self._stop(signal, number)
        watch = f'watch:{match.group(3)[2:]};' if match.group(3) else ''
        return self._stop(BREAKPOINT, int(match.group(1)), watch)

    # -- the rest ----------------------------------------------------------

    def _choose(self, text):
        number = int(text[1:], 16)
        if text[0] == 'g' and 1 <= number <= len(self.cpus):
            self.current = self.cpus[number - 1]
        return 'OK'

    def _set(self, text):
        if text != 'StartNoAckMode':
            return ''
        self.link.acknowledge = False
        return 'OK'

    def _query(self, text):
        name, _, argument = text.partition(':')
        if name.startswith('Rcmd,'):
            return self._monitor(bytes.fromhex(name[len('Rcmd,'):]).decode())
        if name == 'Xfer' and argument.startswith('features:read:target.xml:'):
            start, size = (int(part, 16) for part in argument.split(':')[3].split(','))
            part = target_xml()[start:start + size]
            return ('m' if len(part) == size else 'l') + part
        return {
            'Supported': 'PacketSize=4000;qXfer:features:read+;vContSupported+;'
                         'QStartNoAckMode+',
            'Attached': '1', 'C': f'QC{self.current.number + 1}',
            'fThreadInfo': 'm' + ','.join(str(cpu.number + 1) for cpu in self.cpus),
            'sThreadInfo': 'l'}.get(name, '')

    def _monitor(self, command):
        if command.startswith('type '):
            self.machine.send(command[len('type '):] + '\r')
            return 'OK'
        self.machine.command(f'set $cpu = {self.current.number}')
        return ('\n'.join(self.machine.command(command)) or 'OK').encode().hex()
